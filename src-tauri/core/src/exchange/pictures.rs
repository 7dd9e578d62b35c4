//! The pictures of evidence that leave beside Markdown.
//!
//! What always holds: each lies there once, under a name of its own; a text names what lies there, and says of everything
//! else why it does not; what is in code stays as it is.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use super::markdown::{fold, plain, short};
use crate::api::{App, Task};
use crate::error::{Code, Result};
use crate::evidence::{self, Beside, ExchangedFile};
use crate::record;
use crate::storage::files;
use crate::vault::Portfolio;

/// The pictures of some texts.
#[derive(Default)]
pub(super) struct Pictures {
    leaving: Vec<Leaving>,
    /// By id: the name outside, or why there is none.
    told: HashMap<String, Told>,
}

struct Leaving {
    id: String,
    file: ExchangedFile,
    name: String,
}

enum Told {
    Name(String),
    Why(String),
}

impl Pictures {
    /// Finds those of `texts`; their names go to `taken`.
    pub(super) fn of<'a>(portfolio: &Portfolio, texts: impl Iterator<Item = &'a str>, taken: &mut HashSet<String>) -> Result<Self> {
        let mut found = Self::default();
        for picture in texts.flat_map(record::pictures) {
            if found.told.contains_key(&picture.id) {
                continue;
            }
            let told = match evidence::beside(portfolio, &picture.id)? {
                Beside::Stays(why) => Told::Why(why),
                Beside::Leaves(file, title, ending) => {
                    let name = name(&title, &ending, taken);
                    found.leaving.push(Leaving {
                        id: picture.id.clone(),
                        file,
                        name: name.clone(),
                    });
                    Told::Name(name)
                }
            };
            found.told.insert(picture.id, told);
        }
        Ok(found)
    }

    /// Writes the files into the folder `into`. Those that cannot be read stay; answers how many.
    pub(super) fn lay(&mut self, app: &App, task: &Task, into: &Path, replace: bool) -> Result<u32> {
        let mut lost = 0;
        let mut laid = Vec::new();
        for one in std::mem::take(&mut self.leaving) {
            match evidence::lay(app, task, &one.file, &into.join(&one.name), replace) {
                Ok(()) => laid.push(one),
                Err(cause) if matches!(cause.code, Code::Refused | Code::NotFound | Code::Damaged) => {
                    self.told
                        .insert(one.id, Told::Why("its file cannot be read in the portfolio".to_owned()));
                    lost += 1;
                }
                Err(cause) => {
                    if !replace {
                        laid.iter()
                            .for_each(|one: &Leaving| drop(std::fs::remove_file(into.join(&one.name))));
                    }
                    return Err(cause);
                }
            }
        }
        self.leaving = laid;
        Ok(lost)
    }

    /// The evidence whose files lie there.
    pub(super) fn ids(&self) -> Vec<String> {
        self.leaving.iter().map(|one| one.id.clone()).collect()
    }

    /// The names of what lies there.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.leaving.iter().map(|one| one.name.as_str())
    }

    /// `text` with the pictures that lie there, and with words for the others.
    pub(super) fn within(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        for picture in record::pictures(text) {
            let alt = picture.alt.trim();
            out.push_str(&text[at..picture.place.start]);
            at = picture.place.end;
            match self.told.get(&picture.id) {
                Some(Told::Name(name)) => out.push_str(&format!("![{}](<{name}>)", plain(alt))),
                Some(Told::Why(why)) => {
                    let alt = if alt.is_empty() { "without a description" } else { alt };
                    out.push_str(&format!("*Picture: {} ({why})*", plain(alt)));
                }
                None => out.push_str(&text[picture.place]),
            }
        }
        out.push_str(&text[at..]);
        out
    }
}

/// A name that every system takes, and that no other file has.
fn name(title: &str, ending: &str, taken: &mut HashSet<String>) -> String {
    let stem = short(&files::safe_name(title));
    let mut name = format!("{stem}{ending}");
    let mut number = 2;
    while !taken.insert(fold(&name)) {
        name = format!("{stem} ({number}){ending}");
        number += 1;
    }
    name
}
