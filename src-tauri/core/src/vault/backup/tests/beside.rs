//! The files of evidence beside the zips: rotten ones told and replaced, good ones never given up for them, and those that no zip
//! needs any more taken away, whatever key they are under.

use std::path::{Path, PathBuf};

use super::super::{Automatic, Made, make_whole};
use super::shelf::{aged, due};
use super::*;
use crate::evidence::{self, Evidence};
use crate::vault::attachments::{FOLDER, listed};

impl House {
    /// The file of this evidence, by its name.
    fn name_of(&self, piece: &Evidence) -> String {
        let sha256 = piece.file.as_ref().expect("a file").sha256.clone();
        self.app
            .with(|portfolio| Ok(portfolio.attachments().name(&sha256)))
            .expect("a name")
    }

    /// In the portfolio, and on the stick.
    fn both(&self, piece: &Evidence) -> [PathBuf; 2] {
        [&self.portfolio, &self.stick].map(|folder| folder.join(FOLDER).join(self.name_of(piece)))
    }

    fn made(&self) -> Made {
        self.run(|task| make(&self.app, task, None)).expect("a backup")
    }

    fn looked(&self, zip: &str) -> (u32, u32) {
        let inside = self.run(|task| look(&self.app, task, Path::new(zip))).expect("a look");
        assert!(inside.proved);
        (inside.damaged, inside.missing)
    }
}

fn flip(path: &Path) {
    let mut bytes = std::fs::read(path).expect("a file");
    *bytes.last_mut().expect("a byte") ^= 1;
    std::fs::write(path, bytes).expect("written");
}

fn cut(path: &Path) {
    let bytes = std::fs::read(path).expect("a file");
    std::fs::write(path, &bytes[..bytes.len() - 20]).expect("written");
}

#[test]
fn a_rotten_file_beside_the_zips_is_told_and_the_next_backup_puts_the_good_one_in_its_place() {
    let house = House::new();
    let (song, poem) = (house.evidence("song.txt", &vec![7; 200_000]), house.evidence("poem.txt", b"a poem"));
    let zip = house.made().path;
    assert_eq!(house.looked(&zip), (0, 0));
    let ([_, song], [here, poem]) = (house.both(&song), house.both(&poem));
    let good = std::fs::read(&song).expect("a file");
    for harm in [flip, cut] {
        harm(&song);
        assert_eq!(house.looked(&zip), (1, 0));
        let given = Given::Passphrase(&secret(PASSPHRASE));
        let verified = house
            .run(|task| verify(&house.app, task, Path::new(&zip), Some(&given)))
            .expect("verified");
        assert_eq!((verified.damaged, verified.missing), (1, 0));
        let restored = house.restored(Path::new(&zip), "Back").expect("restored");
        assert_eq!((restored.damaged, restored.missing), (1, 0), "told, and the rest came back");
        std::fs::remove_dir_all(house.beside("Back")).expect("removed");
        let made = house.made();
        assert_eq!((made.damaged, made.missing), (0, 0));
        assert_eq!(std::fs::read(&song).expect("a file"), good);
        assert_eq!(house.looked(&zip), (0, 0), "for the older backup too");
    }
    // In passing as well, when it has its turn.
    flip(&poem);
    house.write(Kind::Reflection, "More");
    assert!(matches!(due(&house, true), Automatic::Made { .. }));
    assert_eq!(std::fs::read(&poem).expect("a file"), std::fs::read(&here).expect("a file"));
}

#[test]
fn what_has_gone_bad_in_the_portfolio_takes_no_good_ones_place() {
    let house = House::new();
    let (song, poem) = (house.evidence("song.txt", &vec![7; 200_000]), house.evidence("poem.txt", b"a poem"));
    house.made();
    let ([here, there], [gone, kept]) = (house.both(&song), house.both(&poem));
    let good = std::fs::read(&there).expect("a file");
    std::fs::remove_file(&gone).expect("removed");
    for harm in [flip, cut] {
        harm(&here);
        let made = house.made();
        assert_eq!((made.damaged, made.missing), (0, 0), "the backup has both");
        assert_eq!(std::fs::read(&there).expect("a file"), good);
        assert!(kept.exists(), "still named, so it stays");
        std::fs::write(&here, &good).expect("mended");
    }
    let made = house.made();
    let restored = house.restored(Path::new(&made.path), "Back").expect("restored");
    assert_eq!((restored.damaged, restored.missing), (0, 0), "both come back");

    // What neither has is said, and remembered.
    flip(&here);
    flip(&there);
    std::fs::remove_file(&kept).expect("removed");
    let made = house.made();
    assert_eq!((made.damaged, made.missing), (1, 1));
    let last = status(&house.app).expect("a status").last.expect("a backup");
    assert_eq!((last.damaged, last.missing), (1, 1));
    // One that was damaged before its first backup is laid there as it is.
    let late = house.evidence("late.txt", b"later");
    let [here, there] = house.both(&late);
    flip(&here);
    assert_eq!(house.made().damaged, 2);
    assert_eq!(std::fs::read(&there).expect("a file"), std::fs::read(&here).expect("a file"));
}

