//! A pack in several files: its four parts each by itself, or in as many as a limit of size asks for.
//!
//! What always holds: each file is a document by itself, says which of how many it is and what the others hold, and counts its
//! pages through all of them; a cut lies between exhibits, never through one; the written parts of the profile are cut only
//! when each is to be a file of its own.

use triptych_pdf::{Block, Counted, Document, Elsewhere};

use super::super::document::{PARTS, part_of};
use super::super::press;
use super::draw::Laid;
use super::{APART, LIST, label};
use crate::api::Task;
use crate::error::{Code, Error, Result};

/// What a file takes besides its pictures, in bytes: fonts and its own words.
const AROUND: usize = 60_000;
/// What the four parts are called behind the names of their files.
const NAMES: [&str; PARTS.len()] = ["1 summary", "2 statement", "3 activities", "4 evidence"];

/// A file of the pack.
pub(in crate::hcpc) struct Part {
    /// Behind the file's name; empty for the only one.
    pub(in crate::hcpc) suffix: String,
    pub(in crate::hcpc) document: Document,
    /// The exhibits in it; `None` for all evidence of the profile, of which it holds the list.
    pub(in crate::hcpc) numbers: Option<Vec<u32>>,
    pub(in crate::hcpc) pdf: Vec<u8>,
    pub(in crate::hcpc) pages: u32,
}

/// How a document becomes files.
#[derive(Clone, Copy)]
pub(in crate::hcpc) struct Cut {
    /// Each of the four parts by itself.
    pub(in crate::hcpc) separate: bool,
    /// The most bytes of a file.
    pub(in crate::hcpc) limit: usize,
    /// Whether exhibits may be told apart to keep to that.
    pub(in crate::hcpc) further: bool,
}

/// Makes a file of a document.
pub(in crate::hcpc) type Maker<'a> = &'a mut dyn FnMut(&Document) -> Result<(Vec<u8>, u32)>;

/// Blocks that stay together.
struct Segment {
    blocks: Vec<Block>,
    about: About,
    weight: usize,
}

impl Segment {
    /// Whether it may stand in another file than what comes before it.
    fn may_go(&self) -> bool {
        matches!(self.about, About::Exhibit(_) | About::Apart)
    }
}

/// What a segment is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum About {
    /// Title and contents.
    Cover,
    /// One of the four parts, as it is written.
    Part(usize),
    Exhibit(u32),
    /// The files that no page shows.
    Apart,
}

/// The segments of one file.
#[derive(Clone)]
struct Group {
    segments: Vec<usize>,
    /// Which of the four parts it is of, when each is a file of its own.
    part: Option<usize>,
}

/// Makes files of a document. `None` when one is larger than it may be, and nothing may be told apart any further.
///
/// # Errors
/// `refused` when what cannot be cut is larger by itself, and whatever `make` says.
pub(in crate::hcpc) fn parts(task: &Task, document: &Document, laid: &Laid, cut: Cut, make: Maker<'_>) -> Result<Option<Vec<Part>>> {
    let segments = segments(document, laid);
    let mut groups = grouped(&segments, cut);
    loop {
        let documents = documents(task, document, &segments, &groups)?;
        let mut parts = Vec::with_capacity(groups.len());
        let mut over = None;
        for (at, document) in documents.into_iter().enumerate() {
            let (pdf, pages) = make(&document)?;
            if pdf.len() > cut.limit {
                over = Some((at, pdf.len()));
                break;
            }
            let abouts = || groups[at].segments.iter().map(|one| segments[*one].about);
            let exhibit = |about| if let About::Exhibit(number) = about { Some(number) } else { None };
            let listed = abouts().any(|about| about == About::Part(PARTS.len() - 1));
            parts.push(Part {
                suffix: suffix(&groups, at),
                document,
                numbers: (!listed).then(|| abouts().filter_map(exhibit).collect()),
                pdf,
                pages,
            });
        }
        let Some((at, size)) = over else { return Ok(Some(parts)) };
        if !cut.further {
            return Ok(None);
        }
        let (last, group) = match groups[at].segments.as_slice() {
            [.., last] if segments[*last].may_go() => (*last, &mut groups[at]),
            _ => return Err(too_large(None, size, cut.limit)),
        };
        if group.segments.len() == 1 {
            return Err(too_large(Some(segments[last].about), size, cut.limit));
        }
        group.segments.pop();
        // Where it stands decides which way it can go: the order of the exhibits stays.
        let part = group.part;
        match groups.get_mut(at + 1) {
            Some(next) => next.segments.insert(0, last),
            None => groups.push(Group {
                segments: vec![last],
                part,
            }),
        }
    }
}

