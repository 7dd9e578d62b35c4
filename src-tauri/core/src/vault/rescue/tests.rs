//! Rescue over real damage: bytes flipped in chosen pages of a real portfolio.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::record::{Action, Content, CpdFacts, Kind, Section, SupervisionFacts};
use crate::testing::{PASSPHRASE, StillWorld, content, no_host, secret};
use crate::vault::{DATABASE, Portfolio};
use crate::{exchange, record};

const PAGE: usize = 4096;
const MANY: usize = 120;

/// A closed portfolio, its key, and what was written into it.
struct Damageable {
    parent: tempfile::TempDir,
    folder: PathBuf,
    key: PortfolioKey,
    good: Vec<u8>,
    /// Which table or index each page is of; the first page is number 1.
    pages: BTreeMap<usize, String>,
}

impl Damageable {
    fn new(fill: impl FnOnce(&mut Portfolio)) -> Self {
        let parent = tempfile::tempdir().expect("a temporary folder");
        let folder = parent.path().join("Portfolio");
        let world = StillWorld::new(parent.path());
        let (mut portfolio, _) = Portfolio::create(world, &folder, &secret(PASSPHRASE), "a test").expect("a portfolio");
        fill(&mut portfolio);
        record::catch_up(&portfolio).expect("indexed");
        portfolio
            .db()
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
            .expect("one file");
        let pages = portfolio
            .db()
            .prepare("SELECT pageno, name FROM dbstat")
            .expect("a statement")
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
            .expect("rows")
            .collect::<rusqlite::Result<_>>()
            .expect("pages");
        let key = PortfolioKey::from_words(&secret(&portfolio.key.words().expect("words").join(" "))).expect("the key");
        drop(portfolio);
        let good = std::fs::read(folder.join(DATABASE)).expect("the database");
        Self {
            parent,
            folder,
            key,
            good,
            pages,
        }
    }

    fn app(&self) -> App {
        App::new(StillWorld::new(self.parent.path()), no_host(), "a test")
    }

    /// Damages the pages and reads what is left; the file must be as it was before.
    fn read(&self, pages: impl IntoIterator<Item = usize>) -> Result<Read> {
        let mut bad = self.good.clone();
        for page in pages {
            bad[(page - 1) * PAGE + (page * 997) % PAGE] ^= 0x10;
        }
        let path = self.folder.join(DATABASE);
        std::fs::write(&path, &bad).expect("written");
        let app = self.app();
        let read = app.run("", |task| read_all(&self.folder, &self.key, app.world().today(), task));
        assert_eq!(std::fs::read(&path).expect("the database"), bad, "it was changed");
        let mut names: Vec<_> = std::fs::read_dir(&self.folder)
            .expect("the folder")
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        assert_eq!(
            names,
            [DATABASE, "portfolio.key.json", "portfolio.lock"],
            "something was left behind"
        );
        read
    }

    fn pages_of(&self, name: &str) -> Vec<usize> {
        self.pages.iter().filter(|(_, of)| *of == name).map(|(page, _)| *page).collect()
    }
}

fn all_text(read: &Read) -> String {
    read.pages.iter().map(|page| format!("{}\n{}\n", page.name, page.text)).collect()
}

