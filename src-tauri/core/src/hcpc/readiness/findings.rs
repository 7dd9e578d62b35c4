//! What HCPC would ask more about, rule by rule.
//!
//! What always holds: nothing is found twice by one rule at one place; what cannot be known from the words is a question.

use super::look::{Look, grouped, listing, named};
use super::model::{About, RuleFinding};
use super::passages::{self, Passages, Repeated, in_words};
use super::rules::rules;
use super::sentences::{Reader, TEXTS};
use super::standards::{Gain, QUALITY, SERVICE_USERS};
use super::wording::{NO_RULE, quoted, worded};
use crate::error::Result;
use crate::evidence::ConsentState;
use crate::hcpc::model::{Activity, Chosen};
use crate::hcpc::{count_words, dates, leaving, load};
use crate::privacy::Kind;
use crate::record;
use crate::vault::Portfolio;

/// How many copied sentences are told; more of them say nothing new.
const PASSAGES: usize = 5;

/// What was found.
pub(super) struct Findings {
    /// In the order of the rules.
    pub(super) all: Vec<RuleFinding>,
    /// Where one of the owner's own clients is named, the record it is about, if it is about one.
    pub(super) client_named: Option<Option<String>>,
}

/// Everything found, in the order of the rules.
pub(super) fn of(portfolio: &Portfolio, look: &Look<'_>) -> Result<Findings> {
    let mut found = Vec::new();
    list(look, &mut found);
    types(look, &mut found);
    outside(look, &mut found);
    wordings(look, &mut found);
    documents(look, &mut found);
    thin(look, &QUALITY, &mut found);
    thin(look, &SERVICE_USERS, &mut found);
    copied(portfolio, look, &mut found)?;
    let client_named = confidential(portfolio, look, &mut found)?;
    let place = |one: &RuleFinding| rules().iter().position(|rule| rule.id == one.rule);
    found.sort_by_key(place);
    Ok(Findings { all: found, client_named })
}

fn tell(found: &mut Vec<RuleFinding>, rule: &str, said: String, (records, more): (Vec<About>, u32)) {
    found.push(RuleFinding {
        rule: rule.to_owned(),
        said,
        records,
        more,
    });
}

fn nowhere() -> (Vec<About>, u32) {
    (Vec::new(), 0)
}

fn list(look: &Look<'_>, found: &mut Vec<RuleFinding>) {
    if look.listed.is_empty() {
        let said = "There is no list yet. It makes itself of finished CPD and supervision records of these two years.";
        tell(found, "no-dated-list", said.to_owned(), nowhere());
    }
    let today = look.today.to_string();
    let ahead: Vec<&Activity> = look.listed.iter().copied().filter(|activity| activity.date > today).collect();
    if !ahead.is_empty() {
        let said = match ahead.len() {
            1 => "1 listed activity lies in the future. Is its date right?".to_owned(),
            many => format!("{} listed activities lie in the future. Are their dates right?", grouped(many)),
        };
        tell(found, "no-dated-list", said, named(ahead));
    }
    for gap in look.open_gaps() {
        let said = format!(
            "Nothing is listed from {}, {} months. A sentence says why: leave, illness, a change of work.",
            gap.said, gap.months
        );
        tell(found, "gap", said, nowhere());
    }
}

fn types(look: &Look<'_>, found: &mut Vec<RuleFinding>) {
    let needed = look.numbers.get("types") as usize;
    let known: Vec<&str> = look
        .loaded
        .profile
        .types
        .iter()
        .filter_map(|count| Some(count.cpd_type?.name()))
        .collect();
    if look.listed.is_empty() || known.len() >= needed {
        return;
    }
    let mut said = match known.as_slice() {
        [] => "No listed activity names its type.".to_owned(),
        [only] => format!("Every listed activity that names its type is of one: {}.", only.to_lowercase()),
        many => format!("{} types are listed; at least {needed} make a mixture.", many.len()),
    };
    if look.listed.iter().any(|activity| activity.kind != record::Kind::Cpd) {
        said.push_str(" Supervision and reflections count as work-based learning where they name no other type.");
    }
    let without = look.listed.iter().copied().filter(|activity| activity.cpd_type.is_none());
    tell(found, "one-type", said, named(without));
}

