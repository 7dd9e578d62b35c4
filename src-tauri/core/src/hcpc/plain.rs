//! Blocks of a document as plain text: what a field of the regulator's portal takes, and what a word processor counts.
//!
//! What always holds: no word of the blocks is missing; signs of Markdown are none, but a list's signs are part of plain text.

use triptych_pdf::{Block, Inline};

/// A part as it grows.
#[derive(Default)]
pub(super) struct Plain {
    lines: Vec<String>,
    pub(super) manner: bool,
    pub(super) links: bool,
    pub(super) table: bool,
}

impl Plain {
    /// One block more.
    pub(super) fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { text, .. } => {
                self.gap();
                self.lines.push(text.clone());
            }
            Block::Paragraph(runs) => {
                self.gap();
                let text = self.words(runs);
                self.lines.push(text);
            }
            Block::List { ordered, items } => {
                self.gap();
                for (at, item) in items.iter().enumerate() {
                    let sign = if *ordered { format!("{}.", at + 1) } else { "-".to_owned() };
                    let text = self.words(item);
                    self.lines.push(format!("{sign} {text}"));
                }
            }
            Block::Table { rows, .. } => {
                self.gap();
                self.table = true;
                for row in rows {
                    let cells: Vec<String> = row.iter().map(|cell| self.words(cell)).filter(|cell| !cell.is_empty()).collect();
                    self.lines.push(cells.join(" · "));
                }
            }
            Block::Facts(facts) => {
                self.gap();
                for (label, fact) in facts {
                    let text = self.words(fact);
                    self.lines.push(format!("{label}: {text}"));
                }
            }
            Block::Note { label, text } => {
                self.gap();
                let text = self.words(text);
                self.lines.push(format!("{label}: {text}"));
            }
            Block::Rule | Block::PageBreak => self.gap(),
            Block::Anchor(_) | Block::Contents { .. } | Block::Figure(_) => {}
        }
    }

    /// The whole of it.
    pub(super) fn text(&self) -> String {
        self.lines.join("\n").trim().to_owned()
    }

    /// An empty line before what follows.
    fn gap(&mut self) {
        if self.lines.last().is_some_and(|line| !line.is_empty()) {
            self.lines.push(String::new());
        }
    }

    fn words(&mut self, runs: &[Inline]) -> String {
        let mut text = String::new();
        for run in runs {
            match run {
                Inline::Text(words) | Inline::Jump { text: words, .. } => text.push_str(words),
                Inline::Strong(words) | Inline::Emphasis(words) => {
                    self.manner = true;
                    text.push_str(words);
                }
                Inline::Link { text: words, address } => {
                    self.links = true;
                    text.push_str(words);
                    text.push_str(&format!(" ({address})"));
                }
            }
        }
        text
    }
}
