use proptest::prelude::*;

use super::{Finding, Kind, Own, OwnClient, Surety, scan};

fn plainly(text: &str) -> Vec<(Kind, String)> {
    seen(scan(text, &Own::default()))
}

fn seen(findings: Vec<Finding>) -> Vec<(Kind, String)> {
    findings.into_iter().map(|one| (one.kind, one.value)).collect()
}

fn client(name: &str, known_as: &str) -> Own {
    Own {
        clients: vec![OwnClient {
            name: name.to_owned(),
            known_as: known_as.to_owned(),
            code: "K-07".to_owned(),
        }],
        ..Own::default()
    }
}

#[track_caller]
fn finds(text: &str, kind: Kind, value: &str) {
    assert!(plainly(text).contains(&(kind, value.to_owned())), "{text}: {:?}", plainly(text));
}

#[track_caller]
fn clean(text: &str) {
    assert_eq!(plainly(text), [], "{text}");
}

#[test]
fn what_has_a_form_of_its_own_is_found() {
    for (text, kind, value) in [
        ("His NHS number is 943 476 5919.", Kind::NhsNumber, "943 476 5919"),
        ("9434765919", Kind::NhsNumber, "9434765919"),
        ("NHS no: 123 456 7890", Kind::NhsNumber, "123 456 7890"),
        ("NI AB 12 34 56 C was on the form", Kind::NiNumber, "AB 12 34 56 C"),
        ("ab123456c", Kind::NiNumber, "ab123456c"),
        ("She lives at LS6 3HN now", Kind::Postcode, "LS6 3HN"),
        ("sw1a 1aa", Kind::Postcode, "sw1a 1aa"),
        ("in the M14 area", Kind::Postcode, "M14"),
        ("Ring 0113 496 0123 after five", Kind::Phone, "0113 496 0123"),
        ("(020) 7946 0999", Kind::Phone, "(020) 7946 0999"),
        ("+44 7700 900123", Kind::Phone, "+44 7700 900123"),
        ("call her on 496 0123", Kind::Phone, "496 0123"),
        ("write to j.smith@example.org.", Kind::Email, "j.smith@example.org"),
        ("see www.example.org/tom.", Kind::Link, "www.example.org/tom"),
        ("elmgrove.sch.uk", Kind::Link, "elmgrove.sch.uk"),
        ("her page @lily.draws", Kind::Link, "@lily.draws"),
        ("registered as AS012345", Kind::Registration, "AS012345"),
        ("hospital number RX99812", Kind::Registration, "RX99812"),
        ("GMC 7012345", Kind::Registration, "7012345"),
        ("born on 3 March 2014", Kind::DateOfBirth, "3 March 2014"),
        ("DOB: 03/03/2014", Kind::DateOfBirth, "03/03/2014"),
        ("he was born in 2014", Kind::DateOfBirth, "2014"),
        ("a 9-year-old boy", Kind::Age, "9-year-old"),
        ("He is nine.", Kind::Age, "nine"),
        ("a shy girl of nine with a drum", Kind::Age, "nine"),
        ("aged six and a half", Kind::Age, "six and a half"),
        ("Freya is the youngest at four.", Kind::Age, "four"),
        ("He turned 40 last week", Kind::Age, "40"),
        ("14 Elm Road", Kind::Address, "14 Elm Road"),
        ("Flat 2, 31 Canal Street", Kind::Address, "Flat 2, 31 Canal Street"),
        ("client K-07 came", Kind::ClientCode, "K-07"),
        ("at Elm Grove Primary School", Kind::Place, "Elm Grove Primary School"),
        ("on Willow ward", Kind::Place, "Willow ward"),
        ("on Ward 7 again", Kind::Place, "Ward 7"),
        ("at St Mary's since May", Kind::Place, "St Mary's"),
        ("she moved from Leeds", Kind::Place, "Leeds"),
        ("he lives in Reading with her", Kind::Place, "Reading"),
        ("she grew up in March, in the Fens", Kind::Place, "March"),
        ("a school near March", Kind::Place, "March"),
        ("drawings/Dr_Patel_letter.pdf", Kind::PersonName, "Dr_Patel"),
        ("hospital number ab 123456", Kind::Registration, "ab 123456"),
        ("hospital number 1987", Kind::Registration, "1987"),
        ("filed as K-07_drawing.png", Kind::ClientCode, "K-07"),
        ("nhs_9434765919_report.pdf", Kind::NhsNumber, "9434765919"),
        ("943 476\n5919", Kind::NhsNumber, "943 476\n5919"),
        ("NHS number (943 476 5918)", Kind::NhsNumber, "943 476 5918"),
        ("Dr_Patel_letter.pdf", Kind::PersonName, "Dr_Patel"),
        ("a 34 y.o. man", Kind::Age, "34 y.o."),
        ("He is 7.5 years old.", Kind::Age, "7.5 years old"),
        ("aged 7;3 then", Kind::Age, "7;3"),
        ("DOB 04052012", Kind::DateOfBirth, "04052012"),
        ("year of birth 2014", Kind::DateOfBirth, "2014"),
        ("his birthday is 03/06", Kind::DateOfBirth, "03/06"),
        ("at 22 Kingsway until May", Kind::Address, "22 Kingsway"),
        ("he sleeps on Ward Six B now", Kind::Place, "Ward Six B"),
        ("Referred by *Willow Ward* in May.", Kind::Place, "Willow Ward"),
        ("She lives at “Rowan House”.", Kind::Place, "Rowan House"),
        ("Sarah Whitehouse came late and wept.", Kind::PersonName, "Sarah Whitehouse"),
        ("Emma Dix said goodbye.", Kind::PersonName, "Emma Dix"),
        ("Rebecca Clarke came late and cried.", Kind::PersonName, "Rebecca Clarke"),
        ("Arthur Mitchell hit me.", Kind::PersonName, "Arthur Mitchell"),
        ("Paula Mitchell, my supervisor, agreed", Kind::PersonName, "Paula Mitchell"),
        ("12 The Drive", Kind::Address, "12 The Drive"),
        ("watch youtu.be/dQw4w9", Kind::Link, "youtu.be/dQw4w9"),
        ("write to rose(at)example.org", Kind::Email, "rose(at)example.org"),
        ("He goes to Millbrook Primary.", Kind::Place, "Millbrook Primary"),
        ("at Sunnyside residential home", Kind::Place, "Sunnyside residential home"),
        ("yn Ysgol Glan Clwyd heddiw", Kind::Place, "Ysgol Glan Clwyd"),
        ("at Our Lady of Lourdes School", Kind::Place, "Our Lady of Lourdes School"),
        ("Great Ormond Street Hospital rang", Kind::Place, "Great Ormond Street Hospital"),
        ("Dr Okonkwo rang", Kind::PersonName, "Dr Okonkwo"),
        ("Signed by Mr Okafor\nPage 1 of 1", Kind::PersonName, "Mr Okafor"),
        ("my client Xolani drew", Kind::PersonName, "Xolani"),
        ("his mother, Ewa, waited", Kind::PersonName, "Ewa"),
        ("a boy called Dredd", Kind::PersonName, "Dredd"),
        ("Then Tom hid the drum", Kind::PersonName, "Tom"),
        ("with Rose after the break", Kind::PersonName, "Rose"),
        ("Will said no", Kind::PersonName, "Will"),
        ("client JS was late", Kind::PersonName, "JS"),
        ("the Hendersons' boy; the Abiola family", Kind::PersonName, "Abiola"),
    ] {
        finds(text, kind, value);
    }
}

