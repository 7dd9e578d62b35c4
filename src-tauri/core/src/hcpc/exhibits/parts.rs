//! A pack that is larger than one file may be, in parts.
//!
//! What always holds: a part is a document by itself and says which of how many it is; a cut lies between exhibits, never
//! through one; the first part says where each exhibit stands; the written parts of the profile are never cut.

use std::collections::BTreeMap;

use triptych_pdf::{Block, Document, Inline};

use super::draw::Laid;
use super::label;
use crate::error::{Code, Error, Result};

/// What a part takes besides its pictures, in bytes: fonts and its own words.
const AROUND: usize = 60_000;

/// A file of the pack.
pub(in crate::hcpc) struct Part {
    /// Behind the file's name; empty for the only one.
    pub(in crate::hcpc) suffix: String,
    pub(in crate::hcpc) document: Document,
    /// The exhibits in it; `None` for all evidence of the profile.
    pub(in crate::hcpc) numbers: Option<Vec<u32>>,
    pub(in crate::hcpc) pdf: Vec<u8>,
    pub(in crate::hcpc) pages: u32,
}

/// Makes a file of a document.
pub(in crate::hcpc) type Maker<'a> = &'a mut dyn FnMut(&Document) -> Result<(Vec<u8>, u32)>;

/// Blocks that stay together, and the exhibit they are about.
struct Segment {
    blocks: Vec<Block>,
    number: Option<u32>,
    weight: usize,
}

/// Cuts a document into parts of at most `limit` bytes each.
///
/// # Errors
/// `refused` when what cannot be cut is larger by itself, and whatever `make` says.
pub(in crate::hcpc) fn parts(document: &Document, laid: &Laid, limit: usize, make: Maker<'_>) -> Result<Vec<Part>> {
    let segments = segments(document, laid);
    let mut groups = grouped(&segments, limit);
    loop {
        let mut parts = Vec::with_capacity(groups.len());
        let mut over = None;
        for (at, group) in groups.iter().enumerate() {
            let document = part(document, &segments, &groups, at);
            let (pdf, pages) = make(&document)?;
            if pdf.len() > limit {
                over = Some((at, pdf.len()));
                break;
            }
            let numbers = (at > 0).then(|| group.iter().filter_map(|one| segments[*one].number).collect());
            parts.push(Part {
                suffix: format!(" {}", says(at, groups.len())),
                document,
                numbers,
                pdf,
                pages,
            });
        }
        let Some((at, size)) = over else { return Ok(parts) };
        let Some(last) = (groups[at].len() > 1).then(|| groups[at].pop()).flatten() else {
            return Err(too_large(segments[groups[at][0]].number, size, limit));
        };
        match groups.get_mut(at + 1) {
            // Where it stands decides which way it can go: the order of the exhibits stays.
            Some(next) => next.insert(0, last),
            None => groups.push(vec![last]),
        }
    }
}

fn too_large(number: Option<u32>, size: usize, limit: usize) -> Error {
    let what = number.map_or_else(|| "What is written".to_owned(), label);
    Error::new(
        Code::Refused,
        format!(
            "{what} alone takes {} MB, and a file of the pack may have {} MB. Nothing was written.",
            megabytes(size),
            megabytes(limit)
        ),
    )
    .hint("Ask HCPC what it takes and put the number right under “Where I stand”, or leave this piece out and send a smaller one.")
}

/// With a decimal where it says more.
fn megabytes(bytes: usize) -> String {
    let tenths = bytes.div_ceil(100_000);
    if tenths.is_multiple_of(10) {
        (tenths / 10).to_string()
    } else {
        format!("{}.{}", tenths / 10, tenths % 10)
    }
}

fn segments(document: &Document, laid: &Laid) -> Vec<Segment> {
    let mut segments = vec![Segment {
        blocks: Vec::new(),
        number: None,
        weight: AROUND,
    }];
    for block in &document.blocks {
        if matches!(block, Block::PageBreak) {
            segments.push(Segment {
                blocks: Vec::new(),
                number: None,
                weight: 2_000,
            });
        }
        let Some(last) = segments.last_mut() else { break };
        match block {
            Block::Anchor(name) => last.number = last.number.or_else(|| name.strip_prefix('E')?.parse().ok()),
            Block::Figure(figure) => last.weight += laid.weight(&figure.picture) + 2_000,
            _ => {}
        }
        last.blocks.push(block.clone());
    }
    segments
}

/// The segments by part: as many in each as it seems to hold.
fn grouped(segments: &[Segment], limit: usize) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = vec![Vec::new()];
    let mut weight = 0;
    for (at, segment) in segments.iter().enumerate() {
        if at > 0 && weight + segment.weight > limit {
            groups.push(Vec::new());
            weight = AROUND;
        }
        if let Some(last) = groups.last_mut() {
            last.push(at);
        }
        weight += segment.weight;
    }
    groups
}

