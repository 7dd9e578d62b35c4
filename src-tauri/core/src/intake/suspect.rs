//! What looks like notes on a client: those belong in case notes, with a code, and never in what leaves the house.
//!
//! What always holds: it only says why; whoever brings it in decides.

use std::sync::LazyLock;

use regex::Regex;

/// Signs of a case note, and what is said of each.
static SIGNS: LazyLock<Vec<(Regex, &str)>> = LazyLock::new(|| {
    [
        (r"(?i)\bsession\s+(?:no\.?\s*|number\s*|#\s*)?\d+\b", "it numbers a session"),
        (
            r"(?i)\b(?:case|session|clinical|progress|process)\s+notes?\b",
            "it calls itself a note",
        ),
        (
            r"(?i)\b(?:dna|did not attend|didn['’]t attend|cancelled (?:the )?session)\b",
            "it says who did not attend",
        ),
        (
            r"(?i)\b(?:nhs (?:no|number)|d\.?o\.?b\.?|date of birth)\b",
            "it holds a number or a date that names somebody",
        ),
        (
            r"(?i)\b(?:presenting (?:issue|problem)|treatment plan|risk assessment|safeguarding concern|suicidal|self-harm)",
            "it speaks of one person's treatment or risk",
        ),
        (r"(?i)\bclient(?:['’]s)? (?:name|initials)\b", "it names a client"),
    ]
    .into_iter()
    .map(|(form, said)| (Regex::new(form).expect("each sign is read in every test run"), said))
    .collect()
});

/// Why `text` looks like notes on a client; `None` when it does not. `codes` are the owner's own client codes.
pub(super) fn why(text: &str, codes: &[String]) -> Option<String> {
    if let Some(code) = codes.iter().find(|code| holds(text, code)) {
        return Some(format!("it names your client {code}"));
    }
    let signs: Vec<&str> = SIGNS
        .iter()
        .filter(|(form, _)| form.is_match(text))
        .map(|(_, said)| *said)
        .collect();
    // "Client" alone is every therapist's word; many times over it is a note.
    let clients = text.to_lowercase().matches("client").count();
    match signs.first() {
        Some(sign) => Some((*sign).to_owned()),
        None if clients >= 8 && clients * 60 > text.split_whitespace().count() => Some("it speaks of a client throughout".to_owned()),
        None => None,
    }
}

/// Whether `code` stands in `text` as a word of its own.
fn holds(text: &str, code: &str) -> bool {
    let apart = |neighbour: Option<char>| !neighbour.is_some_and(char::is_alphanumeric);
    text.match_indices(code)
        .any(|(at, _)| apart(text[..at].chars().next_back()) && apart(text[at + code.len()..].chars().next()))
}

#[cfg(test)]
mod tests {
    use super::why;

    #[test]
    fn notes_on_a_client_are_told_from_cpd() {
        let codes = ["K-07".to_owned()];
        for text in [
            "Session 12. He played the drum.",
            "Case notes, spring",
            "DNA, no message.",
            "A hard hour with K-07 today.",
            "DOB 3/4/1990",
        ] {
            assert!(why(text, &codes).is_some(), "{text}");
        }
        for text in [
            "Course on attachment and the arts, two days",
            "Reading: music and dementia. My clients will gain from slower beginnings.",
            "Sessions at a conference on rhythm",
            "K-077 is another road",
        ] {
            assert_eq!(why(text, &codes), None, "{text}");
        }
    }
}
