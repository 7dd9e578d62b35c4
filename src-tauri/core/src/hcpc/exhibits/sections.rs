//! What is written about the exhibits: a section for each that a page can show, a table of those that go separately.

use triptych_pdf::{Block, Column, Document, Inline};

use super::super::dates;
use super::{APART, Exhibit, label};
use crate::error::Result;
use crate::evidence::Family;

/// The label of what stands for a picture.
pub(super) const SHOWS: &str = "What it shows";
/// What the table of files that no page shows is called.
pub(super) const SEPARATELY: &str = "Files that go separately";

/// Where in the document an exhibit's pictures come.
#[derive(Debug, Clone)]
pub(in crate::hcpc) struct Spot {
    /// Behind this block: the facts about it.
    pub(super) block: usize,
    pub(super) id: String,
    pub(super) number: u32,
    /// Pages rather than a picture.
    pub(super) pages: bool,
}

/// What an exhibit belongs to: names, and the places they lead to.
pub(in crate::hcpc) type Belongs<'b> = &'b dyn Fn(&Exhibit) -> Vec<(String, String)>;

/// Writes the sections behind `blocks`; answers where the pictures come.
pub(in crate::hcpc) fn sections(exhibits: &[Exhibit], belongs: Belongs<'_>, blocks: &mut Vec<Block>) -> Result<Vec<Spot>> {
    let mut spots = Vec::new();
    for one in exhibits.iter().filter(|one| one.is_drawn()) {
        blocks.push(Block::PageBreak);
        blocks.push(Block::Anchor(one.place()));
        blocks.push(Block::heading(2, format!("{} {}", label(one.number), one.facts.title.trim())));
        blocks.push(Block::Facts(facts(one, belongs(one))?));
        spots.push(Spot {
            block: blocks.len() - 1,
            id: one.id.clone(),
            number: one.number,
            pages: one.file.family == Family::Pdf,
        });
    }
    let apart: Vec<&Exhibit> = exhibits.iter().filter(|one| !one.is_drawn()).collect();
    if !apart.is_empty() {
        blocks.push(Block::PageBreak);
        blocks.push(Block::Anchor(APART.to_owned()));
        blocks.push(Block::heading(2, SEPARATELY));
        blocks.push(Block::paragraph(
            "Sound, film and files of other programs cannot stand on a page. Each is described here, and goes separately.",
        ));
        let row = |one: &&Exhibit| {
            let words = |text: &str| vec![Inline::text(text)];
            let file = format!("{} ({})", one.file.name, one.file.says);
            vec![
                vec![to_the_list(one.number)],
                words(one.facts.title.trim()),
                words(&file),
                words(one.facts.description.trim()),
            ]
        };
        blocks.push(Block::Table {
            caption: Some(SEPARATELY.to_owned()),
            columns: vec![
                Column::new("Number", 10),
                Column::new("Evidence", 26),
                Column::new("File", 26),
                Column::new(SHOWS, 38),
            ],
            rows: apart.iter().map(row).collect(),
        });
    }
    Ok(spots)
}

fn to_the_list(number: u32) -> Inline {
    Inline::Jump {
        text: label(number),
        to: super::LIST.to_owned(),
    }
}

fn facts(one: &Exhibit, belongs: Vec<(String, String)>) -> Result<Vec<(String, Vec<Inline>)>> {
    let facts = &one.facts;
    let mut exhibit = format!(" · {}", facts.kind.name());
    if let Some(date) = &facts.date {
        exhibit += &format!(" · {}", dates::in_words(dates::stored(date)?));
    }
    let mut told = vec![("Exhibit".to_owned(), vec![to_the_list(one.number), Inline::Text(exhibit)])];
    if !facts.made_by.trim().is_empty() {
        told.push(("Made by".to_owned(), vec![Inline::text(facts.made_by.trim())]));
    }
    let mut named: Vec<Inline> = Vec::new();
    for (text, to) in belongs {
        if !named.is_empty() {
            named.push("; ".into());
        }
        named.push(Inline::Jump { text, to });
    }
    if !named.is_empty() {
        told.push(("Belongs to".to_owned(), named));
    }
    if !facts.description.trim().is_empty() {
        told.push((SHOWS.to_owned(), vec![Inline::text(facts.description.trim())]));
    }
    Ok(told)
}

/// Takes everything that is written about the exhibit of this `number` out of a document; the number stays, "Withdrawn".
pub(in crate::hcpc) fn withdraw(document: &mut Document, number: u32) {
    const WITHDRAWN: &str = "Withdrawn";
    let label = label(number);
    let mut blocks = Vec::with_capacity(document.blocks.len());
    let mut within = false;
    for mut block in std::mem::take(&mut document.blocks) {
        match &mut block {
            Block::Anchor(name) if *name == label => within = true,
            Block::Anchor(_) | Block::PageBreak => within = false,
            Block::Heading { text, .. } if within => *text = format!("{label} {WITHDRAWN}"),
            Block::Table { caption, rows, .. } if caption.as_deref() == Some(SEPARATELY) => {
                for row in rows.iter_mut() {
                    if row.first().and_then(|cell| cell.first()).map(Inline::as_str) == Some(&label) {
                        row.iter_mut().skip(1).for_each(Vec::clear);
                        row[1] = vec![Inline::text(WITHDRAWN)];
                    }
                }
            }
            _ if within => continue,
            _ => {}
        }
        blocks.push(block);
    }
    document.blocks = blocks;
}