fn outside(look: &Look<'_>, found: &mut Vec<RuleFinding>) {
    for one in &look.outside {
        let why = if one.binned {
            "is in the bin".to_owned()
        } else {
            let day = dates::stored(&one.about.date).map(dates::in_words).unwrap_or_default();
            format!("is of {day}, outside this cycle")
        };
        let said = format!(
            "“{}” was chosen for the statement, and {why}. It does not go along.",
            one.about.title
        );
        tell(found, "outside-cycle", said, (vec![one.about.clone()], 0));
    }
    let (start, end) = (&look.loaded.profile.cycle.start, look.end.to_string());
    let mut beyond = |reaches: &dyn Fn(&Activity) -> bool, [one, many]: [&str; 2]| {
        let those: Vec<&Activity> = look.listed.iter().copied().filter(|activity| reaches(activity)).collect();
        let whose = match those.len() {
            0 => return,
            1 => format!("1 listed activity {one}"),
            count => format!("{} listed activities {many}", grouped(count)),
        };
        tell(
            found,
            "outside-cycle",
            format!("{whose} of the cycle. Only what lies within counts."),
            named(those),
        );
    };
    beyond(
        &|activity| activity.date < *start,
        ["began before the first day", "began before the first day"],
    );
    beyond(
        &|activity| activity.date_to.as_ref().is_some_and(|last| *last > end),
        ["goes on after the last day", "go on after the last day"],
    );
}

fn wordings(look: &Look<'_>, found: &mut Vec<RuleFinding>) {
    let ruled = worded(&look.loaded.profile, &look.loaded.numbers);
    for one in ruled.into_iter().filter(|one| one.rule != NO_RULE) {
        let (what, place) = match &one.record_id {
            None => (one.place.to_owned(), nowhere()),
            Some(id) => (format!("“{}”", look.title(id)), named(look.activity(id))),
        };
        tell(found, one.rule, format!("{what} {}", one.said), place);
    }
}

fn documents(look: &Look<'_>, found: &mut Vec<RuleFinding>) {
    let profile = &look.loaded.profile;
    let behind = |ids: &[String]| named(ids.iter().filter_map(|id| look.activity(id)));
    let bare = profile.chosen.iter().filter(|one| !look.has_evidence(&one.record_id));
    for one in bare {
        let said = format!("“{}” has no evidence in the list.", look.title(&one.record_id));
        tell(found, "documents-missing", said, behind(std::slice::from_ref(&one.record_id)));
    }
    for one in &profile.evidence {
        let said = if one.record_ids.contains(&one.id) {
            format!("E{}: the record speaks of a certificate, and it is not filed yet.", one.number)
        } else if look.is_without_file(one) {
            format!("E{} “{}” has no file yet.", one.number, one.title)
        } else {
            continue;
        };
        tell(found, "documents-missing", said, behind(&one.record_ids));
    }
    for one in profile.people.iter().filter(|one| !one.listed) {
        let why = match one.consent_state {
            ConsentState::Valid => "consent holds, and it has not been chosen for this profile".to_owned(),
            state => state.why().to_owned(),
        };
        let copy = if look.pieces.get(&one.id).is_some_and(|piece| piece.redacted) {
            "A redacted copy of it is there: it can go with the activity."
        } else {
            "It is not redacted either."
        };
        let said = format!("“{}” shows people, and stays out: {why}. {copy}", one.title);
        tell(found, "documents-missing", said, behind(&one.record_ids));
    }
}

fn thin(look: &Look<'_>, gain: &Gain, found: &mut Vec<RuleFinding>) {
    let least = look.numbers.get("thin-words");
    let few: Vec<&Chosen> = look
        .loaded
        .profile
        .chosen
        .iter()
        .filter(|one| count_words((gain.answer)(one)) < least)
        .collect();
    let what = match few.len() {
        0 => return,
        1 => "1 chosen activity says".to_owned(),
        many => format!("{many} chosen activities say"),
    };
    let said = format!("{what} nothing, or fewer than {least} words, of {}.", gain.how);
    tell(
        found,
        "thin-link",
        said,
        named(few.iter().filter_map(|one| look.activity(&one.record_id))),
    );
}

