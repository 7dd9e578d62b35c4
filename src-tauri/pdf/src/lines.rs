//! A run of text to lines no wider than asked.
//!
//! Lines are ragged, never hyphenated, and chosen together: the breaks that leave the least ragged edge in the fewest
//! lines. A word too long for a line is cut between letters. Words of a line are in logical order, which is the order in
//! which they are read aloud; where they stand on paper is in their `x`, so that text of both directions is right.

use std::ops::Range;
use std::rc::Rc;

use unicode_bidi::{BidiInfo, Level};
use unicode_linebreak::{BreakOpportunity, linebreaks};

use crate::fonts::is_invisible;
use crate::shape::{Glyph, Manner, Shaping, Word};

/// A run of text in one manner; `tag` is the caller's own mark, handed back with each piece.
#[derive(Clone, Debug)]
pub(crate) struct Span<'a> {
    pub(crate) text: &'a str,
    pub(crate) manner: Manner,
    pub(crate) tag: usize,
}

/// A word or a space on a line.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    pub(crate) word: Rc<Word>,
    pub(crate) tag: usize,
    /// Points from the line's left end.
    pub(crate) x: f32,
    /// Points.
    pub(crate) width: f32,
    level: Level,
}

/// One line.
#[derive(Clone, Debug, Default)]
pub(crate) struct Line {
    pub(crate) pieces: Vec<Piece>,
    /// Points, without the space at its end.
    pub(crate) width: f32,
}

/// The lines of one run of text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lines {
    pub(crate) lines: Vec<Line>,
    /// The text reads from right to left.
    pub(crate) rtl: bool,
}

/// What stands between two places where a line may break.
struct Segment {
    pieces: Range<usize>,
    width: f32,
    /// The width of the space after it, which counts only when more follows on the line.
    space: f32,
    /// The line ends here, whatever its length.
    ends: bool,
}

/// Breaks spans into lines at most `width` points wide. Empty when the text has nothing to print.
pub(crate) fn break_lines(shaping: &mut Shaping, spans: &[Span<'_>], size: f32, width: f32, missing: &mut Vec<char>) -> Lines {
    let (text, styles) = join(spans);
    if text.chars().all(|letter| letter.is_whitespace() || is_invisible(letter)) {
        return Lines::default();
    }
    let bidi = needs_bidi(&text).then(|| BidiInfo::new(&text, None));
    let base = bidi
        .as_ref()
        .and_then(|info| info.paragraphs.first())
        .map_or_else(Level::ltr, |first| first.level);
    let levels = bidi.as_ref().map(|info| info.levels.as_slice());

    let mut setter = Setter {
        shaping,
        text: &text,
        styles: &styles,
        levels,
        size,
        pieces: Vec::new(),
    };
    let mut segments = Vec::new();
    let mut start = 0;
    for (end, kind) in linebreaks(&text) {
        let ends = kind == BreakOpportunity::Mandatory && end < text.len();
        setter.segment(start..end, ends, width, &mut segments);
        start = end;
    }
    let pieces = setter.pieces;
    for piece in &pieces {
        missing.extend(&piece.word.missing);
    }

    let mut lines = Vec::new();
    let mut first = 0;
    for after in choose_breaks(&segments, width) {
        lines.push(set_line(&pieces, &segments[first..after], base));
        first = after;
    }
    Lines { lines, rtl: base.is_rtl() }
}

/// Joins the spans into one text without what cannot be printed, and says which bytes are whose.
fn join<'a>(spans: &'a [Span<'a>]) -> (String, Vec<(usize, &'a Span<'a>)>) {
    let mut text = String::with_capacity(spans.iter().map(|span| span.text.len()).sum());
    let mut ends = Vec::with_capacity(spans.len());
    for span in spans {
        let mut letters = span.text.chars().peekable();
        while let Some(letter) = letters.next() {
            match letter {
                '\r' if letters.peek() == Some(&'\n') => {}
                '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => text.push('\n'),
                '\t' => text.push(' '),
                '\u{AD}' | '\u{FEFF}' => {}
                letter if letter.is_control() => {}
                letter => text.push(letter),
            }
        }
        ends.push((text.len(), span));
    }
    let kept = text.trim_end().len();
    text.truncate(kept);
    (text, ends)
}

/// Whether a text may hold anything that is read from right to left. Latin, Greek and Cyrillic end below the first.
fn needs_bidi(text: &str) -> bool {
    text.chars()
        .any(|letter| letter >= '\u{590}' && !matches!(letter, '\u{900}'..='\u{200D}' | '\u{2010}'..='\u{2027}'))
}

fn is_breaking_space(letter: char) -> bool {
    letter.is_whitespace() && !matches!(letter, '\u{A0}' | '\u{2007}' | '\u{202F}')
}

struct Setter<'a> {
    shaping: &'a mut Shaping,
    text: &'a str,
    styles: &'a [(usize, &'a Span<'a>)],
    levels: Option<&'a [Level]>,
    size: f32,
    pieces: Vec<Piece>,
}

