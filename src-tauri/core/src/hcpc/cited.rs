//! Citations that its owner typed: where they stand in a text, and the same text with links to what they cite.
//!
//! What always holds: no sign of the text is lost or changed; a number that is not in the list stays text; a postcode is no citation.

use std::ops::Range;

use triptych_pdf::{Block, Inline};

use super::document::citation;
use super::exhibits::Exhibit;
use super::model::Evidence;

/// Numbers that a text cites, as `E3` or `[E3]`, in its order; a postcode is none.
pub(super) fn cited(text: &str) -> Vec<u32> {
    citations(text).into_iter().map(|(_, number)| number).collect()
}

/// The same with where they stand, in letters.
pub(super) fn citations(text: &str) -> Vec<(Range<usize>, u32)> {
    let signs: Vec<char> = text.chars().collect();
    let word = |at: usize| signs.get(at).is_some_and(|sign| sign.is_alphanumeric());
    let digit = |at: usize| signs.get(at).is_some_and(char::is_ascii_digit);
    let mut found = Vec::new();
    for at in (0..signs.len()).filter(|at| signs[*at] == 'E' && (*at == 0 || !(word(at - 1) || signs[at - 1] == '/'))) {
        let end = at + 1 + signs[at + 1..].iter().take_while(|sign| sign.is_ascii_digit()).count();
        let postcode = signs.get(end) == Some(&' ') && digit(end + 1) && word(end + 2) && !digit(end + 2) && word(end + 3);
        if (2..=4).contains(&(end - at)) && !word(end) && !postcode {
            let digits: String = signs[at + 1..end].iter().collect();
            found.extend(digits.parse().map(|number| (at..end, number)));
        }
    }
    found
}

/// The blocks, with every citation of the list's evidence as a link.
pub(super) fn linked(blocks: Vec<Block>, evidence: &[Evidence], exhibits: &[Exhibit]) -> Vec<Block> {
    let runs = |runs: Vec<Inline>| runs.into_iter().flat_map(|run| parted(run, evidence, exhibits)).collect();
    let block = |block| match block {
        Block::Paragraph(all) => Block::Paragraph(runs(all)),
        Block::List { ordered, items } => Block::List {
            ordered,
            items: items.into_iter().map(runs).collect(),
        },
        other => other,
    };
    blocks.into_iter().map(block).collect()
}

fn parted(run: Inline, evidence: &[Evidence], exhibits: &[Exhibit]) -> Vec<Inline> {
    let Inline::Text(text) = &run else { return vec![run] };
    let signs: Vec<char> = text.chars().collect();
    let words = |range: std::ops::Range<usize>| Inline::Text(signs[range].iter().collect());
    let (mut parts, mut from) = (Vec::new(), 0);
    for (place, number) in citations(text) {
        // As it was typed: "E03" stays text.
        let cites = |one: &&Evidence| one.number == number && place.len() == super::exhibits::label(number).len();
        if let Some(one) = evidence.iter().find(cites) {
            if place.start > from {
                parts.push(words(from..place.start));
            }
            parts.push(citation(one, exhibits));
            from = place.end;
        }
    }
    if from == 0 {
        return vec![run];
    }
    if from < signs.len() {
        parts.push(words(from..signs.len()));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hcpc::markdown;

    #[test]
    fn what_is_in_the_list_is_a_link_and_everything_else_stays_as_it_is() {
        let evidence = [1, 2].map(|number| Evidence {
            id: number.to_string(),
            number,
            of_all: None,
            title: String::new(),
            record_ids: Vec::new(),
        });
        let said = |text: &str| {
            let mut out = String::new();
            for block in linked(markdown::blocks(text), &evidence, &[]) {
                let items = match block {
                    Block::Paragraph(runs) => vec![runs],
                    Block::List { items, .. } => items,
                    other => panic!("{other:?}"),
                };
                for run in items.into_iter().flatten() {
                    match run {
                        Inline::Jump { text, to } => out.push_str(&format!("<{text}|{to}>")),
                        other => out.push_str(other.as_str()),
                    }
                }
            }
            out
        };
        assert_eq!(said("As [E2] shows, and E1."), "As [<E2|evidence>] shows, and <E1|evidence>.");
        assert_eq!(said("- E1\n- E3, E01, E1 6AN"), "<E1|evidence>E3, E01, E1 6AN");
        assert_eq!(said("Nothing. **E1**"), "Nothing. E1");
    }

    #[test]
    fn a_citation_is_an_e_with_its_number_and_no_postcode() {
        for (text, numbers) in [
            ("As [E3] shows, and E12.", vec![3, 12]),
            ("E1, E2 (E3)", vec![1, 2, 3]),
            ("At E1 6AN, in the E17 group of 12", vec![17]),
            ("WE3, E3a, E, E1234, e3", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(cited(text), numbers, "{text}");
        }
    }
}
