//! How good the privacy check is, on notes written by hand and on notes made with seeds.
//!
//! `fixtures/privacy/written.txt` has odd lines for tuning and even ones that were held back. A marked thing counts as found
//! when a finding of a fitting kind overlaps it; a finding counts as right when it overlaps a marked thing.

use std::fmt::Write as _;

use triptych_core::privacy::{self, Finding, Kind, Own};

/// A thing marked in a note: kind's letter, and code points from and to.
struct Marked {
    kind: char,
    start: usize,
    end: usize,
}

struct Note {
    text: String,
    marked: Vec<Marked>,
}

fn read(line: &str) -> Note {
    let (mut text, mut marked) = (String::new(), Vec::new());
    let mut points = 0;
    let mut rest = line;
    while let Some(open) = rest.find('{') {
        let close = rest[open..].find('}').expect("closed") + open;
        text.push_str(&rest[..open]);
        points += rest[..open].chars().count();
        let (kind, words) = rest[open + 1..close].split_once(':').expect("a kind and words");
        let start = points;
        text.push_str(words);
        points += words.chars().count();
        marked.push(Marked {
            kind: kind.chars().next().expect("a letter"),
            start,
            end: points,
        });
        rest = &rest[close + 1..];
    }
    text.push_str(rest);
    Note { text, marked }
}

fn fits(kind: char, found: Kind) -> bool {
    match kind {
        // Names in context are people's and places'; which of both is said matters less than that it is said.
        'p' | 'l' => matches!(found, Kind::PersonName | Kind::Place | Kind::Address),
        'a' => found == Kind::Age,
        'd' => found == Kind::DateOfBirth,
        't' => found == Kind::Phone,
        'e' => found == Kind::Email,
        'c' => found == Kind::Postcode,
        's' => found == Kind::Address,
        'n' => found == Kind::NhsNumber,
        'i' => found == Kind::NiNumber,
        'r' => found == Kind::Registration,
        'w' => found == Kind::Link,
        'k' => matches!(found, Kind::ClientCode),
        'o' => found == Kind::ClientName,
        other => panic!("no kind {other}"),
    }
}

#[derive(Default)]
struct Figures {
    marked: usize,
    found: usize,
    said: usize,
    right: usize,
    errors: String,
}

impl Figures {
    fn recall(&self) -> f64 {
        self.found as f64 / self.marked.max(1) as f64
    }

    fn precision(&self) -> f64 {
        self.right as f64 / self.said.max(1) as f64
    }

    fn add(&mut self, note: &Note, findings: &[Finding], kinds: &dyn Fn(char) -> bool, said: &dyn Fn(Kind) -> bool) {
        let overlaps = |one: &Finding, other: &Marked| one.start < other.end && other.start < one.end;
        for marked in note.marked.iter().filter(|marked| kinds(marked.kind)) {
            self.marked += 1;
            if findings.iter().any(|one| overlaps(one, marked) && fits(marked.kind, one.kind)) {
                self.found += 1;
            } else {
                let words: String = note.text.chars().skip(marked.start).take(marked.end - marked.start).collect();
                let _ = writeln!(self.errors, "  missed {words:?} in {}", note.text);
            }
        }
        for one in findings.iter().filter(|one| said(one.kind)) {
            self.said += 1;
            if note.marked.iter().any(|marked| overlaps(one, marked)) {
                self.right += 1;
            } else {
                let _ = writeln!(self.errors, "  false {:?} ({}) in {}", one.value, one.why, note.text);
            }
        }
    }
}