fn too_large(alone: Option<About>, size: usize, limit: usize) -> Error {
    let what = match alone {
        Some(About::Exhibit(number)) => label(number),
        _ => "What is written".to_owned(),
    };
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
        about: About::Cover,
        weight: AROUND,
    }];
    for (at, block) in document.blocks.iter().enumerate() {
        if let Some(about) = begins(&document.blocks[at..]) {
            segments.push(Segment {
                blocks: Vec::new(),
                about,
                weight: 2_000,
            });
        }
        let Some(last) = segments.last_mut() else { break };
        if let Block::Figure(figure) = block {
            last.weight += laid.weight(&figure.picture) + 2_000;
        }
        last.blocks.push(block.clone());
    }
    segments
}

/// What begins with the first of these blocks.
fn begins(blocks: &[Block]) -> Option<About> {
    let written = |text: &str| PARTS.iter().position(|part| part_of(text) == Some(part)).map(About::Part);
    match blocks {
        [Block::PageBreak, Block::Anchor(name), ..] if name == APART => Some(About::Apart),
        [Block::PageBreak, Block::Anchor(name), ..] => name.strip_prefix('E')?.parse().ok().map(About::Exhibit),
        // The list of evidence has a name, which belongs to its heading.
        [Block::Anchor(name), ..] if name == LIST => Some(About::Part(PARTS.len() - 1)),
        [Block::Heading { text, .. }, ..] => written(text).filter(|about| *about != About::Part(PARTS.len() - 1)),
        _ => None,
    }
}

/// The segments by file: as many in each as it seems to hold.
fn grouped(segments: &[Segment], cut: Cut) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut weight = 0;
    for (at, Segment { about, weight: own, .. }) in segments.iter().enumerate() {
        let part = match about {
            About::Cover => 0,
            About::Part(part) => *part,
            About::Exhibit(_) | About::Apart => PARTS.len() - 1,
        };
        let part = cut.separate.then_some(part);
        let full = cut.further && segments[at].may_go() && weight + own > cut.limit;
        match groups.last_mut() {
            Some(last) if !full && last.part == part => last.segments.push(at),
            _ => {
                groups.push(Group { segments: vec![at], part });
                weight = AROUND;
            }
        }
        weight += own;
    }
    groups
}

/// How a file is called in words.
fn says(at: usize, of: usize) -> String {
    format!("part {} of {of}", at + 1)
}

/// What stands behind the name of a file.
fn suffix(groups: &[Group], at: usize) -> String {
    let alike = |group: &&Group| group.part == groups[at].part;
    let (before, of) = (groups[..at].iter().filter(alike).count(), groups.iter().filter(alike).count());
    match groups[at].part {
        None if of == 1 => String::new(),
        None => format!(" {}", says(before, of)),
        Some(part) if of == 1 => format!(" - {}", NAMES[part]),
        Some(part) => format!(" - {} {} of {of}", NAMES[part], before + 1),
    }
}

/// Into how many files a document was made, of which `first` is the first; 1 for one that is whole.
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
            whole = Document {
                title: without(&part.title, ", "),
                running_header: part.running_header.as_deref().map(|header| without(header, " · ")),
                counted: None,
                blocks: part.blocks.into_iter().filter_map(|block| as_of_the_whole(block, of)).collect(),
                ..part
            };
            continue;
        }
        let mut own = part.blocks;
        if let [Block::Contents { .. }, Block::PageBreak, ..] = own.as_slice() {
            own.drain(..2);
        }
        // A heading that stood before is ours, and stands where a page begins.
        if own.first().is_some_and(|first| whole.blocks.contains(first)) {
            own[0] = Block::PageBreak;
        }
        whole.blocks.extend(own);
    }
    whole
}

