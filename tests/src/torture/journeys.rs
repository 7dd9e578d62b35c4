//! What is done on a failing disk: one row for each journey.

use serde_json::json;
use triptych_core::error::{Error, Result};
use triptych_core::record::{self, Content, Kind, Section};
use triptych_core::vault::{self, Secret, backup};

use crate::place::{PASSPHRASE, WORDS, copy};
use crate::rig::{Rig, snapshot};

/// One journey.
pub(crate) struct Journey {
    pub(crate) name: &'static str,
    /// On a healthy disk, before each attempt.
    pub(crate) prepare: fn(&Rig) -> Result<()>,
    /// What may fail.
    pub(crate) act: fn(&Rig) -> Result<()>,
    /// Begins with no portfolio open.
    pub(crate) closed: bool,
    /// Of its calls, `npm test` lets each so-manieth fail.
    pub(crate) thin: usize,
}

/// Every journey there is.
pub(crate) const JOURNEYS: &[Journey] = &[
    Journey {
        name: "make",
        prepare: nothing_there,
        act: make,
        closed: true,
        thin: 15,
    },
    Journey {
        name: "open",
        prepare: closed,
        act: Rig::open,
        closed: true,
        thin: 5,
    },
    Journey {
        name: "open after a crash",
        prepare: crashed,
        act: Rig::open,
        closed: true,
        thin: 5,
    },
    Journey {
        name: "open with the words",
        prepare: closed,
        act: recover,
        closed: true,
        thin: 10,
    },
    Journey {
        name: "create",
        prepare: healthy,
        act: create,
        closed: false,
        thin: 5,
    },
    Journey {
        name: "save",
        prepare: healthy,
        act: save,
        closed: false,
        thin: 5,
    },
    Journey {
        name: "tag",
        prepare: save,
        act: tag,
        closed: false,
        thin: 5,
    },
    Journey {
        name: "finish",
        prepare: healthy,
        act: finish,
        closed: false,
        thin: 5,
    },
    Journey {
        name: "undo",
        prepare: save,
        act: undo,
        closed: false,
        thin: 5,
    },
    Journey {
        name: "add evidence",
        prepare: a_file,
        act: add_evidence,
        closed: false,
        thin: 5,
    },
    Journey {
        name: "erase evidence",
        prepare: binned_evidence,
        act: erase_evidence,
        closed: false,
        thin: 5,
    },
    Journey {
        name: "empty the bin",
        prepare: fill_bin,
        act: empty_bin,
        closed: false,
        thin: 5,
    },
    Journey {
        name: "lock",
        prepare: unlocked,
        act: lock,
        closed: false,
        thin: 5,
    },
    Journey {
        name: "export JSON",
        prepare: no_export,
        act: export_json,
        closed: false,
        thin: 5,
    },
    Journey {
        name: "export Markdown",
        prepare: no_export,
        act: export_markdown,
        closed: false,
        thin: 5,
    },
    Journey {
        name: "rescue",
        prepare: no_export,
        act: rescue,
        closed: false,
        thin: 10,
    },
    Journey {
        name: "import",
        prepare: to_bring,
        act: bring,
        closed: false,
        thin: 10,
    },
    Journey {
        name: "export PDF",
        prepare: confirmed,
        act: export_pdf,
        closed: false,
        thin: 5,
    },
    Journey {
        name: "change the passphrase",
        prepare: healthy,
        act: change_passphrase,
        closed: false,
        thin: 5,
    },
    Journey {
        name: "new words",
        prepare: healthy,
        act: new_words,
        closed: false,
        thin: 200,
    },
    Journey {
        name: "back up",
        prepare: no_export,
        act: back_up,
        closed: false,
        thin: 5,
    },
    Journey {
        name: "restore",
        prepare: backed_up,
        act: restore,
        closed: false,
        thin: 5,
    },
    Journey {
        name: "settings",
        prepare: healthy,
        act: settings,
        closed: false,
        thin: 5,
    },
];

fn nothing_there(rig: &Rig) -> Result<()> {
    rig.place.app().lock();
    let _ = std::fs::remove_dir_all(rig.place.folder());
    Ok(())
}

fn make(rig: &Rig) -> Result<()> {
    rig.place.app().create(None, &Secret::new(PASSPHRASE.to_owned())).map(drop)
}

fn closed(rig: &Rig) -> Result<()> {
    rig.place.app().lock();
    Ok(())
}