/// Everything that can be written, a word of its own in each place; answers the words.
fn one_of_each(portfolio: &mut Portfolio) -> Vec<&'static str> {
    let reflection = Content {
        model: Some("borton".to_owned()),
        sections: [
            ("what", "Heron stood at the river."),
            ("so-what", "Otter came late."),
            ("now-what", "Kestrel waits."),
        ]
        .map(|(stage, text)| Section {
            stage: stage.to_owned(),
            text: text.to_owned(),
        })
        .to_vec(),
        keywords: vec!["Badger".to_owned()],
        cpd: Some(CpdFacts {
            kind: None,
            provider: "Curlew".to_owned(),
            certificate: false,
            learnt: "Lapwing learnt".to_owned(),
            practice: "Plover practised".to_owned(),
            service_users: "Dunlin served".to_owned(),
            ..CpdFacts::default()
        }),
        ..content(Kind::Reflection, "Bittern", "2026-04-09", "")
    };
    let supervision = Content {
        supervision: Some(SupervisionFacts {
            supervisor: "Redshank".to_owned(),
            format: None,
            remote: false,
            themes: "Sanderling".to_owned(),
            ..SupervisionFacts::default()
        }),
        actions: vec![Action {
            id: String::new(),
            text: "Turnstone by Friday".to_owned(),
            due: Some("2026-05-01".to_owned()),
            done_on: None,
            owner: Some("Wigeon".to_owned()),
        }],
        ..content(Kind::Supervision, "Whimbrel", "2026-04-10", "Godwit spoke.")
    };
    let first = record::create(portfolio, &reflection, "", &["enh.pp.02".to_owned()]).expect("a record");
    record::set_tag(portfolio, &first.id, "enh.pp.02", "Avocet waded").expect("a tag");
    record::create(portfolio, &supervision, "", &[]).expect("a record");
    let note = record::create(portfolio, &content(Kind::CaseNote, "Snipe", "2026-04-11", "Woodcock hid."), "", &[]).expect("a note");
    record::finish(portfolio, &note.id, true).expect("finished");
    record::add(portfolio, &note.id, "Knot came after.").expect("added");
    let gone = record::create(portfolio, &content(Kind::Cpd, "Ruff", "2026-04-12", "Stint in the bin."), "", &[]).expect("a record");
    record::bin(portfolio, &gone.id).expect("binned");
    portfolio
        .db()
        .execute_batch(
            "UPDATE profile SET name = 'Pratincole';
             INSERT INTO assessment (id, statement_id, answer, note, answered_at) VALUES ('a', 'enh.pp.02', 'developing', 'Corncrake', '2026-01-01');
             INSERT INTO cycle (id, start_on, end_on, summary, introduction) VALUES ('c', '2024-11-01', '2026-10-31', 'Smew sums up', 'Garganey begins');
             INSERT INTO cycle_exhibit (cycle_id, evidence_id, place, number) VALUES ('c', 'Pintail', 0, 7);
             INSERT INTO cycle_left_out (cycle_id, evidence_id) VALUES ('c', 'Teal');
             INSERT INTO rule_number (name, value) VALUES ('gap-months', 4);
             INSERT INTO supervision_person (id, side, name) VALUES ('p', 'supervisor', 'Shoveler');
             INSERT INTO supervision_agreement (id, person_id, type, place, start_on, purpose) VALUES ('g', 'p', 'clinical', 'remote', '2026-01-01', 'Gadwall');
             INSERT INTO agenda_item (id, quote, note, added_at) VALUES ('i', 'Pochard said', 'Goosander', '2026-01-01T00:00:00Z');",
        )
        .expect("written");
    vec![
        "Heron stood",
        "Otter came",
        "Kestrel waits",
        "Badger",
        "Curlew",
        "Lapwing",
        "Plover",
        "Dunlin",
        "Bittern",
        "Redshank",
        "Sanderling",
        "Turnstone",
        "Wigeon",
        "Whimbrel",
        "Godwit",
        "Avocet",
        "Snipe",
        "Woodcock",
        "Knot came",
        "Ruff",
        "Stint",
        "Pratincole",
        "Corncrake",
        "Smew",
        "Garganey",
        "Pintail",
        "Teal",
        "Shoveler",
        "Gadwall",
        "Pochard",
        "Goosander",
        "K-07",
    ]
}

fn long(number: usize) -> Content {
    let kind = [Kind::Reflection, Kind::CaseNote, Kind::Cpd][number % 3];
    let text = format!(
        "Text {number:03} begins. {} Text {number:03} ends.",
        "It rained, and nobody came. ".repeat(number % 40 * 10)
    );
    content(kind, &format!("Title {number:03}"), "2026-04-09", &text)
}

fn many(portfolio: &mut Portfolio) {
    for number in 0..MANY {
        record::create(portfolio, &long(number), "", &[]).expect("a record");
    }
}

