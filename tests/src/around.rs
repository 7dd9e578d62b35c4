//! What stands around many records: evidence, people, agreements, the agenda, clients' pages. The same every time.

use chrono::NaiveDate;
use serde_json::{Value, json};
use triptych_core::error::{Error, Result};
use triptych_core::exchange::{self, File};
use triptych_core::vault::Portfolio;

const KINDS: [&str; 3] = ["self-made", "showing-reflection", "from-others"];
const TYPES: [&str; 4] = ["clinical", "managerial", "peer", "group"];
const PLACES: [&str; 3] = ["in-person", "remote", "both"];
const PIECES: u32 = 400;
const PEOPLE: u32 = 40;
const AGREEMENTS: u32 = 16;
const POINTS: u32 = 60;
/// As many as `fill` gives notes to.
const CLIENTS: u32 = 40;

/// Puts all of it into the open portfolio, in one step.
///
/// # Errors
/// Whatever the core says.
pub(crate) fn around(portfolio: &mut Portfolio) -> Result<()> {
    let file = json!({
        "format": "triptych-portfolio",
        "version": 1,
        "profile": { "name": "", "profession": null, "level": null, "registered_since": null },
        "records": [],
        "evidence": (0..PIECES).map(piece).collect::<Vec<_>>(),
        "supervision": {
            "people": (0..PEOPLE).map(person).collect::<Vec<_>>(),
            "agreements": (0..AGREEMENTS).map(agreement).collect::<Vec<_>>(),
            "agenda": (0..POINTS).map(point).collect::<Vec<_>>(),
            "aim": { "every_weeks": 4, "client_hours": 12 },
        },
        "clients": {
            "usual": { "adult_years": 8, "child_age": 25 },
            "pages": (0..CLIENTS).map(client).collect::<Vec<_>>(),
        },
    });
    let bytes = serde_json::to_vec(&file).map_err(Error::internal)?;
    exchange::import(portfolio, &File::read(&bytes)?, None).map(drop)
}

/// A day of the last years before the bridge's own time.
fn day(number: u32) -> String {
    let last = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap_or_default();
    (last - chrono::Days::new(u64::from(number))).to_string()
}

fn piece(number: u32) -> Value {
    let people = number.is_multiple_of(7);
    let mut piece = json!({
        "key": format!("piece-{number}"),
        "title": format!("A course on endings, part {}", number + 1),
        "kind": KINDS[number as usize % KINDS.len()],
        "date": day(number * 5),
        "description": if number.is_multiple_of(4) { "" } else { "Two pages: what was taught, and what I took from it." },
        "made_by": "A regional network",
        "people": people,
    });
    if people && !number.is_multiple_of(3) {
        piece["consent"] = json!({
            "who": format!("K-{:02}", number % CLIENTS),
            "by": "person",
            "therapy_free": true,
            "use_for": "My CPD profile",
            "given": day(number * 5),
            "until": number.is_multiple_of(2).then(|| day(0)),
            "withdrawn": number.is_multiple_of(5).then(|| day(1)),
        });
    }
    piece
}

fn person(number: u32) -> Value {
    json!({
        "id": format!("person-{number}"),
        "side": if number < AGREEMENTS { "supervisor" } else { "supervisee" },
        "name": format!("R. Example {}", number + 1),
        "role": "Practice supervisor",
        "profession": "Music therapist",
        "registration": format!("AS{:06}", number + 1),
        "contact": "by letter",
    })
}

fn agreement(number: u32) -> Value {
    json!({
        "id": format!("agreement-{number}"),
        "person_id": format!("person-{number}"),
        "type": TYPES[number as usize % TYPES.len()],
        "place": PLACES[number as usize % PLACES.len()],
        "start": day(200 + number * 90),
        "review": day(0),
        "end": (number > 3).then(|| day(100 + number * 60)),
        "frequency": "every three weeks",
        "minutes": 75,
        "purpose": "The clinical work, and what it does to me.",
        "keeper": "Both, each her own",
        "limits": "Harm to anyone",
    })
}

fn point(number: u32) -> Value {
    json!({
        "key": format!("point-{number}"),
        "note": format!("What did I not say in week {}?", number + 1),
        "quote": if number.is_multiple_of(3) { "He put the drum behind the curtain, and waited." } else { "" },
        "added_at": day(number),
    })
}

fn client(number: u32) -> Value {
    json!({
        "client": format!("K-{number:02}"),
        "facts": {
            "goals": "To be heard, and to choose when.",
            "themes": "waiting, doors, who begins",
            "risk": if number.is_multiple_of(9) { "Left the building once; the school knows." } else { "" },
            "summary": if number.is_multiple_of(2) { "Came into the room after some weeks, and stayed." } else { "" },
            "ended": number.is_multiple_of(3).then(|| day(400 + number * 20)),
            "ending": if number.is_multiple_of(3) { "Planned, over four sessions." } else { "" },
        },
    })
}
