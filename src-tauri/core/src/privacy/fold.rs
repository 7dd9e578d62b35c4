//! The text as a reader takes it, with the way back to the text as it was given.
//!
//! Dropped: characters of no width, soft hyphens, marks on letters, a hyphen at the end of a line within a word. An underscore is the
//! space that it stands for in a file's name, but in addresses of the web and of e-mail. Made plain:
//! ligatures, full-width and mathematical letters, look-alikes of other scripts in a word that is Latin otherwise, typographic
//! apostrophes, dashes and spaces. Case stays.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Cyrillic and Greek letters that look like Latin ones.
const LOOKALIKES: [(char, char); 46] = [
    ('а', 'a'),
    ('с', 'c'),
    ('е', 'e'),
    ('һ', 'h'),
    ('і', 'i'),
    ('ј', 'j'),
    ('к', 'k'),
    ('о', 'o'),
    ('р', 'p'),
    ('ѕ', 's'),
    ('т', 't'),
    ('у', 'y'),
    ('х', 'x'),
    ('ԁ', 'd'),
    ('А', 'A'),
    ('В', 'B'),
    ('С', 'C'),
    ('Е', 'E'),
    ('Н', 'H'),
    ('І', 'I'),
    ('Ј', 'J'),
    ('К', 'K'),
    ('М', 'M'),
    ('О', 'O'),
    ('Р', 'P'),
    ('Ѕ', 'S'),
    ('Т', 'T'),
    ('Х', 'X'),
    ('У', 'Y'),
    ('α', 'a'),
    ('ο', 'o'),
    ('ν', 'v'),
    ('ι', 'i'),
    ('κ', 'k'),
    ('ρ', 'p'),
    ('Α', 'A'),
    ('Β', 'B'),
    ('Ε', 'E'),
    ('Η', 'H'),
    ('Ι', 'I'),
    ('Κ', 'K'),
    ('Μ', 'M'),
    ('Ν', 'N'),
    ('Ο', 'O'),
    ('Ρ', 'P'),
    ('ı', 'i'),
];

/// More letters has no word.
const MOST: usize = 40;

/// A folded text.
pub(super) struct Folded {
    /// What is searched.
    pub(super) text: String,
    /// Byte at which each folded character begins.
    starts: Vec<usize>,
    /// The code points of the given text that each folded character stands for.
    from: Vec<(usize, usize)>,
    /// What was one word by its underscores, in bytes of the folded text.
    pub(super) joined: Vec<Range<usize>>,
}

impl Folded {
    pub(super) fn new(text: &str) -> Self {
        let given: Vec<char> = text.chars().collect();
        let mut folded = Self {
            text: String::with_capacity(text.len()),
            starts: Vec::with_capacity(given.len()),
            from: Vec::with_capacity(given.len()),
            joined: Vec::new(),
        };
        let (mut at, mut token) = (0, Token::default());
        while at < given.len() {
            let sign = given[at];
            if at >= token.end {
                token = Token::at(&given, at);
                if token.joined {
                    folded.joined.push(folded.text.len()..folded.text.len());
                }
            }
            if let Some(next) = divided(&given, at) {
                at = next;
            } else if unseen(sign) {
                at += 1;
            } else if sign == '_' && !token.address {
                folded.push(' ', at);
                at += 1;
            } else {
                folded.take(sign, at, &given);
                at += 1;
            }
            if let (true, Some(last)) = (token.joined, folded.joined.last_mut()) {
                last.end = folded.text.len();
            }
        }
        folded
    }

    fn take(&mut self, sign: char, at: usize, given: &[char]) {
        let plain = match sign {
            '’' | '‘' | 'ʼ' | '′' | '`' | '´' => '\'',
            '‐' | '‑' | '‒' | '–' | '—' | '−' | '﹣' | '－' => '-',
            sign if sign.is_whitespace() && sign != '\n' => ' ',
            sign => sign,
        };
        // A half stays a half: taken apart it would join the number before it.
        if plain.is_ascii() || matches!(plain, '¼' | '½' | '¾') {
            return self.push(plain, at);
        }
        let latin = |sign: char| LOOKALIKES.iter().find(|(like, _)| *like == sign).map(|(_, latin)| *latin);
        if let Some(latin) = latin(plain).filter(|_| beside_latin(given, at)) {
            return self.push(latin, at);
        }
        for part in std::iter::once(plain).nfkd().filter(|part| !is_combining_mark(*part)) {
            self.push(part, at);
        }
    }

    fn push(&mut self, sign: char, at: usize) {
        self.starts.push(self.text.len());
        self.from.push((at, at + 1));
        self.text.push(sign);
    }

    /// Code points of the given text for a range of bytes of the folded one.
    pub(super) fn range(&self, bytes: Range<usize>) -> (usize, usize) {
        let first = self.starts.partition_point(|start| *start < bytes.start);
        let last = self.starts.partition_point(|start| *start < bytes.end);
        match (self.from.get(first), last.checked_sub(1).and_then(|last| self.from.get(last))) {
            (Some((start, _)), Some((_, end))) if start < end => (*start, *end),
            (Some((start, _)), _) => (*start, *start),
            _ => (0, 0),
        }
    }
}

/// What stands between two spaces.
#[derive(Default)]
struct Token {
    /// Where it ends.
    end: usize,
    /// It may be an address of the web or of e-mail.
    address: bool,
    /// It has underscores, and is none.
    joined: bool,
}