impl Setter<'_> {
    fn segment(&mut self, range: Range<usize>, ends: bool, limit: f32, segments: &mut Vec<Segment>) {
        let core = self.text[range.clone()].trim_end_matches(is_breaking_space).len();
        let core = range.start..range.start + core;
        let first = self.pieces.len();
        self.set(core.clone());
        let mut width: f32 = self.pieces[first..].iter().map(|piece| piece.width).sum();
        let mut from = first;
        if width > limit {
            for cut in self.cut_long(first, limit) {
                let width = self.pieces[from..cut].iter().map(|piece| piece.width).sum();
                segments.push(Segment {
                    pieces: from..cut,
                    width,
                    space: 0.0,
                    ends: false,
                });
                from = cut;
            }
            width = self.pieces[from..].iter().map(|piece| piece.width).sum();
        }
        let before_space = self.pieces.len();
        let blank = self.text[core.end..range.end].trim_end_matches('\n').len();
        self.set(core.end..core.end + blank);
        let space = self.pieces[before_space..].iter().map(|piece| piece.width).sum();
        segments.push(Segment {
            pieces: from..self.pieces.len(),
            width,
            space,
            ends,
        });
    }

    /// Shapes a stretch of text, cut where the manner or the direction changes.
    fn set(&mut self, range: Range<usize>) {
        let mut start = range.start;
        while start < range.end {
            let style = self.styles.partition_point(|(end, _)| *end <= start);
            let Some((style_end, span)) = self.styles.get(style) else { return };
            let mut end = range.end.min(*style_end);
            let mut level = Level::ltr();
            if let Some(levels) = self.levels {
                level = levels[start];
                end = (start..end).find(|place| levels[*place] != level).unwrap_or(end);
            }
            let word = self.shaping.word(span.manner, level.is_rtl(), &self.text[start..end]);
            let width = word.width * self.size;
            self.pieces.push(Piece {
                word,
                tag: span.tag,
                x: 0.0,
                width,
                level,
            });
            start = end;
        }
    }

    /// Cuts the pieces from `first` on so that they can be put on lines of at most `limit`; returns where each line but
    /// the last ends.
    fn cut_long(&mut self, first: usize, limit: f32) -> Vec<usize> {
        let long: Vec<Piece> = self.pieces.drain(first..).collect();
        let mut cuts = Vec::new();
        let mut used = 0.0;
        for piece in long {
            for part in split_word(&piece.word, self.size, limit) {
                let width = part.width * self.size;
                if used > 0.0 && used + width > limit {
                    cuts.push(self.pieces.len());
                    used = 0.0;
                }
                used += width;
                self.pieces.push(Piece {
                    word: part,
                    width,
                    ..piece.clone()
                });
            }
        }
        cuts
    }
}

/// Cuts a word between letters into parts of at most `limit` points, in logical order; a single letter may be wider.
fn split_word(word: &Rc<Word>, size: f32, limit: f32) -> Vec<Rc<Word>> {
    // Small parts, so that what stands before the word on its line leaves no large gap.
    let limit = limit / 4.0;
    if word.width * size <= limit {
        return vec![Rc::clone(word)];
    }
    let mut clusters: Vec<Vec<&Glyph>> = Vec::new();
    for glyph in &word.glyphs {
        match clusters.last_mut() {
            Some(last) if last[0].cluster == glyph.cluster => last.push(glyph),
            _ => clusters.push(vec![glyph]),
        }
    }
    if word.rtl {
        clusters.reverse();
    }
    let mut parts: Vec<Vec<Vec<&Glyph>>> = Vec::new();
    let mut used = f32::INFINITY;
    for cluster in clusters {
        let width = cluster.iter().map(|glyph| glyph.advance).sum::<f32>() * size;
        if used + width > limit {
            parts.push(Vec::new());
            used = 0.0;
        }
        used += width;
        if let Some(part) = parts.last_mut() {
            part.push(cluster);
        }
    }
    parts.into_iter().map(|part| part_of(word, part)).collect()
}

fn part_of(word: &Word, mut clusters: Vec<Vec<&Glyph>>) -> Rc<Word> {
    let bytes = clusters.iter().map(|cluster| cluster[0].cluster.clone());
    let start = bytes.clone().map(|range| range.start).min().unwrap_or(0);
    let end = bytes.map(|range| range.end).max().unwrap_or(0);
    if word.rtl {
        clusters.reverse();
    }
    let moved = |glyph: &Glyph| Glyph {
        cluster: glyph.cluster.start - start..glyph.cluster.end - start,
        ..glyph.clone()
    };
    let glyphs: Vec<Glyph> = clusters.into_iter().flatten().map(moved).collect();
    Rc::new(Word {
        text: word.text[start as usize..end as usize].into(),
        width: glyphs.iter().map(|glyph| glyph.advance).sum(),
        glyphs,
        rtl: word.rtl,
        missing: word.missing.clone(),
    })
}