#[test]
fn every_table_is_read() {
    let db = crate::storage::in_memory().expect("tables");
    let mut statement = db
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'record_search%' AND name NOT LIKE 'sqlite_%'")
        .expect("a statement");
    let all: BTreeSet<String> = statement
        .query_map([], |row| row.get(0))
        .expect("rows")
        .collect::<rusqlite::Result<_>>()
        .expect("names");
    // The history is a second source, and the others hold nothing that was written.
    let others = ["revision", "change", "search_pending", "export_record", "export_evidence"];
    let known: BTreeSet<String> = tables::TABLES
        .iter()
        .map(|(name, ..)| *name)
        .chain(others)
        .map(str::to_owned)
        .collect();
    assert_eq!(all, known);
}

#[test]
fn one_bad_page_costs_only_what_stood_on_it() {
    let mut words = Vec::new();
    let portfolio = Damageable::new(|portfolio| words = one_of_each(portfolio));
    // What stands on one page alone, and in no index and no history.
    let alone = BTreeMap::from([
        ("profile", vec!["Pratincole"]),
        ("assessment", vec!["Corncrake"]),
        ("cycle", vec!["Smew", "Garganey"]),
        ("supervision_person", vec!["Shoveler"]),
        ("supervision_agreement", vec!["Gadwall"]),
        ("agenda_item", vec!["Pochard", "Goosander"]),
    ]);
    for page in 1..=portfolio.good.len() / PAGE {
        let of = portfolio.pages.get(&page).map_or("none", String::as_str);
        let read = match portfolio.read([page]) {
            Err(cause) => {
                assert!(page == 1 || of == "sqlite_schema", "page {page}, {of}: {cause}");
                assert_eq!(cause.code, Code::Damaged);
                assert!(cause.hint.is_some_and(|hint| hint.contains("backup")));
                continue;
            }
            Ok(read) if of == "sqlite_schema" => {
                assert!(!read.rescued.complete, "page {page}");
                continue;
            }
            Ok(read) => read,
        };
        let text = all_text(&read);
        let lost: Vec<_> = words.iter().copied().filter(|word| !text.contains(word)).collect();
        assert_eq!(lost, alone.get(of).cloned().unwrap_or_default(), "page {page}, {of}");
        assert_eq!(read.rescued.whole + read.rescued.partial, 4, "page {page}, {of}");
        assert_eq!(read.rescued.complete, read.rescued.lost.is_empty());
        assert!(lost.is_empty() || !read.rescued.complete, "page {page}, {of}: lost without a word");
    }
}

#[test]
fn of_many_records_only_those_on_the_page_are_touched() {
    let portfolio = Damageable::new(many);
    let expected: Vec<_> = (0..MANY).map(|number| long(number).sections[0].text.clone()).collect();
    for table in ["record", "section", "sqlite_autoindex_section_1", "record_search_content", "change"] {
        // The first is the root, which only says where the others are.
        for page in portfolio.pages_of(table).into_iter().skip(1).step_by(20) {
            let read = portfolio.read([page]).expect("read");
            let text = all_text(&read);
            assert!(expected.iter().all(|expected| text.contains(expected)), "{table}, page {page}");
            assert!(read.rescued.partial <= 12, "{table}, page {page}: {:?}", read.rescued);
            assert_eq!(read.rescued.whole + read.rescued.partial, MANY as u32, "{table}, page {page}");
        }
        let root = portfolio.pages_of(table)[0];
        let text = all_text(&portfolio.read([root]).expect("read"));
        assert!(expected.iter().all(|expected| text.contains(expected)), "{table}, its root");
    }
}

#[test]
fn much_damage_leaves_what_it_did_not_reach() {
    let portfolio = Damageable::new(many);
    let kept = ["sqlite_schema", "record", "section"].map(|name| portfolio.pages_of(name)[0]);
    let schema: BTreeSet<_> = portfolio.pages_of("sqlite_schema").into_iter().chain(kept).collect();
    let every = (2..=portfolio.good.len() / PAGE).filter(|page| page % 7 == 0 && !schema.contains(page));
    let read = portfolio.read(every).expect("read");
    let text = all_text(&read);
    let found = (0..MANY).filter(|number| text.contains(&long(*number).sections[0].text)).count();
    assert!(found > MANY * 9 / 10, "{found} of {MANY} texts");
    assert!(!read.rescued.complete && read.rescued.whole > 0);
    for page in read.pages.iter().filter(|page| page.name != REPORT && page.name != pages::REST) {
        // Empty pages make empty words: none may be taken for the owner's.
        assert!(!page.text.contains('\0'), "{}", page.name);
    }
}

