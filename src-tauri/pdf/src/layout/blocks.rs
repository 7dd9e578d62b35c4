//! Every kind of block but the table: prepared, then placed.

use crate::error::PdfError;
use crate::model::{Align, Block, Inline};
use crate::page::{Artifact, Bookmark, Item, Numbering, Role};

use super::contents::{self, ContentsLine};
use super::figure::FigurePrepared;
use super::flow::{Cell, opening_lines};
use super::style::{self, AFTER_PARAGRAPH, BODY, EDGE, FACT, LABEL, LEFT, NOTE_LABEL, RULE, SUNK, WIDTH};
use super::table::TablePrepared;
use super::text::{Owner, Spot, Text};
use super::{Layout, ROOT};

/// A block with its text broken into lines. Rows of tables, which may be thousands, are broken when they are placed.
enum Prepared<'a> {
    Heading {
        level: u8,
        title: &'a str,
        text: Text,
        /// Which it is among all headings.
        number: Option<usize>,
    },
    Paragraph(Text),
    List {
        numbering: Numbering,
        indent: f32,
        items: Vec<(Text, Text)>,
    },
    Facts(Vec<(Text, Text)>),
    Note {
        label: Text,
        text: Text,
    },
    Table(TablePrepared<'a>),
    Figure(FigurePrepared<'a>),
    Contents(Vec<ContentsLine>),
    Anchor(&'a str),
    Rule,
    PageBreak,
    Nothing,
}

const NOTE_PADDING: f32 = 9.0;
const NOTE_INDENT: f32 = 16.0;
const FACT_LABEL: f32 = 142.0;
const RULE_SPACE: f32 = 12.0;

impl Layout<'_> {
    /// Places all blocks in order.
    pub(super) fn blocks(&mut self, blocks: &[Block]) -> Result<(), PdfError> {
        // Those that are prepared but not placed yet: the present one, and behind a heading what it looks ahead at.
        let mut ahead = std::collections::VecDeque::new();
        let mut next = 0;
        loop {
            while ahead
                .back()
                .is_none_or(|last| matches!(last, Prepared::Heading { .. } | Prepared::Anchor(_)))
                && next < blocks.len()
            {
                let prepared = match &blocks[next] {
                    Block::Contents { before, after } => {
                        let lines = self.prepare_contents(blocks, before, after);
                        if lines.is_empty() {
                            Prepared::Nothing
                        } else {
                            ahead.push_back(self.prepare_heading(1, contents::TITLE, None));
                            Prepared::Contents(lines)
                        }
                    }
                    block => self.prepare(block)?,
                };
                next += 1;
                if !matches!(prepared, Prepared::Nothing) {
                    ahead.push_back(prepared);
                }
            }
            let Some(block) = ahead.pop_front() else { return Ok(()) };
            let follows: f32 = ahead.iter().map(Prepared::opening_height).sum();
            self.place(block, follows)?;
        }
    }

    fn prepare<'a>(&mut self, block: &'a Block) -> Result<Prepared<'a>, PdfError> {
        Ok(match block {
            Block::Heading { level, text } => {
                self.headings += 1;
                self.prepare_heading(*level, text, Some(self.headings - 1))
            }
            Block::Paragraph(inlines) => {
                let text = self.rich(inlines, BODY, WIDTH, || format!("the paragraph {}", first_words(inlines)));
                if text.is_empty() {
                    Prepared::Nothing
                } else {
                    Prepared::Paragraph(text)
                }
            }
            Block::List { ordered, items } => self.prepare_list(*ordered, items),
            Block::Facts(facts) => self.prepare_facts(facts),
            Block::Note { label, text } => {
                let width = WIDTH - NOTE_INDENT - NOTE_PADDING;
                let place = || format!("the note {}", first_words(text));
                let label = self.plain(label, NOTE_LABEL, width, place);
                let text = self.rich(text, BODY, width, place);
                if label.is_empty() && text.is_empty() {
                    Prepared::Nothing
                } else {
                    Prepared::Note { label, text }
                }
            }
            Block::Table { caption, columns, rows } => match self.prepare_table(caption.as_deref(), columns, rows) {
                Some(table) => Prepared::Table(table),
                None => Prepared::Nothing,
            },
            Block::Figure(figure) => Prepared::Figure(self.prepare_figure(figure)?),
            // It needs to see all blocks, and is prepared where they are gone through.
            Block::Contents { .. } => Prepared::Nothing,
            Block::Anchor(name) => Prepared::Anchor(name),
            Block::Rule => Prepared::Rule,
            Block::PageBreak => Prepared::PageBreak,
        })
    }

    fn prepare_heading<'a>(&mut self, level: u8, title: &'a str, number: Option<usize>) -> Prepared<'a> {
        let level = level.clamp(1, 3);
        let text = self.plain(title, style::heading(level).0, WIDTH, || format!("the heading {}", quoted(title)));
        if text.is_empty() {
            return Prepared::Nothing;
        }
        Prepared::Heading {
            level,
            title,
            text,
            number,
        }
    }

    fn prepare_list<'a>(&mut self, ordered: bool, items: &[Vec<Inline>]) -> Prepared<'a> {
        let labels: Vec<Text> = (1..=items.len())
            .map(|number| {
                let label = if ordered { format!("{number}.") } else { "•".to_owned() };
                self.plain(&label, BODY, WIDTH / 4.0, || "a list".to_owned())
            })
            .collect();
        let indent = labels.iter().map(Text::natural_width).fold(0.0, f32::max) + 14.0;
        let items: Vec<(Text, Text)> = labels
            .into_iter()
            .zip(items)
            .map(|(label, item)| {
                let place = || format!("the list item {}", first_words(item));
                (label, self.rich(item, BODY, WIDTH - indent, place))
            })
            .filter(|(_, item)| !item.is_empty())
            .collect();
        let numbering = if ordered { Numbering::Decimal } else { Numbering::Bullet };
        if items.is_empty() {
            Prepared::Nothing
        } else {
            Prepared::List { numbering, indent, items }
        }
    }

    fn prepare_facts<'a>(&mut self, facts: &[(String, Vec<Inline>)]) -> Prepared<'a> {
        let facts: Vec<(Text, Text)> = facts
            .iter()
            .map(|(label, value)| {
                let place = || format!("the fact {}", quoted(label));
                let label = self.plain(label, LABEL, FACT_LABEL - 12.0, place);
                (label, self.rich(value, FACT, WIDTH - FACT_LABEL, place))
            })
            .filter(|(label, value)| !label.is_empty() || !value.is_empty())
            .collect();
        if facts.is_empty() {
            Prepared::Nothing
        } else {
            Prepared::Facts(facts)
        }
    }

    fn place(&mut self, block: Prepared<'_>, follows: f32) -> Result<(), PdfError> {
        match block {
            Prepared::Heading {
                level,
                title,
                text,
                number,
            } => {
                self.named.extend(number.map(contents::place_of));
                self.place_heading(level, title, text, follows)
            }
            Prepared::Contents(lines) => self.place_contents(lines),
            Prepared::Paragraph(text) => {
                self.flow_as(ROOT, Role::Paragraph, text)?;
                self.y += AFTER_PARAGRAPH;
                Ok(())
            }
            Prepared::List { numbering, indent, items } => self.place_pairs(numbering, indent, items, 2.5),
            Prepared::Facts(facts) => self.place_pairs(Numbering::None, FACT_LABEL, facts, 3.0),
            Prepared::Note { label, text } => self.place_note(label, text),
            Prepared::Table(table) => self.place_table(table),
            Prepared::Figure(figure) => self.place_figure(figure),
            Prepared::Anchor(name) => {
                self.named.push(name.to_owned());
                Ok(())
            }
            Prepared::Rule => {
                self.need(2.0 * RULE_SPACE)?;
                self.rule(LEFT, self.y + RULE_SPACE - AFTER_PARAGRAPH, WIDTH, 0.8, RULE);
                self.y += 2.0 * RULE_SPACE - AFTER_PARAGRAPH;
                Ok(())
            }
            Prepared::PageBreak if self.at_top() => Ok(()),
            Prepared::PageBreak => self.new_page(),
            Prepared::Nothing => Ok(()),
        }
    }

    fn place_heading(&mut self, level: u8, title: &str, text: Text, follows: f32) -> Result<(), PdfError> {
        let (_, before, after) = style::heading(level);
        self.need(before + text.height() + after + follows)?;
        if !self.at_top() {
            self.y += before;
        }
        self.heading = level.min(self.heading + 1);
        let node = self.node(ROOT, Role::Heading(self.heading));
        let (page, y) = (self.laid.pages.len() - 1, self.y);
        self.name_place(page, y);
        let title: String = title.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(200).collect();
        self.laid.bookmarks.push(Bookmark {
            level: self.heading,
            title,
            page,
            y,
        });
        self.flow(text, node)?;
        self.y += after;
        Ok(())
    }

    /// Labels with what belongs to them: lists and facts.
    fn place_pairs(&mut self, numbering: Numbering, indent: f32, pairs: Vec<(Text, Text)>, gap: f32) -> Result<(), PdfError> {
        let list = self.node(ROOT, Role::List(numbering));
        for (label, body) in pairs {
            self.need(opening(&body).max(opening(&label)))?;
            let item = self.node(list, Role::ListItem);
            let mut cells = Vec::new();
            if !label.is_empty() {
                let owner = self.node(item, Role::Label);
                cells.push(Cell::new(label, LEFT, Align::Start, owner));
            }
            let owner = self.node(item, Role::ListBody);
            cells.push(Cell::new(body, LEFT + indent, Align::Start, owner));
            self.flow_row(&mut cells, &mut |_| ())?;
            self.y += gap;
        }
        self.y += AFTER_PARAGRAPH - gap / 2.0;
        Ok(())
    }

    fn place_note(&mut self, label: Text, text: Text) -> Result<(), PdfError> {
        self.y += 3.0;
        self.need(NOTE_PADDING * 2.0 + label.height().min(48.0) + opening(&text))?;
        let note = self.node(ROOT, Role::Note);
        let mut first = self.page().items.len();
        let mut top = self.y;
        self.y += NOTE_PADDING;
        for mut part in [label, text] {
            if part.is_empty() {
                continue;
            }
            let owner = self.node(note, Role::Paragraph);
            for index in 0..part.count() {
                if !self.fits(part.set.leading + NOTE_PADDING) && self.y > top + NOTE_PADDING {
                    self.close_note(first, top);
                    self.new_page()?;
                    (first, top) = (0, self.y);
                    self.y += NOTE_PADDING;
                }
                let spot = Spot {
                    x: LEFT + NOTE_INDENT,
                    y: self.y,
                    align: Align::Start,
                    owner: Owner::Node(owner),
                };
                let leading = part.set.leading;
                self.place_line(&mut part, index, spot);
                self.y += leading;
            }
        }
        self.close_note(first, top);
        self.y += AFTER_PARAGRAPH + 4.0;
        Ok(())
    }

    /// Draws the ground of a note beneath what stands on the page since item `first`.
    fn close_note(&mut self, first: usize, top: f32) {
        self.y += NOTE_PADDING;
        let height = self.y - top;
        let ground = [
            Item::Artifact(Artifact::Layout),
            Item::Rect {
                x: LEFT,
                y: top,
                width: WIDTH,
                height,
                colour: SUNK,
            },
            Item::Rect {
                x: LEFT,
                y: top,
                width: 2.5,
                height,
                colour: EDGE,
            },
            Item::End,
        ];
        self.page().items.splice(first..first, ground);
    }
}

