//! How something is written: who did it, whether it tells of the job or of what was learnt, and whether it is easily read.
//!
//! What always holds: what is found is asked about, never judged, and never rewritten; the margin of the profile and the page
//! that says where it stands ask here.

use super::look::listing;
use super::passages::{self, Passages, Repeated, in_words};
use super::rules::{Numbers, rule};
use super::sentences::Reader;
use crate::hcpc::count_words;
use crate::hcpc::model::{Chosen, Profile};

/// How many heavy words of one text are told; more of them say nothing new.
const HEAVY: usize = 3;
/// What is no reason to be asked for more.
pub(super) const NO_RULE: &str = "";
/// With fewer words, what is written is still a note.
const SPEAKS: u32 = 20;
/// The longest quotation, in characters.
const QUOTED: usize = 90;

/// Something about how a part of the profile is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::hcpc) struct Worded {
    /// The rule; none for what is only said.
    pub(in crate::hcpc) rule: &'static str,
    /// The activity it is about; `None` for what stands before all activities.
    pub(in crate::hcpc) record_id: Option<String>,
    /// What, in a sentence that goes on from where it stands: “says …”.
    pub(in crate::hcpc) said: String,
    /// Where, when it is about no activity.
    pub(in crate::hcpc) place: &'static str,
}

/// What is found in the summary and in the statement, in their order.
pub(in crate::hcpc) fn worded(profile: &Profile, numbers: &Numbers) -> Vec<Worded> {
    let mut found = Vec::new();
    let mut foreign = false;
    let day_to_day = rule("day-to-day").map_or(&[][..], |rule| rule.words.as_slice());
    let heavy = rule("plain-language").map_or(&[][..], |rule| rule.words.as_slice());
    let before = [("The summary", &profile.summary), ("The introduction", &profile.introduction)];
    let before = before.map(|(place, text)| (place, None, text.clone()));
    let chosen = profile.chosen.iter().map(|one| ("", Some(&one.record_id), one.texts().join("\n")));
    for (place, record_id, text) in before.into_iter().chain(chosen) {
        let mut tell = |rule: &'static str, said: String| {
            found.push(Worded {
                rule,
                record_id: record_id.cloned(),
                said,
                place,
            });
        };
        if let Some(language) = triptych_pdf::language_of(&text) {
            if !std::mem::replace(&mut foreign, true) {
                tell(
                    NO_RULE,
                    format!(
                        "is in {language}. Only English is looked at for “we”, plain words and day-to-day work, here and wherever else it is so."
                    ),
                );
            }
            continue;
        }
        // What one is there for is what a summary is about.
        if place != "The summary"
            && let Some(wording) = first_of(&text, day_to_day)
        {
            tell(
                "day-to-day",
                format!("says “{wording}”. Is this about what you do every day, or about something you learnt?"),
            );
        }
        let voices = Voices::of(&text);
        if record_id.is_some() && voices.nobody() && count_words(&text) >= SPEAKS {
            tell("we-for-i", "says neither “I” nor “my”. Which part was yours?".to_owned());
        }
        if voices.mostly_we(numbers.get("we-percent")) {
            tell(
                "we-for-i",
                format!(
                    "speaks of “we” or “our” {} and of “I” or “my” {}. Which part was yours?",
                    times(voices.plural),
                    times(voices.singular)
                ),
            );
        }
        if let Some(said) = long_sentence(&text, numbers.get("sentence-words")) {
            tell("plain-language", said);
        }
        let plainer: Vec<String> = heavy
            .iter()
            .filter_map(|pair| pair.split_once(" = "))
            .filter(|(heavy, _)| first_of(&text, &[(*heavy).to_owned()]).is_some())
            .take(HEAVY)
            .map(|(heavy, plain)| format!("“{heavy}” ({plain})"))
            .collect();
        if !plainer.is_empty() {
            tell("plain-language", format!("could say it in plainer words: {}.", plainer.join(", ")));
        }
    }
    found
}

/// Sentences that stand in several places of the profile, each with these places.
pub(in crate::hcpc) fn repeated(profile: &Profile, numbers: &Numbers) -> Vec<(String, String)> {
    let mut reader = Reader::of(numbers.get("copied-words"));
    let before = [[profile.summary.as_str(), "", "", ""], [profile.introduction.as_str(), "", "", ""]];
    let texts: Vec<&str> = before
        .into_iter()
        .chain(profile.chosen.iter().map(Chosen::texts))
        .flatten()
        .collect();
    let place = |place: u32| match place {
        0 => "the summary".to_owned(),
        1 => "the introduction".to_owned(),
        activity => format!("activity {}", activity - 1),
    };
    let mut sentences = Vec::new();
    for (at, text) in (0..).zip(&texts) {
        reader.read(at, text, &mut sentences);
    }
    let places: Vec<Option<u32>> = (0..).take(profile.chosen.len() + before.len()).map(Some).collect();
    let passages = Passages {
        sentences: &sentences,
        places: &places,
    };
    let told = |one: Repeated<'_>| {
        let text = texts[one.sentence.text as usize];
        let places: Vec<String> = one.places.into_iter().map(place).collect();
        (quoted(in_words(one.sentence, text)), listing(&places))
    };
    passages::repeated(&[passages]).into_iter().map(told).collect()
}

