//! Erased records in what is kept as it left.

use super::exhibits::{Desk, pdf};
use super::*;
use crate::record;

/// Everything that is kept of what left.
fn kept(desk: &Desk) -> String {
    desk.app
        .with(|portfolio| {
            let all = portfolio
                .db()
                .prepare("SELECT coalesce(document, '') || kept FROM export ORDER BY rowid")?
                .query_map([], |row| row.get(0))?
                .collect::<rusqlite::Result<Vec<String>>>()?;
            Ok(all.join("\n"))
        })
        .expect("read")
}

/// A profile with two activities that have names of the owner's and one that is only listed, and evidence of the first.
fn desk() -> (Desk, [String; 3]) {
    let desk = Desk::new();
    let (second, third) = desk
        .app
        .change(|portfolio| {
            let second = finished(portfolio, &cpd("2025-04-01", CpdType::Formal));
            let third = finished(portfolio, &cpd("2025-05-01", CpdType::SelfDirected));
            let told = |id: &str, what: &str| Chosen {
                learnt: format!("{what} taught me."),
                ..chosen(id, &format!("{what} began."))
            };
            let form = Form {
                summary: "My work.".to_owned(),
                chosen: vec![told(&desk.record, "Hornbeam"), told(&second, "Sycamore")],
                choices: vec![
                    choice(&desk.record, None, Some("The hornbeam group")),
                    choice(&second, None, Some("The sycamore course")),
                    choice(&third, None, Some("The aspen reader")),
                ],
                ..empty()
            };
            put(portfolio, &desk.cycle, &form);
            Ok((second, third))
        })
        .expect("a profile");
    desk.add("print.pdf", &pdf(1), "A print of it.");
    let records = [desk.record.clone(), second, third];
    (desk, records)
}

fn erase(desk: &Desk, id: &str) {
    desk.app
        .change(|portfolio| {
            record::bin(portfolio, id)?;
            record::empty_bin(portfolio)
        })
        .expect("erased");
}

#[test]
fn an_erased_record_is_withdrawn_from_the_profile_that_left_and_its_place_stays() {
    for separate in [false, true] {
        let (desk, [first, second, third]) = desk();
        desk.app
            .change(|portfolio| {
                let pack = Pack { evidence: true, separate };
                save_pack(portfolio, &pack)
            })
            .expect("saved");
        desk.leave("one.pdf", true).expect("left");
        let before = kept(&desk);
        for words in [
            "hornbeam group",
            "Hornbeam began",
            "Hornbeam taught",
            "sycamore course",
            "aspen reader",
        ] {
            assert!(before.contains(words), "{words}");
        }
        erase(&desk, &first);
        let after = kept(&desk);
        assert!(!after.to_lowercase().contains("hornbeam"), "{after}");
        assert!(after.contains("Withdrawn") && after.contains(&format!("record-{first}")), "{after}");
        for words in ["sycamore course", "Sycamore began", "Sycamore taught", "aspen reader"] {
            assert!(after.contains(words), "{words}");
        }
        erase(&desk, &third);
        assert!(!kept(&desk).contains("aspen") && kept(&desk).contains("sycamore course"));
        erase(&desk, &second);
        assert!(!kept(&desk).to_lowercase().contains("sycamore"));
        let past = desk.app.with(exports).expect("the register");
        assert!(past.iter().all(|one| one.withdrawn == 3));
        // What is kept can still be read as a version.
        let newest = desk
            .app
            .with(|portfolio| versions(portfolio, &desk.cycle))
            .expect("versions")
            .remove(0);
        desk.app.with(|portfolio| version(portfolio, &newest.past.id)).expect("read");
    }
}

#[test]
fn what_was_kept_knowingly_in_it_goes_with_it() {
    let (desk, [first, second, _]) = desk();
    desk.app
        .change(|portfolio| {
            let form = Form {
                chosen: vec![chosen(&first, "Mr Okafor taught it."), chosen(&second, "Mrs Adeyemi taught it.")],
                ..empty()
            };
            put(portfolio, &desk.cycle, &form);
            for one in super::super::found(portfolio, &desk.cycle)? {
                let given = AnswerGiven {
                    key: one.key,
                    action: Some(AnswerAction::Keep),
                    words: "A colleague who agreed.".to_owned(),
                };
                answer(portfolio, &desk.cycle, &[given])?;
            }
            Ok(())
        })
        .expect("answered");
    desk.leave("one.pdf", true).expect("left");
    assert!(kept(&desk).contains("Okafor"));
    erase(&desk, &first);
    assert!(
        !kept(&desk).contains("Okafor") && kept(&desk).contains("Adeyemi"),
        "{}",
        kept(&desk)
    );
}

#[test]
fn erasing_one_of_several_that_are_called_alike_or_stand_on_one_day_leaves_the_others() {
    for separate in [false, true] {
        let desk = Desk::new();
        let [alike, reading, third, other] = desk
            .app
            .change(|portfolio| {
                let alike = finished(portfolio, &cpd("2025-04-01", CpdType::Formal));
                let reading = finished(portfolio, &cpd("2025-05-01", CpdType::SelfDirected));
                let third = finished(portfolio, &cpd("2025-05-01", CpdType::SelfDirected));
                let other = finished(portfolio, &cpd("2025-05-01", CpdType::SelfDirected));
                let unlisted = finished(portfolio, &reflection("2025-05-02"));
                let name = Some("Supervision, 60 minutes");
                let form = Form {
                    chosen: vec![chosen(&desk.record, "One."), chosen(&unlisted, "Two.")],
                    choices: vec![
                        choice(&desk.record, None, name),
                        choice(&alike, None, name),
                        choice(&reading, None, Some("Aspen leaves")),
                        choice(&third, None, Some("Third maples")),
                        choice(&other, None, Some("Other birches")),
                        choice(&unlisted, Some(false), Some("A talk")),
                    ],
                    ..empty()
                };
                put(portfolio, &desk.cycle, &form);
                save_pack(portfolio, &Pack { evidence: true, separate })?;
                Ok([alike, reading, third, other])
            })
            .expect("a profile");
        desk.add("print.pdf", &pdf(1), "A print of it.");
        desk.leave("one.pdf", true).expect("left");
        let name = "Supervision, 60 minutes";
        let before = kept(&desk).matches(name).count();
        erase(&desk, &alike);
        assert_eq!(kept(&desk).matches(name).count(), before - 1, "its line of the list alone");
        desk.app
            .change(|portfolio| record::bin(portfolio, &third))
            .expect("binned, and erased with it");
        erase(&desk, &reading);
        let now = kept(&desk);
        assert!(
            !now.contains("Aspen") && !now.contains("Third") && now.contains("Other birches"),
            "{now}"
        );
        erase(&desk, &other);
        assert!(!kept(&desk).contains("birches"));
        erase(&desk, &desk.record);
        assert!(!kept(&desk).contains(name));
    }
}
