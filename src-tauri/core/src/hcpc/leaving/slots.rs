//! Every place of a document that holds words of the owner's, to be read and, in a copy that leaves, to be changed.
//!
//! What always holds: the slots stand in the order in which they are read; a line is what is printed together (a row of a
//! table, a fact with its label), and knows which slots it is made of; our own words (parts, questions, labels) are in no
//! slot, so that no change reaches them.

use std::borrow::Cow;
use std::sync::Arc;

use triptych_pdf::{Block, Document, Inline};

use super::super::document::{PARTS, QUESTIONS, part_of};
use super::super::exhibits::record_at;

/// Which of the parts is the statement, and which the list.
const STATEMENT: usize = 1;
const LIST: usize = 2;
/// Where a document begins; its parts come after, where it has those of a profile.
const TITLE: &str = "Title";
/// Where what stands before every heading is said to stand.
const BEGINNING: &str = "Beginning";
/// Between the cells of a row.
const BETWEEN: &str = " · ";

/// Which activity a line is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum About {
    /// None of them.
    Nobody,
    /// The one of this record, which the statement speaks of.
    Chosen(String),
    /// The n-th of the list.
    Listed(usize),
}

/// Words that can be changed.
enum Words<'a> {
    Plain(&'a mut String),
    Runs(&'a mut Vec<Inline>),
}

/// One place that holds words.
struct Slot<'a> {
    place: Arc<str>,
    /// Ours, printed before it.
    label: Option<String>,
    /// The line it belongs to.
    line: usize,
    about: About,
    words: Words<'a>,
}

/// What is printed together.
pub(in crate::hcpc) struct Line {
    /// Where it stands: "Summary of recent work and practice", "Personal statement: What I learnt" …
    pub(in crate::hcpc) place: Arc<str>,
    /// The activity it is about.
    pub(super) about: About,
    /// It is a fact, with its label before it.
    pub(super) labelled: bool,
    /// Its words; may hold line breaks.
    pub(in crate::hcpc) text: String,
    /// Which it is in the document, whatever has been changed.
    pub(in crate::hcpc) number: usize,
    /// Slot, where it begins in the text and how long it is, in code points.
    slots: Vec<(usize, usize, usize)>,
}

/// Other words for a stretch of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::hcpc) struct Edit {
    /// In code points of the line; the end exclusive.
    pub(in crate::hcpc) range: std::ops::Range<usize>,
    /// What stands there instead; may be empty.
    pub(in crate::hcpc) words: String,
}

/// The slots of a document.
pub(in crate::hcpc) struct Slots<'a>(Vec<Slot<'a>>);

impl<'a> Slots<'a> {
    /// All of them, in reading order.
    pub(in crate::hcpc) fn of(document: &'a mut Document) -> Self {
        let mut walk = Walk {
            place: TITLE.into(),
            part: TITLE,
            line: 0,
            about: About::Nobody,
            ahead: None,
            slots: Vec::new(),
        };
        walk.plain(&mut document.title);
        [&mut document.author, &mut document.subject]
            .into_iter()
            .flatten()
            .for_each(|text| walk.plain(text));
        walk.place = BEGINNING.into();
        document.blocks.iter_mut().for_each(|block| walk.block(block));
        walk.place = HEAD_AND_FOOT.into();
        walk.about = About::Nobody;
        [&mut document.running_header, &mut document.running_footer]
            .into_iter()
            .flatten()
            .for_each(|text| walk.plain(text));
        Self(walk.slots)
    }

