//! Triptych's window: wires the core to a web view, and runs.
//!
//! What always holds: the pages reach the core through the verbs in `shell::door` and through nothing else; the web view
//! keeps nothing, goes nowhere and opens no second window.

// No console window behind the app on Windows.
#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

mod shell;

use std::process::ExitCode;

fn main() -> ExitCode {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    shell::heaps::few();
    triptych_core::vault::forbid_dumps();
    match shell::arguments::read(std::env::args().skip(1)) {
        Ok(shell::arguments::Wish::Run(start)) => shell::run(start),
        Ok(shell::arguments::Wish::Say(text)) => {
            shell::arguments::say(&text);
            ExitCode::SUCCESS
        }
        Err(text) => {
            shell::arguments::complain(&text);
            ExitCode::from(2)
        }
    }
}
