//! What has a form of its own: numbers, postcodes, addresses of e-mail and of the web, telephone and registration numbers.

use std::sync::LazyLock;

use super::form::{Apart, Form};
use super::model::{Kind, Own};
use super::words::any_of;
use super::{Hit, words};

macro_rules! forms {
    ($($name:ident = $form:expr;)*) => {
        $(static $name: LazyLock<Form> = LazyLock::new(|| Form::new($form));)*
    };
}

forms! {
    EMAIL = r"(?i)\b[a-z0-9][a-z0-9._%+'-]*@\s?[a-z0-9-]+(?:\.[a-z0-9-]+)+";
    EMAIL_APART = r"(?i)\b[a-z0-9][a-z0-9._%+'-]*(?:\s@\s|\s?[(\[]at[)\]]\s?)[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}\b";
    EMAIL_SPOKEN = r"(?i)\b[a-z0-9][a-z0-9._-]*(?: dot [a-z0-9]+)*\s+(?:\(at\)|\[at\]|at)\s+[a-z0-9-]+(?:\s+(?:\(dot\)|\[dot\]|dot)\s+[a-z]{2,})+";
    LINK = r"(?i)\b(?:https?://|www\.|(?:youtu\.be|bit\.ly|forms\.gle|zoom\.us|goo\.gl)/)[^\s<>\]\)]+[^\s<>\]\).,;:!?'\x22]|\b(?:[a-z0-9-]+\.)+(?:co\.uk|org\.uk|ac\.uk|nhs\.uk|gov\.uk|sch\.uk|com|org|net|info|app|uk|io|me|wales|scot|school)\b(?:/[^\s<>\]\)]*[^\s<>\]\).,;:!?'\x22])?";
    HANDLE = r"(?:^|[\s(])(@[A-Za-z][A-Za-z0-9_.]{2,})";
    NHS = r"\b\d{3}[\s.-]{0,2}\d{3}[\s.-]{0,2}\d{4}\b";
    NHS_SAID = r"(?i)\b(?:NHS|CHI)(?: (?:no\.?|num(?:ber)?|#))?[:\s(-]+(?:is |was )?(\d{3}[\s.-]{0,2}\d{3}[\s.-]{0,2}\d{4})\b";
    NI = r"(?i)\b[a-z]{2}[\s-]?\d{2}[\s-]?\d{2}[\s-]?\d{2}[\s-]?[a-d]\b";
    NI_SAID = r"(?i)\b(?:NI|N\.I\.|NINO|national insurance)(?: (?:no\.?|num(?:ber)?))?[:\s]+(?:is |was )?([a-z]{2}[ -]?\d{2}[ -]?\d{2}[ -]?\d{2})\b";
    POSTCODE = r"\b(?:GIR ?0AA|(?:[A-PR-UWYZ][0-9]{1,2}|[A-PR-UWYZ][A-HK-Y][0-9]{1,2}|[A-PR-UWYZ][0-9][A-HJKPSTUW]|[A-PR-UWYZ][A-HK-Y][0-9][ABEHMNPRVWXY])\s{0,2}[0-9][ABD-HJLNP-UW-Z]{2})\b";
    POSTCODE_LOW = r"\b(?:[a-pr-uwyz][0-9]{1,2}|[a-pr-uwyz][a-hk-y][0-9]{1,2}|[a-pr-uwyz][0-9][a-hjkpstuw]|[a-pr-uwyz][a-hk-y][0-9][abehmnprvwxy])\s?[0-9][abd-hjlnp-uw-z]{2}\b";
    OUTWARD = r"\b(?:postcode(?: area| district)?(?: is| of)?\s+)?((?:[A-PR-UWYZ][A-HK-Y]?)[0-9]{1,2}[A-Z]?)(?:\s+(?:area|postcode|postcodes|district))\b|\bpostcode(?: area| district)?(?: is| of|:)?\s+([A-PR-UWYZ][A-HK-Y]?[0-9]{1,2}[A-Z]?)\b";
    ABROAD = r"(?:\+|\b00)[1-9]\d{0,2}(?:[\s().-]{0,3}\d){7,12}\b";
    PHONE = r"(?:\(0|\b0)\d(?:[\s().-]{0,3}\d){8,9}\b";
    PHONE_SAID = r"(?i)\b(?:tel(?:ephone)?|phone|mobile|mob|ring|call(?:ed)?|text|number is|ext(?:ension)?|bleep)\b\.?[:\s]*(?:no\.?|number|her|him|them|me|on|is|was|at)?[:\s]*(?:on |is )?(\d(?:[\s-]?\d){3,10})\b";
    HCPC = r"\b(?:AS|AR|BS|CH|CS|DT|HAD|ODP|OR|PA|PH|PO|PYL|RA|SL|OT|SW)[ ]?\d{5,6}\b";
    NMC = r"\b\d{2}[A-Z]\d{4}[A-Z]\b";
    NUMBER_SAID = r"(?i)\b(?:GMC|NMC|HCPC|GPhC|UKCP|BACP|registration|hospital|MRN|RiO|SystmOne|EMIS|case|file|reference|ref|referral|policy|UPN|unit|patient|pupil|passport|licence|crime|court|DBS)(?: (?:no\.?|num(?:ber)?|id|pin|ref(?:erence)?|certificate))*[:#.\s]+(?:is |was )?([A-Z]{1,4} \d{5,}\b|(?:(?-i:[A-Z]{1,4} )|[A-Z]{0,4}[-/]?)\d[A-Z0-9]*(?:[-/]?[A-Z0-9]+)*)\b";
    CODE_SAID = r"\b(?:[Cc]lient|[Pp]atient|[Cc]ode|[Cc]lients|[Pp]atients)(?: code)?[ :]+([A-Z]{1,3}[ -]?\d{1,4})\b";
    CODE = r"\b[A-Z]{1,2}-\d{2,4}\b";
    ADDRESS = r"\b(?:(?:[Ff]lat|[Aa]partment|[Uu]nit|[Rr]oom)\s+\d{1,4}[A-Za-z]?,?\s+)?(?:(?:[Nn]umber\s+)?\d{1,4}[A-Za-z]?,?\s+)?(?:(?:St\.?|The)\s+)?(?:[A-Z][a-z]+(?:'s)?[\s-]+){1,3}(?:Street|Road|Rd|Avenue|Ave|Lane|Close|Drive|Crescent|Cres|Terrace|Gardens|Grove|Mews|Parade|Boulevard|Rise|Row)\b";
    ADDRESS_NUMBERED = r"\b(?:(?:[Ff]lat|[Aa]partment)\s+\d{1,4}[A-Za-z]?,?\s+)?\d{1,4}[A-Za-z]?,?\s+(?:[A-Z][a-z]+(?:'s)?[\s-]+){1,3}(?:St|Place|Pl|Court|Ct|Way|Hill|Park|Square|Sq|Walk|Green|View|Wharf|Quay|Dr|Vale|Fold|Croft|House|Cottages|Buildings|Estate|Heights|Meadow|Meadows|Fields)\b";
    ADDRESS_ONE = r"\b\d{1,4}[A-Za-z]?,?[ ](?:Kingsway|Queensway|Princesway|Parkway|Ridgeway|Highgate|Eastgate|Westgate|Northgate|Southgate|Castlegate|Kirkgate|Deansgate|Moorgate|Bridgegate|Millgate|Riverside|Lakeside|Hillside|Woodside|Parkside|Brookside|Meadowside|Kingsmead|Broadmead|Southmead|Northcroft|Southcroft|Woodcroft|Cheapside|Piccadilly|Strand|Embankment|Esplanade|Promenade)\b";
    YEAR = r"(?i)^(?:[A-Z]{1,4} )?(?:19|20)\d\d(?:[-/](?:\d{2}|\d{4})|\d{4}|-\d\d-\d\d)?$";
    ADDRESS_THE = r"\b\d{1,4}[A-Za-z]?,?[ ]The[ ](?:Avenue|Beeches|Cedars|Chase|Close|Copse|Crescent|Croft|Drive|Elms|Firs|Glebe|Green|Grove|Hollies|Lane|Laurels|Leas|Limes|Maltings|Meadows?|Mews|Mount|Oaks|Orchard|Paddock|Parade|Park|Poplars|Ridge|Ridgeway|Rise|Row|Spinney|Square|Street|Terrace|Vale|Warren|Willows)\b";
    FLAT = r"\b(?:[Ff]lat|[Aa]partment)\s+\d{1,4}[A-Za-z]?\b(?:,?\s+(?:[A-Z][a-z]+\s+){1,2}(?:House|Court|Tower|Heights|Point|Lodge|Mansions))?";
    BOX = r"\bP\.?\s?O\.?\s+[Bb]ox\s+\d+\b";
}