    /// What is printed, line by line; a line without words is none.
    pub(in crate::hcpc) fn lines(&self) -> Vec<Line> {
        let mut lines: Vec<Line> = Vec::new();
        let mut last = None;
        for (at, slot) in self.0.iter().enumerate() {
            let text = slot.words.text();
            if text.is_empty() {
                continue;
            }
            if last != Some(slot.line) {
                last = Some(slot.line);
                lines.push(Line {
                    number: slot.line,
                    place: slot.place.clone(),
                    about: slot.about.clone(),
                    labelled: slot.label.is_some(),
                    text: slot.label.as_ref().map_or_else(String::new, |label| format!("{label}: ")),
                    slots: Vec::new(),
                });
            } else if let Some(line) = lines.last_mut() {
                line.text.push_str(BETWEEN);
            }
            if let Some(line) = lines.last_mut() {
                line.slots.push((at, line.text.chars().count(), text.chars().count()));
                line.text.push_str(&text);
            }
        }
        lines
    }

    /// Puts other words in. `edits` are of `line`, from its beginning to its end, none over another.
    pub(in crate::hcpc) fn edit(&mut self, line: &Line, edits: &[Edit]) {
        // From the end on, so that what stands before keeps its place.
        for edit in edits.iter().rev() {
            let mut words = edit.words.as_str();
            for (slot, start, length) in &line.slots {
                let from = edit.range.start.max(*start);
                let to = edit.range.end.min(start + length);
                if from < to {
                    self.0[*slot].words.put(from - start..to - start, words);
                    // Over several slots the new words stand in the first.
                    words = "";
                }
            }
        }
    }
}

/// Where what stands on every page is said to stand.
pub(in crate::hcpc) const HEAD_AND_FOOT: &str = "Head and foot of the pages";

struct Walk<'a> {
    /// Shared by all that stands there: a list has forty thousand cells.
    place: Arc<str>,
    part: &'static str,
    line: usize,
    about: About,
    /// The record that the next heading speaks of.
    ahead: Option<String>,
    slots: Vec<Slot<'a>>,
}

impl<'a> Walk<'a> {
    fn block(&mut self, block: &'a mut Block) {
        match block {
            Block::Heading { text, .. } if part_of(text).is_some() => {
                self.part = part_of(text).unwrap_or(self.part);
                self.place = self.part.into();
                self.about = About::Nobody;
            }
            // A question is ours; it says where the answer stands.
            Block::Heading { level: 3, text } if self.part == TITLE => self.place = text.as_str().into(),
            Block::Heading { level: 3, text } if self.part != PARTS[STATEMENT] || QUESTIONS.contains(&text.as_str()) => {
                self.place = format!("{}: {text}", self.part).into();
            }
            Block::Heading { text, .. } => {
                // Outside of a profile's parts each heading names its place.
                self.place = if self.part == TITLE { text.as_str() } else { self.part }.into();
                if self.part == PARTS[STATEMENT] {
                    // An activity begins with its name, and ends with whatever other heading comes.
                    self.about = self.ahead.take().map_or(About::Nobody, About::Chosen);
                }
                self.plain(text);
            }
            Block::Paragraph(runs) => self.runs(runs, None),
            Block::List { items, .. } => items.iter_mut().for_each(|item| self.runs(item, None)),
            Block::Table { caption, rows, .. } => {
                caption.iter_mut().for_each(|caption| self.plain(caption));
                for (number, row) in rows.iter_mut().enumerate() {
                    if self.part == PARTS[LIST] {
                        self.about = About::Listed(number);
                    }
                    row.iter_mut().for_each(|cell| self.push(None, Words::Runs(cell)));
                    self.line += 1;
                }
                if matches!(self.about, About::Listed(_)) {
                    self.about = About::Nobody;
                }
            }
            Block::Facts(facts) => facts.iter_mut().for_each(|(label, fact)| self.runs(fact, Some(label.clone()))),
            Block::Note { label, text } => self.runs(text, Some(label.clone())),
            Block::Figure(figure) => {
                self.plain(&mut figure.alternative);
                figure.caption.iter_mut().for_each(|caption| self.plain(caption));
            }
            Block::Anchor(name) => self.ahead = record_at(name).map(str::to_owned),
            // What contents say is said by headings, and our own words.
            Block::Contents { .. } | Block::Rule | Block::PageBreak => {}
        }
    }