/// A sentence of the text with more words than `most`.
fn long_sentence(text: &str, most: u32) -> Option<String> {
    let ends = |sign: char| matches!(sign, '.' | '!' | '?' | '\n');
    let longest = text.split(ends).max_by_key(|sentence| count_words(sentence))?;
    let words = count_words(longest);
    (words > most).then(|| {
        format!(
            "has a sentence of {words} words: “{}”. Would two be easier to read?",
            quoted(longest)
        )
    })
}

/// The beginning of a sentence, in one line.
pub(super) fn quoted(sentence: &str) -> String {
    let line = sentence.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(QUOTED) {
        None => line,
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
    }
}

fn times(count: u32) -> String {
    match count {
        0 => "never".to_owned(),
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        many => format!("{many} times"),
    }
}

/// How often a text says that one did it oneself, and that several did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Voices {
    pub(super) singular: u32,
    pub(super) plural: u32,
}

impl Voices {
    pub(super) fn of(text: &str) -> Self {
        let mut voices = Self::default();
        // "US" is a country, and what stands between quotation marks somebody else may have said.
        for word in spoken(text).split(|c: char| !c.is_alphanumeric()).filter(|word| *word != "US") {
            match word.to_lowercase().as_str() {
                "i" | "me" | "my" | "mine" | "myself" => voices.singular += 1,
                "we" | "us" | "our" | "ours" | "ourselves" => voices.plural += 1,
                _ => {}
            }
        }
        voices
    }

    /// Whether nobody is said to have done it.
    fn nobody(self) -> bool {
        self.singular == 0 && self.plural < 2
    }

    /// Whether "we" is said at least twice, and more often than `percent` of a hundred times.
    pub(super) fn mostly_we(self, percent: u32) -> bool {
        let all = self.singular + self.plural;
        self.plural >= 2 && u64::from(self.plural) * 100 > u64::from(percent) * u64::from(all)
    }
}

/// The text without what stands between double quotation marks that close in the same paragraph.
fn spoken(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let mut rest = line;
        while let Some(open) = rest.find(['“', '"']) {
            let after = &rest[open..];
            let width = after.chars().next().map_or(1, char::len_utf8);
            let Some(close) = after[width..].find(['”', '"']) else { break };
            out.push_str(&rest[..open]);
            out.push(' ');
            let end = &after[width + close..];
            rest = &end[end.chars().next().map_or(1, char::len_utf8)..];
        }
        out.push_str(rest);
    }
    out
}

/// The first of `wordings` that stands in the text as whole words.
pub(super) fn first_of<'w>(text: &str, wordings: &'w [String]) -> Option<&'w str> {
    let low = text.to_lowercase().replace('’', "'");
    let plain = low.split_whitespace().collect::<Vec<_>>().join(" ");
    let found = wordings.iter().find(|wording| {
        plain.match_indices(wording.as_str()).any(|(at, found)| {
            let before = plain[..at].chars().next_back();
            let after = plain[at + found.len()..].chars().next();
            !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
        })
    });
    found.map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_sentence_is_told_by_its_beginning() {
        let long = format!("Short. {} end. Short again.", "word ".repeat(40));
        let said = long_sentence(&long, 35).expect("found");
        assert!(said.starts_with("has a sentence of 41 words: “word word"), "{said}");
        assert!(said.contains("…”"), "{said}");
        assert_eq!(long_sentence(&long, 41), None);
        assert_eq!(long_sentence("- one\n- two\n", 2), None, "a line of a list is a sentence");
        assert_eq!(long_sentence("", 1), None);
    }

    #[test]
    fn every_heavy_word_has_a_plain_one() {
        let words = &rule("plain-language").expect("the rule").words;
        assert!(words.len() > 20);
        for pair in words {
            let (heavy, plain) = pair.split_once(" = ").expect("heavy = plain");
            assert!(!plain.is_empty() && heavy == heavy.to_lowercase(), "{pair}");
            assert!(first_of(&format!("I {heavy} it."), &[heavy.to_owned()]).is_some(), "{pair}");
        }
    }

    #[test]
    fn who_did_it_is_counted() {
        let voices = Voices::of("We planned our group. I’ve led it, and it taught me that we wait.");
        assert_eq!((voices.singular, voices.plural), (2, 3));
        for (text, mostly) in [
            ("We met weekly and we planned our group.", true),
            ("I met them weekly. We played, and I learnt to wait; I changed my opening.", false),
            ("We met once.", false),
            ("I used research from the US in my work.", false),
            ("I heard the group say “we want our music back, we do”, and I wrote it down.", false),
            ("Mine was the idea.", false),
            ("", false),
        ] {
            assert_eq!(Voices::of(text).mostly_we(30), mostly, "{text}");
        }
        assert_eq!(Voices::of("An open “quote: we and we").plural, 2);
    }

    #[test]
    fn day_to_day_work_is_known_by_its_wording() {
        let words = &rule("day-to-day").expect("the rule").words;
        for (text, found) in [
            ("My role involves seeing children each week.", Some("my role involves")),
            ("I am\nresponsible for the room.", Some("i am responsible for")),
            ("Day-to-day I play.", Some("day-to-day")),
            ("I learnt to wait for the second silence.", None),
            ("The unusual day to daylight piece.", None),
            ("", None),
        ] {
            assert_eq!(first_of(text, words), found, "{text}");
        }
    }
}
