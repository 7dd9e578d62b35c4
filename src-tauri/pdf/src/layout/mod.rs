//! A document to pages. Decides every place on paper; draws nothing itself.
//!
//! Blocks are set one after the other from the top. Each is prepared (its text broken into lines) before it is placed,
//! and a heading looks ahead at what follows, so that it never stands alone at the foot of a page.

mod blocks;
mod contents;
mod figure;
mod flow;
mod style;
mod table;
mod text;

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use crate::Progress;
use crate::error::{MissingLetter, PdfError, Unprintable};
use crate::model::{Block, Document};
use crate::page::{Artifact, Item, Kid, Laid, Node, NodeId, Page, Role};
use crate::shape::Shaping;
use contents::Waiting;
use style::{BYLINE, FOOTER_BASELINE, HEADER_BASELINE, LEFT, RULE, RUNNING, TITLE, TOP, WIDTH};
use text::Text;

/// Lays out a whole document.
///
/// # Errors
/// [`PdfError::Unprintable`] once everything has been looked at, so that it names all that is missing;
/// [`PdfError::Cancelled`].
pub(crate) fn lay_out(document: &Document, progress: &mut dyn FnMut(Progress) -> ControlFlow<()>) -> Result<Laid, PdfError> {
    let mut layout = Layout {
        shaping: Shaping::default(),
        missing: Missing::default(),
        laid: Laid::default(),
        y: TOP,
        heading: 0,
        figures: 0,
        headings: 0,
        contents: Vec::new(),
        places: names_of(&document.blocks),
        language: &document.language,
        named: Vec::new(),
        progress,
    };
    layout.laid.nodes.push(Node {
        role: Role::Document,
        kids: Vec::new(),
        language: None,
    });
    layout.laid.pages.push(Page::default());
    layout.laid.before = document.counted.as_ref().map_or(0, |counted| counted.before);
    layout.title_block(document)?;
    layout.blocks(&document.blocks)?;
    layout.name_the_end();
    layout.number_contents();
    layout.running_lines(document);
    layout.missing.into_result()?;
    Ok(layout.laid)
}

/// The node of the document itself.
const ROOT: NodeId = NodeId(0);

struct Layout<'a> {
    shaping: Shaping,
    missing: Missing,
    laid: Laid,
    /// Where the next line's top is.
    y: f32,
    /// The level of the last heading, as tagged.
    heading: u8,
    /// How many figures there were.
    figures: usize,
    /// How many headings there were, those without words too.
    headings: usize,
    /// The numbers that the lines of the contents wait for.
    contents: Vec<Waiting>,
    /// The names of all places that can be jumped to.
    places: BTreeSet<String>,
    /// Of the document.
    language: &'a str,
    /// Names of the heading that comes next.
    named: Vec<String>,
    progress: &'a mut dyn FnMut(Progress) -> ControlFlow<()>,
}

/// The names of all places.
fn names_of(blocks: &[Block]) -> BTreeSet<String> {
    let name = |block: &Block| {
        if let Block::Anchor(name) = block {
            Some(name.clone())
        } else {
            None
        }
    };
    blocks.iter().filter_map(name).collect()
}

