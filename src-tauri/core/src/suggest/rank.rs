//! Which statements a text may show.
//!
//! Three things count. Cues: words by which therapists speak of what the framework speaks of (`assets/suggest/cues.json`,
//! ours), for each theme of the crosswalk and for what tells the statements of a theme apart. The statement's own words, by
//! BM25. And what records like this one were tagged with before (`learned.rs`). A statement of another level than the
//! writer's counts less.
//!
//! What always holds: the same text is answered in the same way; a suggestion names words of the text that led to it; no
//! two suggestions of a level have the same wording.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;
use std::sync::OnceLock;

use serde::Deserialize;

use super::Suggestion;
use super::bm25::{Bm25, rarity};
use super::learned::Learned;
use super::words::{Word, words};
use crate::framework::{Framework, LevelId};

const CUES: &str = include_str!("../../../../assets/suggest/cues.json");

/// The most that is suggested at once.
pub const MOST: usize = 5;
/// The most words named beside a suggestion.
const WORDS: usize = 4;
/// What a word must count beside the first to be named.
const WORTH: f64 = 0.25;

// Chosen on the tuning part of tests/fixtures/suggest and the first half of the sample portfolio.
/// What a cue of one statement counts beside a cue of its theme.
const OF_STATEMENT: f64 = 0.8;
/// What the statement's own words count.
const OWN_WORDS: f64 = 0.1;
/// What several words together count beside a single one.
const TOGETHER: f64 = 1.8;
/// How much a long list of cues is held against its theme.
const LENGTH: f64 = 0.2;
/// What a statement of the next level counts.
const NEXT: f64 = 0.3;
/// What one of the level below counts.
const BELOW: f64 = 0.2;
/// What one of any other level counts.
const OTHER: f64 = 0.1;
/// What any other level than the proficient counts for somebody who has named none.
const UNSURE: f64 = 0.9;
/// The least that is worth a word.
const LEAST: f64 = 1.5;
/// The least beside the best.
const SHARE: f64 = 0.3;
/// About how many statements a level has in which a cue has to tell one from another.
const PER_LEVEL: usize = 40;
/// The score that is shown as a half.
const HALF: f64 = 6.0;

/// The file of cues.
#[derive(Deserialize)]
struct Cues {
    themes: BTreeMap<String, Vec<String>>,
    statements: BTreeMap<String, Vec<String>>,
}

/// What a cue speaks for, and how much.
#[derive(Debug, Default)]
struct Cue {
    together: bool,
    themes: Vec<(usize, f64)>,
    statements: Vec<(usize, f64)>,
}

/// A text, taken apart once.
pub(super) struct Text<'a> {
    pub(super) text: &'a str,
    pub(super) words: Vec<Word>,
}

impl<'a> Text<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, words: words(text) }
    }

    /// The stems that say something, each with how often, and its first place.
    pub(super) fn stems(&self) -> BTreeMap<&str, (usize, &Range<usize>)> {
        let mut stems = BTreeMap::new();
        for word in self.words.iter().filter(|word| !word.filler) {
            stems.entry(word.stem.as_str()).or_insert((0, &word.place)).0 += 1;
        }
        stems
    }
}

/// The framework, as texts are held against it.
#[derive(Debug)]
pub(super) struct Ranker {
    own_words: Bm25,
    cues: HashMap<String, Cue>,
    /// The most words of a cue.
    longest: usize,
    /// Each statement's theme.
    themes: Vec<Option<usize>>,
    /// Each statement's level and wording.
    wordings: Vec<(LevelId, String)>,
}

/// What speaks for a statement, and where it stands in the text.
#[derive(Default, Clone)]
struct Case {
    score: f64,
    words: Vec<(f64, Range<usize>)>,
}

impl Case {
    fn add(&mut self, weight: f64, place: &Range<usize>) {
        self.score += weight;
        self.words.push((weight, place.clone()));
    }
}

/// What a statement of the level `of` counts for somebody whose own level is `own`.
fn beside(own: LevelId, of: LevelId) -> f64 {
    match (of as i8) - (own as i8) {
        0 => 1.0,
        1 => NEXT,
        -1 => BELOW,
        _ => OTHER,
    }
}

