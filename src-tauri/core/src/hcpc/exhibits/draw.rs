//! From the files of the exhibits to figures in the document.

use std::collections::BTreeSet;

use triptych_pdf::{Block, Document, Figure, Inline, Shown};

use super::super::words::grouped;
use super::label;
use super::sections::{SHOWS, Spot};
use super::turns::in_turn;
use crate::api::{App, Task};
use crate::error::{Code, Error, Result};
use crate::evidence::{self, Fineness, Sheet, Wanted, Word};

/// The label of the note that stands for a file which cannot be laid in.
pub(in crate::hcpc) const GOES_SEPARATELY: &str = "Goes separately";

/// A hundred and fifty dots to the inch across a page of A4.
pub(in crate::hcpc) const FINE: Fineness = Fineness {
    width: 1240,
    height: 1754,
    quality: 85,
};
/// A hundred and ten, where a pack would be too large: print can still be read.
pub(in crate::hcpc) const COARSE: Fineness = Fineness {
    width: 910,
    height: 1286,
    quality: 70,
};
/// The most words of a pack that are laid on its pictures: they lie in memory. Pages beyond are there to be looked at.
const MOST_WORDS: usize = 200_000;
/// The dots to the inch that a picture is printed with, where there is room for it.
const DOTS: u32 = 150;
/// Pages of a PDF are as wide as the column.
const PAGE_DOTS: u32 = 72;

/// An exhibit, drawn.
struct Drawn {
    spot: Spot,
    /// Empty when it could not be drawn.
    sheets: Vec<Sheet>,
}

/// All that was drawn.
#[derive(Default)]
pub(in crate::hcpc) struct Laid {
    drawn: Vec<Drawn>,
    /// What goes separately against expectation, and whose words cannot be searched for, and why, in a sentence each.
    pub(in crate::hcpc) apart: Vec<String>,
}

impl Laid {
    /// The picture that a figure names.
    pub(in crate::hcpc) fn picture(&self, name: &str) -> Option<Vec<u8>> {
        self.sheet(name).map(|sheet| sheet.bytes.clone())
    }

    /// How many bytes it has.
    pub(super) fn weight(&self, name: &str) -> usize {
        self.sheet(name).map_or(0, |sheet| sheet.bytes.len())
    }

    fn sheet(&self, name: &str) -> Option<&Sheet> {
        let (number, sheet) = name.strip_prefix('E')?.split_once('/')?;
        let (number, sheet): (u32, usize) = (number.parse().ok()?, sheet.parse().ok()?);
        let one = self.drawn.iter().find(|one| one.spot.number == number)?;
        one.sheets.get(sheet)
    }
}

fn name(number: u32, sheet: usize) -> String {
    format!("{}/{sheet}", label(number))
}

/// Draws the files of all `spots`.
///
/// # Errors
/// `cancelled`, `locked`, `disk`; `not-found` or `damaged` with the number of the exhibit; a file that cannot be drawn is none.
pub(in crate::hcpc) fn draw(app: &App, task: &Task, spots: &[Spot], searchable: &BTreeSet<u32>, fine: Fineness) -> Result<Laid> {
    let mut room = MOST_WORDS;
    let mut laid = Laid::default();
    task.progress(0, spots.len(), "exhibits")?;
    let one = |at: usize| {
        let wanted = Wanted {
            fine,
            words: searchable.contains(&spots[at].number),
        };
        evidence::sheets(app, task, &spots[at].id, wanted, &mut |_, _| task.go_on())
    };
    in_turn(spots.len(), one, |at, drawn: Result<Vec<Sheet>>| {
        let spot = &spots[at];
        let sheets = match drawn {
            Ok(mut sheets) => {
                if !within(&mut sheets, &mut room) {
                    laid.apart.push(format!(
                        "{} can be looked at and not searched: a pack holds up to {} words on its pictures.",
                        label(spot.number),
                        grouped(u32::try_from(MOST_WORDS).unwrap_or(u32::MAX))
                    ));
                }
                sheets
            }
            Err(cause) if cause.code == Code::Refused => {
                laid.apart
                    .push(format!("{} goes separately: {}", label(spot.number), cause.message));
                Vec::new()
            }
            Err(cause) if matches!(cause.code, Code::NotFound | Code::Damaged) => {
                return Err(Error {
                    message: format!("{}: {}", label(spot.number), cause.message),
                    ..cause
                });
            }
            Err(cause) => return Err(cause),
        };
        laid.drawn.push(Drawn {
            spot: spot.clone(),
            sheets,
        });
        task.progress(at + 1, spots.len(), "exhibits")
    })?;
    Ok(laid)
}

