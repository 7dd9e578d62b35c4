//! The copy that leaves: the document with the owner's answers put in, and what is found in it.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use triptych_pdf::{Block, Document};

use super::super::load::{self, Loaded};
use super::super::model::{Activity, Answer, AnswerAction, AnswerGiven, Kept, LeavingFinding};
use super::answers::{Answers, fits, key};
use super::slots::{About, Edit, Line, Slots};
use crate::error::Result;
use crate::hcpc::document::{STATEMENT, compose, part_in};
use crate::hcpc::exhibits::Spot;
use crate::hcpc::{Subject, asked};
use crate::privacy::{self, Finding, Own, Surety, stand_in};
use crate::vault::Portfolio;

/// What would leave.
pub(in crate::hcpc) struct Leaving {
    /// With the answers put in.
    pub(in crate::hcpc) document: Document,
    /// Where the pictures of exhibits come into it.
    pub(in crate::hcpc) spots: Vec<Spot>,
    /// What was found, answered or not, in the order of the document.
    pub(in crate::hcpc) found: Vec<LeavingFinding>,
    /// Words that were found and were to go.
    pub(in crate::hcpc) gone: Vec<String>,
    /// What stays knowingly.
    pub(in crate::hcpc) kept: Vec<Kept>,
}

impl Leaving {
    /// How many findings wait for an answer.
    pub(in crate::hcpc) fn open(&self) -> usize {
        self.found.iter().filter(|one| one.answer.is_none()).count()
    }
}

/// What the privacy check finds in what would leave, with the answers given.
///
/// # Errors
/// `not-found`, `damaged`.
pub fn found<'a>(portfolio: &Portfolio, of: impl Into<Subject<'a>>) -> Result<Vec<LeavingFinding>> {
    Ok(leaving_of(portfolio, of.into())?.found)
}

/// What would leave, and everything found in it.
pub(in crate::hcpc) fn leaving_of(portfolio: &Portfolio, of: Subject<'_>) -> Result<Leaving> {
    match of {
        Subject::Profile(id) => leaving(portfolio, &load::load(portfolio, id)?),
        Subject::Addendum(id) => addendum(portfolio, &asked::load(portfolio, id)?),
    }
}

/// The document as it would leave, of either.
pub(in crate::hcpc) fn document_of(portfolio: &Portfolio, of: Subject<'_>) -> Result<Document> {
    match of {
        Subject::Profile(id) => document(portfolio, &load::load(portfolio, id)?),
        Subject::Addendum(id) => {
            let loaded = asked::load(portfolio, id)?;
            let (document, _) = asked::compose(&loaded, portfolio.world().today())?;
            with_answers(portfolio, document, &Activities::default(), loaded.answers())
        }
    }
}

/// Answers that put general words in the place of all that waits, and take out what has none; things that tell only together,
/// words that may be no client at all, and what stands on the pages of an exhibit are the owner's to weigh.
pub(super) fn proposals(found: &[LeavingFinding]) -> Vec<AnswerGiven> {
    let mut all: BTreeMap<&str, AnswerGiven> = BTreeMap::new();
    for one in found
        .iter()
        .filter(|one| one.answer.is_none() && one.kind != privacy::Kind::Combination && one.sure && one.exhibit.is_none())
    {
        let action = if one.stand_in.is_empty() {
            AnswerAction::Remove
        } else {
            AnswerAction::Replace
        };
        // Where the same word may be another elsewhere, each line is answered by itself.
        let everywhere = !found.iter().any(|other| other.key == one.key && !other.sure);
        let key = if everywhere { &one.key } else { &one.key_here };
        all.entry(key).or_insert_with(|| AnswerGiven {
            key: key.clone(),
            action: Some(action),
            words: one.stand_in.clone(),
        });
    }
    all.into_values().collect()
}

/// The document as it would leave.
pub(in crate::hcpc) fn document(portfolio: &Portfolio, loaded: &Loaded) -> Result<Document> {
    let activities = Activities::of(loaded);
    let (document, _) = compose(loaded, &activities.listed, portfolio.world().today())?;
    with_answers(portfolio, document, &activities, &loaded.answers)
}

fn with_answers(portfolio: &Portfolio, mut document: Document, activities: &Activities<'_>, answers: &Answers) -> Result<Document> {
    if changes_anything(answers) {
        put_in(&mut document, activities, answers, &privacy::within(portfolio)?);
    }
    Ok(document)
}

