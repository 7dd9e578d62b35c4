//! What people type into a search field, made into a question for FTS5.
//!
//! What always holds: no text is an error; whatever FTS5 would take as syntax is quoted; words match from their beginning
//! and without regard to accents or case; quotes hold words together; minus leaves out.

/// The most words asked for; more would only narrow to nothing, slowly.
const WORDS: usize = 24;

/// A search, understood.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Search {
    /// FTS5 expression of what must be there; `None` when nothing searchable was typed.
    pub wanted: Option<String>,
    /// FTS5 expression of what must not.
    pub unwanted: Option<String>,
    /// What was not understood, in a sentence.
    pub note: Option<String>,
}

/// Understands `text`.
pub fn parse(text: &str) -> Search {
    let (mut wanted, mut unwanted, mut skipped, mut cut) = (Vec::new(), Vec::new(), false, false);
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let (minus, after) = match rest.strip_prefix('-') {
            Some(after) if after.starts_with(|c: char| !c.is_whitespace()) => (true, after),
            _ => (false, rest),
        };
        let (word, quoted, tail) = match after.strip_prefix('"') {
            // A quote that is not closed yet is one being typed.
            Some(inside) => match inside.split_once('"') {
                Some((phrase, tail)) => (phrase, true, tail),
                None => (inside, false, ""),
            },
            None => {
                let end = after.find(|c: char| c.is_whitespace() || c == '"').unwrap_or(after.len());
                (&after[..end], false, &after[end..])
            }
        };
        rest = tail.trim_start();
        if !word.chars().any(char::is_alphanumeric) {
            skipped |= word.chars().any(|c| !c.is_whitespace() && !c.is_ascii_punctuation());
            continue;
        }
        if wanted.len() + unwanted.len() == WORDS {
            cut = true;
            break;
        }
        let star = if quoted { "" } else { "*" };
        let clean: String = word
            .chars()
            .map(|c| if c == '"' || c.is_control() { ' ' } else { c })
            .take(100)
            .collect();
        let term = format!("\"{clean}\"{star}");
        if minus { unwanted.push(term) } else { wanted.push(term) }
    }
    let note = match (cut, skipped) {
        (true, _) => Some(format!("Only the first {WORDS} words were looked for.")),
        (_, true) => Some("Signs such as emoji are not searched for.".to_owned()),
        _ => None,
    };
    Search {
        wanted: (!wanted.is_empty()).then(|| wanted.join(" AND ")),
        unwanted: (!unwanted.is_empty()).then(|| unwanted.join(" OR ")),
        note,
    }
}

#[cfg(test)]
mod tests {
    use super::{Search, parse};

    fn wanted(text: &str) -> Option<String> {
        parse(text).wanted
    }

    #[test]
    fn words_are_prefixes_and_quotes_hold_together() {
        assert_eq!(wanted("torn draw").as_deref(), Some("\"torn\"* AND \"draw\"*"));
        assert_eq!(wanted("\"torn drawing\" fold").as_deref(), Some("\"torn drawing\" AND \"fold\"*"));
        assert_eq!(wanted("\"torn dra").as_deref(), Some("\"torn dra\"*"));
    }

    #[test]
    fn minus_leaves_out_and_a_hyphen_does_not() {
        let search = parse("drum -ward K-07");
        assert_eq!(
            (search.wanted.as_deref(), search.unwanted.as_deref()),
            (Some("\"drum\"* AND \"K-07\"*"), Some("\"ward\"*"))
        );
    }

    #[test]
    fn syntax_is_only_text() {
        for text in ["\"", "*", "%", "-", "--", "(", "  ", "\"\"", "- -"] {
            assert_eq!(parse(text), Search::default(), "{text}");
        }
        assert_eq!(wanted("NEAR(").as_deref(), Some("\"NEAR(\"*"));
        assert!(parse("🥁").note.is_some());
    }

    #[test]
    fn ten_thousand_characters_are_cut_and_said() {
        let search = parse(&"word ".repeat(2000));
        assert!(search.note.is_some());
        assert!(search.wanted.is_some_and(|wanted| wanted.len() < 1000));
    }
}
