//! What has an id of its own in a file, and how each is told when it stands beside another version of itself.

use serde::Serialize;

use super::MARK;
use crate::exchange::model::{Evidence, Record, Role};
use crate::record::{SavedFilter, Template};
use crate::reflection::{self, Own};
use crate::supervision;

/// Something with an id of its own.
pub(super) trait Keyed: Clone + PartialEq + Serialize {
    /// Its sort: in ids, and where it is counted.
    const SORT: (&'static str, &'static str);
    fn key(&self) -> &str;
    /// Gives it another id, and the mark.
    fn beside(&mut self, id: String);
}

fn marked(name: &str) -> String {
    marked_within(name, 200)
}

/// The same for a name that holds at most `limit` characters.
fn marked_within(name: &str, limit: usize) -> String {
    let room = limit - MARK.len() - 3;
    format!("{} ({MARK})", name.chars().take(room).collect::<String>())
}

impl Keyed for Record {
    const SORT: (&'static str, &'static str) = ("record", "records");
    fn key(&self) -> &str {
        &self.key
    }
    fn beside(&mut self, id: String) {
        self.key = id;
        self.keywords.push(MARK.to_owned());
    }
}

impl Keyed for Role {
    const SORT: (&'static str, &'static str) = ("role", "roles");
    fn key(&self) -> &str {
        &self.key
    }
    fn beside(&mut self, id: String) {
        self.key = id;
        self.title = marked(&self.title);
    }
}

impl Keyed for Evidence {
    const SORT: (&'static str, &'static str) = ("evidence", "evidence");
    fn key(&self) -> &str {
        &self.key
    }
    fn beside(&mut self, id: String) {
        self.key = id;
        self.title = marked(&self.title);
    }
}

impl Keyed for supervision::Person {
    const SORT: (&'static str, &'static str) = ("person", "people in the directories");
    fn key(&self) -> &str {
        &self.id
    }
    fn beside(&mut self, id: String) {
        self.id = id;
        self.name = marked(&self.name);
    }
}

impl Keyed for supervision::Agreement {
    const SORT: (&'static str, &'static str) = ("agreement", "supervision agreements");
    fn key(&self) -> &str {
        &self.id
    }
    fn beside(&mut self, id: String) {
        self.id = id;
        self.purpose = format!("{} ({MARK})", self.purpose).trim_start().to_owned();
    }
}

impl Keyed for supervision::Point {
    const SORT: (&'static str, &'static str) = ("agenda", "points of the agenda");
    fn key(&self) -> &str {
        &self.key
    }
    fn beside(&mut self, id: String) {
        self.key = id;
        self.note = format!("{} ({MARK})", self.note).trim_start().to_owned();
    }
}

impl Keyed for Template {
    const SORT: (&'static str, &'static str) = ("template", "templates");
    fn key(&self) -> &str {
        &self.id
    }
    fn beside(&mut self, id: String) {
        self.id = id;
        self.name = marked_within(&self.name, 80);
    }
}

impl Keyed for Own {
    const SORT: (&'static str, &'static str) = ("model", "reflection models");
    fn key(&self) -> &str {
        &self.id
    }
    fn beside(&mut self, id: String) {
        self.id = id;
        self.name = marked_within(&self.name, reflection::NAME);
    }
}

impl Keyed for SavedFilter {
    const SORT: (&'static str, &'static str) = ("filter", "saved filters");
    fn key(&self) -> &str {
        &self.id
    }
    fn beside(&mut self, id: String) {
        self.id = id;
        self.name = marked_within(&self.name, 80);
    }
}