impl Layout<'_> {
    fn node(&mut self, parent: NodeId, role: Role) -> NodeId {
        let id = NodeId(self.laid.nodes.len());
        self.laid.nodes.push(Node {
            role,
            kids: Vec::new(),
            language: None,
        });
        self.laid.nodes[parent.0].kids.push(Kid::Node(id));
        id
    }

    fn page(&mut self) -> &mut Page {
        self.laid.pages.last_mut().expect("layout starts with a page and only adds to them")
    }

    fn new_page(&mut self) -> Result<(), PdfError> {
        let pages = self.laid.pages.len();
        if (self.progress)(Progress { pages, total: None }).is_break() {
            return Err(PdfError::Cancelled);
        }
        self.laid.pages.push(Page::default());
        self.y = TOP;
        Ok(())
    }

    /// Opens marked content that belongs to a node; close it with an [`Item::End`].
    fn begin(&mut self, node: NodeId) {
        let page = self.laid.pages.len() - 1;
        let role = self.laid.nodes[node.0].role;
        let marks = &mut self.laid.pages[page].marks;
        let id = *marks;
        *marks += 1;
        self.laid.nodes[node.0].kids.push(Kid::Marks { page, id });
        self.page().items.push(Item::Begin { role, id });
    }

    fn rule(&mut self, x: f32, y: f32, width: f32, height: f32, colour: crate::page::Colour) {
        self.page().items.extend([
            Item::Artifact(Artifact::Layout),
            Item::Rect {
                x,
                y,
                width,
                height,
                colour,
            },
            Item::End,
        ]);
    }

    fn title_block(&mut self, document: &Document) -> Result<(), PdfError> {
        let before = self.laid.nodes.len();
        let title = self.plain(&document.title, TITLE, WIDTH, || "the title".to_owned());
        self.flow_as(ROOT, Role::Title, title)?;
        self.y += 6.0;
        for (line, place) in [(&document.author, "the author"), (&document.subject, "the subject")] {
            if let Some(line) = line {
                let line = self.plain(line, BYLINE, WIDTH, || place.to_owned());
                self.flow_as(ROOT, Role::Paragraph, line)?;
            }
        }
        if self.laid.nodes.len() == before {
            self.y = TOP;
            return Ok(());
        }
        self.y += 12.0;
        self.rule(LEFT, self.y, WIDTH, 0.8, RULE);
        self.y += 18.0;
        Ok(())
    }

    /// Headers, footers and page numbers, once the number of pages is known.
    fn running_lines(&mut self, document: &Document) {
        let header = self.running(document.running_header.as_deref(), WIDTH, "the running header");
        let total = self.laid.pages.len();
        let counted = document.counted.as_ref();
        let said = |page: usize| match counted {
            Some(counted) => format!("Page {} of {}, {}", counted.before as usize + page + 1, counted.of, counted.part),
            None => format!("Page {} of {total}", page + 1),
        };
        let beside = if counted.is_some() { 190.0 } else { 110.0 };
        let footer = self.running(document.running_footer.as_deref(), WIDTH - beside, "the running footer");
        for page in 0..total {
            if page > 0 {
                self.put_running(page, header.as_ref(), Artifact::Header, HEADER_BASELINE, false);
            }
            self.put_running(page, footer.as_ref(), Artifact::Footer, FOOTER_BASELINE, false);
            let number = self.running(Some(&said(page)), WIDTH, "the page number");
            self.put_running(page, number.as_ref(), Artifact::Footer, FOOTER_BASELINE, true);
        }
    }

    /// A line that has to fit its width: cut with an ellipsis where it does not.
    fn running(&mut self, line: Option<&str>, width: f32, place: &str) -> Option<Text> {
        let line: String = line?.split_whitespace().collect::<Vec<_>>().join(" ");
        let text = self.plain(&line, RUNNING, width, || place.to_owned());
        match text.lines.lines.len() {
            0 => None,
            1 => Some(text),
            _ => {
                let first = text.lines.lines[0].pieces.iter().map(|piece| &*piece.word.text).collect::<String>();
                let kept = first.chars().count().saturating_sub(2);
                let shorter: String = first.chars().take(kept).chain(['…']).collect();
                self.running(Some(&shorter), width, place)
            }
        }
    }

    fn put_running(&mut self, page: usize, text: Option<&Text>, kind: Artifact, baseline: f32, right: bool) {
        let Some(line) = text.and_then(|text| text.lines.lines.first()) else {
            return;
        };
        let x = if right { LEFT + WIDTH - line.width } else { LEFT };
        let words = line.pieces.iter().map(|piece| text::placed(piece, x)).collect();
        let text = Item::Text {
            y: baseline,
            size: RUNNING.size,
            colour: RUNNING.colour,
            words,
        };
        self.laid.pages[page].items.extend([Item::Artifact(kind), text, Item::End]);
    }
}

