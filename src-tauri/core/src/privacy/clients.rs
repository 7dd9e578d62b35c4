//! The owner's own clients: their names however they are written, and their codes.
//!
//! Every identifier counts here, even where it is more likely another word: whoever asks decides. Found are the whole name, each
//! of its parts, what they are called, the short forms of the first name, initials of two letters and more, possessives and
//! plurals, and parts of five letters and more with one letter wrong.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::Hit;
use super::fold::Folded;
use super::form::Form;
use super::model::{Kind, Own, OwnClient, Surety};
use super::sure::{self, Reading};
use super::tokens::{self, Word};
use super::words::{COMMON, NICKNAMES, ORDINARY, ordinary};

/// Parts of a name from which one letter may be wrong.
const LONG: usize = 5;
/// From so many letters on the wrong one may be the first, in lower case too.
const LONGER: usize = 7;

/// What stands before a name and is none.
const TITLES: [&str; 12] = [
    "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "dame", "rev", "master", "lady",
];
/// Small words between the parts of a name.
const PARTICLES: [&str; 14] = [
    "de", "da", "di", "van", "von", "der", "den", "la", "le", "el", "al", "bin", "ibn", "of",
];

/// Why something is found that is not written as the name is.
const ONE_WRONG: &str = "a part of your client's name with one letter wrong";

/// Words before or after which an ordinary word in lower case is a name.
static BEFORE: [&str; 22] = [
    "with", "saw", "met", "told", "asked", "called", "client", "for", "about", "from", "seeing", "helped", "by", "to", "when", "that",
    "hello", "hi", "thanked", "dear", "and", "named",
];
static AFTER: [&str; 24] = [
    "said", "says", "asked", "told", "was", "is", "came", "arrived", "played", "drew", "painted", "sang", "cried", "wept", "laughed",
    "smiled", "wanted", "felt", "feels", "has", "had", "looked", "chose", "brought",
];

/// One client as the finder looks for them.
struct Sought {
    /// Parts of the name and what they are called: lower case, folded.
    parts: HashSet<String>,
    /// Short forms and long forms of the first name.
    familiar: HashSet<String>,
    /// Capital letters in order, for each way the name can be shortened.
    initials: HashSet<String>,
    /// Codes, and whether case counts.
    code: Option<Form>,
}

fn lower(text: &str) -> String {
    Folded::new(text).text.to_lowercase()
}

fn parts_of(name: &str) -> Vec<String> {
    let folded = lower(name);
    tokens::split(&folded)
        .into_iter()
        .map(|word| word.text.to_owned())
        .filter(|part| !TITLES.contains(&part.as_str()))
        .collect()
}

impl Sought {
    fn new(client: &OwnClient) -> Self {
        let mut parts = HashSet::new();
        let mut familiar = HashSet::new();
        let mut initials = HashSet::new();
        let called = client.known_as.split([',', ';', '/']).map(parts_of);
        for (place, named) in std::iter::once(parts_of(&client.name)).chain(called).enumerate() {
            for (at, part) in named.iter().enumerate() {
                if named.len() > 1 && PARTICLES.contains(&part.as_str()) {
                    continue;
                }
                parts.insert(part.clone());
                // "Anne-Marie" answers to either half.
                let halves: Vec<&str> = part.split(['-', '\'']).filter(|half| half.chars().count() > 2).collect();
                if halves.len() > 1 {
                    parts.extend(halves.into_iter().map(str::to_owned));
                }
                if at == 0 || place > 0 {
                    let first = part.split('-').next().unwrap_or(part);
                    familiar.extend(NICKNAMES.get(first).into_iter().flatten().map(|name| (*name).to_owned()));
                }
            }
            let parts = || named.iter().filter(|part| !PARTICLES.contains(&part.as_str()));
            let whole: String = parts().filter_map(|part| part.chars().next()).collect();
            // "Aoife O'Brien" is AO and AOB.
            let halves: String = parts()
                .flat_map(|part| part.split(['-', '\'']).filter_map(|half| half.chars().next()))
                .collect();
            for letters in [whole, halves].into_iter().filter(|letters| letters.chars().count() > 1) {
                let letters = letters.to_uppercase();
                let ends: String = letters.chars().next().into_iter().chain(letters.chars().next_back()).collect();
                initials.insert(ends);
                // In minutes AOB is any other business.
                if letters != "AOB" {
                    initials.insert(letters);
                }
            }
        }
        // Initials of what they are called with the surname.
        if let Some(last) = parts_of(&client.name).last().and_then(|part| part.chars().next()) {
            for called in client.known_as.split([',', ';', '/']) {
                if let Some(first) = parts_of(called).first().and_then(|part| part.chars().next()) {
                    initials.insert(format!("{first}{last}").to_uppercase());
                }
            }
        }
        Self {
            parts,
            familiar,
            initials,
            code: code(&client.code),
        }
    }