#[test]
fn an_undamaged_portfolio_comes_out_as_its_export_does() {
    let portfolio = Damageable::new(|portfolio| {
        one_of_each(portfolio);
    });
    let read = portfolio.read([]).expect("read");
    assert!(read.rescued.complete && read.rescued.lost.is_empty(), "{:?}", read.rescued);
    let app = portfolio.app();
    app.open(None, &secret(PASSPHRASE)).expect("opens");
    let to = portfolio.parent.path().join("Markdown");
    app.run("", |task| exchange::export_markdown(&app, task, to.to_str(), false))
        .expect("exported");
    let mut exported = BTreeMap::new();
    for entry in std::fs::read_dir(&to).expect("a folder").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        exported.insert(name, std::fs::read_to_string(entry.path()).expect("a text"));
    }
    exported.remove("README.md");
    // No record: what of it can be read stands with everything else.
    assert!(exported.remove("Supervision.md").is_some());
    let own = [REPORT, pages::REST, "2026-04-12 Ruff.md"];
    let rescued: BTreeMap<_, _> = read.pages.iter().map(|page| (page.name.clone(), page.text.clone())).collect();
    for name in own {
        assert!(rescued.contains_key(name), "{name}");
    }
    let alike: BTreeMap<_, _> = rescued.into_iter().filter(|(name, _)| !own.contains(&name.as_str())).collect();
    assert_eq!(alike, exported);
}

#[test]
fn who_clients_are_is_left_out_and_said_to_be() {
    let portfolio = Damageable::new(|portfolio| {
        record::create(portfolio, &content(Kind::CaseNote, "Session", "2026-04-09", "Came late."), "v", &[]).expect("a note");
        let id = crate::client::list(portfolio).expect("clients")[0].id.clone();
        let somebody = serde_json::json!({ "name": "Osprey Heron", "known_as": "", "birth_year": null, "contacts": "", "referrer": "" });
        let identity = serde_json::from_value(somebody).expect("an identity");
        crate::client::save_identity(portfolio, &id, &identity).expect("saved");
    });
    let read = portfolio.read([]).expect("read");
    assert!(read.rescued.lost.is_empty() && !read.rescued.complete, "{:?}", read.rescued);
    assert_eq!(read.rescued.withheld, 1);
    assert!(read.pages.iter().all(|page| !page.text.contains("Osprey")), "behind the wall");
    let report = read.pages.iter().find(|page| page.name == REPORT).expect("a report");
    assert!(
        report.text.contains("Who one of your clients is could be read, and is left out"),
        "{}",
        report.text
    );
    assert!(!report.text.contains("Nothing that you wrote is missing"));
}

#[test]
fn what_stands_in_the_log_alone_is_read_too() {
    let portfolio = Damageable::new(many);
    let app = portfolio.app();
    app.open(None, &secret(PASSPHRASE)).expect("opens");
    let newest = content(Kind::Reflection, "", "2026-11-22", "Written in the last minute.");
    app.change(|portfolio| record::create(portfolio, &newest, "", &[])).expect("saved");
    // As after a pulled plug: the log is still beside the file.
    let copy = portfolio.parent.path().join("Copy");
    std::fs::create_dir(&copy).expect("a folder");
    for name in [DATABASE, "portfolio.db-wal", "portfolio.key.json"] {
        std::fs::copy(portfolio.folder.join(name), copy.join(name)).expect("copied");
    }
    let page = portfolio.pages_of("record")[5];
    let mut bad = std::fs::read(copy.join(DATABASE)).expect("the database");
    bad[page * PAGE - 100] ^= 1;
    std::fs::write(copy.join(DATABASE), &bad).expect("written");
    let log = std::fs::read(copy.join("portfolio.db-wal")).expect("the log");
    let today = app.world().today();
    let read = app.run("", |task| read_all(&copy, &portfolio.key, today, task)).expect("read");
    assert!(all_text(&read).contains("Written in the last minute."));
    assert_eq!(read.rescued.whole + read.rescued.partial, MANY as u32 + 1);
    assert_eq!(std::fs::read(copy.join(DATABASE)).expect("the database"), bad);
    assert_eq!(std::fs::read(copy.join("portfolio.db-wal")).expect("the log"), log);
    assert_eq!(std::fs::read_dir(&copy).expect("the folder").count(), 3, "the copy is gone");
}

