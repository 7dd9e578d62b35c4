//! Search, filters and order.

use super::*;

#[test]
fn search_understands_prefixes_accents_quotes_and_minus() {
    let (_folder, mut portfolio) = portfolio();
    let drum = make(
        &mut portfolio,
        Kind::Reflection,
        "The quiet drum",
        "2026-04-09",
        "They chose the café drum that nobody had played",
    )
    .id;
    let harp = make(
        &mut portfolio,
        Kind::Reflection,
        "Harp",
        "2026-04-10",
        "played nobody's harp in the CAFE",
    )
    .id;
    set_tag(&mut portfolio, &harp, "enh.pp.03", "resonance").expect("tagged");
    let mut both = [drum.clone(), harp.clone()];
    both.sort();
    let sorted = |words: &str| {
        let mut found = ids(&portfolio, &text(words));
        found.sort();
        found
    };
    for (words, found) in [
        ("dru", vec![drum.clone()]),
        ("cafe", both.to_vec()),
        ("\"nobody had\"", vec![drum.clone()]),
        ("cafe -drum", vec![harp.clone()]),
        ("-drum", vec![harp.clone()]),
        ("resonan", vec![harp.clone()]),
        ("wider range", vec![harp.clone()]),
        ("zebra", vec![]),
    ] {
        assert_eq!(sorted(words), found, "{words}");
    }
    for odd in ["\"", "*", "NEAR(", "%", "AND OR NOT", "title:drum", "^drum", "{drum", "the and of"] {
        list(&portfolio, &text(odd), 0, 10).expect("never an error");
    }
    list(&portfolio, &text(&"drum ".repeat(2000)), 0, 10).expect("never an error");
    // However many fit on a page, and beyond the last, the count is of all.
    for (offset, limit, shown) in [(0, 10, 2), (0, 2, 2), (0, 1, 1), (1, 1, 1), (1, 5, 1), (2, 5, 0), (9, 5, 0)] {
        let page = list(&portfolio, &text("cafe"), offset, limit).expect("a page");
        assert_eq!((page.total, page.rows.len()), (2, shown), "{limit} from {offset}");
    }
    let page = list(&portfolio, &text("drum"), 0, 10).expect("a page");
    assert!(page.rows[0].title.iter().any(|span| span.hit && span.text == "drum"));
    bin(&mut portfolio, &drum).expect("in the bin");
    assert!(ids(&portfolio, &text("quiet")).is_empty());
}

#[test]
fn filters_and_order_narrow_together() {
    let (_folder, mut portfolio) = portfolio();
    let a = make(&mut portfolio, Kind::Reflection, "beta", "2024-07-01", "drum").id;
    let b = make(&mut portfolio, Kind::Cpd, "Alpha", "2026-07-01", "drum").id;
    let c = make(&mut portfolio, Kind::CaseNote, "gamma", "2026-08-01", "harp").id;
    set_tag(&mut portfolio, &a, "enh.pp.02", "").expect("tagged");
    set_tag(&mut portfolio, &b, "adv.ks.04", "").expect("tagged");
    finish(&mut portfolio, &b, true).expect("finished");
    let with = |edit: fn(&mut Query)| {
        let mut query = Query::default();
        edit(&mut query);
        ids(&portfolio, &query)
    };
    assert_eq!(with(|_| {}), [c.clone(), b.clone(), a.clone()]);
    assert_eq!(with(|query| query.sort = Sort::Oldest), [a.clone(), b.clone(), c.clone()]);
    assert_eq!(with(|query| query.sort = Sort::Title), [b.clone(), a.clone(), c.clone()]);
    assert_eq!(with(|query| query.kinds = vec![Kind::Cpd]), std::slice::from_ref(&b));
    assert_eq!(with(|query| query.level = Some("enh".to_owned())), std::slice::from_ref(&a));
    assert_eq!(with(|query| query.section = Some("ks".to_owned())), std::slice::from_ref(&b));
    assert_eq!(
        with(|query| (query.level, query.section) = (Some("enh".to_owned()), Some("ks".to_owned()))),
        Vec::<String>::new()
    );
    assert_eq!(with(|query| query.untagged = true), std::slice::from_ref(&c));
    assert_eq!(with(|query| query.draft = Some(false)), std::slice::from_ref(&b));
    assert_eq!(with(|query| query.client = Some("K-07".to_owned())), [c]);
    assert_eq!(
        with(|query| (query.from, query.to) = (Some("2026-06-01".to_owned()), Some("2026-07-31".to_owned()))),
        [b]
    );
    assert_eq!(
        with(|query| ("drum".clone_into(&mut query.text), query.kinds = vec![Kind::Reflection]).1),
        [a]
    );
    assert_eq!(
        fails(list(
            &portfolio,
            &Query {
                level: Some("%".to_owned()),
                ..Query::default()
            },
            0,
            10
        ))
        .field
        .as_deref(),
        Some("level")
    );
}