/// Without an answer that changes anything there is nothing to look for.
fn changes_anything(answers: &Answers) -> bool {
    let mut all = answers.values();
    all.any(|(action, _)| matches!(action, AnswerAction::Replace | AnswerAction::Remove))
}

/// The document as it would leave, and everything found in it.
pub(in crate::hcpc) fn leaving(portfolio: &Portfolio, loaded: &Loaded) -> Result<Leaving> {
    looked_over_with(portfolio, loaded, &Activities::of(loaded))
}

/// What is found in it.
pub(in crate::hcpc) fn found_of(portfolio: &Portfolio, loaded: &Loaded) -> Result<Vec<LeavingFinding>> {
    Ok(looked_over_with(portfolio, loaded, &Activities::with_words_of_owner(loaded))?.found)
}

/// The blocks of the statement as it would leave; `None` where that is as it was written.
pub(in crate::hcpc) fn statement(portfolio: &Portfolio, loaded: &Loaded) -> Result<Option<Vec<Block>>> {
    if !changes_anything(&loaded.answers) {
        return Ok(None);
    }
    let activities = Activities::with_words_of_owner(loaded);
    let (document, _) = compose(loaded, &activities.listed, portfolio.world().today())?;
    let document = with_answers(portfolio, document, &activities, &loaded.answers)?;
    Ok(Some(part_in(document, STATEMENT)))
}

fn looked_over_with(portfolio: &Portfolio, loaded: &Loaded, activities: &Activities<'_>) -> Result<Leaving> {
    let made = compose(loaded, &activities.listed, portfolio.world().today())?;
    looked_over(portfolio, made, activities, &loaded.answers)
}

/// An addendum as it would leave, and everything found in it. What was answered for the profile is answered here too.
pub(in crate::hcpc) fn addendum(portfolio: &Portfolio, loaded: &asked::Loaded) -> Result<Leaving> {
    let made = asked::compose(loaded, portfolio.world().today())?;
    looked_over(portfolio, made, &Activities::default(), loaded.answers())
}

fn looked_over(portfolio: &Portfolio, made: (Document, Vec<Spot>), activities: &Activities<'_>, answers: &Answers) -> Result<Leaving> {
    let own = privacy::within(portfolio)?;
    let (mut document, spots) = made;
    let lines = Slots::of(&mut document).lines();
    let mut found = if changes_anything(answers) {
        put_in(&mut document, activities, answers, &own)
    } else {
        Vec::new()
    };
    let gone = found.iter().map(|(_, finding)| finding.value.clone()).collect();
    let changed = (!found.is_empty()).then(|| Slots::of(&mut document).lines());
    let before: BTreeMap<usize, &str> = lines.iter().map(|line| (line.number, line.text.as_str())).collect();
    let mut kept = Vec::new();
    for (line, finding) in scan(changed.as_ref().unwrap_or(&lines), activities, &own) {
        // A line is known by the words it has in the form, whatever has been put in.
        let known = before.get(&line.number).copied().unwrap_or_default();
        let mut one = told(activities, line, &finding, known);
        one.answer = given(answers, &one).filter(|answer| matches!(answer.action, AnswerAction::Keep | AnswerAction::OtherWord));
        if let Some(answer) = &one.answer {
            let keeps = Kept {
                kind: one.kind,
                value: one.value.clone(),
                reason: answer.words.clone(),
            };
            if !kept.contains(&keeps) {
                kept.push(keeps);
            }
        }
        found.push((line.number, one));
    }
    found.sort_by_key(|(line, one)| (*line, one.start, one.end));
    Ok(Leaving {
        found: found.into_iter().map(|(_, one)| one).collect(),
        document,
        spots,
        gone,
        kept,
    })
}