/// With the same passphrase as before, which each copy of the folder is opened with.
fn recover(rig: &Rig) -> Result<()> {
    let words = std::fs::read_to_string(rig.place.beside(WORDS)).map_err(Error::internal)?;
    let secrets = [words, PASSPHRASE.to_owned()].map(Secret::new);
    rig.place.app().open_with_words(None, &secrets[0], &secrets[1])
}

/// The folder of a process that was killed while its last saves stood in the write-ahead log alone.
fn crashed(rig: &Rig) -> Result<()> {
    rig.place.app().lock();
    rig.open()?;
    create(rig)?;
    save(rig)?;
    let here = snapshot(rig).map_err(Error::internal)?;
    rig.place.app().lock();
    copy(&here.folder.path().join("Portfolio"), &rig.place.folder()).map_err(Error::internal)
}

fn healthy(_: &Rig) -> Result<()> {
    Ok(())
}

fn unlocked(rig: &Rig) -> Result<()> {
    if !rig.place.is_open() {
        rig.open()?;
    }
    save(rig)
}

fn content(kind: Kind, text: String) -> Content {
    let mut content: Content = serde_json::from_value(json!({ "kind": kind, "date": "2026-11-01" })).unwrap_or_else(|_| unreachable!());
    content.sections = vec![Section {
        stage: "text".to_owned(),
        text,
    }];
    content
}

fn create(rig: &Rig) -> Result<()> {
    let content = content(Kind::Reflection, "A new record. ".repeat(40));
    rig.call("record.create", &json!({ "content": content, "visit": "v" })).map(drop)
}

/// The oldest record that may be written into, made where there is none.
fn first(rig: &Rig) -> Result<record::Record> {
    let find = || {
        rig.place.app().with(|portfolio| {
            for id in record::every_id(portfolio)? {
                let record = record::get(portfolio, &id)?;
                if record.binned_at.is_none() {
                    return Ok(Some(record));
                }
            }
            Ok(None)
        })
    };
    match find()? {
        Some(record) => Ok(record),
        None => {
            create(rig)?;
            find()?.ok_or_else(|| Error::internal("no record"))
        }
    }
}

fn save(rig: &Rig) -> Result<()> {
    let record = first(rig)?;
    // Long and short in turn, so that pages are taken and given back.
    let words = if record.version.is_multiple_of(2) { 20 } else { 2000 };
    let content = content(Kind::Reflection, format!("Written {} times. ", record.version).repeat(words));
    let request = json!({ "id": record.id, "expected": record.version, "visit": record.version.to_string(), "content": content });
    rig.call("record.save", &request).map(drop)
}

fn tag(rig: &Rig) -> Result<()> {
    let record = first(rig)?;
    let claim = format!("Shown {}", record.version);
    rig.call("tag.set", &json!({ "id": record.id, "statement": "enh.pp.02", "claim": claim }))
        .map(drop)
}

fn finish(rig: &Rig) -> Result<()> {
    let record = first(rig)?;
    rig.call("record.finish", &json!({ "id": record.id, "finished": record.draft }))
        .map(drop)
}

fn undo(rig: &Rig) -> Result<()> {
    rig.call("undo.undo", &json!({})).map(drop)
}

/// Longer than a chunk of its encryption, and never twice the same.
fn a_file(rig: &Rig) -> Result<()> {
    let number = rig.call("evidence.list", &json!({}))?["lines"].as_array().map_or(0, Vec::len);
    let words = format!("Certificate {number}. ").repeat(5_000);
    std::fs::write(rig.place.beside("handed over.txt"), words).map_err(Error::internal)
}

fn add_evidence(rig: &Rig) -> Result<()> {
    let path = rig.place.beside("handed over.txt");
    rig.call("evidence.add", &json!({ "path": path })).map(drop)
}

fn binned_evidence(rig: &Rig) -> Result<()> {
    a_file(rig)?;
    let path = rig.place.beside("handed over.txt");
    let added = rig.call("evidence.add", &json!({ "path": path }))?;
    rig.call("evidence.bin", &json!({ "id": added["evidence"]["id"] })).map(drop)
}

fn erase_evidence(rig: &Rig) -> Result<()> {
    rig.call("evidence.empty-bin", &json!({})).map(drop)
}