/// The words that say most, as they are written, each once.
fn because(text: &str, words: &[(f64, Range<usize>)]) -> Vec<String> {
    let mut words: Vec<_> = words.iter().collect();
    words.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.start.cmp(&other.1.start)));
    let least = words.first().map_or(0.0, |(best, _)| best * WORTH);
    let mut said: Vec<String> = Vec::new();
    for (_, place) in words.into_iter().take_while(|(weight, _)| *weight >= least) {
        let word = text[place.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
        let known = |one: &String| one.to_lowercase().contains(&word.to_lowercase());
        if said.len() < WORDS && !said.iter().any(known) {
            said.push(word);
        }
    }
    said
}

/// The words of a cue as they are looked up.
fn key(cue: &str) -> (String, usize) {
    let stems: Vec<String> = words(cue).into_iter().map(|word| word.stem).collect();
    (stems.join(" "), stems.len())
}

/// The cues of `lists`, each with the lists it is in and what it counts there.
fn weigh(
    lists: &[(usize, HashSet<(String, usize)>)],
    all: usize,
    counts: &HashMap<&(String, usize), usize>,
) -> Vec<((String, usize), usize, f64)> {
    let mut weighed = Vec::new();
    for (at, cues) in lists {
        let long = (cues.len() as f64).powf(LENGTH);
        for cue in cues {
            weighed.push((cue.clone(), *at, rarity(counts.get(cue).copied().unwrap_or(1), all) / long));
        }
    }
    weighed
}

