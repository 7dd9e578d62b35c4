//! One function per command: reads the arguments, calls the core, says what came of it.

mod actions;
mod asked;
mod backup;
mod client;
mod composing;
mod desk;
mod echo;
mod evidence;
mod export;
mod framework;
mod hcpc;
mod import;
mod keys;
mod model;
mod named;
mod paper;
mod portfolio;
mod privacy;
mod record;
mod register;
mod several;
mod suggest;
mod supervision;
mod undo;
mod write;

use std::path::Path;
use std::sync::Arc;

use clap::{CommandFactory as _, error::ErrorKind};
use serde::Serialize;
use triptych_core::api::App;
use triptych_core::error::{Error, Result};
use triptych_core::log::Log;
use triptych_core::vault::Secret;
use triptych_core::world::World as _;

use crate::answer::Answer;
use crate::args::{BackupCommand, Cli, Command, PrivacyCommand, RecoveryCommand};
use crate::secrets;
use crate::terminal::{self, TerminalWorld};
use backup::Opener;

/// The fewest characters of an id that name what has it.
const SHORTEST: usize = 6;

/// Runs what was asked for.
///
/// # Errors
/// As the core says; a missing passphrase ends the process as a usage error.
pub(crate) fn run(cli: Cli) -> Result<Answer> {
    let json = cli.json;
    match cli.command {
        Command::Framework { level, section } => return framework::framework(level, section, json),
        Command::Completions { shell } => return completions(shell),
        Command::Man => return man(),
        // Without a passphrase there is no portfolio to ask.
        Command::Suggest {
            level, text_stdin: true, ..
        } if cli.passphrase_file.is_none() && !cli.passphrase_stdin => {
            return suggest::plainly(level, json);
        }
        Command::Privacy(PrivacyCommand::Scan(ref scan))
            if scan.needs_no_portfolio() && cli.passphrase_file.is_none() && !cli.passphrase_stdin =>
        {
            return privacy::plainly(scan, json);
        }
        _ => {}
    }
    let world = TerminalWorld::new(cli.portfolio.as_deref())?;
    if let Command::Log = cli.command {
        return log(&world, json);
    }
    if let Command::Recover(recover) | Command::Recovery(RecoveryCommand::Open(recover)) = &cli.command {
        return portfolio::recover(&world, recover, json);
    }
    // A backup opens with what held when it was made, and a damaged portfolio may not open at all: neither is opened here.
    match &cli.command {
        Command::Backup {
            command: Some(BackupCommand::Verify { file, words_file }),
            ..
        } => return backup::verify(&world, file, &opener(&cli, words_file.as_deref())?, json),
        Command::Restore(wanted) => {
            let opener = opener(&cli, wanted.words_file.as_deref())?;
            return backup::restore(&world, &wanted.file, &wanted.to, &opener, json);
        }
        Command::Rescue(wanted) => {
            let opener = opener(&cli, wanted.words_file.as_deref())?;
            return backup::rescue(&world, &wanted.out, &opener, json);
        }
        _ => {}
    }
    let passphrase = passphrase(&cli)?;
    match cli.command {
        Command::Init => portfolio::init(&world, &passphrase, json),
        Command::Demo => portfolio::demo(&world, &passphrase, json),
        Command::Info => portfolio::info(&open(&world, &passphrase)?, json),
        Command::Record(command) => record::record(&open(&world, &passphrase)?, command, json),
        Command::Link(wanted) => desk::link(&open(&world, &passphrase)?, &wanted, json),
        Command::Keyword(command) => desk::keyword(&open(&world, &passphrase)?, &command, json),
        Command::Template(command) => named::template(&open(&world, &passphrase)?, &command, json),
        Command::Filter(command) => named::filter(&open(&world, &passphrase)?, &command, json),
        Command::Echo(command) => echo::echo(&open(&world, &passphrase)?, &command, json),
        Command::Undo { look: true } => undo::look(&open(&world, &passphrase)?, json),
        Command::Undo { look: false } => undo::undo(&open(&world, &passphrase)?, json),
        Command::Redo => undo::redo(&open(&world, &passphrase)?, json),
        Command::Model(command) => model::model(&open(&world, &passphrase)?, command, json),
        Command::Client(command) => client::client(&open(&world, &passphrase)?, command, json),
        Command::Evidence(command) => evidence::evidence(&open(&world, &passphrase)?, command, json),
        Command::Supervision(command) => supervision::supervision(&open(&world, &passphrase)?, command, json),
        Command::Suggest { id, level, .. } => suggest::suggest(&open(&world, &passphrase)?, id.as_deref(), level, json),
        Command::Privacy(command) => privacy::privacy(&open(&world, &passphrase)?, command, json),
        Command::Hcpc(command) => hcpc::hcpc(&open(&world, &passphrase)?, &command, json),
        Command::Register { kind, find, offset, limit } => {
            register::register(&open(&world, &passphrase)?, kind.as_deref(), find, (offset, limit), json)
        }
        Command::Stats => framework::stats(&open(&world, &passphrase)?, json),
        Command::Export(command) => export::export(&open(&world, &passphrase)?, command, json),
        Command::Import(command) => import::import(&open(&world, &passphrase)?, command, json),
        Command::Passphrase(command) => keys::passphrase(&open(&world, &passphrase)?, &command, &passphrase, json),
        Command::Recovery(command) => keys::recovery(&open(&world, &passphrase)?, &command, &passphrase, json),
        Command::Backup { out: Some(out), whole, .. } => backup::make(&open(&world, &passphrase)?, &out, whole, json),
        Command::Check => portfolio::check(&open(&world, &passphrase)?, json),
        Command::Framework { .. }
        | Command::Completions { .. }
        | Command::Man
        | Command::Log
        | Command::Recover(_)
        | Command::Restore(_)
        | Command::Rescue(_)
        | Command::Backup { .. } => Err(Error::internal("a command without a portfolio")),
    }
}