/// Takes the words of the sheets away where there is no `room` for all of them. Answers whether they stay.
fn within(sheets: &mut [Sheet], room: &mut usize) -> bool {
    let words = sheets.iter().map(|sheet| sheet.words.len()).sum();
    match room.checked_sub(words) {
        Some(left) => *room = left,
        None => sheets.iter_mut().for_each(|sheet| sheet.words.clear()),
    }
    sheets.iter().map(|sheet| sheet.words.len()).sum::<usize>() == words
}

/// A word of a sheet as the document has it.
fn shown(word: &Word) -> Shown {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a part of a whole, from none of it to all"
    )]
    let part = |part: f64| (part * 10_000.0).round().clamp(0.0, 10_000.0) as u32;
    Shown {
        text: word.text.clone(),
        left: part(word.left),
        width: part(word.width),
        baseline: part(word.baseline),
    }
}

/// Puts what was drawn into the document.
pub(in crate::hcpc) fn lay_in(document: &mut Document, laid: &Laid) {
    // From the end on, so that what stands before keeps its place.
    for Drawn { spot, sheets } in laid.drawn.iter().rev() {
        let described = described(document, spot.block);
        let figure = |at: usize, sheet: &Sheet| {
            let (caption, alternative) = if sheets.len() > 1 {
                let page = format!("page {} of {}", at + 1, sheets.len());
                (format!("{}, {page}", label(spot.number)), format!("{described} ({page})"))
            } else {
                (label(spot.number), described.clone())
            };
            Block::Figure(Figure {
                picture: name(spot.number, at),
                width: sheet.width,
                height: sheet.height,
                dots: if spot.pages { PAGE_DOTS } else { DOTS },
                alternative,
                caption: Some(caption),
                words: sheet.words.iter().map(shown).collect(),
            })
        };
        let figures: Vec<Block> = if sheets.is_empty() {
            vec![Block::Note {
                label: GOES_SEPARATELY.to_owned(),
                text: vec![Inline::text(
                    "This file cannot be laid into a page. It is part of the evidence, and goes separately.",
                )],
            }]
        } else {
            sheets.iter().enumerate().map(|(at, sheet)| figure(at, sheet)).collect()
        };
        document.blocks.splice(spot.block + 1..=spot.block, figures);
    }
}

/// What stands for the pictures behind the facts at `block`: what is written there by now, else the heading above.
fn described(document: &Document, block: usize) -> String {
    if let Some(Block::Facts(facts)) = document.blocks.get(block)
        && let Some((_, shows)) = facts.iter().find(|(label, _)| label == SHOWS)
    {
        let words: String = shows.iter().map(Inline::as_str).collect();
        if !words.trim().is_empty() {
            return words.trim().to_owned();
        }
    }
    match block.checked_sub(1).and_then(|above| document.blocks.get(above)) {
        Some(Block::Heading { text, .. }) => text.clone(),
        _ => "An exhibit".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_without_room_are_left_out_whole_and_that_is_told() {
        let sheets = |words: usize| {
            let word = || Word {
                text: "rain".to_owned(),
                left: 0.0,
                width: 0.1,
                baseline: 0.5,
                height: 0.02,
            };
            vec![Sheet {
                bytes: Vec::new(),
                width: 1,
                height: 1,
                words: (0..words).map(|_| word()).collect(),
            }]
        };
        let mut room = 10;
        let (mut first, mut second, mut third, mut none) = (sheets(6), sheets(5), sheets(4), sheets(0));
        assert!(within(&mut first, &mut room));
        assert!(!within(&mut second, &mut room), "there is no room for all of it");
        assert!(within(&mut third, &mut room), "what comes after and fits goes in");
        assert!(within(&mut none, &mut room));
        assert_eq!([first, second, third].map(|one| one[0].words.len()), [6, 0, 4]);
    }
}
