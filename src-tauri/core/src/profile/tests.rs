use super::*;
use crate::record::{self, Kind};
use crate::storage::undo;
use crate::testing;

fn role_of(title: &str, own_practice: bool) -> Role {
    Role {
        id: String::new(),
        title: title.to_owned(),
        setting: "Private practice".to_owned(),
        start: Some("2021-09-01".to_owned()),
        end: None,
        own_practice,
        employer: None,
    }
}

fn field_of(result: Result<Profile>) -> Option<String> {
    let error = result.expect_err("refused");
    assert_eq!(error.code, Code::Invalid);
    error.field
}

#[test]
fn a_profile_is_kept_and_taken_back() {
    let (_folder, mut portfolio) = testing::portfolio();
    let before = get(&portfolio).expect("a profile");
    assert_eq!((before.name.as_str(), before.level.as_deref(), before.version), ("", None, 1));
    let new = Profile {
        name: "A. Therapist".to_owned(),
        profession: Some(Profession::Music),
        registration: "AS012345".to_owned(),
        registered_since: Some("2015-10-01".to_owned()),
        level: Some("enh".to_owned()),
        ..before
    };
    let saved = save(&mut portfolio, &new).expect("saved");
    assert_eq!(saved, Profile { version: 2, ..new });
    undo::undo(&mut portfolio).expect("undone");
    assert_eq!(get(&portfolio).expect("a profile").name, "");
}

#[test]
fn a_save_that_expects_another_version_changes_nothing() {
    let (_folder, mut portfolio) = testing::portfolio();
    let first = get(&portfolio).expect("a profile");
    save(
        &mut portfolio,
        &Profile {
            name: "First".to_owned(),
            ..first.clone()
        },
    )
    .expect("saved");
    let error = save(
        &mut portfolio,
        &Profile {
            name: "Second".to_owned(),
            ..first
        },
    )
    .expect_err("a conflict");
    assert_eq!(error.code, Code::Conflict);
    assert_eq!(get(&portfolio).expect("a profile").name, "First");
}

#[test]
fn what_cannot_be_kept_is_refused_beside_its_field() {
    let (_folder, mut portfolio) = testing::portfolio();
    let empty = get(&portfolio).expect("a profile");
    let with = |change: &dyn Fn(&mut Profile)| {
        let mut profile = empty.clone();
        change(&mut profile);
        profile
    };
    for (field, profile) in [
        ("name", with(&|one| one.name = "a".repeat(201))),
        ("name", with(&|one| one.name = "two\nlines".to_owned())),
        ("registration", with(&|one| one.registration = "1".repeat(41))),
        (
            "registered_since",
            with(&|one| one.registered_since = Some("2026-02-31".to_owned())),
        ),
        (
            "registered_since",
            with(&|one| one.registered_since = Some("0000-01-01".to_owned())),
        ),
        ("level", with(&|one| one.level = Some("boss".to_owned()))),
    ] {
        assert_eq!(field_of(save(&mut portfolio, &profile)).as_deref(), Some(field));
    }
    let role = role_of("Music therapist", true);
    for (field, role) in [
        (
            "title",
            Role {
                title: "  ".to_owned(),
                ..role.clone()
            },
        ),
        (
            "title",
            Role {
                title: "t".repeat(201),
                ..role.clone()
            },
        ),
        (
            "start",
            Role {
                start: Some("9999-01-01".to_owned()),
                ..role.clone()
            },
        ),
        (
            "end",
            Role {
                end: Some("2020-01-01".to_owned()),
                ..role
            },
        ),
    ] {
        assert_eq!(field_of(save_role(&mut portfolio, &role)).as_deref(), Some(field));
    }
}

#[test]
fn roles_come_back_with_the_current_ones_first() {
    let (_folder, mut portfolio) = testing::portfolio();
    save_role(
        &mut portfolio,
        &Role {
            end: Some("2023-07-31".to_owned()),
            ..role_of("Earlier", true)
        },
    )
    .expect("saved");
    let profile = save_role(
        &mut portfolio,
        &Role {
            employer: Some("A hospice".to_owned()),
            ..role_of("Now", false)
        },
    )
    .expect("saved");
    let titles: Vec<_> = profile.roles.iter().map(|role| role.title.as_str()).collect();
    assert_eq!(titles, ["Now", "Earlier"]);
    let now = profile.roles[0].clone();
    assert_eq!(now.employer.as_deref(), Some("A hospice"));

    let profile = save_role(
        &mut portfolio,
        &Role {
            title: "Still now".to_owned(),
            own_practice: true,
            ..now.clone()
        },
    )
    .expect("saved");
    assert_eq!(profile.roles[0].title, "Still now");
    assert_eq!(profile.roles[0].employer, None, "one's own practice has no employer");

    let profile = delete_role(&mut portfolio, &now.id).expect("deleted");
    assert_eq!(profile.roles.len(), 1);
    assert_eq!(delete_role(&mut portfolio, &now.id).expect_err("gone").code, Code::NotFound);
    undo::undo(&mut portfolio).expect("undone");
    assert!(role(portfolio.db(), &now.id).expect("a read").is_some());
}

#[test]
fn a_practice_that_holds_case_notes_does_not_become_an_employers() {
    let (_folder, mut portfolio) = testing::portfolio();
    let own = save_role(&mut portfolio, &role_of("Own", true)).expect("saved").roles.remove(0);
    let note = record::Content {
        role_id: Some(own.id.clone()),
        ..testing::content(Kind::CaseNote, "", "2026-11-20", "Quiet.")
    };
    record::create(&mut portfolio, &note, "", &[]).expect("a case note");
    let error = save_role(
        &mut portfolio,
        &Role {
            own_practice: false,
            ..own
        },
    )
    .expect_err("refused");
    assert_eq!((error.code, error.field.as_deref()), (Code::Refused, Some("own_practice")));
}