impl Token {
    fn at(given: &[char], at: usize) -> Self {
        let length = given[at..].iter().position(|sign| sign.is_whitespace()).unwrap_or(given.len() - at);
        let signs = &given[at..at + length];
        let (mut address, mut joined) = (false, false);
        if signs.contains(&'_') {
            let www = |four: &[char]| four.iter().collect::<String>().eq_ignore_ascii_case("www.");
            // "x.org/a_b", and not "drawings/a_b.png".
            let host = signs
                .split(|sign| *sign == '/')
                .next()
                .is_some_and(|host| host.len() < length && host.contains(&'.'));
            address = host || signs.contains(&'@') || signs.windows(3).any(|three| three == [':', '/', '/']) || signs.windows(4).any(www);
            joined = !address;
        }
        Self {
            end: at + length.max(1),
            address,
            joined,
        }
    }
}

fn unseen(sign: char) -> bool {
    matches!(sign,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E007F}')
        || is_combining_mark(sign)
}

/// After a hyphen that divides a word at the end of a line: where the word goes on.
fn divided(given: &[char], at: usize) -> Option<usize> {
    if !matches!(given[at], '-' | '‐' | '‑' | '\u{AD}') || at == 0 || !given[at - 1].is_alphabetic() {
        return None;
    }
    let mut next = at + 1;
    let mut lines = 0;
    while let Some(sign) = given.get(next).filter(|sign| sign.is_whitespace() || unseen(**sign)) {
        lines += usize::from(*sign == '\n');
        next += 1;
    }
    // In capitals a word goes on in capitals, to its end: a code, a title or a name begins otherwise.
    let shouted = || {
        let rest: Vec<&char> = given[next..].iter().take_while(|sign| sign.is_alphanumeric()).take(MOST).collect();
        let ends = given.get(next + rest.len()) != Some(&'-');
        at > 1
            && given[at - 2..at].iter().all(|sign| sign.is_uppercase())
            && rest.len() > 1
            && rest.iter().all(|sign| sign.is_uppercase())
            && ends
    };
    (lines == 1 && given.get(next).is_some_and(|sign| sign.is_lowercase() || shouted())).then_some(next)
}

/// Whether the word around `at` has a letter that is Latin without doubt, or looks Latin as a whole.
fn beside_latin(given: &[char], at: usize) -> bool {
    let part = |sign: &&char| sign.is_alphabetic() || unseen(**sign);
    let before = given[..at].iter().rev().take_while(part);
    let after = given[at..].iter().take_while(part);
    let (mut latin, mut foreign) = (false, false);
    for sign in before.chain(after).filter(|sign| sign.is_alphabetic()) {
        latin |= sign.is_ascii_alphabetic();
        foreign |= !sign.is_ascii() && !LOOKALIKES.iter().any(|(like, _)| like == sign);
    }
    latin || !foreign
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Folded;

    fn fold(text: &str) -> String {
        Folded::new(text).text
    }

    #[test]
    fn what_hides_a_word_is_folded_away() {
        for hidden in [
            "Rosalind",
            "Ro\u{200B}sa\u{00AD}lind",
            "Rоsаlind",
            "Rosal-\nind",
            "Rosal-  \n  ind",
            "Rosal\u{AD}\nind",
            "Rosal\u{2011}\nind",
            "Ｒｏｓａｌｉｎｄ",
            "Rósalìnd",
            "𝐑osalind",
        ] {
            assert_eq!(fold(hidden), "Rosalind", "{hidden:?}");
        }
        assert_eq!(fold("ﬁeld’s – a"), "field's - a");
        assert_eq!(fold("ROSA-\nLIND, A-\nB"), "ROSALIND, A-\nB");
        for apart in ["CAMHS-\nMr Ray", "CAMHS-\nRosalind", "CAMHS-\nK-07", "LEEDS-\nLS1 4AP"] {
            assert_eq!(fold(apart), apart);
        }
        assert_eq!(fold("drawings/K-07_a.png"), "drawings/K-07 a.png");
        assert_eq!(fold("K-07_drawing.png"), "K-07 drawing.png");
        assert_eq!(fold("at rose_b@example.org and x.org/a_b"), "at rose_b@example.org and x.org/a_b");
        assert_eq!(fold("K-\n07 and\n\nRose"), "K-\n07 and\n\nRose", "no word is divided there");
        assert_eq!(
            fold("Роза и Ольга"),
            "Роза и Ольга",
            "another script is left alone, where it does not look Latin"
        );
    }

    #[test]
    fn the_way_back_covers_what_was_hidden() {
        let folded = Folded::new("a Ro\u{200B}s-\nalind b");
        let at = folded.text.find("Rosalind").expect("there");
        assert_eq!(folded.range(at..at + 8), (2, 13));
    }

    proptest! {
        #[test]
        fn every_range_lies_within_the_text(text in "\\PC{0,60}", a in 0usize..80, b in 0usize..80) {
            let folded = Folded::new(&text);
            let points = text.chars().count();
            let (a, b) = (a.min(folded.text.len()), b.min(folded.text.len()));
            let (start, end) = folded.range(a.min(b)..a.max(b));
            prop_assert!(start <= end && end <= points);
        }
    }
}
