//! How something is written: who did it, and whether it tells of the job or of what was learnt.
//!
//! What always holds: what is found is asked about, never judged, and never rewritten.

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
    use super::super::rules::rule;
    use super::*;

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
