//! The contents: a line for each heading of the first two levels, with the page it stands on.
//!
//! What a line says is known when it is placed, its page only once everything is laid out: each line has room for any
//! number, and the numbers are put in at the end, so that they move nothing.

use crate::error::PdfError;
use crate::model::{Block, Elsewhere};
use crate::page::{Item, Kid, Link, NodeId, PAGE_WIDTH, Role, Target};

use super::blocks::quoted;
use super::style::{CONTENTS_ELSEWHERE, CONTENTS_NUMBER, CONTENTS_PART, CONTENTS_SECTION, LEFT, RULE, WIDTH};
use super::text::{self, Text};
use super::{Layout, ROOT};

/// What the contents are called.
pub(super) const TITLE: &str = "Contents";

/// Kept at the right for the numbers.
const NUMBER: f32 = 40.0;
const INDENT: f32 = 16.0;
/// Above a line of the first level.
const BEFORE: f32 = 5.0;
/// Between words, leader and number.
const GAP: f32 = 6.0;

/// A line of the contents.
pub(super) struct ContentsLine {
    text: Text,
    indent: f32,
    before: f32,
    leads: Leads,
}

/// Where a line leads.
enum Leads {
    /// To the heading of this number.
    Here { number: usize, description: String },
    /// To a page of another file.
    Elsewhere { page: u32 },
}

/// A number that is put in when everything is laid out.
pub(super) struct Waiting {
    /// Where its words go.
    page: usize,
    item: usize,
    /// The heading whose page it is, or that page.
    heading: Result<usize, u32>,
}

/// By which the heading of this number is found among the places. No place of a document is called so.
pub(super) fn place_of(number: usize) -> String {
    format!("\0{number}")
}

impl ContentsLine {
    pub(super) fn height(&self) -> f32 {
        self.before + self.text.height()
    }
}

impl Layout<'_> {
    /// A line for each heading of `blocks`, between what is in the files before and after this one.
    pub(super) fn prepare_contents(&mut self, blocks: &[Block], before: &[Elsewhere], after: &[Elsewhere]) -> Vec<ContentsLine> {
        let headings = blocks.iter().filter_map(|block| match block {
            Block::Heading { level, text } => Some((*level, text)),
            _ => None,
        });
        let mut lines: Vec<ContentsLine> = before.iter().map(|one| self.elsewhere(one)).collect();
        for (number, (level, title)) in headings.enumerate().filter(|(_, (level, _))| *level <= 2) {
            let (set, indent, before) = if level == 2 {
                (CONTENTS_SECTION, INDENT, 0.0)
            } else {
                (CONTENTS_PART, 0.0, BEFORE)
            };
            let text = self.plain(title, set, WIDTH - NUMBER - indent, || format!("the heading {}", quoted(title)));
            let words: String = title.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(200).collect();
            let description = format!("{words} (in this document)");
            lines.push(ContentsLine {
                text,
                indent,
                before,
                leads: Leads::Here { number, description },
            });
        }
        lines.extend(after.iter().map(|one| self.elsewhere(one)).collect::<Vec<_>>());
        lines.retain(|line| !line.text.is_empty());
        lines
    }

    fn elsewhere(&mut self, one: &Elsewhere) -> ContentsLine {
        ContentsLine {
            text: self.plain(&one.text, CONTENTS_ELSEWHERE, WIDTH - NUMBER, || "the contents".to_owned()),
            indent: 0.0,
            before: BEFORE,
            leads: Leads::Elsewhere { page: one.page },
        }
    }

    pub(super) fn place_contents(&mut self, lines: Vec<ContentsLine>) -> Result<(), PdfError> {
        let contents = self.node(ROOT, Role::Contents);
        for line in lines {
            self.need(line.height())?;
            if !self.at_top() {
                self.y += line.before;
            }
            let item = self.node(contents, Role::ContentsItem);
            let reference = self.node(item, Role::Reference);
            self.place_contents_line(&line, reference)?;
        }
        self.y += BEFORE;
        Ok(())
    }

    fn place_contents_line(&mut self, line: &ContentsLine, reference: NodeId) -> Result<(), PdfError> {
        let ContentsLine { text, indent, leads, .. } = line;
        let owner = match leads {
            Leads::Here { .. } => self.node(reference, Role::Link),
            Leads::Elsewhere { .. } => reference,
        };
        self.laid.nodes[owner.0].language = text.language;
        let last = text.count() - 1;
        for (index, one) in text.lines.lines.iter().enumerate() {
            self.need(text.set.leading)?;
            let (x, y) = (LEFT + indent, self.y);
            let baseline = y + text.set.baseline();
            self.begin(owner);
            self.put_words(&one.pieces, x, baseline, text.set, text.set.colour);
            self.page().items.push(Item::End);
            if index == last {
                let (from, to) = (x + one.width + GAP, LEFT + WIDTH - NUMBER + GAP);
                if from < to {
                    self.rule(from, baseline - 0.5, to - from, 0.5, RULE);
                }
                self.begin(owner);
                let heading = match leads {
                    Leads::Here { number, .. } => Ok(*number),
                    Leads::Elsewhere { page } => Err(*page),
                };
                let (page, item) = (self.laid.pages.len() - 1, self.page().items.len());
                self.contents.push(Waiting { page, item, heading });
                self.put_words(&[], LEFT + WIDTH, baseline, CONTENTS_NUMBER, CONTENTS_NUMBER.colour);
                self.page().items.push(Item::End);
            }
            if let Leads::Here { number, description } = leads {
                let page = self.laid.pages.len() - 1;
                let index = self.page().links.len();
                self.page().links.push(Link {
                    left: x,
                    top: y,
                    right: PAGE_WIDTH - LEFT,
                    bottom: y + text.set.leading,
                    target: Target::Place(place_of(*number)),
                    description: description.clone(),
                });
                self.laid.nodes[owner.0].kids.push(Kid::Link { page, index });
            }
            self.y += text.set.leading;
        }
        Ok(())
    }

    /// Puts the numbers in, once each heading has its page.
    pub(super) fn number_contents(&mut self) {
        for Waiting { page, item, heading } in std::mem::take(&mut self.contents) {
            let of_heading = |number: usize| {
                let (page, _) = self.laid.anchors.get(&place_of(number)).copied().unwrap_or_default();
                self.laid.before as usize + page + 1
            };
            let number = heading.map_or_else(|page| page as usize, of_heading);
            let number = self.plain(&number.to_string(), CONTENTS_NUMBER, NUMBER, || "the contents".to_owned());
            let Some(line) = number.lines.lines.first() else { continue };
            let x = LEFT + WIDTH - line.width;
            if let Some(Item::Text { words, .. }) = self.laid.pages[page].items.get_mut(item) {
                *words = line.pieces.iter().map(|piece| text::placed(piece, x)).collect();
            }
        }
    }
}