impl Prepared<'_> {
    /// How much of a page the block's beginning takes, which must not be parted from a heading above it.
    fn opening_height(&self) -> f32 {
        match self {
            Self::Heading { level, text, .. } => {
                let (_, before, after) = style::heading(*level);
                before + text.height() + after
            }
            Self::Paragraph(text) => opening(text),
            Self::List { items, .. } | Self::Facts(items) => items.first().map_or(0.0, |(label, body)| opening(body).max(opening(label))),
            Self::Note { label, text } => NOTE_PADDING * 2.0 + 3.0 + label.height().min(48.0) + opening(text),
            Self::Table(table) => table.opening_height(),
            Self::Figure(figure) => figure.opening_height(),
            Self::Contents(lines) => lines.first().map_or(0.0, ContentsLine::height),
            Self::Rule => 2.0 * RULE_SPACE,
            Self::Anchor(_) | Self::PageBreak | Self::Nothing => 0.0,
        }
    }
}

fn opening(text: &Text) -> f32 {
    opening_lines(text.count()) as f32 * text.set.leading
}

/// The owner's words for an error: enough of them to find the place by.
pub(super) fn quoted(text: &str) -> String {
    const ENOUGH: usize = 40;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= ENOUGH {
        return format!("“{text}”");
    }
    let kept: String = text.chars().take(ENOUGH).collect();
    format!("“{}…”", kept.trim_end())
}

pub(super) fn first_words(inlines: &[Inline]) -> String {
    quoted(&inlines.iter().map(Inline::as_str).take(20).collect::<String>())
}