impl Ranker {
    /// The bundled framework and cues; made on first use and kept.
    pub(super) fn bundled() -> &'static Self {
        static BUNDLED: OnceLock<Ranker> = OnceLock::new();
        BUNDLED.get_or_init(|| Self::new(Framework::bundled(), CUES).expect("the bundled cues are read in every test run"))
    }

    fn new(framework: &Framework, cues: &str) -> serde_json::Result<Self> {
        let file: Cues = serde_json::from_str(cues)?;
        let statements = framework.statements();
        let themes = &framework.crosswalk().themes;
        let theme_at: HashMap<&str, usize> = themes.iter().enumerate().map(|(at, theme)| (theme.id.as_str(), at)).collect();
        let keys = |cues: &[String]| -> HashSet<(String, usize)> { cues.iter().map(|cue| key(cue)).collect() };
        let of_themes: Vec<_> = file
            .themes
            .iter()
            .filter_map(|(id, cues)| Some((*theme_at.get(id.as_str())?, keys(cues))))
            .collect();
        let of_statements: Vec<_> = statements
            .iter()
            .enumerate()
            .filter_map(|(at, one)| Some((at, keys(file.statements.get(&one.id)?))))
            .collect();
        let mut cues: HashMap<String, Cue> = HashMap::new();
        let mut longest = 1;
        let mut counts = HashMap::new();
        for (_, keys) in &of_themes {
            for key in keys {
                *counts.entry(key).or_insert(0) += 1;
            }
        }
        for ((stems, count), at, weight) in weigh(&of_themes, themes.len(), &counts) {
            longest = longest.max(count);
            let cue = cues.entry(stems).or_default();
            cue.together = count > 1;
            cue.themes.push((at, weight));
        }
        // Among the statements of one level: that is where a cue has to tell them apart.
        for level in LevelId::ALL {
            let here: Vec<_> = of_statements
                .iter()
                .filter(|(at, _)| statements[*at].level == *level)
                .cloned()
                .collect();
            let mut counts = HashMap::new();
            for (_, keys) in &here {
                for key in keys {
                    *counts.entry(key).or_insert(0) += 1;
                }
            }
            for ((stems, count), at, weight) in weigh(&here, PER_LEVEL, &counts) {
                longest = longest.max(count);
                let cue = cues.entry(stems).or_default();
                cue.together = count > 1;
                cue.statements.push((at, weight * OF_STATEMENT));
            }
        }
        Ok(Self {
            own_words: Bm25::new(statements.iter().map(|one| one.text.as_str())),
            cues,
            longest,
            themes: statements
                .iter()
                .map(|one| {
                    framework
                        .theme_of(&one.id)
                        .and_then(|theme| theme_at.get(theme.id.as_str()).copied())
                })
                .collect(),
            wordings: statements
                .iter()
                .map(|one| (one.level, one.text.trim_end_matches('.').to_lowercase()))
                .collect(),
        })
    }

    /// The statements by plain BM25 over their words, best first: what the rest is measured against.
    pub(super) fn plain(&self, text: &Text<'_>) -> Vec<usize> {
        let scores = self.own_words.scores(text.stems().into_keys());
        let mut order: Vec<usize> = (0..scores.len()).collect();
        order.sort_by(|one, other| scores[*other].total_cmp(&scores[*one]).then(one.cmp(other)));
        order
    }

    /// Whether `stem` means something here, and how much: what records like this one are looked for by.
    pub(super) fn weight_of(&self, stem: &str) -> Option<f64> {
        let cue = self.cues.get(stem).and_then(|cue| cue.themes.first().or(cue.statements.first()));
        let own = self.own_words.places(stem).first();
        cue.or(own).map(|(_, weight)| *weight)
    }

    /// Up to five statements that `text` may show, best first, without those in `leave_out`.
    pub(super) fn rank(
        &self,
        text: &Text<'_>,
        level: Option<LevelId>,
        leave_out: &HashSet<String>,
        learned: &[Learned],
    ) -> Vec<Suggestion> {
        let statements = Framework::bundled().statements();
        let mut cases = self.cases(text);
        for (case, (of, _)) in cases.iter_mut().zip(&self.wordings) {
            case.score *= match level {
                Some(own) => beside(own, *of),
                None if *of == LevelId::Pro => 1.0,
                None => UNSURE,
            };
        }
        for one in learned {
            if let Some(at) = statements.iter().position(|statement| statement.id == one.statement) {
                cases[at].score += one.weight;
                cases[at].words.extend(one.words.iter().cloned());
            }
        }
        let mut order: Vec<(f64, usize)> = cases
            .iter()
            .map(|case| case.score)
            .zip(0..)
            .filter(|(score, _)| *score >= LEAST)
            .collect();
        order.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
        // Who has not named a level would be shown one theme at all five.
        let most_of_theme = if level.is_some() { 2 } else { 1 };
        let (mut wordings, mut themes) = (HashSet::new(), HashMap::new());
        let mut best = Vec::new();
        for (score, at) in order {
            if best.len() == MOST || score < best.first().map_or(0.0, |(first, _)| first * SHARE) {
                break;
            }
            let of_theme = self.themes[at].map(|theme| themes.entry(theme).or_insert(0));
            if leave_out.contains(&statements[at].id) || of_theme.as_ref().is_some_and(|count| **count == most_of_theme) {
                continue;
            }
            let because = because(text.text, &cases[at].words);
            if because.is_empty() || !wordings.insert(&self.wordings[at]) {
                continue;
            }
            if let Some(count) = of_theme {
                *count += 1;
            }
            best.push((
                score,
                Suggestion {
                    statement: statements[at].id.clone(),
                    score: (score / (score + HALF) * 1000.0).round() / 1000.0,
                    because,
                },
            ));
        }
        best.into_iter().map(|(_, suggestion)| suggestion).collect()
    }

    /// What the text itself says for each statement, whatever its level.
    fn cases(&self, text: &Text<'_>) -> Vec<Case> {
        let mut found: BTreeMap<&str, (&Cue, usize, Range<usize>)> = BTreeMap::new();
        for at in 0..text.words.len() {
            let mut stems = String::new();
            for word in text.words[at..].iter().take(self.longest) {
                if !stems.is_empty() {
                    stems.push(' ');
                }
                stems.push_str(&word.stem);
                if let Some((key, cue)) = self.cues.get_key_value(&stems) {
                    let place = text.words[at].place.start..word.place.end;
                    found.entry(key).or_insert((cue, 0, place)).1 += 1;
                }
            }
        }
        let mut of_theme: HashMap<usize, Case> = HashMap::new();
        let mut cases = vec![Case::default(); self.themes.len()];
        for (cue, often, place) in found.values() {
            let times = (1.0 + (*often as f64).ln()) * if cue.together { TOGETHER } else { 1.0 };
            for (theme, weight) in &cue.themes {
                of_theme.entry(*theme).or_default().add(weight * times, place);
            }
            for (statement, weight) in &cue.statements {
                cases[*statement].add(weight * times, place);
            }
        }
        for (case, theme) in cases.iter_mut().zip(&self.themes) {
            if let Some(shared) = theme.and_then(|theme| of_theme.get(&theme)) {
                case.score += shared.score;
                case.words.extend(shared.words.iter().cloned());
            }
        }
        for (stem, (_, place)) in text.stems() {
            for (statement, weight) in self.own_words.places(stem) {
                cases[*statement].add(weight * OWN_WORDS, place);
            }
        }
        cases
    }
}
