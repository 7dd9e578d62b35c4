//! What a therapist does in a day, as one stream of operations: which comes next follows from the dice and from what the
//! portfolio holds. All go through the command table.

use std::time::Duration;

use serde_json::{Value, json};
use triptych_core::api::{self, App};
use triptych_core::error::{Code, Error, Result};
use triptych_core::exchange;
use triptych_core::framework::Framework;
use triptych_core::record::{self, Action, Content, Kind, Record, Section};
use triptych_core::vault::{Secret, backup};

use crate::dice::Dice;
use crate::place::{PASSPHRASE, Place};

/// Words that try what text can be: accents, other scripts, emoji, Markdown, nothing.
const WORDS: [&str; 16] = [
    "session",
    "drum",
    "silence",
    "torn",
    "drawing",
    "café",
    "naïve",
    "ποταμός",
    "река",
    "川",
    "🥁",
    "**loud**",
    "\n\n",
    "- list",
    "ending",
    "K-07",
];

/// One thing to do.
pub(crate) enum Step {
    /// A command and its request.
    Call(&'static str, Value),
    /// The bundled sample read into an empty portfolio, as one change.
    Import,
    /// The portfolio made.
    Make,
    /// A file with these words taken in as evidence.
    Attach(String),
    /// Locked and opened again.
    Reopen,
    /// The key wrapped anew, for the same passphrase.
    ChangePassphrase,
    /// A new key, and everything encrypted under it.
    NewWords,
    /// The backup of this number made.
    BackUp(u64),
    /// The backup of the first number restored into the folder of the second.
    Restore(u64, u64),
}

type Choice = fn(&App, &mut Dice) -> Result<Option<Step>>;

/// How often each thing is done, in parts of their sum. What cannot be done just now gives way to a new record.
const OPS: &[(u64, Choice)] = &[
    (14, create),
    (36, edit),
    (10, tag),
    (3, untag),
    (6, tick),
    (5, finish),
    (3, add),
    (5, bin),
    (2, restore),
    (1, empty_bin),
    (6, undo),
    (3, redo),
    (4, assess),
    (2, profile),
    (2, hcpc),
    (3, attach),
    (1, bin_evidence),
    (1, empty_evidence_bin),
];

/// The next operation in the open portfolio of `app`.
pub(crate) fn choose(app: &App, dice: &mut Dice) -> Result<Step> {
    let all: u64 = OPS.iter().map(|(share, _)| share).sum();
    let mut drawn = dice.below(all);
    for (share, choice) in OPS {
        if drawn < *share {
            if let Some(step) = choice(app, dice)? {
                return Ok(step);
            }
            break;
        }
        drawn -= share;
    }
    create(app, dice)?.ok_or_else(|| Error::internal("a new record can always be made"))
}

/// Does `step`. What the core refuses by its rules has been done, with nothing changed.
///
/// # Errors
/// Everything else that the core says.
pub(crate) fn run(place: &Place, step: &Step) -> Result<()> {
    let app = place.app();
    let done = match step {
        Step::Call(name, request) => api::call(app, name, "", &request.to_string()).map(drop),
        Step::Import => app.run("", |task| {
            app.change(|portfolio| {
                exchange::put_sample_files(portfolio)?;
                exchange::import(portfolio, exchange::sample(), Some(task)).map(drop)
            })
        }),
        Step::Attach(words) => {
            let file = place.beside("handed over.txt");
            std::fs::write(&file, words).map_err(Error::internal)?;
            api::call(app, "evidence.add", "", &json!({ "path": file }).to_string()).map(drop)
        }
        Step::Make => app.create(None, &Secret::new(PASSPHRASE.to_owned())).map(drop),
        Step::Reopen => {
            app.lock();
            // A worker that another thread is just starting holds, until it is its own program, what this process had open.
            for _ in 0..100 {
                match place.open() {
                    Err(cause) if cause.code == Code::InUse => std::thread::sleep(Duration::from_millis(10)),
                    other => return other,
                }
            }
            place.open()
        }
        Step::ChangePassphrase => {
            let request = json!({ "current": PASSPHRASE, "new": PASSPHRASE });
            api::call(app, "keys.change-passphrase", "", &request.to_string()).map(drop)
        }
        Step::NewWords => app
            .run("", |task| app.new_words(&Secret::new(PASSPHRASE.to_owned()), false, task))
            .map(drop),
        Step::BackUp(number) => {
            let file = place.backup(*number);
            // Whoever was killed may have come as far.
            let _ = std::fs::remove_file(&file);
            app.run("", |task| backup::make(app, task, Some(&file))).map(drop)
        }
        Step::Restore(number, to) => {
            let home = place.restored(*to);
            let _ = std::fs::remove_dir_all(&home);
            std::fs::create_dir_all(&home).map_err(Error::internal)?;
            let folder = Place::new(&home, 0).folder();
            app.run("", |task| backup::restore(app, task, &place.backup(*number), &folder, None))
                .map(drop)
        }
    };
    match done {
        Err(cause) if matches!(cause.code, Code::Refused | Code::Invalid) => Ok(()),
        other => other,
    }
}

fn call(name: &'static str, request: Value) -> Result<Option<Step>> {
    Ok(Some(Step::Call(name, request)))
}

/// One of the records that `wanted` likes.
fn one(app: &App, dice: &mut Dice, wanted: impl Fn(&Record) -> bool) -> Result<Option<Record>> {
    app.with(|portfolio| {
        let mut ids = record::every_id(portfolio)?;
        // From a place of chance on, so that all are met and few are read.
        let from = usize::try_from(dice.below(ids.len() as u64)).unwrap_or_default();
        ids.rotate_left(from);
        for id in ids {
            let record = record::get(portfolio, &id)?;
            if wanted(&record) {
                return Ok(Some(record));
            }
        }
        Ok(None)
    })
}

fn text(dice: &mut Dice) -> String {
    // Now and then more than fits on a few pages of the file.
    let words = if dice.below(12) == 0 { 2500 } else { 3 + dice.below(80) };
    (0..words)
        .map(|_| format!("{}{}", dice.pick(&WORDS).copied().unwrap_or_default(), dice.below(100)))
        .collect::<Vec<_>>()
        .join(" ")
}

fn statement(dice: &mut Dice) -> String {
    dice.pick(Framework::bundled().statements())
        .map(|statement| statement.id.clone())
        .unwrap_or_default()
}

fn write_into(content: &mut Content, dice: &mut Dice) {
    content.title = if dice.below(4) == 0 {
        String::new()
    } else {
        format!("Entry {}", dice.below(1000))
    };
    content.date = format!("2026-{:02}-{:02}", 1 + dice.below(11), 1 + dice.below(28));
    content.minutes = Some(10 + u32::try_from(dice.below(90)).unwrap_or_default());
    content.sections = vec![Section {
        stage: "text".to_owned(),
        text: text(dice),
    }];
    content.keywords = (0..dice.below(3)).map(|_| format!("word {}", dice.below(9))).collect();
    content.keywords.dedup();
    if content.kind == Kind::CaseNote {
        content.clients = vec![format!("K-{:02}", dice.below(20))];
    }
    if content.kind == Kind::Supervision {
        content.actions.truncate(2);
        content.actions.push(Action {
            id: String::new(),
            text: format!("Agreed {}", dice.below(100)),
            due: Some(format!("2027-01-{:02}", 1 + dice.below(28))),
            done_on: None,
            owner: None,
        });
    }
}

fn create(app: &App, dice: &mut Dice) -> Result<Option<Step>> {
    let kind = dice.pick(&Kind::ALL).copied().unwrap_or(Kind::Reflection);
    let mut content = app.with(|portfolio| record::blank(portfolio, kind))?;
    write_into(&mut content, dice);
    let tags: Vec<String> = if kind == Kind::CaseNote {
        Vec::new()
    } else {
        (0..dice.below(3)).map(|_| statement(dice)).collect()
    };
    call(
        "record.create",
        json!({ "content": content, "visit": format!("visit {}", dice.below(6)), "tags": tags }),
    )
}

fn edit(app: &App, dice: &mut Dice) -> Result<Option<Step>> {
    let Some(found) = one(app, dice, |record| !record.closed && record.binned_at.is_none())? else {
        return Ok(None);
    };
    let mut content = found.content;
    write_into(&mut content, dice);
    // Few visits, so that many saves are one undo step.
    call(
        "record.save",
        json!({ "id": found.id, "expected": found.version, "visit": format!("visit {}", dice.below(3)), "content": content }),
    )
}

fn tag(app: &App, dice: &mut Dice) -> Result<Option<Step>> {
    let Some(found) = one(app, dice, |record| record.content.kind != Kind::CaseNote)? else {
        return Ok(None);
    };
    let claim = if dice.below(2) == 0 {
        String::new()
    } else {
        format!("Shown by {}", dice.below(1000))
    };
    call("tag.set", json!({ "id": found.id, "statement": statement(dice), "claim": claim }))
}

fn untag(app: &App, dice: &mut Dice) -> Result<Option<Step>> {
    let Some(found) = one(app, dice, |record| !record.tags.is_empty())? else {
        return Ok(None);
    };
    call("tag.remove", json!({ "id": found.id, "statement": found.tags[0].statement }))
}

fn tick(app: &App, dice: &mut Dice) -> Result<Option<Step>> {
    let Some(found) = one(app, dice, |record| !record.content.actions.is_empty() && !record.closed)? else {
        return Ok(None);
    };
    let done = dice.below(3) > 0;
    let action = dice.pick(&found.content.actions).map(|action| action.id.clone());
    call("action.done", json!({ "id": action, "done": done }))
}

fn finish(app: &App, dice: &mut Dice) -> Result<Option<Step>> {
    let Some(found) = one(app, dice, |record| !record.closed && record.binned_at.is_none())? else {
        return Ok(None);
    };
    call("record.finish", json!({ "id": found.id, "finished": found.draft }))
}

fn add(app: &App, dice: &mut Dice) -> Result<Option<Step>> {
    let Some(found) = one(app, dice, |record| record.closed)? else {
        return Ok(None);
    };
    call("record.add", json!({ "id": found.id, "text": text(dice) }))
}

fn bin(app: &App, dice: &mut Dice) -> Result<Option<Step>> {
    let Some(found) = one(app, dice, |record| !record.closed && record.binned_at.is_none())? else {
        return Ok(None);
    };
    call("record.bin", json!({ "id": found.id }))
}

fn restore(app: &App, dice: &mut Dice) -> Result<Option<Step>> {
    let Some(found) = one(app, dice, |record| record.binned_at.is_some())? else {
        return Ok(None);
    };
    call("record.restore", json!({ "id": found.id }))
}

fn empty_bin(_: &App, _: &mut Dice) -> Result<Option<Step>> {
    call("record.empty-bin", json!({}))
}

fn undo(_: &App, _: &mut Dice) -> Result<Option<Step>> {
    call("undo.undo", json!({}))
}

fn redo(_: &App, _: &mut Dice) -> Result<Option<Step>> {
    call("undo.redo", json!({}))
}

fn assess(_: &App, dice: &mut Dice) -> Result<Option<Step>> {
    let answer = dice.pick(&["not-yet", "developing", "confident", "next-for-me"]).copied();
    call(
        "assessment.set",
        json!({ "statement": statement(dice), "answer": answer, "note": format!("Note {}", dice.below(100)), "by": null }),
    )
}

fn profile(app: &App, dice: &mut Dice) -> Result<Option<Step>> {
    let now = app.with(triptych_core::profile::get)?;
    call(
        "profile.save",
        json!({ "expected": now.version, "name": format!("A. Example {}", dice.below(100)), "profession": "music", "registration": "",
                "registered_since": null, "level": null }),
    )
}

fn hcpc(app: &App, dice: &mut Dice) -> Result<Option<Step>> {
    // The proposed cycles are made when the page is first shown: that is done before the stream begins.
    let (_, current) = app.with_mut(triptych_core::hcpc::cycles)?;
    let Some(id) = current else { return Ok(None) };
    let now = app.with(|portfolio| triptych_core::hcpc::get(portfolio, &id))?;
    let summary: String = text(dice).chars().take(400).collect();
    let form = json!({ "summary": summary, "introduction": now.introduction, "chosen": [], "gaps": [], "choices": [] });
    call(
        "hcpc.save",
        json!({ "id": id, "expected": now.version, "visit": "visit to the form", "form": form }),
    )
}

fn attach(_: &App, dice: &mut Dice) -> Result<Option<Step>> {
    // Now and then the same content again, which lies there once.
    let words = if dice.below(3) == 0 {
        format!("Certificate {}", dice.below(4))
    } else {
        text(dice)
    };
    Ok(Some(Step::Attach(words)))
}

fn bin_evidence(app: &App, dice: &mut Dice) -> Result<Option<Step>> {
    let answer = api::call(app, "evidence.list", "", "{}")?;
    let listed: Value = serde_json::from_str(&answer).map_err(Error::internal)?;
    let lines = listed["lines"].as_array().map_or(&[][..], Vec::as_slice);
    match dice.pick(lines) {
        Some(line) => call("evidence.bin", json!({ "id": line["id"] })),
        None => Ok(None),
    }
}

fn empty_evidence_bin(_: &App, _: &mut Dice) -> Result<Option<Step>> {
    call("evidence.empty-bin", json!({}))
}