#[test]
fn a_file_that_ends_early_is_read_up_to_its_end() {
    let portfolio = Damageable::new(many);
    let end = portfolio.pages_of("record")[MANY / 2] * PAGE + 1000;
    std::fs::write(portfolio.folder.join(DATABASE), &portfolio.good[..end]).expect("written");
    let app = portfolio.app();
    let today = app.world().today();
    let read = app
        .run("", |task| read_all(&portfolio.folder, &portfolio.key, today, task))
        .expect("read");
    let text = all_text(&read);
    let found = (0..MANY).filter(|number| text.contains(&long(*number).sections[0].text)).count();
    assert!(found > MANY / 4 && !read.rescued.complete, "{found} of {MANY} texts");
}

#[test]
fn it_is_written_into_a_new_folder_for_its_owner_alone() {
    let portfolio = Damageable::new(|portfolio| {
        one_of_each(portfolio);
    });
    let page = portfolio.pages_of("cycle")[0];
    portfolio.read([page]).expect("damaged");
    let (app, to) = (portfolio.app(), portfolio.parent.path().join("Rescued"));
    let passphrase = secret(PASSPHRASE);
    let given = Given::Passphrase(&passphrase);
    let rescued = |app: &App, given: Option<&Given<'_>>, to: &Path| app.run("", |task| rescue(app, task, None, given, Some(to)));

    let wrong = secret("not this one");
    let refused = rescued(&app, Some(&Given::Passphrase(&wrong)), &to).expect_err("wrong");
    assert_eq!(refused.code, Code::WrongPassphrase);
    assert_eq!(rescued(&app, None, &to).expect_err("nothing is open").code, Code::Locked);
    let inside = rescued(&app, Some(&given), &portfolio.folder.join("Rescued")).expect_err("inside");
    assert_eq!(inside.code, Code::Refused);
    assert!(!to.exists(), "nothing is left of what failed");

    let first = rescued(&app, Some(&given), &to).expect("rescued");
    assert!(!first.complete && first.lost == ["1 HCPC cycle"] && first.partial == 0, "{first:?}");
    let report = std::fs::read_to_string(to.join(REPORT)).expect("a report");
    for said in ["1 HCPC cycle", "Restore the newest backup", "not encrypted", "22 November 2026"] {
        assert!(report.contains(said), "{said}: {report}");
    }
    assert_eq!(rescued(&app, Some(&given), &to).expect_err("it is there").code, Code::Exists);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = |path: &Path| std::fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
        assert_eq!((mode(&to), mode(&to.join(REPORT))), (0o700, 0o600));
    }

    // The open portfolio needs no passphrase; a closed one that is open elsewhere is left alone.
    let (open, again) = (portfolio.app(), portfolio.parent.path().join("Again"));
    open.open(None, &passphrase).expect("opens");
    assert_eq!(rescued(&open, None, &again).expect("rescued").lost, first.lost);
    assert_eq!(
        rescued(&app, Some(&given), &portfolio.parent.path().join("Third"))
            .expect_err("open")
            .code,
        Code::InUse
    );
}

#[test]
fn stopping_it_leaves_nothing() {
    let portfolio = Damageable::new(many);
    let app = portfolio.app();
    app.open(None, &secret(PASSPHRASE)).expect("opens");
    let to = portfolio.parent.path().join("Rescued");
    let before = std::fs::read_dir(portfolio.parent.path()).expect("the folder").count();
    let stopped = app.run("a task", |task| {
        app.cancel("a task");
        rescue(&app, task, None, None, Some(&to))
    });
    assert_eq!(stopped.expect_err("stopped").code, Code::Cancelled);
    assert_eq!(std::fs::read_dir(portfolio.parent.path()).expect("the folder").count(), before);
}
