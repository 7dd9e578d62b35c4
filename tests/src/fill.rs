//! Many records at once, for looking at long lists: the same ones every time.

use chrono::{Days, NaiveDate};
use triptych_core::error::Result;
use triptych_core::framework::Framework;
use triptych_core::record::{self, Content, CpdFacts, CpdType, Kind, Put, Section, SupervisionFacts, SupervisionFormat, Tag};
use triptych_core::storage::{Op, Scope, transact};
use triptych_core::vault::Portfolio;
use triptych_core::world::World;

const WORDS: [&str; 40] = [
    "session",
    "drum",
    "silence",
    "improvisation",
    "group",
    "ending",
    "colour",
    "rhythm",
    "listening",
    "boundary",
    "waiting",
    "voice",
    "story",
    "mask",
    "clay",
    "river",
    "breath",
    "beginning",
    "repair",
    "holding",
    "tempo",
    "distance",
    "school",
    "ward",
    "family",
    "question",
    "answer",
    "pause",
    "return",
    "supervision",
    "notes",
    "image",
    "movement",
    "piano",
    "song",
    "welcome",
    "goodbye",
    "attention",
    "material",
    "play",
];
/// Records per day: a hundred thousand lie within some thirty years.
const PER_DAY: usize = 9;

/// Words of a record that only has to fill a list.
const SHORT: usize = 60;

/// Puts `count` generated records of all kinds into the open portfolio, in one transaction.
///
/// # Errors
/// Whatever the core says.
pub fn fill(portfolio: &mut Portfolio, world: &dyn World, count: usize) -> Result<()> {
    fill_with(portfolio, world, count, SHORT)
}

/// The same, each record with `words` words.
///
/// # Errors
/// Whatever the core says.
pub fn fill_with(portfolio: &mut Portfolio, world: &dyn World, count: usize, words: usize) -> Result<()> {
    let statements = Framework::bundled().statements();
    let last = world.today();
    transact(portfolio, Op::Import, Scope::default(), |connection| {
        for number in 0..count {
            let day = last.checked_sub_days(Days::new((number / PER_DAY) as u64)).unwrap_or(last);
            let tags: Vec<Tag> = (0..number % 3)
                .map(|index| Tag {
                    statement: statements[(number * 7 + index * 31) % statements.len()].id.clone(),
                    claim: String::new(),
                })
                .collect();
            let at = format!("{day}T09:{:02}:00.000Z", number % 60);
            let content = content(number, day, words);
            let put = Put {
                id: &format!("00000000-0000-4000-8000-{number:012}"),
                content: &content,
                draft: number % 50 == 0,
                public_name: None,
                tags: if content.kind == Kind::CaseNote { &[] } else { &tags },
                links: &[],
                additions: &[],
                unfinished: "",
                echo: None,
                versions: &[],
                created_at: &at,
                updated_at: &at,
                binned_at: None,
            };
            record::put(connection, world, &put)?;
        }
        Ok(())
    })
}

fn content(number: usize, day: NaiveDate, words: usize) -> Content {
    let kind = Kind::ALL[number % 4];
    let word = |index: usize| WORDS[(number * 11 + index * index * 3 + index) % WORDS.len()];
    let text = (0..words).map(word).collect::<Vec<_>>().join(" ");
    Content {
        kind,
        title: if number % 6 == 5 {
            String::new()
        } else {
            format!("{} and {} {number}", capital(word(1)), word(2))
        },
        date: day.to_string(),
        date_to: None,
        minutes: Some(u32::try_from(30 + number % 4 * 15).unwrap_or(60)),
        role_id: None,
        model: None,
        sections: vec![Section {
            stage: "text".to_owned(),
            text: format!("{}.", capital(&text)),
        }],
        keywords: if number.is_multiple_of(5) {
            vec![word(3).to_owned()]
        } else {
            Vec::new()
        },
        clients: if kind == Kind::CaseNote {
            vec![format!("K-{:02}", number % 40)]
        } else {
            Vec::new()
        },
        session_number: (kind == Kind::CaseNote).then(|| u32::try_from(number / 40 + 1).unwrap_or(1)),
        setting: None,
        supervision: (kind == Kind::Supervision).then(|| SupervisionFacts {
            supervisor: "R. Example".to_owned(),
            format: Some(SupervisionFormat::Individual),
            ..SupervisionFacts::default()
        }),
        actions: Vec::new(),
        case: None,
        cpd: (kind == Kind::Cpd).then(|| CpdFacts {
            kind: Some(CpdType::ALL[number / 4 % 5]),
            provider: "A regional network".to_owned(),
            certificate: false,
            learnt: String::new(),
            practice: String::new(),
            service_users: String::new(),
            ..CpdFacts::default()
        }),
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
