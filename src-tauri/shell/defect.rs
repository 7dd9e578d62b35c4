//! A defect on demand, for the journey in the real window: nothing of this is in the program as shipped.

use triptych_core::api::App;
use triptych_core::error::{Error, Result};
use triptych_core::storage::{Op, Scope, transact};

/// Whoever writes this asks for it.
const ASKED: &str = "triptych-test-defect";

/// Panics over a request that asks for it, at the worst moment: in the middle of a change, with its words in the message.
pub(super) fn met_when_asked(core: &App, request: &str) -> Result<()> {
    if !request.contains(ASKED) {
        return Ok(());
    }
    core.change(|portfolio| {
        transact(portfolio, Op::EditRecord, Scope::default(), |db| {
            db.execute_batch("UPDATE record SET title = 'half done'; DELETE FROM section;")
                .map_err(Error::internal)?;
            panic!("{request}")
        })
    })
}