/// Puts other words where the owner wants them; answers what was changed, by line.
fn put_in(document: &mut Document, activities: &Activities<'_>, answers: &Answers, own: &Own) -> Vec<(usize, LeavingFinding)> {
    let mut slots = Slots::of(document);
    let lines = slots.lines();
    let mut changed: Vec<(usize, LeavingFinding)> = Vec::new();
    let mut edits: BTreeMap<usize, Vec<Edit>> = BTreeMap::new();
    for (line, finding) in scan(&lines, activities, own) {
        let mut one = told(activities, line, &finding, &line.text);
        let Some(answer) = given(answers, &one).filter(|answer| matches!(answer.action, AnswerAction::Replace | AnswerAction::Remove))
        else {
            continue;
        };
        let here = edits.entry(line.number).or_default();
        let (start, end) = (one.start as usize, one.end as usize);
        if here.last().is_some_and(|last| start < last.range.end) {
            // Already gone with what stands around it.
            continue;
        }
        here.push(fitted(&line.text, start..end, &answer.words));
        one.answer = Some(answer);
        changed.push((line.number, one));
    }
    for line in &lines {
        if let Some(edits) = edits.get(&line.number) {
            slots.edit(line, edits);
        }
    }
    changed
}

/// The activities of a profile; an addendum has none.
#[derive(Default)]
struct Activities<'l> {
    all: &'l [Activity],
    /// Those that are rows of the list, by their places.
    listed: Vec<&'l Activity>,
}

impl<'l> Activities<'l> {
    fn of(loaded: &'l Loaded) -> Self {
        let all = &loaded.profile.activities;
        Self {
            all,
            listed: all.iter().filter(|activity| activity.listed).collect(),
        }
    }

    /// Without the rows in which no word is the owner's: nothing is looked for in them, and they need not be made.
    fn with_words_of_owner(loaded: &'l Loaded) -> Self {
        let mut activities = Self::of(loaded);
        activities.listed.retain(|activity| !has_our_name(activity));
        activities
    }

    fn at(&self, about: &About) -> Option<&'l Activity> {
        match about {
            About::Nobody => None,
            About::Chosen(id) => self.all.iter().find(|activity| activity.record_id == *id),
            About::Listed(number) => self.listed.get(*number).copied(),
        }
    }

    /// A row of the list whose name is the proposed one holds no word of the owner's.
    fn are_our_words(&self, about: &About) -> bool {
        matches!(about, About::Listed(_)) && self.at(about).is_some_and(has_our_name)
    }
}

/// Whether others read it by the name that was proposed.
fn has_our_name(activity: &Activity) -> bool {
    activity.name == activity.proposed_name
}

/// Everything found in the lines: the line it begins in, and where in it.
fn scan<'l>(lines: &'l [Line], activities: &Activities<'_>, own: &Own) -> Vec<(&'l Line, Finding)> {
    let lines: Vec<&Line> = lines.iter().filter(|line| !activities.are_our_words(&line.about)).collect();
    let mut found = found_in(&lines, own);
    let together = told_together(&lines, &found);
    found.extend(together);
    in_order(&mut found);
    found
}

/// What the answers about one activity tell only together: an age in one, the place in the next, or under the next standard.
fn told_together<'l>(lines: &[&'l Line], found: &[(&'l Line, Finding)]) -> Vec<(&'l Line, Finding)> {
    let mut chosen: BTreeMap<&str, Vec<(&Line, usize)>> = BTreeMap::new();
    for visit in lines.chunk_by(|a, b| a.about == b.about) {
        if let About::Chosen(id) = &visit[0].about {
            // The first is its name with its day, which every activity has.
            chosen.entry(id).or_default().extend(visit[1..].iter().map(|line| (*line, 0)));
        }
    }
    chosen.values().filter_map(|lines| told_by_all(lines, found)).collect()
}

/// The numbers of those lines that tell who somebody is only with what is passed over at their beginning.
pub(super) fn told_by_beginning<'l>(lines: &[(&'l Line, usize)], found: &[(&'l Line, Finding)]) -> BTreeSet<usize> {
    let alone = |(line, aside): &&(&Line, usize)| privacy::alone(&blanked(&line.text, *aside), &found_on(line, found));
    let begun = lines.iter().filter(|(_, aside)| *aside > 0);
    begun.filter(|one| !alone(one)).map(|(line, _)| line.number).collect()
}

/// What was `found` on a line, where it is in the order of the lines.
fn found_on<'f>(line: &Line, found: &'f [(&Line, Finding)]) -> Vec<&'f Finding> {
    let from = found.partition_point(|(other, _)| other.number < line.number);
    let here = found[from..].iter().take_while(|(other, _)| other.number == line.number);
    here.map(|(_, finding)| finding).collect()
}

