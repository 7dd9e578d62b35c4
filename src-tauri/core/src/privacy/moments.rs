//! Ages, and days of birth.

use std::sync::LazyLock;

use super::Hit;
use super::form::{Apart, Form};
use super::model::Kind;

const MONTH: &str = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?";
const NUMBER: &str = r"(?:\d{1,3}(?:[.;]\d{1,2})?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?)";
const SMALL: &str = r"(?:\s+and\s+a\s+(?:half|quarter)|½|\s*1/2)?";

/// A day as it is written in the UK.
pub(super) static DAY: LazyLock<Form> = LazyLock::new(|| form(&day()));

fn day() -> String {
    format!(
        r"\b(?:\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:\d{{4}}|\d{{2}})|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+{MONTH}(?:,?\s+(?:\d{{4}}|'\d{{2}}))?|{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?)\b"
    )
}

static BORN: LazyLock<Form> = LazyLock::new(|| {
    form(&format!(
        r"\b(?:d\.?\s?o\.?\s?b\.?|(?:date|year)\s+of\s+birth|born(?:\s+(?:on|in|early|late))*|birthday(?:\s+(?:is|was|falls))?(?:\s+on)?|birth\s?date|b\.)\s*(?:is|was|:|-|=|\()?\s*(?:the\s+)?({}|(?:{MONTH}\s+)?(?:19|20)\d\d\b|\d{{2}}\s?\d{{2}}\s?(?:19|20)\d\d\b)",
        day()
    ))
});
/// Without its year, where the words before leave no doubt.
static BIRTHDAY: LazyLock<Form> = LazyLock::new(|| {
    form(r"\b(?:d\.?o\.?b\.?|date\s+of\s+birth|birthday(?:\s+(?:is|was|falls))?(?:\s+on)?)\s*[:=(-]?\s*(\d{1,2}/\d{1,2})\b")
});
static BORN_AFTER: LazyLock<Form> = LazyLock::new(|| form(&format!(r"({})\s*\(?(?:d\.?o\.?b\.?|date\s+of\s+birth)\b", day())));

static AGES: LazyLock<Vec<Form>> = LazyLock::new(|| {
    [
        format!(r"\b(?:aged|age|age\s+is|age\s+of|ages)[:\s]+(?:of\s+|just\s+|only\s+|about\s+|around\s+)?({NUMBER}{SMALL}(?:\s+(?:years?|months?|yrs?)\b(?:\s+(?:and\s+)?{NUMBER}\s+months?)?)?)\b"),
        format!(r"\b({NUMBER}{SMALL}[\s-]+(?:years?|months?|yrs?|weeks?)[\s-]+olds?)\b"),
        format!(r"\b({NUMBER}{SMALL}[\s-]*(?:y/?o\b|y\.o\.|yrs?\s+old\b))"),
        format!(r"\b({NUMBER}{SMALL}\s+(?:years?|months?)\s+of\s+age)\b"),
        format!(r"\b(?:boy|girl|child|man|woman|lad|son|daughter|brother|sister|client|pupil)\s+of\s+(?:only\s+|just\s+|about\s+)?({NUMBER}{SMALL})(?:[.,;!?)]|\s+(?:with|who|whose|and|in|at|from|on|has|was|is|had|came|to)\b|$)"),
        format!(r"\b(?:turned|turning|turns|will\s+be|just)\s+({NUMBER})(?:\s+(?:last|this|next|in|on|soon|years?)\b|[.,;!?)]|$)"),
        format!(r"\b(?:he|she|they|who)(?:'s|\s+is|\s+was|\s+are)\s+(?:now\s+|only\s+|just\s+|nearly\s+|almost\s+)?({NUMBER}{SMALL})(?:[.,;!?)]|\s+(?:now|and|but|when|years?)\b|$)"),
        format!(r"(?-i:\b[A-Z][\p{{L}}'-]+)\s+(?:is|was)\s+(?:now\s+|only\s+|just\s+|nearly\s+|almost\s+)?({NUMBER}{SMALL})(?:[.,;!?)]|\s+(?:now|and|but|when)\b|$)"),
        format!(r"\b(?:youngest|oldest|eldest)\s*,?\s+at\s+(?:only\s+|just\s+)?({NUMBER}{SMALL})(?:[.,;!?)]|$)"),
        r"\b(\d{1,2}(?:st|nd|rd|th)\s+birthday|(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|eighteenth|twenty-first|fortieth|fiftieth|sixtieth|seventieth|eightieth|ninetieth)\s+birthday)\b".to_owned(),
    ]
    .iter()
    .map(|text| form(text))
    .collect()
});

/// A first name with the age in brackets: "Tom (9)".
static BRACKETS: LazyLock<Form> = LazyLock::new(|| {
    Form::new(
        r"\b[A-Z][a-z]+(?:\s[A-Z][a-z]*)?,?\s\(?(?:aged\s)?(\d{1,2})\)|\b[A-Z][a-z]+,\s(\d{1,2}),|\b(?:boy|girl|man|woman|child|son|daughter|brother|sister|client|patient|twins?)\s?,?\s?\(?(\d{1,2})(?:\)|,)",
    )
});

/// What is so many years old and is nobody.
static THING: LazyLock<Form> = LazyLock::new(|| {
    form(
        r"^[\s-]*(?:piano|guitar|cello|violin|viola|instrument|drum|building|house|church|service|programme|project|group|charity|tradition|song|piece|painting|practice|partnership|course|plan|policy|technique|study|dispute|habit|recording|book|contract|agreement)s?\b",
    )
});

fn form(text: &str) -> Form {
    Form::new(&format!("(?i){text}"))
}

pub(super) fn find(text: &str) -> Vec<Hit> {
    let mut hits: Vec<Hit> = Vec::new();
    let mut taken = Apart::default();
    let mut add = |range: std::ops::Range<usize>, kind: Kind, why: &str| {
        if taken.take(&range) {
            hits.push(Hit::new(range, kind, why));
        }
    };
    for born in [&BORN, &BORN_AFTER, &BIRTHDAY] {
        for found in born.captures_iter(text) {
            if let Some(day) = found.get(1) {
                add(day.range(), Kind::DateOfBirth, "said to be somebody's birth");
            }
        }
    }
    for age in AGES.iter() {
        for found in age.captures_iter(text) {
            let Some(part) = found.get(1) else { continue };
            let range = text[part.end()..].trim_start().starts_with(['-', '–'])
                && text[part.end()..]
                    .trim_start_matches(['-', ' '])
                    .starts_with(|sign: char| sign.is_ascii_digit());
            let to = text[part.end()..].starts_with(" to ") && text[part.end() + 4..].starts_with(|sign: char| sign.is_ascii_digit());
            if !THING.is_match(&text[part.end()..]) && !range && !to && plausible(part.as_str()) {
                add(part.range(), Kind::Age, "an exact age");
            }
        }
    }
    for found in BRACKETS.captures_iter(text) {
        if let Some(part) = found.iter().skip(1).flatten().find(|part| plausible(part.as_str())) {
            add(part.range(), Kind::Age, "an age after a person");
        }
    }
    hits
}

/// Nobody is older than a hundred and fifteen.
fn plausible(age: &str) -> bool {
    let figures: String = age.chars().take_while(char::is_ascii_digit).collect();
    figures.is_empty() || figures.parse::<u32>().is_ok_and(|age| age <= 115)
}
