//! What there can be one of only, cycles and clients' pages: where there is one already, the words of the file become a draft.
//!
//! What always holds: no word of the file is lost, and none of the portfolio is touched.

use std::fmt::Write as _;

use super::{MARK, Report, count, id_beside};
use crate::client;
use crate::error::Result;
use crate::exchange::import::moment_of;
use crate::exchange::model::{Cycle, File, Record, Section};
use crate::hcpc::{self, Arranged};
use crate::record::Kind;

/// Cycles that there are not; the words of one that is there already become a draft, because there is one of each only.
pub(super) fn cycles(ours: &File, theirs: &File, new: &mut File, report: &mut Report) -> Result<()> {
    let mut beside = 0;
    new.cycles.clear();
    for one in &theirs.cycles {
        let here = ours
            .cycles
            .iter()
            .find(|cycle| (&cycle.start, &cycle.end) == (&one.start, &one.end));
        match here {
            None => new.cycles.push(one.clone()),
            Some(_) if is_blank(one) => {}
            Some(here) if is_blank(here) => new.cycles.push(one.clone()),
            Some(here) if said(here) == said(one) => {
                if (&here.also_listed, &here.not_listed, &here.chosen_evidence) != (&one.also_listed, &one.not_listed, &one.chosen_evidence)
                {
                    report.kept.push(format!(
                        "The file lists other records or evidence for the cycle {} to {}: your choice was kept.",
                        one.start, one.end
                    ));
                }
                if here.drawn != one.drawn {
                    report.kept.push(format!(
                        "The file says otherwise whether you were drawn in the cycle {} to {}: what stands here was kept.",
                        one.start, one.end
                    ));
                }
                if here.letters != one.letters {
                    report.kept.push(format!(
                        "The file names other records or evidence in an answer to HCPC in the cycle {} to {}: what stands here was kept.",
                        one.start, one.end
                    ));
                }
                if here.arranged != one.arranged {
                    report.kept.push(format!(
                        "The file marks, orders, puts together or reminds otherwise in the cycle {} to {}: what stands here was kept.",
                        one.start, one.end
                    ));
                }
                if here.answers != one.answers {
                    report.kept.push(format!(
                        "The file answers the privacy check of the cycle {} to {} otherwise: your answers were kept.",
                        one.start, one.end
                    ));
                }
            }
            Some(_) => {
                let words = words_of(one, theirs)?;
                if !ours.records.iter().any(|record| record.key == words.key) {
                    report.beside.push(words.key.clone());
                    new.records.push(words);
                    beside += 1;
                }
            }
        }
    }
    count(report, "HCPC cycles", theirs.cycles.len(), new.cycles.len() + beside, beside);
    Ok(())
}

/// Clients' pages that there are not; the words of one that is there already become a draft, because there is one of each only.
pub(super) fn clients(ours: &File, theirs: &File, new: &mut File, report: &mut Report) -> Result<()> {
    let client::Merged {
        new: brought,
        beside,
        kept,
    } = client::merge(&ours.clients, &theirs.clients);
    let mut drafts = 0;
    for page in &beside {
        let key = id_beside("record", page)?;
        if !ours.records.iter().any(|record| record.key == key) {
            report.beside.push(key.clone());
            new.records.push(draft(
                key,
                format!("{}: the page of a client ({MARK})", page.client),
                &page.facts.written(),
                vec![page.client.clone()],
                &theirs_day(theirs),
            )?);
            drafts += 1;
        }
    }
    count(
        report,
        "clients’ pages",
        theirs.clients.pages.len(),
        brought.pages.len() + drafts,
        drafts,
    );
    report.kept.extend(kept);
    new.clients = brought;
    Ok(())
}

/// The day of the latest record of a file: that of the words in it which have none.
fn theirs_day(theirs: &File) -> String {
    theirs
        .records
        .iter()
        .map(|one| one.date.clone())
        .max()
        .unwrap_or_else(|| "2000-01-01".to_owned())
}

/// Whether nothing is written for it.
fn is_blank(cycle: &Cycle) -> bool {
    *cycle
        == Cycle {
            start: cycle.start.clone(),
            end: cycle.end.clone(),
            summary: String::new(),
            introduction: String::new(),
            gaps: Vec::new(),
            chosen: Vec::new(),
            also_listed: Vec::new(),
            not_listed: Vec::new(),
            chosen_evidence: Vec::new(),
            answers: Vec::new(),
            drawn: None,
            arranged: Arranged::default(),
            letters: Vec::new(),
        }
}

