//! What only tests may do: answer dialogs, look at the desk, fill a portfolio, move the clock, change the machine.

use std::path::PathBuf;

use serde::Deserialize;

use triptych_core::api::events::Event;

use crate::around::around;
use crate::bridge::{Answer, Inner};
use crate::fill::fill;

/// The next dialogs' answers. A field that is there and `null` is the user's change of mind.
#[derive(Deserialize)]
struct Dialogs {
    #[serde(default)]
    save: Vec<Option<PathBuf>>,
    #[serde(default)]
    folder: Vec<Option<PathBuf>>,
    #[serde(default)]
    file: Vec<Option<PathBuf>>,
}

#[derive(Deserialize)]
struct Fill {
    records: usize,
    #[serde(default)]
    around: bool,
}

#[derive(Deserialize)]
struct Now {
    now: chrono::DateTime<chrono::Utc>,
}

/// Answers `/test/<what>`.
pub(crate) fn serve(inner: &Inner, post: bool, what: &str, body: &[u8]) -> Answer {
    let done = match (post, what) {
        (false, "host") => return Answer::json(200, &inner.desk.seen()),
        (true, "host") => serde_json::from_slice(body).map(|dialogs: Dialogs| {
            dialogs.save.into_iter().for_each(|path| inner.desk.answer_save(path));
            dialogs.folder.into_iter().for_each(|path| inner.desk.answer_folder(path));
            dialogs.file.into_iter().for_each(|path| inner.desk.answer_file(path));
            Ok(())
        }),
        (true, "fill") => serde_json::from_slice(body).map(|wanted: Fill| {
            inner.app.change(|portfolio| {
                // First, while there is nothing to compare with.
                if wanted.around {
                    around(portfolio)?;
                }
                fill(portfolio, inner.world.as_ref(), wanted.records)
            })
        }),
        // The computer is about to sleep, or the window to close, as the shell tells it.
        (true, "locking" | "closing") => {
            let event = if what == "closing" { Event::Closing } else { Event::Locking };
            inner.app.events().tell(&event);
            Ok(Ok(()))
        }
        (true, "cost") => serde_json::from_slice(body).map(|cost| {
            inner.world.spend(cost);
            Ok(())
        }),
        (true, "now") => serde_json::from_slice(body).map(|moment: Now| {
            inner.world.travel(moment.now);
            Ok(())
        }),
        _ => return Answer::text(404, "no such control"),
    };
    match done {
        Ok(Ok(())) => Answer::json(200, &serde_json::json!({})),
        Ok(Err(cause)) => Answer::json(422, &cause),
        Err(cause) => Answer::text(400, &cause.to_string()),
    }
}