    /// Why this word is one of the client's, if it is.
    fn why(&self, words: &[Word<'_>], at: usize) -> Option<&'static str> {
        let word = &words[at];
        let named = word.capital() || !ordinary(&word.lower) && !ORDINARY.contains(word.lower.as_str()) || in_place_of_a_name(words, at);
        if named {
            for form in forms(&word.lower) {
                if self.parts.contains(form) {
                    return Some("a part of your client's name");
                }
                if self.familiar.contains(form) && (word.capital() || !ordinary(form)) {
                    return Some("a form of your client's first name");
                }
            }
            // "Anne-Marie" within "Anne-Marie's", "Smith" within "Smith-Jones".
            if word.lower.contains('-')
                && word
                    .lower
                    .split('-')
                    .any(|half| half.chars().count() > 2 && self.parts.contains(half))
            {
                return Some("it holds a part of your client's name");
            }
        }
        let common = COMMON.contains(word.lower.as_str()) || ordinary(&word.lower);
        if !common && word.lower.chars().count() + 1 >= LONG {
            for part in self.parts.iter().filter(|part| part.chars().count() >= LONG) {
                let near = forms(&word.lower).any(|form| one_wrong(part, form));
                // In lower case a short word counts where the first letter is right: another is too often another word.
                let first = part.chars().next() == word.lower.chars().next();
                if near && (word.capital() || first || part.chars().count() >= LONGER) {
                    return Some(ONE_WRONG);
                }
            }
        }
        None
    }
}

/// The word, and what it may be a plural or another form of.
fn forms(word: &str) -> impl Iterator<Item = &str> {
    let ends = ["s", "es", "'s", "-like", "ish", "y", "ie"];
    std::iter::once(word).chain(
        ends.into_iter()
            .filter_map(move |end| word.strip_suffix(end).filter(|stem| stem.chars().count() > 2)),
    )
}

fn in_place_of_a_name(words: &[Word<'_>], at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| &words[before]).filter(|_| words[at].joined());
    let after = words.get(at + 1).filter(|after| after.joined());
    // "Rose and I sang", "me and will".
    let lower = |at: Option<usize>| at.and_then(|at| words.get(at)).map_or("", |word| word.lower.as_str());
    let myself = |at: Option<usize>| matches!(lower(at), "i" | "me" | "myself");
    let beside_me = after.is_some_and(|word| word.lower == "and") && myself(Some(at + 2))
        || before.is_some_and(|word| word.lower == "and") && myself(at.checked_sub(2));
    words[at].possessive
        || beside_me
        || after.is_some_and(|word| AFTER.contains(&word.lower.as_str()))
            && before.is_none_or(|word| {
                !matches!(
                    word.lower.as_str(),
                    "the" | "a" | "an" | "i" | "you" | "he" | "she" | "it" | "we" | "they" | "this" | "that"
                )
            })
        || before.is_some_and(|word| BEFORE[..8].contains(&word.lower.as_str())) && after.is_none_or(|word| !ordinary(&word.lower))
}

/// Whether the words are one letter apart: one more, one less, another, or two that changed places.
fn one_wrong(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let same = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[same..], &b[same..]);
    match (a, b) {
        ([], []) => false,
        ([_, rest @ ..], _) if rest == b => true,
        (_, [_, rest @ ..]) if rest == a => true,
        ([_, x @ ..], [_, y @ ..]) if x == y => true,
        ([p, q, x @ ..], [r, s, y @ ..]) => p == s && q == r && x == y,
        _ => false,
    }
}

/// A code with or without its hyphen. One that is a word counts only as it is written.
fn code(code: &str) -> Option<Form> {
    let code = Folded::new(code.trim()).text;
    if code.is_empty() {
        return None;
    }
    let numbered = code.chars().any(|sign| sign.is_ascii_digit());
    let parts: Vec<String> = code
        .split(['-', ' ', '_', '.', '/'])
        .filter(|part| !part.is_empty())
        .map(regex::escape)
        .collect();
    let case = if numbered { "(?i)" } else { "" };
    Form::try_new(&format!(r"{case}\b{}\b", parts.join(r"[-\s_./]{0,2}")))
}

static INITIALS: LazyLock<Form> =
    LazyLock::new(|| Form::new(r"\b(?:[A-Z]\.\s?){1,3}[A-Z]\b\.?|\b[A-Z](?: [A-Z]){1,3}\b|\b[A-Z]{2,4}\b|\b(?:[A-Z]/){1,3}[A-Z]\b"));

/// "ŁŻ" and "Ł.Ż.", which no form for ASCII finds.
fn foreign_initials<'w>(words: &'w [Word<'_>]) -> impl Iterator<Item = (Range<usize>, String)> + 'w {
    let foreign = |word: &Word<'_>| !word.text.is_ascii();
    let whole = words
        .iter()
        .filter(move |word| foreign(word) && word.shouted() && word.text.chars().count() <= 4)
        .map(|word| (word.at.clone(), word.text.to_owned()));
    let dotted = words.windows(2).filter(move |both| {
        let [one, other] = both else { return false };
        one.initial() && other.initial() && matches!(other.gap, "." | ". " | " ") && (foreign(one) || foreign(other))
    });
    whole.chain(dotted.map(|both| (both[0].at.start..both[1].at.end, both.iter().map(|word| word.text).collect())))
}

/// `joined` are stretches of the text that were one word by their underscores.
pub(super) fn find(text: &str, joined: &[Range<usize>], own: &Own) -> Vec<Hit> {
    if own.clients.is_empty() {
        return Vec::new();
    }
    let words = tokens::split(text);
    // Looked for once, whatever the number of clients.
    let runs: Vec<(usize, String)> = RUN
        .find_iter(text)
        .map(|run| run.range())
        .chain(joined.iter().cloned())
        .map(|run| (run.start, &text[run.clone()], text[run].to_lowercase()))
        .filter(|(_, run, low)| run.len() == low.len())
        .map(|(start, _, low)| (start, low))
        .collect();
    let initials: Vec<(Range<usize>, String)> = INITIALS
        .find_iter(text)
        .map(|found| (found.range(), found.as_str().chars().filter(char::is_ascii_alphabetic).collect()))
        .chain(foreign_initials(&words))
        .collect();
    let reading = Reading::new(text, &words);
    let mut hits: Vec<Hit> = Vec::new();
    for client in &own.clients {
        let sought = Sought::new(client);
        let mut last: Option<(usize, usize)> = None;
        for at in 0..words.len() {
            let Some(why) = sought.why(&words, at) else { continue };
            let range = words[at].at.clone();
            // Parts that stand side by side are one name.
            match (&mut last, hits.last_mut()) {
                (Some((before, _)), Some(hit)) if *before + 1 == at && words[at].joined() => {
                    hit.end = range.end;
                    // "Rose" may be a flower; "Rose Brown" is nobody else.
                    hit.surety = Surety::Sure;
                    *before = at;
                }
                _ => {
                    let near = if why == ONE_WRONG {
                        sure::one_letter_wrong(&words[at].lower)
                    } else {
                        Surety::Sure
                    };
                    hits.push(Hit::new(range, Kind::ClientName, why).of(reading.surety(at).min(near)));
                    last = Some((at, hits.len()));
                }
            }
        }
        // Names within an e-mail address, a handle or a file's name; what is an ordinary word, too, only as a word of a file's name.
        for part in sought.parts.iter().filter(|part| ordinary(part)) {
            for (run, low) in runs.iter().filter(|(_, low)| FILE.is_match(low)) {
                for (start, _) in low
                    .match_indices(part.as_str())
                    .filter(|(start, found)| stands_alone(low, *start, found.len()))
                {
                    let range = run + start..run + start + part.len();
                    hits.push(Hit::new(range, Kind::ClientName, "your client's name within a name of a file").of(Surety::Unclear));
                }
            }
        }
        for part in sought.parts.iter().filter(|part| part.chars().count() > 2 && !ordinary(part)) {
            for (run, low) in &runs {
                for (start, found) in low.match_indices(part.as_str()) {
                    let range = run + start..run + start + found.len();
                    let surety = sure::within_a_run(text, &range);
                    let why = "your client's name within a name of a file or an address";
                    hits.push(Hit::new(range, Kind::ClientName, why).of(surety));
                }
            }
        }
        for (range, letters) in &initials {
            if sought.initials.contains(letters) {
                let surety = sure::initials(&text[range.clone()]);
                hits.push(Hit::new(range.clone(), Kind::ClientName, "your client's initials").of(surety));
            }
        }
        if let Some(code) = &sought.code {
            hits.extend(
                code.find_iter(text)
                    .map(|found| Hit::new(found.range(), Kind::ClientCode, "your client's code").of(sure::code(found.as_str()))),
            );
        }
    }
    hits.sort_by_key(|hit| (hit.start, std::cmp::Reverse(hit.end)));
    let mut kept: Vec<Hit> = Vec::new();
    for hit in hits {
        let around = kept
            .iter_mut()
            .rev()
            .take(8)
            .find(|one| one.start <= hit.start && hit.end <= one.end && one.kind == hit.kind);
        match around {
            // The same words may be one client for certain and another perhaps.
            Some(one) => one.surety = one.surety.max(hit.surety),
            None => kept.push(hit),
        }
    }
    kept
}

/// Whether no letter stands directly before or behind.
fn stands_alone(text: &str, start: usize, length: usize) -> bool {
    let letter = |sign: Option<char>| sign.is_some_and(char::is_alphabetic);
    !letter(text[..start].chars().next_back()) && !letter(text[start + length..].chars().next())
}

/// The name of a file, by its end.
static FILE: LazyLock<Form> = LazyLock::new(|| {
    Form::new(
        r"\.(?:jpe?g|png|gif|webp|heic|tiff?|bmp|svg|pdf|docx?|odt|rtf|txt|md|pptx?|xlsx?|csv|mp3|m4a|wav|ogg|opus|flac|aac|mp4|mov|m4v|avi|webm|mkv|zip)$",
    )
});

/// Letters that are joined by signs of file names and addresses.
static RUN: LazyLock<Form> =
    LazyLock::new(|| Form::new(r"[\p{L}\p{N}]+(?:[._@/\\-][\p{L}\p{N}]+)+|\b\p{Ll}+\p{Lu}\p{L}+|@\p{L}[\p{L}\p{N}_]+|\b\p{L}+\d+\b"));