    fn plain(&mut self, text: &'a mut String) {
        self.push(None, Words::Plain(text));
        self.line += 1;
    }

    fn runs(&mut self, runs: &'a mut Vec<Inline>, label: Option<String>) {
        self.push(label, Words::Runs(runs));
        self.line += 1;
    }

    fn push(&mut self, label: Option<String>, words: Words<'a>) {
        self.slots.push(Slot {
            place: self.place.clone(),
            label,
            line: self.line,
            about: self.about.clone(),
            words,
        });
    }
}

impl Words<'_> {
    fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Plain(text) => Cow::Borrowed(text.as_str()),
            Self::Runs(runs) => match runs.as_slice() {
                [only] => said(only),
                many => Cow::Owned(many.iter().map(said).collect()),
            },
        }
    }

    /// Puts `words` in the place of `range`, in code points.
    fn put(&mut self, range: std::ops::Range<usize>, mut words: &str) {
        match self {
            Self::Plain(text) => **text = put(text, &range, words),
            Self::Runs(runs) => {
                let mut start = 0;
                for run in runs.iter_mut() {
                    let (whole, shown) = (said(run).chars().count(), run.as_str().chars().count());
                    let within = |length: usize| {
                        let from = range.start.max(start).min(start + length) - start;
                        let to = range.end.max(start).min(start + length) - start;
                        from..to
                    };
                    let (all, own) = (within(whole), within(shown));
                    if !all.is_empty() {
                        let text = if own.is_empty() {
                            run.as_str().to_owned()
                        } else {
                            put(run.as_str(), &own, words)
                        };
                        *run = changed(run, text, all.end > shown);
                        if !own.is_empty() {
                            words = "";
                        }
                    }
                    start += whole;
                }
            }
        }
    }
}

/// A run with other words. An address that is reached into leaves nothing to follow.
fn changed(run: &Inline, text: String, address_too: bool) -> Inline {
    match run {
        Inline::Jump { to, .. } => Inline::Jump { text, to: to.clone() },
        Inline::Strong(_) => Inline::Strong(text),
        Inline::Emphasis(_) => Inline::Emphasis(text),
        Inline::Link { address, .. } if !address_too => Inline::Link {
            text,
            address: address.clone(),
        },
        Inline::Text(_) | Inline::Link { .. } => Inline::Text(text),
    }
}

fn put(text: &str, range: &std::ops::Range<usize>, words: &str) -> String {
    let before = text.chars().take(range.start);
    let after = text.chars().skip(range.end);
    before.chain(words.chars()).chain(after).collect()
}