fn written() -> Vec<Note> {
    include_str!("../../fixtures/privacy/written.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(read)
        .collect()
}

fn in_context(kind: char) -> bool {
    matches!(kind, 'p' | 'l')
}

fn with_a_form(kind: char) -> bool {
    matches!(kind, 'n' | 'i' | 'c' | 't' | 'e' | 'd' | 'k' | 'w')
}

fn names(kind: Kind) -> bool {
    matches!(kind, Kind::PersonName | Kind::Place)
}

#[test]
fn names_in_context_are_found_and_little_else() {
    let notes = written();
    assert!(notes.len() >= 150);
    for (part, rest) in [("tune", 0), ("held", 1)] {
        let (mut context, mut form, mut other) = (Figures::default(), Figures::default(), Figures::default());
        for note in notes.iter().skip(rest).step_by(2) {
            let findings = privacy::scan(&note.text, &Own::default());
            context.add(note, &findings, &in_context, &names);
            form.add(note, &findings, &with_a_form, &|_| false);
            other.add(note, &findings, &|kind| !in_context(kind) && !with_a_form(kind), &|_| false);
        }
        println!(
            "{part}: names in context recall {:.3} ({}/{}) precision {:.3} ({}/{}); with a form {:.3} ({}/{}); ages, streets, other numbers {:.3} ({}/{})",
            context.recall(),
            context.found,
            context.marked,
            context.precision(),
            context.right,
            context.said,
            form.recall(),
            form.found,
            form.marked,
            other.recall(),
            other.found,
            other.marked
        );
        if part == "tune" {
            print!("{}{}{}", context.errors, form.errors, other.errors);
        }
        assert!(context.recall() >= 0.95, "{part}: {:.3}", context.recall());
        assert!(context.precision() >= 0.9, "{part}: {:.3}", context.precision());
        assert_eq!(form.found, form.marked, "{part}");
        assert_eq!(other.found, other.marked, "{part}: ages, streets, registration numbers");
    }
}

#[test]
fn prose_of_the_field_raises_few_false_alarms() {
    let (mut words, mut alarms) = (0, 0);
    for line in include_str!("../../fixtures/privacy/clean.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
    {
        words += line.split_whitespace().count();
        for one in privacy::scan(line, &Own::default()) {
            alarms += 1;
            println!("  false {:?} {:?} ({})", one.kind, one.value, one.why);
        }
    }
    let rate = alarms as f64 * 1000.0 / words as f64;
    println!("false alarms: {alarms} in {words} words, {rate:.1} per 1,000");
    assert!(rate <= 3.0, "{rate:.1} per 1,000 words");
}

/// A small generator (SplitMix64): the same seed, the same note.
struct Seeds(u64);

impl Seeds {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }

    fn digits(&mut self, count: usize) -> String {
        (0..count).map(|_| char::from(b'0' + self.below(10) as u8)).collect()
    }
}

const FIRST: [&str; 30] = [
    "Rosalind",
    "Rose",
    "May",
    "Will",
    "Art",
    "Carol",
    "Viola",
    "Grace",
    "Oluwaseun",
    "Katarzyna",
    "Mohammed",
    "Elizabeth",
    "Thomas",
    "Anne-Marie",
    "Zoë",
    "Jo",
    "Xanthe",
    "Daniel",
    "Aoife",
    "Siân",
    "Benjamin",
    "Harriet",
    "Nkechi",
    "Jakub",
    "Alexandra",
    "Margaret",
    "Joseph",
    "Ibrahim",
    "Tabitha",
    "Frederick",
];
const LAST: [&str; 24] = [
    "Miller",
    "Okafor",
    "Lane",
    "O'Brien",
    "Smith-Jones",
    "Wójcik",
    "Patel",
    "Hill",
    "Young",
    "de Souza",
    "Nowak",
    "Abernathy",
    "Li",
    "Brown",
    "Fernandes",
    "MacDonald",
    "Hussain",
    "Evans",
    "Thistlethwaite",
    "Adeyemi",
    "Winter",
    "King",
    "Ng",
    "Robertson",
];
const OPEN: [&str; 8] = [
    "Today",
    "In the second half",
    "After the break",
    "As so often",
    "At the window",
    "Under the table",
    "Without looking up",
    "Late again,",
];
const DOING: [&str; 10] = [
    "hid the drum and waited",
    "painted the whole sheet black",
    "sang a third above me",
    "would not take off the coat",
    "asked what I write down",
    "played one note for ten minutes",
    "threw the puppet at the wall",
    "fell asleep in the corner",
    "drew a door without a handle",
    "counted the bells twice",
];
const SHORT: [(&str, &str); 16] = [
    ("Rosalind", "Roz"),
    ("Katarzyna", "Kasia"),
    ("Elizabeth", "Libby"),
    ("Thomas", "Tommy"),
    ("Daniel", "Danny"),
    ("Benjamin", "Ben"),
    ("Harriet", "Hattie"),
    ("Alexandra", "Lexi"),
    ("Margaret", "Peggy"),
    ("Joseph", "Joe"),
    ("Tabitha", "Tabby"),
    ("Frederick", "Freddie"),
    ("Mohammed", "Mo"),
    ("Oluwaseun", "Seun"),
    ("Jakub", "Kuba"),
    ("Will", "Bill"),
];

/// One letter wrong, not the first: left out, doubled, another, or changed places.
fn slip(seeds: &mut Seeds, name: &str) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    let at = 1 + seeds.below(letters.len() - 2);
    match seeds.below(4) {
        0 => {
            letters.remove(at);
        }
        1 => letters.insert(at, letters[at]),
        2 => letters[at] = if letters[at] == 'q' { 'x' } else { 'q' },
        _ if letters[at] != letters[at + 1] => letters.swap(at, at + 1),
        _ => {
            letters.remove(at);
        }
    }
    letters.into_iter().collect()
}

/// The client's name in one of the ways it is written.
fn mention(seeds: &mut Seeds, first: &str, last: &str) -> String {
    let long = first.chars().count() >= 5 && first.chars().all(char::is_alphabetic) && first.is_ascii();
    match seeds.below(12) {
        0 => format!("{first} {last}"),
        1 => first.to_owned(),
        2 => format!("{first}'s sister"),
        3 => format!("Mrs {last}"),
        4 => SHORT
            .iter()
            .find(|(name, _)| *name == first)
            .map_or(first, |(_, short)| short)
            .to_owned(),
        5 => {
            let end = last.trim_start_matches("de ");
            format!("{}.{}.", &first[..1], end.chars().next().expect("a letter"))
        }
        6 if long => slip(seeds, first),
        7 if long => format!("{}-\n{}", &first[..3], &first[3..]),
        8 => format!("{first}\n{last}"),
        9 => first.to_uppercase(),
        10 if long => format!("{}\u{200B}{}", &first[..2], &first[2..]),
        11 if long => first.replace('a', "а").replace('e', "е"),
        _ => format!("{first} {last}"),
    }
}

