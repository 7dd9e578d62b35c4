//! A portfolio under torture: its folder, its world and the app that holds it open.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use triptych_core::api::App;
use triptych_core::error::{Code, Error, Result};
use triptych_core::vault::{self, Found, Secret};
use triptych_core::world::World;
use triptych_core::{evidence, exchange, hcpc, record, storage};
use triptych_tests::Desk;

use crate::world::SeededWorld;

/// Opens every portfolio that is made here, and those in `fixtures/portfolios`.
pub(crate) const PASSPHRASE: &str = "quiet harbour velvet lantern";

/// The file beside it that holds its recovery words.
pub(crate) const WORDS: &str = "words.txt";

/// A portfolio's place.
pub(crate) struct Place {
    home: PathBuf,
    app: App,
    world: Arc<SeededWorld>,
}

impl Place {
    /// The portfolio in `folder`, not opened yet.
    pub(crate) fn new(folder: &Path, seed: u64) -> Self {
        let world = Arc::new(SeededWorld::new(folder, seed));
        Self {
            home: folder.to_owned(),
            app: App::new(Arc::clone(&world) as Arc<dyn World>, Box::new(Desk::new(folder)), "a torture test"),
            world,
        }
    }

    pub(crate) fn app(&self) -> &App {
        &self.app
    }

    /// The portfolio's own folder.
    pub(crate) fn folder(&self) -> PathBuf {
        self.world.portfolio_folder()
    }

    /// Where backup `number` goes.
    pub(crate) fn backup(&self, number: u64) -> PathBuf {
        self.home.join(format!("backup-{number}.zip"))
    }

    /// A file beside the portfolio.
    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.home.join(name)
    }

    /// Home of the portfolio that operation `number` restores.
    pub(crate) fn restored(&self, number: u64) -> PathBuf {
        self.home.join(format!("restored-{number}"))
    }

    /// From now on it is operation `number`.
    pub(crate) fn turn_to(&self, number: u64) {
        self.world.turn_to(number);
    }

    /// Opens it.
    pub(crate) fn open(&self) -> Result<()> {
        self.app.open(None, &Secret::new(PASSPHRASE.to_owned()))
    }

    /// Makes an empty one, closed again, with what a first look at its pages makes.
    pub(crate) fn make(folder: &Path, seed: u64) -> Result<()> {
        let place = Self::new(folder, seed);
        place.app.create(None, &Secret::new(PASSPHRASE.to_owned()))?;
        place.app.with_mut(hcpc::cycles)?;
        place.app.lock();
        Ok(())
    }

    /// The same with a small piece of evidence, and its recovery words in a file beside it.
    pub(crate) fn furnish(folder: &Path, seed: u64) -> Result<()> {
        let place = Self::new(folder, seed);
        let words = place.app.create(None, &Secret::new(PASSPHRASE.to_owned()))?;
        place.app.with_mut(hcpc::cycles)?;
        let [paper, sheet] = [place.beside("paper.txt"), place.beside(WORDS)];
        std::fs::write(&paper, "We agreed on Thursdays.\n".repeat(40))
            .and_then(|()| std::fs::write(&sheet, words.join(" ")))
            .map_err(Error::internal)?;
        place.app.run("", |task| {
            evidence::add(&place.app, task, &evidence::Source::Path(&paper), None, &evidence::For::default())
        })?;
        place.app.lock();
        Ok(())
    }

    /// Whether it is open now.
    pub(crate) fn is_open(&self) -> bool {
        self.app.with(|_| Ok(())).is_ok()
    }

    /// Whether there is anything to open.
    pub(crate) fn is_there(&self) -> bool {
        vault::look(&self.folder()) != Found::Nothing
    }

    /// Everything the owner wrote, as one text: two portfolios that answer the same hold the same.
    pub(crate) fn content(&self) -> Result<String> {
        self.app.with(|portfolio| {
            let bytes = exchange::file(portfolio, None)?.write()?;
            let mut all = String::from_utf8(bytes).map_err(Error::internal)?;
            for id in record::every_id(portfolio)? {
                let record = record::get(portfolio, &id)?;
                all.push_str(&format!("{id} {} {}\n", record.version, record.closed));
            }
            all.push_str(&format!("{:?}\n", storage::undo::labels(portfolio)?));
            Ok(all)
        })
    }

    /// `content` as one number.
    pub(crate) fn digest(&self) -> Result<String> {
        digest(&self.content()?)
    }

    /// Looks at all of it.
    ///
    /// # Errors
    /// `damaged`, naming the part that is not sound.
    pub(crate) fn check(&self) -> Result<()> {
        let report = self.app.run("", |task| self.app.with_mut(|portfolio| portfolio.check(task)))?;
        match report.parts.iter().find(|part| !part.sound) {
            None => Ok(()),
            Some(part) => Err(Error::new(Code::Damaged, format!("{}: {}", part.name, part.found))),
        }
    }
}

fn digest(text: &str) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    Ok(format!("{:016x}", hasher.finish()))
}

/// Copies the files of one folder into another, which is made.
pub(crate) fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &to.join(entry.file_name()))?;
        } else {
            std::fs::copy(entry.path(), to.join(entry.file_name()))?;
        }
    }
    Ok(())
}