static ADDRESS_AFTER: LazyLock<Form> = LazyLock::new(|| {
    let heads = any_of(&["live", "lives", "living", "lived", "moved", "address", "house", "flat", "home"]);
    Form::new(&format!(
        r"(?i:\b(?:{heads})\b)[^.!?\n]{{0,25}}?\b(?:on|in|at|to|is|off)\s+((?:[A-Z][a-z]+\s+){{1,2}}(?:Street|St|Road|Rd|Way|Hill|Place|Court|Park|Square|Walk|Green|View|Estate|Close|Drive))\b"
    ))
});

/// Letters and figures that have a code's form and are none.
const NO_CODES: [&str; 22] = [
    "ICD", "DSM", "PHQ", "GAD", "BWV", "KV", "OP", "ISO", "A", "B", "AS", "PYL", "GP", "TV", "UK", "EU", "CD", "DVD", "PC", "KS", "MP", "Q",
];

pub(super) fn find(text: &str, own: &Own) -> Vec<Hit> {
    let mut hits: Vec<Hit> = Vec::new();
    let mut taken = Apart::default();
    let mut add = |range: std::ops::Range<usize>, kind: Kind, why: &str| {
        if taken.take(&range) {
            hits.push(Hit::new(range, kind, why));
        }
    };
    for form in [&EMAIL, &EMAIL_APART, &EMAIL_SPOKEN] {
        for found in form.find_iter(text) {
            let end = found.start() + found.as_str().trim_end_matches(['.', '-']).len();
            add(found.start()..end, Kind::Email, "an e-mail address");
        }
    }
    for found in LINK.find_iter(text) {
        add(found.range(), Kind::Link, "an address in the web");
    }
    for found in HANDLE.captures_iter(text) {
        if let Some(handle) = found.get(1) {
            let end = handle.start() + handle.as_str().trim_end_matches('.').len();
            add(handle.start()..end, Kind::Link, "a name in a social network");
        }
    }
    numbers(text, own, &mut add);
    for found in POSTCODE.find_iter(text).chain(POSTCODE_LOW.find_iter(text)) {
        add(found.range(), Kind::Postcode, "a UK postcode");
    }
    for found in OUTWARD.captures_iter(text) {
        if let Some(part) = found.get(1).or_else(|| found.get(2)) {
            add(part.range(), Kind::Postcode, "the first half of a UK postcode");
        }
    }
    addresses(text, &mut add);
    hits
}