/// What is written for it, without what goes by the records.
fn said(cycle: &Cycle) -> Cycle {
    let mut said = Cycle {
        also_listed: Vec::new(),
        not_listed: Vec::new(),
        chosen_evidence: Vec::new(),
        answers: Vec::new(),
        drawn: None,
        arranged: Arranged {
            assembly: hcpc::Assembly {
                by: hcpc::By::default(),
                ..cycle.arranged.assembly.clone()
            },
            ..Arranged::default()
        },
        ..cycle.clone()
    };
    said.arranged.assembly.aims.iter_mut().for_each(|aim| aim.record_ids.clear());
    said.chosen.iter_mut().for_each(|chosen| chosen.evidence.clear());
    for point in said.letters.iter_mut().flat_map(|letter| &mut letter.points) {
        point.id.clear();
        point.records.clear();
        point.evidence.clear();
    }
    said
}

/// Everything written for a cycle, as a draft.
fn words_of(cycle: &Cycle, file: &File) -> Result<Record> {
    let mut text = String::new();
    let mut part = |heading: &str, words: &str| {
        if !words.trim().is_empty() {
            let _ = write!(text, "## {heading}\n\n{}\n\n", words.trim());
        }
    };
    part("Summary of practice", &cycle.summary);
    part("Introduction", &cycle.introduction);
    let aims: Vec<String> = cycle.arranged.assembly.aims.iter().map(|aim| format!("- {}", aim.text)).collect();
    part("Aims of the plan", &aims.join("\n"));
    for gap in &cycle.gaps {
        part(&format!("Gap from {} to {}", gap.from, gap.to), &gap.explanation);
    }
    for chosen in &cycle.chosen {
        let record = file.records.iter().find(|one| one.key == chosen.record);
        let name = record
            .map(|one| one.title.as_str())
            .filter(|title| !title.is_empty())
            .unwrap_or("An activity");
        let answers = [
            ("What it was", &chosen.what),
            ("What I learnt", &chosen.learnt),
            ("How it improved my practice", &chosen.quality),
            ("How it benefits service users", &chosen.service_users),
        ];
        let answered: Vec<String> = answers
            .into_iter()
            .filter(|(_, words)| !words.trim().is_empty())
            .map(|(question, words)| format!("**{question}.** {}", words.trim()))
            .collect();
        part(name, &answered.join("\n\n"));
    }
    for letter in &cycle.letters {
        for (at, point) in letter.points.iter().enumerate() {
            let words = [format!("**HCPC asks.** {}", point.text.trim()), point.answer.trim().to_owned()];
            part(
                &format!("Point {} of HCPC’s letter of {}", at + 1, letter.letter),
                &words.join("\n\n"),
            );
        }
    }
    draft(
        id_beside("record", cycle)?,
        format!("CPD profile {} to {} ({MARK})", cycle.start, cycle.end),
        &text,
        Vec::new(),
        &cycle.start,
    )
}

/// Words that stand beside others, as a draft.
fn draft(key: String, title: String, text: &str, clients: Vec<String>, day: &str) -> Result<Record> {
    let moment = moment_of("start", day)?;
    Ok(Record {
        key,
        kind: Kind::Reflection,
        title,
        date: day.to_owned(),
        date_to: None,
        minutes: None,
        role: None,
        draft: true,
        model: Some("free".to_owned()),
        sections: vec![Section {
            stage: "text".to_owned(),
            text: text.trim_end().to_owned(),
        }],
        keywords: vec![MARK.to_owned()],
        clients,
        session_number: None,
        setting: None,
        supervision: None,
        actions: Vec::new(),
        cpd: None,
        case: None,
        public_name: None,
        tags: Vec::new(),
        not_suggested: Vec::new(),
        links: Vec::new(),
        additions: Vec::new(),
        unfinished_addition: String::new(),
        echo: None,
        versions: Vec::new(),
        created_at: Some(moment.clone()),
        updated_at: Some(moment),
        binned_at: None,
    })
}
