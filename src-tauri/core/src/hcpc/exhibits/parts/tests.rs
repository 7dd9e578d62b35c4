//! Cutting and joining, without a portfolio.

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
    let part = |at: usize| Block::heading(1, format!("{} {}", at + 1, PARTS[at]));
    let written = (0..PARTS.len()).flat_map(|at| {
        let named = (at == PARTS.len() - 1).then(|| Block::Anchor(LIST.to_owned()));
        named.into_iter().chain([part(at), Block::paragraph("My work.")])
    });
    let whole = Document {
        title: "CPD profile".to_owned(),
        running_header: Some("CPD profile · Robin Sample".to_owned()),
        blocks: [Block::contents(), Block::PageBreak]
            .into_iter()
            .chain(written)
            .chain((1..=3).flat_map(exhibit))
            .collect(),
        ..Document::default()
    };
    assert_eq!(parts_in(&whole), 1);
    let segments = segments(&whole, &Laid::default());
    let group = |part: Option<usize>, segments: &[usize]| Group {
        segments: segments.to_vec(),
        part,
    };
    let cuts = [
        vec![group(None, &[0, 1, 2, 3, 4]), group(None, &[5, 6, 7])],
        vec![group(None, &[0, 1, 2, 3, 4, 5]), group(None, &[6]), group(None, &[7])],
        grouped(
            &segments,
            Cut {
                separate: true,
                limit: usize::MAX,
                further: true,
            },
        ),
        vec![
            group(Some(0), &[0, 1]),
            group(Some(1), &[2]),
            group(Some(2), &[3]),
            group(Some(3), &[4, 5]),
            group(Some(3), &[6, 7]),
        ],
    ];
    let suffixes: [&[&str]; 4] = [
        &[" part 1 of 2", " part 2 of 2"],
        &[" part 1 of 3", " part 2 of 3", " part 3 of 3"],
        &[" - 1 summary", " - 2 statement", " - 3 activities", " - 4 evidence"],
        &[
            " - 1 summary",
            " - 2 statement",
            " - 3 activities",
            " - 4 evidence 1 of 2",
            " - 4 evidence 2 of 2",
        ],
    ];
    for (groups, suffixes) in cuts.iter().zip(suffixes) {
        let pages = |document: &Document| Ok(u32::try_from(document.blocks.len()).expect("few"));
        let cut = numbered(&whole, &segments, groups, pages).expect("documents");
        let named: Vec<String> = (0..groups.len()).map(|at| suffix(groups, at)).collect();
        assert_eq!(named, suffixes);
        assert_eq!(parts_in(&cut[0]), groups.len());
        let mut before = 0;
        let of = cut.iter().map(|one| u32::try_from(one.blocks.len()).expect("few")).sum::<u32>();
        for (at, one) in cut.iter().enumerate() {
            let counted = one.counted.clone().expect("counted");
            assert_eq!(
                (counted.before, counted.of, counted.part),
                (before, of, says(at, groups.len())),
                "page numbers go on through all files"
            );
            before += u32::try_from(one.blocks.len()).expect("few");
        }
        assert_eq!(joined(cut), whole, "{named:?}");
    }
}

#[test]
fn each_file_says_what_the_others_hold() {
    let segment = |about| Segment {
        blocks: match about {
            About::Part(part) => vec![Block::heading(1, format!("{} {}", part + 1, PARTS[part]))],
            _ => Vec::new(),
        },
        about,
        weight: 0,
    };
    let segments: Vec<Segment> = [About::Cover, About::Part(3)]
        .into_iter()
        .chain([1, 2, 4, 6, 7, 8].map(About::Exhibit))
        .chain([About::Apart])
        .map(segment)
        .collect();
    let all = Group {
        segments: (0..segments.len()).collect(),
        part: None,
    };
    assert_eq!(
        holds(&segments, &all),
        "4 Supporting evidence; E1 to E2; E4; E6 to E8; Files that go separately"
    );
}

#[test]
fn sizes_are_told_in_megabytes() {
    assert_eq!([10_000_000, 1_234_567, 60_000].map(megabytes), ["10", "1.3", "0.1"]);
}