fn nhs_number(seeds: &mut Seeds) -> String {
    loop {
        let nine = format!("{}{}", 4 + seeds.below(3), seeds.digits(8));
        let sum: usize = nine
            .bytes()
            .zip((2..=10).rev())
            .map(|(digit, weight)| usize::from(digit - b'0') * weight)
            .sum();
        let check = (11 - sum % 11) % 11;
        if check < 10 {
            let all = format!("{nine}{check}");
            return match seeds.below(3) {
                0 => all,
                1 => format!("{} {} {}", &all[..3], &all[3..6], &all[6..]),
                _ => format!("{}-{}-{}", &all[..3], &all[3..6], &all[6..]),
            };
        }
    }
}

/// Words around a thing with a form of its own, the thing, and its kind.
fn formed(seeds: &mut Seeds) -> (&'static str, String, char) {
    match seeds.below(8) {
        0 => ("The number on the letter is ", nhs_number(seeds), 'n'),
        1 => {
            let (a, b, c) = (seeds.digits(2), seeds.digits(2), seeds.digits(2));
            let gap = seeds.pick(&["", " "]);
            (
                "On the form stood ",
                format!(
                    "{}{gap}{a}{gap}{b}{gap}{c}{gap}{}",
                    seeds.pick(&["AB", "CE", "JK", "PW", "SR"]),
                    seeds.pick(&["A", "B", "C", "D"])
                ),
                'i',
            )
        }
        2 => {
            let out = format!("{}{}", seeds.pick(&["LS", "M", "SW", "B", "EH", "CF", "NE"]), 1 + seeds.below(20));
            (
                "Post goes to ",
                format!(
                    "{out} {}{}",
                    seeds.below(10),
                    seeds.pick(&["AB", "DE", "GH", "JL", "NP", "QR", "ST", "UW", "XY"])
                ),
                'c',
            )
        }
        3 => {
            let number = match seeds.below(4) {
                0 => format!("0113 496 0{}", seeds.digits(3)),
                1 => format!("07700 900{}", seeds.digits(3)),
                2 => format!("(020) 7946 0{}", seeds.digits(3)),
                _ => format!("+44 7700 900 {}", seeds.digits(3)),
            };
            ("Ring ", number, 't')
        }
        4 => (
            "Write to ",
            format!(
                "{}.{}@{}",
                seeds.pick(&["info", "office", "m.field", "team"]),
                seeds.digits(2),
                seeds.pick(&["example.org", "example.co.uk", "post.example.com"])
            ),
            'e',
        ),
        5 => {
            let (day, year) = (1 + seeds.below(28), 1930 + seeds.below(90));
            let month = 1 + seeds.below(12);
            match seeds.below(3) {
                0 => ("DOB ", format!("{day:02}/{month:02}/{year}"), 'd'),
                1 => (
                    "The date of birth is ",
                    format!("{day} {} {year}", seeds.pick(&["January", "May", "June", "October", "Dec"])),
                    'd',
                ),
                _ => ("Born in ", year.to_string(), 'd'),
            }
        }
        6 => (
            "There is a page at ",
            format!(
                "www.{}.example.{}",
                seeds.pick(&["drumming", "my-art", "songs"]),
                seeds.pick(&["com", "org", "org.uk"])
            ),
            'w',
        ),
        _ => (
            "Filed under ",
            format!("{}-{:02}", seeds.pick(&["K", "M", "T", "ZB"]), 1 + seeds.below(99)),
            'k',
        ),
    }
}

#[test]
fn own_clients_and_what_has_a_form_are_found_in_every_note_made_with_seeds() {
    let (mut clients, mut forms) = (Figures::default(), Figures::default());
    for seed in 0..800 {
        let mut seeds = Seeds(seed);
        let (first, last) = (seeds.pick(&FIRST), seeds.pick(&LAST));
        let name = mention(&mut seeds, first, last);
        let (before, thing, kind) = formed(&mut seeds);
        let line = format!(
            "{} {{o:{name}}} {}. {before}{{{kind}:{thing}}}. I stayed with it.",
            seeds.pick(&OPEN),
            seeds.pick(&DOING)
        );
        let note = read(&line);
        let own: Own = Own::of(vec![
            serde_json::from_value(serde_json::json!({ "name": format!("{first} {last}") })).expect("a client"),
        ]);
        let findings = privacy::scan(&note.text, &own);
        clients.add(&note, &findings, &|kind| kind == 'o', &|_| false);
        forms.add(&note, &findings, &|kind| kind != 'o', &|_| false);
    }
    println!(
        "seeds: own clients {}/{}, with a form {}/{}",
        clients.found, clients.marked, forms.found, forms.marked
    );
    assert_eq!(clients.errors, "");
    assert_eq!(forms.errors, "");
}