/// What leaves of a run: the address leaves with the words, though it is not printed.
fn said(run: &Inline) -> Cow<'_, str> {
    match run {
        Inline::Link { text, address } => Cow::Owned(format!("{text} ({address})")),
        other => Cow::Borrowed(other.as_str()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(blocks: Vec<Block>) -> Document {
        Document {
            title: "CPD profile".to_owned(),
            blocks,
            ..Document::default()
        }
    }

    fn edited(document: &mut Document, line: usize, edits: &[(usize, usize, &str)]) -> Vec<String> {
        let mut slots = Slots::of(document);
        let edits: Vec<Edit> = edits
            .iter()
            .map(|(start, end, words)| Edit {
                range: *start..*end,
                words: (*words).to_owned(),
            })
            .collect();
        let lines = slots.lines();
        slots.edit(&lines[line], &edits);
        slots.lines().into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn words_are_changed_where_they_stand_and_in_their_manner() {
        let runs = vec![
            Inline::text("With "),
            Inline::Strong("Rose Brown".to_owned()),
            Inline::text(" in Leeds, and Rose again."),
        ];
        let mut document = document(vec![Block::Paragraph(runs)]);
        assert_eq!(
            edited(&mut document, 1, &[(5, 15, "a girl"), (19, 24, "a city"), (30, 34, "she")]),
            ["CPD profile", "With a girl in a city, and she again."]
        );
        let Block::Paragraph(runs) = &document.blocks[0] else {
            panic!("a paragraph")
        };
        assert_eq!(runs[1], Inline::Strong("a girl".to_owned()));
    }

    #[test]
    fn a_stretch_over_several_runs_or_cells_keeps_its_new_words_once() {
        let runs = vec![Inline::text("Ro"), Inline::Emphasis("se".to_owned()), Inline::text(" drew.")];
        let mut one = document(vec![Block::Paragraph(runs)]);
        assert_eq!(edited(&mut one, 1, &[(0, 4, "She")]), ["CPD profile", "She drew."]);

        let row = vec![vec![Inline::text("1 May 2025")], vec![], vec![Inline::text("Leeds")]];
        let mut table = document(vec![Block::Table {
            caption: None,
            columns: Vec::new(),
            rows: vec![row],
        }]);
        assert_eq!(edited(&mut table, 1, &[(0, 18, "Spring")]), ["CPD profile", "Spring"]);
    }

    #[test]
    fn an_address_that_is_reached_into_is_no_link_any_more() {
        let link = |address: &str| Inline::Link {
            text: "her page".to_owned(),
            address: address.to_owned(),
        };
        let mut whole = document(vec![Block::Paragraph(vec![link("https://rose.example")])]);
        assert_eq!(edited(&mut whole, 1, &[(10, 30, "")]), ["CPD profile", "her page"]);
        let mut words = document(vec![Block::Paragraph(vec![link("https://rose.example")])]);
        assert_eq!(
            edited(&mut words, 1, &[(0, 3, "a")]),
            ["CPD profile", "a page (https://rose.example)"]
        );
    }

    #[test]
    fn the_words_of_a_figure_and_of_a_jump_can_be_changed() {
        let figure = triptych_pdf::Figure {
            picture: "E1".to_owned(),
            width: 1,
            height: 1,
            dots: 150,
            alternative: "Rose at the drum".to_owned(),
            caption: Some("Rose".to_owned()),
            words: Vec::new(),
        };
        let jump = Inline::Jump {
            text: "Rose".to_owned(),
            to: "E1".to_owned(),
        };
        let mut one = document(vec![
            Block::Anchor("E1".to_owned()),
            Block::Figure(figure),
            Block::Paragraph(vec![jump]),
        ]);
        for line in 1..=3 {
            edited(&mut one, line, &[(0, 4, "A girl")]);
        }
        assert_eq!(edited(&mut one, 0, &[]), ["CPD profile", "A girl at the drum", "A girl", "A girl"]);
        assert!(matches!(&one.blocks[2], Block::Paragraph(runs) if matches!(&runs[0], Inline::Jump { to, .. } if to == "E1")));
    }

    #[test]
    fn a_label_is_ours_and_a_row_is_one_line() {
        let mut document = document(vec![
            Block::Facts(vec![("Registration number".to_owned(), vec![Inline::text("AS012345")])]),
            Block::heading(1, "3 List of activities"),
            Block::Table {
                caption: Some("Activities".to_owned()),
                columns: Vec::new(),
                rows: vec![vec![vec![Inline::text("1 May")], vec![Inline::text("Course")]]],
            },
        ]);
        let slots = Slots::of(&mut document);
        let lines: Vec<(String, String)> = slots.lines().into_iter().map(|line| (line.place.to_string(), line.text)).collect();
        assert_eq!(slots.lines()[3].about, About::Listed(0));
        let expected = [
            ("Title", "CPD profile"),
            ("Beginning", "Registration number: AS012345"),
            ("List of activities", "Activities"),
            ("List of activities", "1 May · Course"),
        ];
        assert_eq!(lines, expected.map(|(place, text)| (place.to_owned(), text.to_owned())));
    }
}