fn numbers(text: &str, own: &Own, add: &mut impl FnMut(std::ops::Range<usize>, Kind, &str)) {
    for found in NHS_SAID.captures_iter(text) {
        if let Some(number) = found.get(1) {
            add(number.range(), Kind::NhsNumber, "called an NHS number");
        }
    }
    for found in NHS
        .find_iter(text)
        .filter(|found| alone(text, found.range()) && checksum(found.as_str()))
    {
        add(found.range(), Kind::NhsNumber, "its check digit is that of an NHS number");
    }
    for found in NI.find_iter(text) {
        add(found.range(), Kind::NiNumber, "it has the form of a National Insurance number");
    }
    for found in NI_SAID.captures_iter(text) {
        if let Some(number) = found.get(1) {
            add(number.range(), Kind::NiNumber, "called a National Insurance number");
        }
    }
    for form in [&ABROAD, &PHONE] {
        for found in form.find_iter(text).filter(|found| alone(text, found.range())) {
            let digits = found.as_str().chars().filter(char::is_ascii_digit).count();
            let lines = found.as_str().matches('\n').count();
            if lines < 2 && (found.as_str().starts_with('+') || found.as_str().starts_with("00") || (10..=11).contains(&digits)) {
                add(found.range(), Kind::Phone, "a telephone number");
            }
        }
    }
    for found in PHONE_SAID.captures_iter(text) {
        if let Some(number) = found.get(1).filter(|number| alone(text, number.range())) {
            let digits = number.as_str().chars().filter(char::is_ascii_digit).count();
            let extension = found[0].to_lowercase().starts_with("ext") || found[0].to_lowercase().starts_with("bleep");
            if digits >= 6 || extension {
                add(number.range(), Kind::Phone, "called a telephone number");
            }
        }
    }
    let mine = |number: &str| {
        let plain = |text: &str| {
            text.chars()
                .filter(|sign| sign.is_alphanumeric())
                .collect::<String>()
                .to_uppercase()
        };
        own.registrations
            .iter()
            .any(|one| !one.trim().is_empty() && plain(one) == plain(number))
    };
    for found in HCPC
        .find_iter(text)
        .chain(NMC.find_iter(text))
        .filter(|found| !mine(found.as_str()))
    {
        add(found.range(), Kind::Registration, "it has the form of a registration number");
    }
    for found in NUMBER_SAID.captures_iter(text) {
        let Some(number) = found.get(1) else { continue };
        let digits = number.as_str().chars().filter(char::is_ascii_digit).count();
        let said = found[0].to_lowercase();
        let numbered = ["no ", "no.", "num", "id ", "#"].iter().any(|word| said.contains(word));
        if digits >= 4 && (numbered || !YEAR.is_match(number.as_str())) && !mine(number.as_str()) {
            add(number.range(), Kind::Registration, "called a number of somebody's or of a case");
        }
    }
    for found in CODE_SAID.captures_iter(text) {
        if let Some(code) = found.get(1) {
            add(code.range(), Kind::ClientCode, "called a client's code");
        }
    }
    for found in CODE.find_iter(text) {
        let letters = found.as_str().split('-').next().unwrap_or_default();
        if !NO_CODES.contains(&letters) && alone(text, found.range()) {
            add(found.range(), Kind::ClientCode, "it has the form of a client's code");
        }
    }
}