#[test]
fn what_only_looks_like_it_is_left_alone() {
    for text in [
        "We played the Bach prelude twice, then Clara Schumann and Vincent van Gogh came up.",
        "In May we began with Peter and the Wolf; the viola carried him.",
        "Winnicott (1971) and Casement's supervision papers; Okafor and Reid (2019) agree.",
        "The Art room was cold. Art therapy asks for warmth. Will this be enough?",
        "Opus 27 No. 2, bars 9 to 14, BWV 988 and ICD-10.",
        "A ten-year-old piano, and nine bars of silence.",
        "I chose a rose, an iris and a violet pencil; the carol ended in D minor.",
        "I would not have said so in March. It ended in March 2025, from March to May I waited.",
        "I renewed my registration in 2024. We joined HCPC in 2016, and UKCP in 2018.",
        "HCPC registration 2024-2026, HCPC_CPD_2024.pdf, Referral_20240503.docx and HCPC registration 2024/25.",
        "Supervision @ 10.30 today, twelve sessions @ 45.50 each; b. 4/4 time.",
        "In 2025, The Orchard opened. We read scene 3 The Orchard. Sertraline High was the Suzuki Grammar of it.",
        "Schubert's Ave Maria came up on St David's Day, and Unit 3 of the diploma.",
        "Our supervision group met on Monday. The School day is long.",
        "The client returned. I waited; he played. My supervisor asked why.",
        "Gibbs' cycle, Kolb's and Schön's ideas of reflection on action.",
        "She sang “Amazing Grace” and *Danny Boy*.",
        "Records, Consent and Confidentiality were the headings.",
        "A certificate\nA print\nPage 1 of 3",
        "The Multidisciplinary Team met; the Arts Therapies Service did not. We read A Doll's House.",
        "In the ward Nine women sang. Unit Six: Ethics. A birthday on 12.30 or so.",
        "Marian Chace, Rudolf Laban and Käthe Kollwitz; 12 Broadway songs.",
    ] {
        clean(text);
    }
}