#[test]
fn a_backup_that_is_given_up_takes_no_mended_file_away() {
    let house = House::new();
    let song = house.evidence("song.txt", b"a song");
    let zip = house.made().path;
    let [_, there] = house.both(&song);
    flip(&there);
    let late = house.evidence("late.txt", b"later");
    let names = house.app.with(|portfolio| {
        let attachments = portfolio.attachments();
        let mut names: Vec<String> = evidence::sized(portfolio.db())?
            .keys()
            .map(|sha256| attachments.name(sha256))
            .collect();
        names.sort_unstable();
        Ok((names, super::super::stage::Keys::derive(&portfolio.key)))
    });
    let (names, keys) = names.expect("names");
    let mut quiet = |_| Ok(());
    let progress = &mut super::super::Progress { step: &mut quiet };
    let all = super::super::beside::Again::All;
    drop(super::super::beside::lay(&names, &house.portfolio, &house.stick, &keys.files, &all, progress).expect("laid"));
    assert_eq!(house.looked(&zip), (0, 0), "what is mended stays");
    assert!(!house.both(&late)[1].exists(), "what is new went with it");
}

#[test]
fn a_file_that_was_damaged_before_is_told_in_a_backup_that_holds_everything() {
    let house = House::new();
    let (song, poem) = (house.evidence("song.txt", b"a song"), house.evidence("poem.txt", b"a poem"));
    flip(&house.both(&song)[0]);
    std::fs::remove_file(&house.both(&poem)[0]).expect("removed");
    let made = house.run(|task| make_whole(&house.app, task, None)).expect("a backup");
    assert_eq!((made.damaged, made.missing), (1, 1));
    assert_eq!(house.looked(&made.path), (1, 0), "it holds one, and says what that is worth");
    let restored = house.restored(Path::new(&made.path), "Back").expect("restored");
    assert_eq!(restored.damaged, 1);
    assert_eq!(listed(&house.beside("Back").join(FOLDER)).len(), 1);
}

#[test]
fn files_from_before_new_words_go_with_the_last_zip_that_names_them() {
    let house = House::new();
    let (old, kept) = (house.evidence("old.txt", b"old"), house.evidence("kept.txt", b"kept"));
    let gone = aged(&house, 401);
    let [_, old_file] = house.both(&old);
    let [_, kept_file] = house.both(&kept);
    house.app.change(|portfolio| evidence::bin(portfolio, &old.id)).expect("binned");
    house
        .app
        .change(|portfolio| evidence::empty_bin(portfolio, Some(&old.id)))
        .expect("erased");
    let stays = aged(&house, 400);
    house
        .run(|task| house.app.new_words(&secret(PASSPHRASE), false, task))
        .expect("new words");
    // Somebody else's, under a name of the same form.
    let others = house.stick.join(FOLDER).join(format!("{}.age", "0".repeat(64)));
    std::fs::copy(&old_file, &others).expect("copied");
    assert!(old_file.exists() && kept_file.exists());
    let made = house.made();
    assert_eq!(made.thinned, 1);
    let left = names(&house.stick);
    assert!(left.contains(&stays) && !left.contains(&gone), "{left:?}");
    assert!(!old_file.exists(), "no zip names it any more, and the present key does not open it");
    assert!(kept_file.exists(), "another zip needs it");
    assert!(others.exists(), "nobody has said that this is ours");
    assert_eq!(listed(&house.stick.join(FOLDER)).len(), 3, "one under the present key too");
}
