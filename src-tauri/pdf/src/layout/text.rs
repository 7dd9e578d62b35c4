//! A piece of text ready to be placed, and the placing of one of its lines.

use std::collections::BTreeSet;

use crate::fonts::Hand;
use crate::lines::{Line, Lines, Piece, Span, break_lines};
use crate::model::{Align, Inline};
use crate::page::{Artifact, Item, Kid, Link, NodeId, PlacedWord, Role, Target};
use crate::shape::Manner;
use crate::tongue;

use super::Layout;
use super::style::{PIGMENT, Set};

/// Text broken into lines, with what its links need.
pub(super) struct Text {
    pub(super) lines: Lines,
    pub(super) set: Set,
    /// The width it was broken for.
    pub(super) width: f32,
    /// Where all of it is another language than the document's.
    pub(super) language: Option<&'static str>,
    /// By tag: where a link leads, and its node once it has one.
    links: Vec<Option<LinkState>>,
    /// By tag: words in another language than those around them.
    passages: Vec<Option<Passage>>,
}

struct Passage {
    language: &'static str,
    node: Option<NodeId>,
}

struct LinkState {
    target: Target,
    description: String,
    node: Option<NodeId>,
}

impl Text {
    pub(super) fn count(&self) -> usize {
        self.lines.lines.len()
    }

    pub(super) fn height(&self) -> f32 {
        self.count() as f32 * self.set.leading
    }

    pub(super) fn is_empty(&self) -> bool {
        self.lines.lines.is_empty()
    }

    /// Whether the words of this tag are more than the text's: a link, or of another language.
    fn has_own_node(&self, tag: usize) -> bool {
        self.links[tag].is_some() || self.passages[tag].is_some()
    }

    /// The width of its widest line.
    pub(super) fn natural_width(&self) -> f32 {
        self.lines.lines.iter().map(|line| line.width).fold(0.0, f32::max)
    }
}

/// Where a line goes and what it belongs to.
#[derive(Clone, Copy)]
pub(super) struct Spot {
    pub(super) x: f32,
    /// The top of the line.
    pub(super) y: f32,
    pub(super) align: Align,
    pub(super) owner: Owner,
}

#[derive(Clone, Copy)]
pub(super) enum Owner {
    Node(NodeId),
    Artifact(Artifact),
}

pub(super) fn placed(piece: &Piece, x: f32) -> PlacedWord {
    PlacedWord {
        x: x + piece.x,
        word: piece.word.clone(),
    }
}

