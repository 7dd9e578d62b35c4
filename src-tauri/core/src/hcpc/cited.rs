//! Citations that its owner typed, as links to what they cite.
//!
//! What always holds: no sign of the text is lost or changed; a number that is not in the list stays text.

use triptych_pdf::{Block, Inline};

use super::document::citation;
use super::exhibits::Exhibit;
use super::model::Evidence;
use super::order;

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
    for (place, number) in order::citations(text) {
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
}
