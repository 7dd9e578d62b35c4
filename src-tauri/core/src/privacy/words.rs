//! The lists of `assets/privacy`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

fn lines(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn single(list: &'static str) -> HashSet<&'static str> {
    lines(list).flat_map(str::split_whitespace).collect()
}

macro_rules! lists {
    ($($(#[$doc:meta])* $name:ident: $kind:ident = $file:literal;)*) => {
        $($(#[$doc])* pub(super) static $name: LazyLock<lists!(@type $kind)> = LazyLock::new(|| lists!(@read $kind include_str!(concat!("../../../../assets/privacy/", $file))));)*
    };
    (@type words) => { HashSet<&'static str> };
    (@type lines) => { Vec<&'static str> };
    (@read words $text:expr) => { single($text) };
    (@read lines $text:expr) => { lines($text).collect() };
}

lists! {
    /// First names that are nothing else.
    GIVEN: words = "given-names.txt";
    /// First names that are ordinary words, too.
    ORDINARY: words = "ordinary-names.txt";
    /// Surnames of composers, painters, writers, theorists.
    KNOWN: words = "known-people.txt";
    /// First names before those.
    FIRST_OF_KNOWN: words = "first-of-known.txt";
    /// What stands before a name.
    TITLES: words = "titles.txt";
    /// What somebody is to somebody.
    ROLES: words = "roles.txt";
    /// Before what somebody is called.
    CALLED: words = "called.txt";
    /// After a name.
    DOES: words = "does.txt";
    /// What only people do.
    SPEAKS: words = "speaks.txt";
    /// Directly before somebody.
    MEETS: words = "meets.txt";
    /// Before a name, within a sentence.
    TOWARDS: words = "towards.txt";
    /// The months.
    MONTHS: words = "months.txt";
    /// After these an ordinary word is not a name.
    DETERMINERS: words = "determiners.txt";
    /// No names in spite of a capital.
    NO_NAMES: words = "no-names.txt";
    /// What is somebody's.
    BELONGS: words = "belongs.txt";
    /// After these a name belongs to a thing.
    THINGS: words = "things.txt";
    /// Words before "school" or "ward" that name nothing.
    GENERIC: words = "generic-places.txt";
    /// Words that are no names.
    COMMON: words = "common-words.txt";
    /// Plays, pieces, songs and figures.
    WORKS: lines = "works.txt";
    /// Composers, painters and pioneers whose surname alone could be anybody's, or a first name.
    KNOWN_NAMES: lines = "known-names.txt";
    /// Towns and counties.
    TOWNS: lines = "towns.txt";
    /// Towns that are ordinary words, too.
    ORDINARY_TOWNS: words = "ordinary-towns.txt";
    /// Conditions.
    CONDITIONS: lines = "conditions.txt";
    /// Ethnicity, nationality, faith.
    ETHNICITIES: lines = "ethnicities.txt";
}

/// First name → all names of its families.
pub(super) static NICKNAMES: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let mut families: HashMap<&'static str, Vec<&'static str>> = HashMap::new();
    for line in lines(include_str!("../../../../assets/privacy/nicknames.txt")) {
        let family: Vec<&'static str> = line.split_whitespace().collect();
        for name in &family {
            let others = family.iter().filter(|other| *other != name);
            families.entry(name).or_default().extend(others);
        }
    }
    families
});

/// Whether the word, in lower case, is a first name or a short form of one, and nothing else.
pub(super) fn given(word: &str) -> bool {
    GIVEN.contains(word) || (word.len() > 2 && NICKNAMES.contains_key(word) && !ORDINARY.contains(word) && !COMMON.contains(word))
}

/// Whether the word, in lower case, is an ordinary one.
pub(super) fn ordinary(word: &str) -> bool {
    COMMON.contains(word)
        || ["s", "ed", "ing", "es", "'s", "ly"]
            .iter()
            .any(|end| word.strip_suffix(end).is_some_and(|stem| stem.len() > 2 && COMMON.contains(stem)))
}

/// An alternation of phrases for a regular expression, the longest first.
pub(super) fn any_of(phrases: &[&str]) -> String {
    let mut phrases: Vec<String> = phrases.iter().map(|phrase| regex::escape(phrase).replace(' ', r"\s+")).collect();
    phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
    phrases.join("|")
}