/// Where each line ends, as the number of segments up to there: the cheapest way to the last of them.
fn choose_breaks(segments: &[Segment], width: f32) -> Vec<usize> {
    /// More segments than this on one line are no text but an attack on our patience.
    const LONGEST: usize = 2000;
    /// What a line costs by being there, against the square of the share of it that stays empty.
    const LINE: f32 = 1.0;
    /// What a last line costs that is shorter than an eighth.
    const STUB: f32 = 0.15;
    let mut best = vec![(0.0f32, 0usize); segments.len() + 1];
    for end in 1..=segments.len() {
        let last_line = end == segments.len() || segments[end - 1].ends;
        best[end].0 = f32::INFINITY;
        let mut used = 0.0;
        for start in (0..end).rev().take(LONGEST) {
            let segment = &segments[start];
            let is_last = start + 1 == end;
            if !is_last && segment.ends {
                break;
            }
            used += segment.width + if is_last { 0.0 } else { segment.space };
            if used > width + 0.01 && !is_last {
                break;
            }
            let slack = ((width - used) / width).max(0.0);
            let cost = match last_line {
                true if slack > 0.875 && start > 0 && !segments[start - 1].ends => STUB,
                true => 0.0,
                false => slack * slack,
            };
            let total = best[start].0 + LINE + cost;
            if total < best[end].0 {
                best[end] = (total, start);
            }
        }
    }
    let mut ends = Vec::new();
    let mut end = segments.len();
    while end > 0 {
        ends.push(end);
        end = best[end].1;
    }
    ends.reverse();
    ends
}

fn set_line(pieces: &[Piece], segments: &[Segment], base: Level) -> Line {
    let (Some(first), Some(last)) = (segments.first(), segments.last()) else {
        return Line::default();
    };
    let mut pieces: Vec<Piece> = pieces[first.pieces.start..last.pieces.end].to_vec();
    let width = segments.iter().map(|segment| segment.width + segment.space).sum::<f32>() - last.space;
    // The space at the end of a line belongs to the direction of the whole, whatever stands around it.
    let printed = pieces
        .iter()
        .rposition(|piece| !piece.word.text.chars().all(is_breaking_space))
        .map_or(0, |last| last + 1);
    for space in &mut pieces[printed..] {
        space.level = base;
    }
    let mut x = 0.0;
    if pieces.iter().all(|piece| piece.level.number() == 0) {
        for piece in &mut pieces {
            piece.x = x;
            x += piece.width;
        }
    } else {
        let levels: Vec<Level> = pieces.iter().map(|piece| piece.level).collect();
        if base.is_rtl() {
            x = -pieces[printed..].iter().map(|space| space.width).sum::<f32>();
        }
        for place in BidiInfo::reorder_visual(&levels) {
            pieces[place].x = x;
            x += pieces[place].width;
        }
    }
    Line { pieces, width }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::Hand;

    fn broken(text: &str, width: f32) -> Lines {
        let spans = [Span {
            text,
            manner: Hand::Serif.into(),
            tag: 0,
        }];
        break_lines(&mut Shaping::default(), &spans, 10.0, width, &mut Vec::new())
    }

    fn texts(lines: &Lines) -> Vec<String> {
        lines
            .lines
            .iter()
            .map(|line| line.pieces.iter().map(|piece| &*piece.word.text).collect())
            .collect()
    }

    #[test]
    fn lines_keep_every_letter_and_the_width() {
        let text = "A long afternoon with the group, and nobody wanted to stop: not even when the bell had gone twice.";
        for width in [40.0, 80.0, 200.0, 1000.0] {
            let lines = broken(text, width);
            assert_eq!(texts(&lines).concat(), text);
            assert!(lines.lines.iter().all(|line| line.width <= width + 0.01));
        }
    }

    #[test]
    fn a_word_of_400_letters_is_cut() {
        let text = format!("a {} b", "w".repeat(400));
        let lines = broken(&text, 200.0);
        assert_eq!(texts(&lines).concat(), text);
        assert!(lines.lines.len() > 10);
        assert!(lines.lines.iter().all(|line| line.width <= 200.01));
    }

    #[test]
    fn newlines_break_and_controls_vanish() {
        assert_eq!(texts(&broken("one\r\ntwo\u{0}\tthree\n", 500.0)), ["one", "two three"]);
        assert!(broken(" \n\t\u{200B}", 100.0).lines.is_empty());
    }

    #[test]
    fn directions_mix() {
        let lines = broken("She said שלום עולם twice", 500.0);
        assert!(!lines.rtl);
        let place = |word: &str| {
            lines.lines[0]
                .pieces
                .iter()
                .find(|piece| &*piece.word.text == word)
                .map(|piece| piece.x)
        };
        assert!(place("שלום") > place("עולם"));
        assert!(place("twice") > place("שלום"));
        assert!(broken("שלום", 500.0).rtl);
    }
}