#[test]
fn a_client_called_as_a_flower_is_found_in_the_name_of_a_file() {
    let own = client("Grace Holloway", "");
    for text in ["grace_drawing.png", "a song, 2026/grace_song.wav"] {
        let found = scan(text, &own);
        assert!(found.iter().any(|one| one.kind == Kind::ClientName), "{text}: {found:?}");
    }
}

#[test]
fn ones_own_client_is_found_however_it_is_written() {
    let own = client("Rosalind Okafor-Miller", "Ros, Bee");
    for text in [
        "Rosalind came late.",
        "ROSALIND",
        "rosalind wept",
        "Rosalind's drum",
        "the Rosalinds of this world",
        "Roslaind drew",
        "Rosalnd drew",
        "Rosalimd drew",
        "Rosal-\nind drew",
        "Rosal\u{AD}\nind drew",
        "ROSA-\nLIND drew",
        "tosalind drew",
        "Ro\u{200B}salind drew",
        "Rоsalind drew",
        "Ros sang",
        "Roz sang",
        "Bee sang",
        "Okafor-Miller",
        "Mrs Okafor",
        "Okafor\nMiller",
        "R.O. was quiet",
        "RO was quiet",
        "R O was quiet",
        "photo_rosalind_march.jpg",
        "rosalind.okafor@example.org",
    ] {
        let found = scan(text, &own);
        assert!(found.iter().any(|one| one.kind == Kind::ClientName), "{text}: {found:?}");
    }
    let whole = scan("I met Rosalind Okafor-Miller today.", &own);
    assert_eq!(seen(whole), [(Kind::ClientName, "Rosalind Okafor-Miller".to_owned())]);
    for text in ["K-07", "k07", "K 07", "K-\n07", "K-07_drawing", "x_K07_2026"] {
        assert!(scan(text, &own).iter().any(|one| one.kind == Kind::ClientCode), "{text}");
    }
}

#[test]
fn a_ligature_or_another_script_hides_no_client() {
    for (name, text) in [
        ("Sofia Griffin", "Soﬁa came."),
        ("Sofia Griffin", "Mr Griﬀin rang."),
        ("Sofia Griffin", "Mr Gri\u{FB03}n rang."),
        ("Sofia Griffin", "Ѕоfіа came."),
        ("Stella Flint", "ﬅella and \u{FB06}ella"),
    ] {
        let found = scan(text, &client(name, ""));
        assert!(found.iter().any(|one| one.kind == Kind::ClientName), "{text}: {found:?}");
    }
}

#[test]
fn a_clients_name_that_is_a_word_is_asked_about_where_it_can_be_one() {
    for (name, text) in [
        ("Rose Lane", "Rose put the rose down."),
        ("May Hill", "May came in May."),
        ("Will Power", "Will said he will."),
        ("Art Young", "I saw Art in the art room."),
        ("Carol Singer", "Carol sang."),
        ("Viola Player", "Viola hid the viola."),
    ] {
        let found = scan(text, &client(name, ""));
        assert!(
            found.iter().any(|one| one.kind == Kind::ClientName && one.start < 7),
            "{text}: {found:?}"
        );
    }
    for (name, text) in [
        ("Rose Lane", "Then rose and I sang."),
        ("Will Power", "me and will at the drum"),
        ("Will Power", "a recording, will.mp3"),
        ("Art Young", "2026/clay_art.jpg"),
        ("Łukasz Żak", "ŁŻ came late."),
        ("Łukasz Żak", "Ł. Ż. came late."),
        ("Mary O'Brien", "with MOB again"),
        ("Anna Olive Brown", "Today AB was quiet."),
        ("Aoife O'Brien", "with AO again"),
    ] {
        let found = scan(text, &client(name, ""));
        assert!(found.iter().any(|one| one.kind == Kind::ClientName), "{text}: {found:?}");
    }
    assert_eq!(
        seen(scan("smart_goals.docx, partial.pdf, the art of it", &client("Art Young", ""))),
        []
    );
    let low = scan(
        "She will sing a carol to the viola in the art room, a rose in hand.",
        &client("Will Carol", "Viola, Art, Rose"),
    );
    assert_eq!(seen(low), []);
}

#[test]
fn several_things_together_are_said() {
    let found = plainly("A 9-year-old Syrian boy with selective mutism from Hull.");
    assert!(found.iter().any(|(kind, _)| *kind == Kind::Combination), "{found:?}");
    assert!(!plainly("A boy from Hull.").iter().any(|(kind, _)| *kind == Kind::Combination));
}

#[test]
fn ones_own_registration_may_stand() {
    let own = Own {
        registrations: vec!["AS 012345".to_owned()],
        ..Own::default()
    };
    assert_eq!(scan("HCPC AS012345", &own), []);
}

