//! A piece of text ready to be placed, and the placing of one of its lines.

use std::collections::BTreeSet;

use crate::fonts::Hand;
use crate::lines::{Line, Lines, Piece, Span, break_lines};
use crate::model::{Align, Inline};
use crate::page::{Artifact, Item, Kid, Link, NodeId, PlacedWord, Role, Target};
use crate::shape::Manner;

use super::Layout;
use super::style::{PIGMENT, Set};

/// Text broken into lines, with what its links need.
pub(super) struct Text {
    pub(super) lines: Lines,
    pub(super) set: Set,
    /// The width it was broken for.
    pub(super) width: f32,
    /// By tag: where a link leads, and its node once it has one.
    links: Vec<Option<LinkState>>,
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
        let spans = [Span {
            text,
            manner: set.manner,
            tag: 0,
        }];
        let lines = self.broken(&spans, set, width, place);
        Text {
            lines,
            set,
            width,
            links: vec![None],
        }
    }

    /// Text in the manners of its runs.
    pub(super) fn rich(&mut self, inlines: &[Inline], set: Set, width: f32, place: impl Fn() -> String) -> Text {
        let span = |(tag, inline): (usize, &Inline)| {
            let hand = match inline {
                Inline::Strong(_) => Hand::SerifBold,
                Inline::Emphasis(_) => Hand::SerifItalic,
                Inline::Text(_) | Inline::Link { .. } | Inline::Jump { .. } => set.manner.hand,
            };
            (tag, Manner { hand, ..set.manner })
        };
        let spans: Vec<Span<'_>> = inlines
            .iter()
            .enumerate()
            .map(|pair| {
                let (tag, manner) = span(pair);
                Span {
                    text: pair.1.as_str(),
                    manner,
                    tag,
                }
            })
            .collect();
        let lines = self.broken(&spans, set, width, place);
        Text {
            lines,
            set,
            width,
            links: inlines.iter().map(|inline| link_state(inline, &self.places)).collect(),
        }
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
            Owner::Node(node) => self.place_tagged(text, &line, node, x, baseline),
        }
    }

    fn place_tagged(&mut self, text: &mut Text, line: &Line, owner: NodeId, x: f32, baseline: f32) {
        let is_link = |text: &Text, tag: usize| text.links.get(tag).is_some_and(Option::is_some);
        let mut start = 0;
        while start < line.pieces.len() {
            let tag = line.pieces[start].tag;
            let linked = is_link(text, tag);
            let same = |piece: &Piece| if linked { piece.tag == tag } else { !is_link(text, piece.tag) };
            let end = start + line.pieces[start..].iter().take_while(|piece| same(piece)).count();
            let group = &line.pieces[start..end];
            start = end;
            match text.links.get_mut(tag).and_then(Option::as_mut) {
                Some(link) => self.place_link(link, group, owner, x, baseline, text.set),
                None => {
                    self.begin(owner);
                    self.put_words(group, x, baseline, text.set, text.set.colour);
                    self.page().items.push(Item::End);
                }
            }
        }
    }

    fn place_link(&mut self, link: &mut LinkState, group: &[Piece], owner: NodeId, x: f32, baseline: f32, set: Set) {
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
            return;
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
    }

    fn put_words(&mut self, pieces: &[Piece], x: f32, baseline: f32, set: Set, colour: crate::page::Colour) {
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
