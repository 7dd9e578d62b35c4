//! The contract in TypeScript: one generated file, `ui/src/bindings/contract.ts`.
//!
//! What always holds: the file is a pure function of the command table; `TRIPTYCH_BINDINGS=write` rewrites it, and the
//! test beside this module fails when it is stale.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use ts_rs::{Config, TS, TypeVisitor};

use super::{COMMANDS, events::Event};
use crate::error::Error;

/// Gathers the declaration of every type the commands name.
pub struct Collector {
    config: Config,
    declarations: BTreeMap<String, String>,
}

impl Collector {
    /// Adds `T` and all that it is made of.
    pub fn add<T: TS + 'static + ?Sized>(&mut self) {
        if T::output_path().is_some() {
            let name = T::ident(&self.config);
            let docs = T::docs().unwrap_or_default();
            let declaration = format!("{docs}export {}", T::decl(&self.config));
            if let Some(earlier) = self.declarations.get(&name) {
                assert!(
                    *earlier == declaration,
                    "two types are called {name} in TypeScript: give one a #[ts(rename)]"
                );
                return;
            }
            self.declarations.insert(name, declaration);
        }
        T::visit_dependencies(self);
    }
}

impl TypeVisitor for Collector {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        self.add::<T>();
    }
}

/// The whole of `contract.ts`.
pub fn typescript() -> String {
    let config = Config::new().with_large_int("number");
    let mut collector = Collector {
        config: Config::new().with_large_int("number"),
        declarations: BTreeMap::new(),
    };
    let mut commands = String::new();
    for command in COMMANDS {
        let (request, response) = (command.describe)(&config, &mut collector);
        let _ = writeln!(commands, "  \"{}\": {{ request: {request}; response: {response} }};", command.name);
    }
    collector.add::<Event>();
    collector.add::<Error>();
    let declarations = collector.declarations.into_values().collect::<Vec<_>>().join("\n\n");
    format!(
        "// Generated from the core's command table (src-tauri/core/src/api). Do not edit: `npm run bindings`.\n\n\
         import type {{ PreviewDocument }} from \"./preview\";\n\n{declarations}\n\n\
         /** Every command: what it is asked, what it answers. */\nexport interface Commands {{\n{commands}}}\n"
    )
}

#[cfg(test)]
mod tests {
    #[test]
    fn committed_bindings_are_current() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../ui/src/bindings/contract.ts");
        let fresh = super::typescript();
        if std::env::var_os("TRIPTYCH_BINDINGS").is_some_and(|value| value == "write") {
            std::fs::write(path, &fresh).expect("the bindings folder can be written to");
        }
        let committed = std::fs::read_to_string(path).unwrap_or_default();
        assert!(committed == fresh, "ui/src/bindings/contract.ts is stale: run `npm run bindings`");
    }
}