/// Says what waits in the privacy check. Answers where one of the owner's own clients is named.
fn confidential(portfolio: &Portfolio, look: &Look<'_>, found: &mut Vec<RuleFinding>) -> Result<Option<Option<String>>> {
    let waiting = leaving::found_of(portfolio, look.loaded)?;
    let mut client_named = None;
    let mut told: Vec<(String, Option<&Activity>, Vec<Kind>)> = Vec::new();
    for one in waiting.iter().filter(|one| one.answer.is_none()) {
        let activity = one.record_id.as_deref().and_then(|id| look.activity(id));
        let what = match activity {
            Some(activity) => format!("“{}”", activity.private_title),
            None => format!("“{}”", one.place),
        };
        if one.kind.is_own_client() {
            client_named.get_or_insert_with(|| one.record_id.clone());
        }
        let known = |(place, about, _): &&mut (String, Option<&Activity>, Vec<Kind>)| {
            *place == what && about.map(|about| &about.record_id) == activity.map(|activity| &activity.record_id)
        };
        match told.iter_mut().find(known) {
            Some((_, _, kinds)) => kinds.push(one.kind),
            None => told.push((what, activity, vec![one.kind])),
        }
    }
    for (what, activity, mut kinds) in told {
        kinds.sort_unstable();
        kinds.dedup();
        let kinds: Vec<String> = kinds.into_iter().map(|kind| kind_in_words(kind).to_owned()).collect();
        let said = format!(
            "{what} holds what could tell who somebody is: {}. The privacy check waits for an answer.",
            listing(&kinds)
        );
        tell(found, "confidentiality", said, named(activity));
    }
    Ok(client_named)
}

fn kind_in_words(kind: Kind) -> &'static str {
    match kind {
        Kind::ClientName => "a name of your own client",
        Kind::ClientCode => "a code of your own client",
        Kind::NhsNumber => "an NHS number",
        Kind::NiNumber => "a National Insurance number",
        Kind::Postcode => "a postcode",
        Kind::Address => "an address",
        Kind::Phone => "a telephone number",
        Kind::Email => "an e-mail address",
        Kind::DateOfBirth => "a date of birth",
        Kind::Age => "an exact age",
        Kind::PersonName => "a name",
        Kind::Place => "a place",
        Kind::Link => "a link",
        Kind::Registration => "a number from a register",
        Kind::Combination => "several things together",
    }
}

/// The answers about one activity and its own record are one place: who draws on her record does not copy.
fn copied(portfolio: &Portfolio, look: &Look<'_>, found: &mut Vec<RuleFinding>) -> Result<()> {
    let chosen = &look.loaded.profile.chosen;
    let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let mut places: Vec<&Activity> = chosen.iter().filter_map(|one| look.activity(&one.record_id)).collect();
    let answered = places.len();
    let place_of = |places: &[&Activity], id: &str| places[..answered].iter().position(|one| one.record_id == id);
    let of_answer = |one: &Chosen| place_of(&places, &one.record_id).map(narrow);
    let of_answers: Vec<Option<u32>> = chosen.iter().map(of_answer).collect();
    let mut of_records = Vec::with_capacity(look.loaded.profile.activities.len());
    for activity in &look.loaded.profile.activities {
        let own = place_of(&places, &activity.record_id);
        of_records.push(activity.listed.then(|| narrow(own.unwrap_or(places.len()))));
        if activity.listed && own.is_none() {
            places.push(activity);
        }
    }
    let mut answers = Vec::new();
    let mut reader = Reader::of(look.numbers.get("copied-words"));
    for (at, text) in (0..).zip(chosen.iter().flat_map(Chosen::texts)) {
        reader.read(at, text, &mut answers);
    }
    let repeated = passages::repeated(&[
        Passages {
            sentences: &answers,
            places: &of_answers,
        },
        Passages {
            sentences: &look.loaded.sentences,
            places: &of_records,
        },
    ]);
    let others = repeated.len().saturating_sub(PASSAGES);
    for one in repeated.iter().take(PASSAGES) {
        let within: Vec<&Activity> = one.places.iter().filter_map(|place| places.get(*place as usize).copied()).collect();
        let said = format!(
            "“{}” stands word for word in {} activities. Does each say what it alone taught you?",
            quotation(portfolio, look, one)?,
            grouped(within.len())
        );
        tell(found, "copied", said, named(within));
    }
    if others > 0 {
        let more = if others == 1 { "sentence stands" } else { "sentences stand" };
        let said = format!("{} more {more} in several activities.", grouped(others));
        tell(found, "copied", said, nowhere());
    }
    Ok(())
}

/// The words of a sentence, which stand in the answers or, first, in a record.
fn quotation(portfolio: &Portfolio, look: &Look<'_>, one: &Repeated<'_>) -> Result<String> {
    let Repeated { within, sentence, .. } = one;
    let (whose, which) = ((sentence.text / TEXTS) as usize, (sentence.text % TEXTS) as usize);
    let profile = &look.loaded.profile;
    if *within == 0 {
        return Ok(quoted(in_words(sentence, profile.chosen[whose].texts()[which])));
    }
    let texts = load::texts_of(portfolio.db(), &profile.activities[whose].record_id)?;
    Ok(quoted(in_words(sentence, &texts[which])))
}