#[test]
fn the_owner_is_nobody_to_be_hidden_unless_a_client_is_called_so_too() {
    let mut own = Own {
        owner: "Dr Megan Price-Hughes".to_owned(),
        ..Own::default()
    };
    assert_eq!(scan("My name is Megan Price-Hughes, and Megan’s work is music.", &own), []);
    assert_eq!(scan("My client Megan Reid came.", &own).len(), 1);
    own.extend(client("Megan Reid", ""));
    assert_eq!(scan("Megan came.", &own)[0].kind, Kind::ClientName);
}

proptest! {
    #[test]
    fn positions_are_code_points_and_give_the_value(text in "[A-Za-zé🥁\u{200B} .,'\n0-9@-]{0,120}") {
        let own = client("Rosalind Miller", "Ros");
        for one in scan(&text, &own) {
            prop_assert!(one.start < one.end);
            let value: String = text.chars().skip(one.start).take(one.end - one.start).collect();
            prop_assert_eq!(value, one.value);
        }
    }

    #[test]
    fn a_clients_whole_name_is_found_in_any_words(before in "[a-z ,.]{0,30}", after in "[a-z ,.]{0,30}") {
        let text = format!("{before} Rosalind Miller {after}");
        let found = scan(&text, &client("Rosalind Miller", ""));
        prop_assert!(found.iter().any(|one| one.kind == Kind::ClientName && one.value.contains("Rosalind Miller")));
    }
}

/// How sure each of what is found is, in its order.
fn sureness(name: &str, code: &str, text: &str) -> Vec<(String, Surety)> {
    let own = Own::of(vec![OwnClient {
        name: name.to_owned(),
        code: code.to_owned(),
        ..OwnClient::default()
    }]);
    let own_clients = scan(text, &own).into_iter().filter(|one| one.kind.is_own_client());
    own_clients.map(|one| (one.value, one.surety)).collect()
}

#[test]
fn a_client_is_told_from_a_word_that_reads_like_one_or_it_is_left_open() {
    use Surety::{OtherWord, Sure, Unclear};
    for (name, text, value, expected) in [
        ("Rosalind Miller", "Rosalind came late.", "Rosalind", Sure),
        ("May Hill", "We met on 3 May 2026.", "May", OtherWord),
        ("May Hill", "From May 2025 on", "May", OtherWord),
        ("May Hill", "We met on 3 May.", "May", Unclear),
        ("May Hill", "It began in May.", "May", Unclear),
        ("May Hill", "May Hill came.", "May Hill", Sure),
        ("May Hill", "May said no.", "May", Sure),
        ("May Hill", "May brought rain.", "May", Unclear),
        ("Art Young", "Art therapist", "Art", Unclear),
        ("Art Young", "Art Psychotherapist, since 2019", "Art", Unclear),
        ("Art Young", "I met Art in the art room.", "Art", Sure),
        ("Will Power", "Will I see her again?", "Will", Unclear),
        ("Will Power", "Will whispered.", "Will", Sure),
        ("Rose Lane", "Rose is a colour.", "Rose", Unclear),
        ("Rose Lane", "I told Rose so.", "Rose", Sure),
        ("Carol Singer", "Carol Service on Sunday", "Carol", Unclear),
        ("Viola Player", "Viola and piano", "Viola", Unclear),
        ("Ann Klein", "as Melanie Klein (1946) says", "Klein", Unclear),
        ("Peter Hull", "Peter and the Wolf", "Peter", Unclear),
        ("Rosalind Hull", "Dear Ros", "Ros", Sure),
        ("Marta Webb", "her aunt Maria rang", "Maria", Unclear),
        ("Rosalind Hull", "then Rosalnd drew", "Rosalnd", Sure),
        ("Anna Taylor", "as AT should be", "AT", Unclear),
        ("Anna Taylor", "A.T. came", "A.T", Sure),
        ("Rosalind Miller", "photo_rosalind.jpg", "rosalind", Sure),
    ] {
        let found = sureness(name, "", text);
        assert!(
            found.iter().any(|(found, surety)| found.starts_with(value) && *surety == expected),
            "{name}: {text}: {found:?}"
        );
    }
    for (code, text, expected) in [
        ("K-07", "k07 came", Sure),
        ("KM", "KM came", Sure),
        ("Swan", "Swan Lake", Unclear),
        ("Home", "Home visits", Unclear),
        ("ART", "ART ROOM", Unclear),
        ("Room 2", "in room 2", Unclear),
        ("12", "12 people", Unclear),
    ] {
        let found = sureness("", code, text);
        assert_eq!(found.len(), 1, "{code}: {text}: {found:?}");
        assert_eq!(found[0].1, expected, "{code}: {text}");
    }
}
