//! Which activities could be chosen, over whole portfolios.

use super::*;
use crate::hcpc::{Suggestions, suggestions};

fn asked(portfolio: &Portfolio, id: &str) -> Suggestions {
    suggestions(portfolio, id).expect("suggestions")
}

#[test]
fn nothing_outside_the_list_is_named_and_nothing_is_chosen_by_asking() {
    let (_folder, mut portfolio, id) = portfolio();
    let none = asked(&portfolio, &id);
    assert_eq!((none.chosen, none.least, none.most, none.activities.len()), (0, 4, 6, 0));

    draft(&mut portfolio, &cpd("2024-09-01", CpdType::Formal));
    finished(&mut portfolio, &case_note("2024-09-02"));
    finished(&mut portfolio, &cpd("2024-05-31", CpdType::Formal));
    finished(&mut portfolio, &cpd("2026-06-01", CpdType::Formal));
    let mut off = empty();
    let unlisted = finished(&mut portfolio, &cpd("2024-10-01", CpdType::Formal));
    off.choices.push(choice(&unlisted, Some(false), None));
    put(&mut portfolio, &id, &off);
    assert!(asked(&portfolio, &id).activities.is_empty());

    let one = finished(&mut portfolio, &supervision("2026-05-31"));
    let found = asked(&portfolio, &id);
    assert_eq!(found.activities.len(), 1);
    assert_eq!(found.activities[0].record_id, one);
    assert!(
        found.activities[0].why.starts_with("The only work-based activity of your list"),
        "{}",
        found.activities[0].why
    );
    assert!(get(&portfolio, &id).expect("the profile").chosen.is_empty());
}

#[test]
fn what_is_chosen_counts_and_is_not_named_again() {
    let (_folder, mut portfolio, id) = portfolio();
    let mut told = cpd("2025-02-01", CpdType::Formal);
    told.cpd.as_mut().expect("facts").service_users = "They came back.".to_owned();
    let told = finished(&mut portfolio, &told);
    record::set_tag(&mut portfolio, &told, "pro.erd.01", "").expect("a tag");
    for month in 3..10 {
        finished(&mut portfolio, &cpd(&format!("2025-{month:02}-01"), CpdType::SelfDirected));
    }
    let found = asked(&portfolio, &id);
    assert_eq!(found.activities[0].record_id, told);
    assert_eq!(
        found.activities[0].why,
        "The only activity of formal education of your list; nothing else here is from winter 2024 to 2025; you wrote how the people you work with gained."
    );
    let form = Form {
        chosen: vec![chosen(&told, "")],
        ..empty()
    };
    put(&mut portfolio, &id, &form);
    let then = asked(&portfolio, &id);
    assert_eq!(then.chosen, 1);
    assert_eq!(then.activities, found.activities[1..]);
    let crossed = save_number(&mut portfolio, "chosen-most", Some(1)).expect_err("fewer than the least");
    assert_eq!(crossed.field.as_deref(), Some("value"));
    save_number(&mut portfolio, "chosen-least", Some(1)).expect("a number");
    save_number(&mut portfolio, "chosen-most", Some(1)).expect("a number");
    assert!(asked(&portfolio, &id).activities.is_empty());
}

#[test]
fn five_thousand_are_answered_for() {
    let (_folder, mut portfolio, id) = portfolio();
    let one = finished(&mut portfolio, &cpd("2025-02-01", CpdType::Formal));
    let db = portfolio.db();
    db.execute_batch(&format!(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
         INSERT INTO record (id, kind, title, body, date_on, draft, created_at, updated_at)
           SELECT printf('many-%05d', i), 'cpd', 'Reading', '', date('2024-06-01', '+' || (i % 700) || ' days'), 0, created_at, updated_at
           FROM n, record WHERE record.id = '{one}';"
    ))
    .expect("many");
    let found = asked(&portfolio, &id);
    assert_eq!(found.activities.len(), 6);
    assert_eq!(found, asked(&portfolio, &id));
}