/// A block of the first file, without what it says of the others.
fn as_of_the_whole(block: Block, of: usize) -> Option<Block> {
    match block {
        Block::Contents { .. } => Some(Block::contents()),
        // Before there were contents, a note told where the exhibits stand.
        Block::Note { label, .. } if label == format!("In {of} parts") => None,
        block => Some(block),
    }
}

/// The document of each file.
fn documents(task: &Task, whole: &Document, segments: &[Segment], groups: &[Group]) -> Result<Vec<Document>> {
    if groups.len() == 1 {
        return Ok(vec![whole.clone()]);
    }
    let count = |document: &Document| press::pages(task, document);
    numbered(whole, segments, groups, count)
}

/// The same for several: the pages of all are counted first, and then each says where it stands.
fn numbered(whole: &Document, segments: &[Segment], groups: &[Group], count: impl Fn(&Document) -> Result<u32>) -> Result<Vec<Document>> {
    // What is said of pages takes the same room whatever the numbers are.
    let mut first = vec![1; groups.len() + 1];
    for at in 0..groups.len() {
        let pages = count(&part(whole, segments, groups, &first, at))?;
        first[at + 1] = first[at] + pages;
    }
    Ok((0..groups.len()).map(|at| part(whole, segments, groups, &first, at)).collect())
}

/// The document of the file `at`; `first` is the first page of each, and one past the last.
fn part(whole: &Document, segments: &[Segment], groups: &[Group], first: &[u32], at: usize) -> Document {
    let says = says(at, groups.len());
    let elsewhere = |other: usize| Elsewhere {
        text: format!("Part {} of {}: {}", other + 1, groups.len(), holds(segments, &groups[other])),
        page: first[other],
    };
    let contents = Block::Contents {
        before: (0..at).map(elsewhere).collect(),
        after: (at + 1..groups.len()).map(elsewhere).collect(),
    };
    let mut blocks = Vec::new();
    if at > 0 {
        blocks.extend([contents.clone(), Block::PageBreak]);
    }
    for (place, one) in groups[at].segments.iter().enumerate() {
        let own = &segments[*one].blocks;
        if at > 0 && place == 0 && matches!(own.first(), Some(Block::PageBreak)) {
            // It begins on a page of its own by itself, under the heading that it stands under.
            let is_first = |block: &&Block| matches!(block, Block::Heading { level: 1, .. });
            blocks.extend(whole.blocks.iter().rev().find(is_first).cloned());
            blocks.extend(own[1..].iter().cloned());
        } else {
            let told = |block: &Block| match block {
                Block::Contents { .. } => contents.clone(),
                block => block.clone(),
            };
            blocks.extend(own.iter().map(told));
        }
    }
    Document {
        title: format!("{}, {says}", whole.title),
        running_header: whole.running_header.as_ref().map(|header| format!("{header} · {says}")),
        counted: Some(Counted {
            before: first[at] - 1,
            of: first[groups.len()] - 1,
            part: says,
        }),
        blocks,
        ..whole.clone()
    }
}

/// What a file holds, in our own words alone: it is said in the others too, which an erasure need not reach for that.
fn holds(segments: &[Segment], group: &Group) -> String {
    let mut said: Vec<String> = Vec::new();
    let mut run: Option<(u32, u32)> = None;
    let told = |run: &mut Option<(u32, u32)>, said: &mut Vec<String>| {
        if let Some((from, to)) = run.take() {
            said.push(if from == to {
                label(from)
            } else {
                format!("{} to {}", label(from), label(to))
            });
        }
    };
    for one in &group.segments {
        match (segments[*one].about, run) {
            (About::Exhibit(number), Some((from, to))) if to + 1 == number => run = Some((from, number)),
            (About::Exhibit(number), _) => {
                told(&mut run, &mut said);
                run = Some((number, number));
            }
            (About::Part(_), _) => {
                let heading = segments[*one].blocks.iter().find_map(|block| match block {
                    Block::Heading { level: 1, text } => Some(text.clone()),
                    _ => None,
                });
                said.extend(heading);
            }
            (About::Apart, _) => {
                told(&mut run, &mut said);
                said.push(super::sections::SEPARATELY.to_owned());
            }
            (About::Cover, _) => {}
        }
    }
    told(&mut run, &mut said);
    said.join("; ")
}

#[cfg(test)]
mod tests;