/// Gathers what no font can print, so that one error names it all.
#[derive(Default)]
struct Missing {
    known: BTreeSet<char>,
    letters: Vec<MissingLetter>,
}

impl Missing {
    fn note(&mut self, letters: &[char], place: impl Fn() -> String) {
        for &letter in letters {
            if self.known.insert(letter) && self.letters.len() < Unprintable::LISTED {
                self.letters.push(MissingLetter { letter, place: place() });
            }
        }
    }

    fn into_result(self) -> Result<(), PdfError> {
        if self.known.is_empty() {
            return Ok(());
        }
        Err(PdfError::Unprintable(Unprintable {
            letters: self.letters,
            total: self.known.len(),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Column;

    fn laid(blocks: Vec<Block>) -> Laid {
        let document = Document {
            title: "Title".into(),
            language: "en-GB".into(),
            blocks,
            ..Document::default()
        };
        lay_out(&document, &mut |_| ControlFlow::Continue(())).expect("letters that every font has")
    }

    /// The pages that a node's marks are on, its kids' included.
    fn pages(laid: &Laid, node: usize) -> Vec<usize> {
        let kids = laid.nodes[node].kids.iter();
        let of_kid = |kid: &Kid| match kid {
            Kid::Marks { page, .. } => vec![*page],
            Kid::Node(node) => pages(laid, node.0),
            Kid::Link { .. } => Vec::new(),
        };
        kids.flat_map(of_kid).collect()
    }

    fn nodes(laid: &Laid, role: Role) -> Vec<usize> {
        (0..laid.nodes.len()).filter(|node| laid.nodes[*node].role == role).collect()
    }

    #[test]
    fn a_heading_stays_with_what_follows() {
        let table = || Block::Table {
            caption: None,
            columns: vec![Column::new("Head", 1)],
            rows: vec![vec![vec!["Cell".into()]]; 3],
        };
        for filler in 0..60 {
            for (follower, role) in [(Block::paragraph("Text. ".repeat(60)), Role::Paragraph), (table(), Role::Cell)] {
                let mut blocks = vec![Block::paragraph("A line."); filler];
                blocks.extend([Block::heading(1, "One"), Block::heading(2, "Two"), follower]);
                let laid = laid(blocks);
                let first = pages(&laid, nodes(&laid, Role::Heading(1))[0]);
                let second = pages(&laid, nodes(&laid, Role::Heading(2))[0]);
                let text = nodes(&laid, role);
                let follower = pages(&laid, text[if role == Role::Paragraph { filler } else { 0 }]);
                assert_eq!((first[0], second[0]), (follower[0], follower[0]), "after {filler} lines");
            }
        }
    }

    #[test]
    fn no_line_of_a_paragraph_stands_alone() {
        for filler in 30..50 {
            let mut blocks = vec![Block::paragraph("A line."); filler];
            blocks.push(Block::paragraph("Text that goes on. ".repeat(25)));
            let laid = laid(blocks);
            let pages = pages(&laid, nodes(&laid, Role::Paragraph)[filler]);
            let on_first = pages.iter().filter(|page| **page == pages[0]).count();
            assert!(
                on_first == pages.len() || (on_first >= 2 && pages.len() - on_first >= 2),
                "{pages:?}"
            );
        }
    }

    #[test]
    fn heading_levels_are_never_skipped() {
        let laid = laid([3, 1, 3, 2, 9].map(|level| Block::heading(level, "Heading")).into());
        let levels: Vec<u8> = laid.bookmarks.iter().map(|bookmark| bookmark.level).collect();
        assert_eq!(levels, [1, 1, 2, 2, 3]);
    }
}