fn open(world: &Arc<TerminalWorld>, passphrase: &Secret) -> Result<App> {
    let app = terminal::app(world);
    app.open(None, passphrase)?;
    Ok(app)
}

fn passphrase(cli: &Cli) -> Result<Secret> {
    match &cli.passphrase_file {
        Some(path) => secrets::passphrase(path),
        None if cli.passphrase_stdin => secrets::from_stdin(),
        None => {
            let message = "the passphrase is missing: use --passphrase-file F or --passphrase-stdin";
            if cli.json {
                let _ = crate::answer::usage(message);
                std::process::exit(i32::from(crate::answer::USAGE));
            }
            Cli::command().error(ErrorKind::MissingRequiredArgument, message).exit()
        }
    }
}

#[derive(Serialize)]
struct Lines {
    text: String,
}

/// The log of this device: needs no portfolio.
fn log(world: &Arc<TerminalWorld>, json: bool) -> Result<Answer> {
    let lines = Lines {
        text: Log::new(world.state_folder()).text(),
    };
    Answer::either(json, &lines, || lines.text.trim_end().to_owned())
}

fn opener(cli: &Cli, words: Option<&Path>) -> Result<Opener> {
    match words {
        Some(words) => secrets::words(words).map(Opener::Words),
        None => passphrase(cli).map(Opener::Passphrase),
    }
}

fn completions(shell: clap_complete::Shell) -> Result<Answer> {
    let mut out = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "triptych-cli", &mut out);
    text(out)
}

fn man() -> Result<Answer> {
    let mut out = Vec::new();
    let command = Cli::command();
    clap_mangen::Man::new(command.clone()).render(&mut out).map_err(Error::internal)?;
    for sub in command.get_subcommands().filter(|sub| !sub.is_hide_set()) {
        render_under(sub, &mut out)?;
    }
    text(out)
}

/// A command and those below it, as sections of the same page.
fn render_under(command: &clap::Command, out: &mut Vec<u8>) -> Result<()> {
    let man = clap_mangen::Man::new(command.clone());
    man.render_synopsis_section(out)
        .and_then(|()| man.render_description_section(out))
        .and_then(|()| man.render_options_section(out))
        .and_then(|()| man.render_extra_section(out))
        .map_err(Error::internal)?;
    command
        .get_subcommands()
        .filter(|sub| !sub.is_hide_set())
        .try_for_each(|sub| render_under(sub, out))
}

fn text(bytes: Vec<u8>) -> Result<Answer> {
    String::from_utf8(bytes).map(Answer::plain).map_err(Error::internal)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// What the fuzzer puts command lines together from.
    const WORDS: &str = include_str!("../../../../tests/fuzz/words/arguments.dict");

    fn every_word(command: &clap::Command, words: &mut BTreeSet<String>) {
        words.extend(command.get_arguments().filter_map(|one| Some(format!("--{}", one.get_long()?))));
        for sub in command.get_subcommands() {
            words.insert(sub.get_name().to_owned());
            every_word(sub, words);
        }
    }

    #[test]
    fn the_fuzzer_knows_every_command_and_every_option() {
        let known: BTreeSet<&str> = WORDS.lines().map(|line| line.trim_matches('"')).collect();
        let mut words = BTreeSet::new();
        every_word(&Cli::command(), &mut words);
        let unknown: Vec<&String> = words.iter().filter(|word| !known.contains(word.as_str())).collect();
        assert!(unknown.is_empty(), "tests/fuzz/words/arguments.dict lacks {unknown:?}");
    }
}
