//! What the tests share: documents to try, and the programs that read what came out.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use chrono::NaiveDate;
use triptych_pdf::{Align, Block, Column, Document, Inline};

/// A document with these blocks.
pub(crate) fn document(blocks: Vec<Block>) -> Document {
    Document {
        title: "June 2024 to May 2026".into(),
        author: Some("Wren Halloway".into()),
        subject: None,
        language: "en-GB".into(),
        created: NaiveDate::from_ymd_opt(2026, 11, 22)
            .and_then(|day| day.and_hms_opt(10, 0, 0))
            .expect("a valid date"),
        running_header: Some("CPD profile".into()),
        running_footer: Some("Wren Halloway".into()),
        counted: None,
        blocks,
    }
}

/// Three columns as a list of activities has them.
pub(crate) fn columns() -> Vec<Column> {
    vec![
        Column::new("Date", 2),
        Column::new("Activity", 5),
        Column::new("Minutes", 1).aligned(Align::End),
    ]
}

/// A row of cells of plain text.
pub(crate) fn row(cells: &[&str]) -> Vec<Vec<Inline>> {
    cells.iter().map(|cell| vec![Inline::from(*cell)]).collect()
}

/// Runs a reader on a file; the test fails by the reader's name when it is not installed or not content.
pub(crate) fn read_with(program: &str, before: &[&str], bytes: &[u8], after: &[&str]) -> String {
    let Output { status, stdout, stderr } = run(program, before, bytes, after);
    let told = format!("{}{}", String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
    assert!(status.success(), "{program} said: {told}");
    String::from_utf8_lossy(&stdout).into_owned()
}

fn run(program: &str, before: &[&str], bytes: &[u8], after: &[&str]) -> Output {
    let mut file = tempfile::NamedTempFile::with_suffix(".pdf").expect("a temporary file");
    file.write_all(bytes).expect("room for a temporary file");
    Command::new(program)
        .args(before)
        .arg(file.path())
        .args(after)
        .stdin(Stdio::null())
        .output()
        .unwrap_or_else(|error| panic!("the test needs the program `{program}` (Debian packages qpdf and poppler-utils): {error}"))
}

/// Checks a file's syntax, and takes its text out.
pub(crate) fn checked_text(bytes: &[u8]) -> String {
    read_with("qpdf", &["--check"], bytes, &[]);
    read_with("pdftotext", &[], bytes, &["-"])
}