/// How a part is called.
fn says(at: usize, of: usize) -> String {
    format!("part {} of {of}", at + 1)
}

/// What the note is called that says where the exhibits stand.
fn says_where(of: usize) -> String {
    format!("In {of} parts")
}

/// Into how many parts a document was cut, of which `first` is the first; 1 for one that was not.
pub(in crate::hcpc) fn parts_in(first: &Document) -> usize {
    let of = first
        .title
        .rsplit_once(" of ")
        .and_then(|(_, of)| of.parse().ok())
        .filter(|of| first.title.ends_with(&says(0, *of)));
    of.unwrap_or(1)
}

/// The document that was cut into `parts`.
pub(in crate::hcpc) fn joined(parts: Vec<Document>) -> Document {
    let of = parts.len();
    let mut whole = Document::default();
    for (at, part) in parts.into_iter().enumerate() {
        if at == 0 {
            let called = says(0, of);
            let without = |text: &str, between: &str| text.strip_suffix(&format!("{between}{called}")).unwrap_or(text).to_owned();
            let is_ours = |block: &Block| matches!(block, Block::Note { label, .. } if *label == says_where(of));
            whole = Document {
                title: without(&part.title, ", "),
                running_header: part.running_header.as_deref().map(|header| without(header, " · ")),
                blocks: part.blocks.into_iter().filter(|block| !is_ours(block)).collect(),
                ..part
            };
        } else {
            // Its heading is ours, and stands where the page was cut.
            whole.blocks.push(Block::PageBreak);
            whole.blocks.extend(part.blocks.into_iter().skip(1));
        }
    }
    whole
}

/// The document of the part `at`.
fn part(whole: &Document, segments: &[Segment], groups: &[Vec<usize>], at: usize) -> Document {
    let says = says(at, groups.len());
    let mut blocks = Vec::new();
    if at > 0 {
        // What is cut into parts is the evidence, under the last heading of the first order.
        let heading = whole
            .blocks
            .iter()
            .rev()
            .find(|block| matches!(block, Block::Heading { level: 1, .. }));
        blocks.push(heading.cloned().unwrap_or_else(|| Block::heading(1, "Supporting evidence")));
    }
    for (place, one) in groups[at].iter().enumerate() {
        let own = &segments[*one].blocks;
        // A part begins on a page of its own by itself.
        let skipped = usize::from(at > 0 && place == 0 && matches!(own.first(), Some(Block::PageBreak)));
        blocks.extend(own[skipped..].iter().cloned());
        if *one == 0 {
            blocks.push(where_they_stand(segments, groups));
        }
    }
    Document {
        title: format!("{}, {says}", whole.title),
        running_header: whole.running_header.as_ref().map(|header| format!("{header} · {says}")),
        blocks,
        ..whole.clone()
    }
}

/// Which exhibits stand in which part.
fn where_they_stand(segments: &[Segment], groups: &[Vec<usize>]) -> Block {
    let mut by_part: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for (part, group) in groups.iter().enumerate() {
        let numbers = group.iter().filter_map(|one| segments[*one].number).map(label);
        by_part.entry(part + 1).or_default().extend(numbers);
    }
    let told: Vec<String> = by_part
        .into_iter()
        .filter(|(_, numbers)| !numbers.is_empty())
        .map(|(part, numbers)| format!("{} in part {part}", numbers.join(", ")))
        .collect();
    Block::Note {
        label: says_where(groups.len()),
        text: vec![Inline::Text(format!("{}.", told.join("; ")))],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_cut_can_be_joined_again() {
        let exhibit = |number: u32| {
            let place = label(number);
            [
                Block::PageBreak,
                Block::Anchor(place.clone()),
                Block::heading(2, format!("{place} A piece")),
                Block::paragraph("What it shows."),
            ]
        };
        let whole = Document {
            title: "CPD profile".to_owned(),
            running_header: Some("CPD profile · Robin Sample".to_owned()),
            blocks: [Block::paragraph("My work.")]
                .into_iter()
                .chain((1..=3).flat_map(exhibit))
                .collect(),
            ..Document::default()
        };
        assert_eq!(parts_in(&whole), 1);
        let segments = segments(&whole, &Laid::default());
        for groups in [
            vec![vec![0, 1, 2, 3]],
            vec![vec![0, 1], vec![2, 3]],
            vec![vec![0], vec![1], vec![2], vec![3]],
        ] {
            let cut: Vec<Document> = (0..groups.len()).map(|at| part(&whole, &segments, &groups, at)).collect();
            assert_eq!(parts_in(&cut[0]), groups.len());
            assert_eq!(joined(cut), whole, "{groups:?}");
        }
    }

    #[test]
    fn sizes_are_told_in_megabytes() {
        assert_eq!([10_000_000, 1_234_567, 60_000].map(megabytes), ["10", "1.3", "0.1"]);
    }
}