impl Layout<'_> {
    /// Text in one manner.
    pub(super) fn plain(&mut self, text: &str, set: Set, width: f32, place: impl Fn() -> String) -> Text {
        self.rich(&[Inline::text(text)], set, width, place)
    }

    /// Text in the manners of its runs.
    pub(super) fn rich(&mut self, inlines: &[Inline], set: Set, width: f32, place: impl Fn() -> String) -> Text {
        let all: String = inlines.iter().map(Inline::as_str).collect();
        let passages = tongue::passages(&all, self.language);
        let mut text = Text {
            lines: Lines::default(),
            set,
            width,
            language: None,
            links: Vec::new(),
            passages: Vec::new(),
        };
        if let [(_, language)] = passages.as_slice() {
            text.language = *language;
        }
        let mut spans = Vec::new();
        let mut start = 0;
        for inline in inlines {
            let hand = match inline {
                Inline::Strong(_) => Hand::SerifBold,
                Inline::Emphasis(_) => Hand::SerifItalic,
                Inline::Text(_) | Inline::Link { .. } | Inline::Jump { .. } => set.manner.hand,
            };
            let end = start + inline.as_str().len();
            let link = link_state(inline, &self.places);
            // What is followed is one thing, in whatever languages it is written.
            let cuts = passages.iter().filter(|(passage, _)| passage.start < end && start < passage.end);
            let cuts = cuts.take(if link.is_some() { 1 } else { usize::MAX });
            for (passage, language) in cuts {
                let from = passage.start.max(start);
                let to = if link.is_some() { end } else { passage.end.min(end) };
                spans.push(Span {
                    text: &all[from..to],
                    manner: Manner { hand, ..set.manner },
                    tag: spans.len(),
                });
                let language = language.filter(|_| text.language.is_none());
                text.passages.push(language.map(|language| Passage { language, node: None }));
                text.links.push(None);
            }
            if let (Some(link), Some(last)) = (link, text.links.last_mut().filter(|_| start < end)) {
                *last = Some(link);
            }
            start = end;
        }
        text.lines = self.broken(&spans, set, width, place);
        text
    }

    fn broken(&mut self, spans: &[Span<'_>], set: Set, width: f32, place: impl Fn() -> String) -> Lines {
        let mut missing = Vec::new();
        let lines = break_lines(&mut self.shaping, spans, set.size, width, &mut missing);
        self.missing.note(&missing, place);
        lines
    }

    /// Places one line on the present page.
    pub(super) fn place_line(&mut self, text: &mut Text, index: usize, spot: Spot) {
        let Some(line) = text.lines.lines.get(index) else { return };
        let line = line.clone();
        let slack = text.width - line.width;
        let x = spot.x
            + match (spot.align, text.lines.rtl) {
                (Align::Start, false) | (Align::End, true) => 0.0,
                (Align::Start, true) | (Align::End, false) => slack,
                (Align::Centre, _) => slack / 2.0,
            };
        let baseline = spot.y + text.set.baseline();
        match spot.owner {
            Owner::Artifact(kind) => {
                self.page().items.push(Item::Artifact(kind));
                self.put_words(&line.pieces, x, baseline, text.set, text.set.colour);
                self.page().items.push(Item::End);
            }
            Owner::Node(node) => {
                self.laid.nodes[node.0].language = text.language;
                self.place_tagged(text, &line, node, x, baseline);
            }
        }
    }

    fn place_tagged(&mut self, text: &mut Text, line: &Line, owner: NodeId, x: f32, baseline: f32) {
        let mut start = 0;
        while start < line.pieces.len() {
            let tag = line.pieces[start].tag;
            // Words that belong to nothing but the text stand together.
            let alone = |text: &Text, tag: usize| text.has_own_node(tag).then_some(tag);
            let own = alone(text, tag);
            let end = start
                + line.pieces[start..]
                    .iter()
                    .take_while(|piece| alone(text, piece.tag) == own)
                    .count();
            let group = &line.pieces[start..end];
            start = end;
            let language = text.passages[tag].as_ref().map(|passage| passage.language);
            if let Some(link) = text.links[tag].as_mut() {
                let node = self.place_link(link, group, owner, x, baseline, text.set);
                self.laid.nodes[node.0].language = language;
                continue;
            }
            let node = match text.passages[tag].as_mut() {
                Some(passage) => match passage.node {
                    Some(node) => node,
                    None => *passage.node.insert(self.node(owner, Role::Span)),
                },
                None => owner,
            };
            if node != owner {
                self.laid.nodes[node.0].language = language;
            }
            self.begin(node);
            self.put_words(group, x, baseline, text.set, text.set.colour);
            self.page().items.push(Item::End);
        }
    }

    fn place_link(&mut self, link: &mut LinkState, group: &[Piece], owner: NodeId, x: f32, baseline: f32, set: Set) -> NodeId {
        let node = match link.node {
            Some(node) => node,
            None => *link.node.insert(self.node(owner, Role::Link)),
        };
        self.begin(node);
        self.put_words(group, x, baseline, set, PIGMENT);
        self.page().items.push(Item::End);
        let printed = || group.iter().filter(|piece| !piece.word.text.trim().is_empty());
        let left = x + printed().map(|piece| piece.x).fold(f32::INFINITY, f32::min);
        let right = x + printed().map(|piece| piece.x + piece.width).fold(0.0, f32::max);
        if left >= right {
            return node;
        }
        self.rule(left, baseline + set.size * 0.14, right - left, 0.5, PIGMENT);
        let page = self.laid.pages.len() - 1;
        let index = self.page().links.len();
        self.page().links.push(Link {
            left,
            top: baseline - set.size * 0.8,
            right,
            bottom: baseline + set.size * 0.3,
            target: link.target.clone(),
            description: link.description.clone(),
        });
        self.laid.nodes[node.0].kids.push(Kid::Link { page, index });
        node
    }

    pub(super) fn put_words(&mut self, pieces: &[Piece], x: f32, baseline: f32, set: Set, colour: crate::page::Colour) {
        let words = pieces.iter().map(|piece| placed(piece, x)).collect();
        self.page().items.push(Item::Text {
            y: baseline,
            size: set.size,
            colour,
            words,
        });
    }
}

/// What a link needs, if its address is of a kind that may be followed.
fn link_state(inline: &Inline, places: &BTreeSet<String>) -> Option<LinkState> {
    /// Longer strings are more than the format promises to hold.
    const LONGEST: usize = 2000;
    let (text, address) = match inline {
        Inline::Link { text, address } => (text, address),
        Inline::Jump { text, to } if places.contains(to) => {
            let text: String = text.chars().take(200).collect();
            return Some(LinkState {
                target: Target::Place(to.clone()),
                description: format!("{} (in this document)", text.trim()),
                node: None,
            });
        }
        _ => return None,
    };
    let address = address.trim();
    let kind = address.split_once(':')?.0.to_ascii_lowercase();
    if !matches!(kind.as_str(), "https" | "http" | "mailto" | "tel") || address.len() > LONGEST {
        return None;
    }
    let text: String = text.chars().take(200).collect();
    let description = if text.trim() == address {
        address.to_owned()
    } else {
        format!("{} ({address})", text.trim())
    };
    Some(LinkState {
        target: Target::Address(address.to_owned()),
        description,
        node: None,
    })
}