/// What lines about one thing tell only together. So many code points at the beginning of each are passed over. What was `found` is in
/// the order of the lines.
pub(super) fn told_by_all<'l>(lines: &[(&'l Line, usize)], found: &[(&'l Line, Finding)]) -> Option<(&'l Line, Finding)> {
    let those: Vec<Vec<&Finding>> = lines.iter().map(|(line, _)| found_on(line, found)).collect();
    let texts: Vec<Cow<'_, str>> = lines.iter().map(|(line, aside)| blanked(&line.text, *aside)).collect();
    let passages: Vec<(&str, &[&Finding])> = texts
        .iter()
        .zip(&those)
        .map(|(text, those)| (text.as_ref(), those.as_slice()))
        .collect();
    let (at, finding) = privacy::across(&passages)?;
    Some((lines[at].0, finding))
}

/// A line in which so many code points at the beginning tell nothing, and everything else stands where it stood.
fn blanked(line: &str, aside: usize) -> Cow<'_, str> {
    if aside == 0 {
        return Cow::Borrowed(line);
    }
    Cow::Owned(
        line.chars()
            .enumerate()
            .map(|(at, sign)| if at < aside { ' ' } else { sign })
            .collect(),
    )
}

/// A stretch comes before what stands within it.
pub(super) fn in_order(found: &mut [(&Line, Finding)]) {
    found.sort_by_key(|(line, finding)| (line.number, finding.start, std::cmp::Reverse(finding.end)));
}

/// The same of any lines. All are read in one go: knowing the owner's clients costs more than reading a line.
pub(super) fn found_in<'l>(lines: &[&'l Line], own: &Own) -> Vec<(&'l Line, Finding)> {
    let mut text = String::new();
    let mut starts = Vec::new();
    let mut length = 0;
    for line in lines {
        starts.push(length);
        text.push_str(&line.text);
        // Lines of different places tell nothing together: each is a paragraph.
        text.push_str("\n\n");
        length += line.text.chars().count() + 2;
    }
    let mut found: Vec<(&Line, Finding)> = Vec::new();
    for mut finding in privacy::scan(&text, own) {
        let at = starts.partition_point(|start| *start <= finding.start).saturating_sub(1);
        let Some(line) = lines.get(at).copied() else { continue };
        let last = line.text.chars().count();
        finding.start -= starts[at];
        finding.end = (finding.end - starts[at]).min(last);
        if finding.start < finding.end {
            finding.value = line.text.chars().skip(finding.start).take(finding.end - finding.start).collect();
            found.push((line, finding));
        }
    }
    in_order(&mut found);
    found
}

/// As it is shown; without its answer.
fn told(activities: &Activities<'_>, line: &Line, finding: &Finding, known: &str) -> LeavingFinding {
    let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    LeavingFinding {
        key: key(finding.kind, &finding.value, None),
        key_here: key(finding.kind, &finding.value, Some(known)),
        place: line.place.to_string(),
        record_id: activities.at(&line.about).map(|activity| activity.record_id.clone()),
        text: line.text.clone(),
        start: number(finding.start),
        end: number(finding.end),
        kind: finding.kind,
        value: finding.value.clone(),
        why: finding.why.clone(),
        stand_in: stand_in(finding.kind, &finding.value),
        sure: !finding.kind.is_own_client() || finding.surety == Surety::Sure,
        exhibit: None,
        answer: None,
    }
}

/// The answer for it: for its line before the one for everywhere.
fn given(answers: &Answers, one: &LeavingFinding) -> Option<Answer> {
    let of = |key: &String, here: bool| {
        let (action, words) = answers.get(key)?;
        fits(one.kind, *action).then(|| Answer {
            action: *action,
            words: words.clone(),
            here,
        })
    };
    of(&one.key_here, true).or_else(|| of(&one.key, false))
}