fn fill_bin(rig: &Rig) -> Result<()> {
    let made = rig.call(
        "record.create",
        &json!({ "content": content(Kind::Cpd, "Goes. ".repeat(500)), "visit": "v" }),
    )?;
    rig.call("record.bin", &json!({ "id": made["id"] })).map(drop)
}

fn empty_bin(rig: &Rig) -> Result<()> {
    rig.call("record.empty-bin", &json!({})).map(drop)
}

fn lock(rig: &Rig) -> Result<()> {
    rig.place.app().lock();
    Ok(())
}

fn no_export(rig: &Rig) -> Result<()> {
    first(rig)?;
    let _ = std::fs::remove_dir_all(rig.exports());
    std::fs::create_dir_all(rig.exports()).map_err(Error::internal)
}

fn export_json(rig: &Rig) -> Result<()> {
    let path = rig.exports().join("all.json");
    rig.call("export.json", &json!({ "path": path })).map(drop)
}

fn export_markdown(rig: &Rig) -> Result<()> {
    let path = rig.exports().join("pages");
    rig.call("export.markdown", &json!({ "path": path })).map(drop)
}

fn rescue(rig: &Rig) -> Result<()> {
    let app = rig.place.app();
    app.run("", |task| {
        vault::rescue::rescue(app, task, None, None, Some(&rig.exports().join("rescued")))
    })
    .map(drop)
}

/// What the portfolio has, and one record more.
fn to_bring(rig: &Rig) -> Result<()> {
    no_export(rig)?;
    export_json(rig)?;
    let bytes = std::fs::read(rig.exports().join("all.json")).map_err(Error::internal)?;
    let mut all: serde_json::Value = serde_json::from_slice(&bytes).map_err(Error::internal)?;
    let records = all["records"].as_array_mut().ok_or_else(|| Error::internal("no records"))?;
    let mut one = records.first().cloned().ok_or_else(|| Error::internal("no record"))?;
    one["key"] = json!(format!("brought-{}", records.len()));
    one["title"] = json!(format!("Brought as number {}", records.len()));
    records.push(one);
    std::fs::write(rig.place.beside("brought.json"), all.to_string()).map_err(Error::internal)
}

fn bring(rig: &Rig) -> Result<()> {
    rig.call("import.json", &json!({ "path": rig.place.beside("brought.json") }))
        .map(drop)
}

fn cycle(rig: &Rig) -> Result<serde_json::Value> {
    Ok(rig.call("hcpc.cycles", &json!({}))?["current"].clone())
}

fn confirmed(rig: &Rig) -> Result<()> {
    no_export(rig)?;
    let id = cycle(rig)?;
    let lines = rig.call("hcpc.lines", &json!({ "id": id }))?;
    rig.call("hcpc.confirm", &json!({ "id": id, "digest": lines["digest"] })).map(drop)
}

fn export_pdf(rig: &Rig) -> Result<()> {
    let path = rig.exports().join("profile.pdf");
    rig.call("hcpc.export", &json!({ "id": cycle(rig)?, "final": false, "path": path }))
        .map(drop)
}

/// The same passphrase again: the envelope is another one all the same, and each copy of the folder opens with it.
fn change_passphrase(rig: &Rig) -> Result<()> {
    rig.call("keys.change-passphrase", &json!({ "current": PASSPHRASE, "new": PASSPHRASE }))
        .map(drop)
}

fn new_words(rig: &Rig) -> Result<()> {
    let app = rig.place.app();
    app.run("", |task| app.new_words(&Secret::new(PASSPHRASE.to_owned()), false, task))
        .map(drop)
}

fn back_up(rig: &Rig) -> Result<()> {
    let app = rig.place.app();
    app.run("", |task| backup::make(app, task, Some(&rig.exports().join("backup.zip"))))
        .map(drop)
}

fn backed_up(rig: &Rig) -> Result<()> {
    no_export(rig)?;
    back_up(rig)
}

fn restore(rig: &Rig) -> Result<()> {
    let app = rig.place.app();
    let (file, to) = (rig.exports().join("backup.zip"), rig.exports().join("restored"));
    app.run("", |task| backup::restore(app, task, &file, &to, None)).map(drop)
}

fn settings(rig: &Rig) -> Result<()> {
    let mut settings = rig.call("settings.get", &json!({}))?;
    settings["text_size"] = json!(if settings["text_size"] == 100 { 120 } else { 100 });
    rig.call("settings.save", &settings).map(drop)
}
