//! What the core's own tests share: a world that stands still and a portfolio in a temporary folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use chrono::{DateTime, NaiveDate, Utc};

use crate::error::Result;
use crate::record::{Content, Kind};
use crate::vault::{Cost, Portfolio, Secret};
use crate::world::World;

/// The passphrase of test portfolios.
pub(crate) const PASSPHRASE: &str = "correct horse battery staple";

/// A world of fixed time and counted randomness.
pub(crate) struct StillWorld {
    folder: PathBuf,
    drawn: AtomicU64,
    cost: Cost,
}

impl StillWorld {
    pub(crate) fn new(folder: &Path) -> Arc<Self> {
        Self::spending(folder, Cost::FLOOR)
    }

    /// A machine that spends `cost` on wrapping a key.
    pub(crate) fn spending(folder: &Path, cost: Cost) -> Arc<Self> {
        Arc::new(Self {
            folder: folder.to_owned(),
            drawn: AtomicU64::new(0),
            cost,
        })
    }
}

impl World for StillWorld {
    fn now(&self) -> DateTime<Utc> {
        DateTime::parse_from_rfc3339("2026-11-22T10:30:00Z").expect("a date").to_utc()
    }
    fn today(&self) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 22).expect("a date")
    }
    fn fill_random(&self, bytes: &mut [u8]) -> Result<()> {
        use sha2::Digest as _;
        for chunk in bytes.chunks_mut(32) {
            let drawn = self.drawn.fetch_add(1, Ordering::Relaxed);
            chunk.copy_from_slice(&sha2::Sha256::digest(drawn.to_le_bytes())[..chunk.len()]);
        }
        Ok(())
    }
    fn key_cost(&self) -> Cost {
        self.cost
    }
    fn portfolio_folder(&self) -> PathBuf {
        self.folder.join("Portfolio")
    }
    fn sample_folder(&self) -> PathBuf {
        self.folder.join("Sample portfolio")
    }
    fn settings_folder(&self) -> PathBuf {
        self.folder.join("settings")
    }
}

/// A new, empty portfolio. The folder lives as long as the first value.
pub(crate) fn portfolio() -> (tempfile::TempDir, Portfolio) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let world = StillWorld::new(folder.path());
    let (portfolio, _) = Portfolio::create(world, &folder.path().join("Portfolio"), &secret(PASSPHRASE), "a test").expect("a portfolio");
    (folder, portfolio)
}

type Asked = ((u32, u32, u32), Vec<u8>, Vec<u8>, usize);

/// What `make` once made of the same cost, text and salt.
pub(crate) fn once(
    cost: (u32, u32, u32),
    text: &[u8],
    salt: &[u8],
    out: &mut [u8],
    make: impl FnOnce(&mut [u8]) -> std::result::Result<(), ()>,
) -> std::result::Result<(), ()> {
    static MADE: Mutex<BTreeMap<Asked, Vec<u8>>> = Mutex::new(BTreeMap::new());
    let asked = (cost, text.to_owned(), salt.to_owned(), out.len());
    let before = MADE.lock().expect("no test panics in here").get(&asked).cloned();
    if let Some(before) = before {
        out.copy_from_slice(&before);
        return Ok(());
    }
    make(out)?;
    MADE.lock().expect("no test panics in here").insert(asked, out.to_owned());
    Ok(())
}

/// A secret made of `text`.
pub(crate) fn secret(text: &str) -> Secret {
    Secret::new(text.to_owned())
}

/// A record's content of `kind` with one section of text.
pub(crate) fn content(kind: Kind, title: &str, date: &str, text: &str) -> Content {
    let mut content = Content {
        title: title.to_owned(),
        date: date.to_owned(),
        ..Content::empty(kind)
    };
    text.clone_into(&mut content.sections[0].text);
    if kind == Kind::CaseNote {
        content.clients.push("K-07".to_owned());
    }
    content
}

/// A desktop that is not there.
struct NoHost;

impl crate::host::Host for NoHost {
    fn choose_folder(&self, _: &str) -> Result<Option<PathBuf>> {
        Ok(None)
    }
    fn choose_save(&self, _: &str, _: &str) -> Result<Option<PathBuf>> {
        Ok(None)
    }
    fn open_address(&self, _: &str) -> Result<()> {
        Ok(())
    }
    fn copy_text(&self, _: &str) -> Result<()> {
        Ok(())
    }
    fn print(&self) -> Result<()> {
        Ok(())
    }
}

/// A desktop that is not there.
pub(crate) fn no_host() -> Box<dyn crate::host::Host> {
    Box::new(NoHost)
}