/// An edit that leaves no gap between words, and a capital where a sentence begins.
pub(super) fn fitted(line: &str, mut range: std::ops::Range<usize>, words: &str) -> Edit {
    let signs: Vec<char> = line.chars().collect();
    let sign_before = |start: usize| start.checked_sub(1).map(|at| signs[at]);
    if words.is_empty() && sign_before(range.start) == Some('(') && signs.get(range.end) == Some(&')') {
        // Brackets around nothing go with it.
        range = range.start - 1..range.end + 1;
    }
    let before = sign_before(range.start);
    let mut words = words.to_owned();
    if words.is_empty() {
        let after = signs.get(range.end);
        if before.is_none_or(char::is_whitespace) && after.is_some_and(|sign| sign.is_whitespace()) {
            range.end += 1;
        } else if before.is_some_and(char::is_whitespace) && after.is_none_or(|sign| ",.;:!?)".contains(*sign)) {
            range.start -= 1;
        }
    } else {
        // "A girl of nine", "aged 9": the word before the age goes into "of primary-school age".
        let lead: String = signs[..range.start].iter().flat_map(|sign| sign.to_lowercase()).collect();
        if let Some(rest) = words.strip_prefix("of ").filter(|_| lead.ends_with(" of ")) {
            words = rest.to_owned();
        } else if lead.ends_with("aged ") && (words.starts_with("of ") || words.starts_with("in ")) {
            range.start -= "aged ".len();
        }
        // "Mrs Jones' son": what ends with an s has an apostrophe alone, what stands there now may not.
        let after = |steps: usize| signs.get(range.end + steps).copied();
        let quoted = range.start.checked_sub(1).is_some_and(|at| "'‘".contains(signs[at]));
        let bare = !quoted && after(0).is_some_and(|sign| "'’".contains(sign)) && !after(1).is_some_and(char::is_alphanumeric);
        if bare && signs[range.clone()].ends_with(&['s']) && !words.ends_with('s') {
            words.extend(after(0).into_iter().chain(['s']));
            range.end += 1;
        }
        let begins = signs[..range.start]
            .iter()
            .rev()
            .find(|sign| !sign.is_whitespace() && !"“\"‘(".contains(**sign));
        if begins.is_none_or(|sign| ".!?".contains(*sign)) {
            let mut letters = words.chars();
            if let Some(first) = letters.next() {
                words = first.to_uppercase().chain(letters).collect();
            }
        }
    }
    Edit { range, words }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edited(line: &str, sought: &str, words: &str) -> String {
        let at = line.find(sought).expect("it stands there");
        let start = line[..at].chars().count();
        let Edit { range, words } = fitted(line, start..start + sought.chars().count(), words);
        let signs: Vec<char> = line.chars().collect();
        signs[..range.start]
            .iter()
            .copied()
            .chain(words.chars())
            .chain(signs[range.end..].iter().copied())
            .collect()
    }

    #[test]
    fn what_goes_leaves_no_gap() {
        assert_eq!(edited("I met Rose in May.", "Rose", ""), "I met in May.");
        assert_eq!(edited("Rose came.", "Rose", ""), "came.");
        assert_eq!(edited("It was Rose.", "Rose", ""), "It was.");
        assert_eq!(edited("(Rose) came", "Rose", ""), "came");
        assert_eq!(edited("A guide (www.example.org).", "www.example.org", ""), "A guide.");
    }

    #[test]
    fn an_age_in_general_words_reads_on_from_what_stands_before() {
        let band = "of primary-school age";
        assert_eq!(edited("a girl of nine, shy", "nine", band), "a girl of primary-school age, shy");
        assert_eq!(edited("a boy aged 9 came", "9", band), "a boy of primary-school age came");
        assert_eq!(edited("Aged 70, he came", "70", "in later life"), "In later life, he came");
        assert_eq!(edited("He is 9.", "9", band), "He is of primary-school age.");
    }

    #[test]
    fn what_is_somebodys_stays_so() {
        assert_eq!(edited("Mrs Jones' son", "Mrs Jones", "somebody"), "Somebody's son");
        assert_eq!(edited("with Mrs Jones’ son", "Mrs Jones", "somebody"), "with somebody’s son");
        assert_eq!(edited("with Tom's son", "Tom", "somebody"), "with somebody's son");
        assert_eq!(edited("called 'Jones' there", "Jones", "somebody"), "called 'somebody' there");
        assert_eq!(edited("the twins' room", "twins", "two boys"), "the two boys' room");
    }

    #[test]
    fn a_sentence_begins_with_a_capital() {
        assert_eq!(edited("Rose came.", "Rose", "a client"), "A client came.");
        assert_eq!(edited("Then. “Rose came.”", "Rose", "a client"), "Then. “A client came.”");
        assert_eq!(edited("Then Rose came.", "Rose", "a client"), "Then a client came.");
    }
}