fn addresses(text: &str, add: &mut impl FnMut(std::ops::Range<usize>, Kind, &str)) {
    for found in ADDRESS_NUMBERED.find_iter(text).filter(|found| street(found.as_str())) {
        add(found.range(), Kind::Address, "a street and a number");
    }
    for found in ADDRESS_THE
        .find_iter(text)
        .chain(ADDRESS_ONE.find_iter(text))
        .filter(|found| lived_at(text, found))
    {
        add(found.range(), Kind::Address, "a house and a number");
    }
    for found in ADDRESS_AFTER.captures_iter(text) {
        if let Some(street) = found.get(1) {
            add(street.range(), Kind::Address, "somebody lives there");
        }
    }
}

/// Streets without a number: looked at after schools and wards, whose names they may begin.
pub(super) fn streets(text: &str) -> Vec<Hit> {
    // Schubert wrote one.
    let prayer = |found: &regex::Match<'_>| found.as_str().ends_with(" Ave") && text[found.end()..].trim_start().starts_with("Maria");
    let streets = ADDRESS.find_iter(text).filter(|found| street(found.as_str()) && !prayer(found));
    let rest = FLAT.find_iter(text).chain(BOX.find_iter(text));
    streets
        .chain(rest)
        .map(|found| Hit::new(found.range(), Kind::Address, "a street or a house"))
        .collect()
}

/// Whether "12 The Drive" is a house, and no year, page or scene.
fn lived_at(text: &str, found: &regex::Match<'_>) -> bool {
    let digits = found.as_str().chars().take_while(char::is_ascii_digit).count();
    let before = text[..found.start()]
        .split_whitespace()
        .next_back()
        .unwrap_or_default()
        .to_lowercase();
    let counted = ["op.", "no.", "page", "scene", "act", "chapter", "session", "part", "track"];
    digits < 4 && !counted.contains(&before.as_str())
}

/// Whether it names a street that somebody may live in.
fn street(found: &str) -> bool {
    const KNOWN: [&str; 8] = [
        "Sesame Street",
        "Coronation Street",
        "Abbey Road",
        "Penny Lane",
        "Drury Lane",
        "Quality Street",
        "High Street",
        "Electric Avenue",
    ];
    let words: Vec<&str> = found.split_whitespace().collect();
    let named = words[..words.len().saturating_sub(1)].iter().any(|word| {
        let word = word.trim_end_matches(',');
        word.starts_with(|sign: char| sign.is_uppercase()) && !matches!(word, "The" | "Flat" | "Unit" | "Room" | "Number" | "Apartment")
    });
    let generic = words.len() == 2 && words::ordinary(&words[0].to_lowercase());
    let numbered = found.starts_with(|sign: char| sign.is_numeric());
    named && !generic && (numbered || !KNOWN.iter().any(|name| found.ends_with(name)))
}

/// Whether no longer number goes on around it.
fn alone(text: &str, range: std::ops::Range<usize>) -> bool {
    let before = text[..range.start].chars().next_back();
    let after = text[range.end..].chars().next();
    let further = |sign: Option<char>| sign.is_some_and(|sign| sign.is_alphanumeric());
    // "1.234" goes on, "234." does not.
    let point = text[range.end..]
        .strip_prefix(['.', ','])
        .is_some_and(|rest| rest.starts_with(|sign: char| sign.is_ascii_digit()));
    !further(before) && !further(after) && !point && before != Some('.')
}

/// The NHS's check digit: weights 10 to 2, modulo 11. Ten of the same figure is nobody's number.
fn checksum(number: &str) -> bool {
    let digits: Vec<u32> = number.chars().filter_map(|sign| sign.to_digit(10)).collect();
    if digits.len() != 10 || digits.iter().all(|digit| *digit == digits[0]) {
        return false;
    }
    let sum: u32 = digits.iter().zip((2..=10).rev()).map(|(digit, weight)| digit * weight).sum();
    (11 - sum % 11) % 11 == digits[9]
}

#[cfg(test)]
mod tests {
    use super::checksum;

    #[test]
    fn the_check_digit_tells_an_nhs_number() {
        assert!(checksum("943 476 5919"));
        assert!(!checksum("943 476 5918"));
        assert!(!checksum("111 111 1111"));
    }
}
