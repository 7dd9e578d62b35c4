//! A document for a word processor: the same blocks as Office Open XML.
//!
//! What always holds: no word of the document is missing; headings are headings, so that an outline can be made of them;
//! the same document makes the same bytes.

use std::io::Cursor;

use docx_rs::{
    AlignmentType, BreakType, Docx, Footer, Header, LineSpacing, PageMargin, PageNum, Paragraph, Run, RunFonts, SpecialIndentType, Style,
    StyleType, Tab, Table, TableBorder, TableBorderPosition, TableBorders, TableCell, TableCellMargins, TableLayoutType, TableRow,
    WidthType, XMLDocx,
};
use quick_xml::escape::escape;
use triptych_pdf::{Align, Block, Column, Document, Inline};

use crate::error::{Error, Result};

/// A4 and its margins, in twentieths of a point.
const PAGE: (u32, u32) = (11_906, 16_838);
const MARGIN: i32 = 1_247;
/// What is left between the margins.
const WIDTH: usize = (PAGE.0 as usize) - 2 * (MARGIN as usize);
/// Sizes in half points.
const TEXT: usize = 22;
const CELL: usize = 19;
const SMALL: usize = 18;
const HEADINGS: [usize; 3] = [32, 26, 23];
/// Where what a fact says begins, as in the PDF.
const FACT: i32 = 2_600;
/// Where the text of a list begins.
const ITEM: i32 = 360;
/// The lines of tables: as light as in the PDF.
const LINES: &str = "B0B0B0";
/// A face that every word processor has or stands in for.
const FACE: &str = "Calibri";

/// The file's bytes.
///
/// # Errors
/// Only a defect of ours.
pub(super) fn file(document: &Document) -> Result<Vec<u8>> {
    let moment = document.created.format("%Y-%m-%dT%H:%M:%SZ").to_string();
    let mut maker = Maker { made: 0 };
    let mut docx = styled(Docx::new())
        .page_size(PAGE.0, PAGE.1)
        .page_margin(PageMargin {
            top: MARGIN,
            right: MARGIN,
            bottom: MARGIN,
            left: MARGIN,
            header: 680,
            footer: 680,
            gutter: 0,
        })
        .created_at(&moment)
        .updated_at(&moment);
    if let Some(header) = &document.running_header {
        let line = maker.paragraph().add_run(Run::new().add_text(header).size(SMALL));
        docx = docx.header(Header::new().add_paragraph(line));
    }
    let mut foot = maker.paragraph().align(AlignmentType::Right);
    if let Some(footer) = &document.running_footer {
        foot = foot.add_run(Run::new().add_text(format!("{footer} · ")).size(SMALL));
    }
    docx = docx.footer(Footer::new().add_paragraph(foot.add_page_num(PageNum::new())));
    if !document.title.is_empty() {
        docx = docx.add_paragraph(maker.paragraph().style("Title").add_run(Run::new().add_text(&document.title)));
    }
    for line in [&document.author, &document.subject].into_iter().flatten() {
        docx = docx.add_paragraph(maker.paragraph().add_run(Run::new().add_text(line)));
    }
    for block in &document.blocks {
        docx = maker.block(docx, block);
    }
    let mut bytes = Cursor::new(Vec::new());
    let mut built = docx.build();
    told_about(&mut built, document)?;
    headed(&mut built)?;
    built.pack(&mut bytes).map_err(|_| Error::internal("a file for a word processor"))?;
    Ok(bytes.into_inner())
}

/// The title and the language, which a screen reader and a spelling check go by, and which the library has no words for.
fn told_about(built: &mut XMLDocx, document: &Document) -> Result<()> {
    let language = escape(&document.language);
    // No control character may stand in XML.
    let title: String = document.title.chars().filter(|sign| !sign.is_control()).collect();
    let title = escape(&title);
    let spoken = format!(r#"<w:lang w:val="{language}" />"#);
    let told = format!("<dc:title>{title}</dc:title><dc:language>{language}</dc:language>");
    built.styles = put_before(&built.styles, "</w:rPr></w:rPrDefault>", &spoken)?;
    built.doc_props.core = put_before(&built.doc_props.core, "</cp:coreProperties>", &told)?;
    Ok(())
}

/// The first row of every table is its head: said to who listens, and shown again on each page, for which the library has no words.
fn headed(built: &mut XMLDocx) -> Result<()> {
    let text = std::str::from_utf8(&built.document).map_err(|_| defect())?;
    let mut parts = text.split("<w:tbl>");
    let mut headed = parts.next().unwrap_or_default().to_owned();
    for table in parts {
        let (before, after) = table.split_once("<w:trPr>").ok_or_else(defect)?;
        headed.extend(["<w:tbl>", before, "<w:trPr><w:tblHeader />", after]);
    }
    built.document = headed.into_bytes();
    Ok(())
}

fn defect() -> Error {
    Error::internal("a part of a file for a word processor")
}

/// A part of the file with `more` before the first `mark`.
fn put_before(part: &[u8], mark: &str, more: &str) -> Result<Vec<u8>> {
    let text = std::str::from_utf8(part).map_err(|_| defect())?;
    let (before, after) = text.split_once(mark).ok_or_else(defect)?;
    Ok([before, more, mark, after].concat().into_bytes())
}

/// Styles under the names that word processors know.
fn styled(docx: Docx) -> Docx {
    let spaced = |before: u32, after: u32| LineSpacing::new().before(before).after(after);
    let heading = |level: usize| {
        Style::new(format!("Heading{level}"), StyleType::Paragraph)
            .name(format!("heading {level}"))
            .based_on("Normal")
            .next("Normal")
            .size(HEADINGS[level - 1])
            .bold()
            .outline_lvl(level - 1)
            .line_spacing(spaced(280, 80))
    };
    docx.default_fonts(RunFonts::new().ascii(FACE).hi_ansi(FACE).cs(FACE))
        .default_size(TEXT)
        .add_style(
            Style::new("Title", StyleType::Paragraph)
                .name("Title")
                .based_on("Normal")
                .size(44)
                .line_spacing(spaced(0, 160)),
        )
        .add_style(heading(1))
        .add_style(heading(2))
        .add_style(heading(3))
}

struct Maker {
    /// Paragraphs so far: each has its number, or the same document would not make the same bytes.
    made: u32,
}

impl Maker {
    fn paragraph(&mut self) -> Paragraph {
        self.made += 1;
        Paragraph::new()
            .id(format!("{:08x}", self.made))
            .line_spacing(LineSpacing::new().after(120))
    }

    fn block(&mut self, docx: Docx, block: &Block) -> Docx {
        match block {
            Block::Heading { level, text } => {
                self.made += 1;
                docx.add_paragraph(
                    Paragraph::new()
                        .id(format!("{:08x}", self.made))
                        .style(&format!("Heading{}", (*level).clamp(1, 3)))
                        .keep_next(true)
                        .add_run(Run::new().add_text(text)),
                )
            }
            Block::Paragraph(runs) => docx.add_paragraph(filled(self.paragraph(), runs)),
            Block::List { ordered, items } => items.iter().enumerate().fold(docx, |docx, (at, item)| {
                let sign = if *ordered { format!("{}.\t", at + 1) } else { "•\t".to_owned() };
                let line = hanging(self.paragraph(), ITEM);
                docx.add_paragraph(filled(line.add_run(words(&sign)), item))
            }),
            Block::Table { caption, columns, rows } => {
                let docx = match caption {
                    Some(caption) => docx.add_paragraph(self.paragraph().keep_next(true).add_run(Run::new().add_text(caption).bold())),
                    None => docx,
                };
                let table = self.table(columns, rows);
                // Two tables would grow into one.
                docx.add_table(table).add_paragraph(self.paragraph())
            }
            Block::Facts(facts) => facts.iter().fold(docx, |docx, (label, fact)| {
                let line = hanging(self.paragraph(), FACT).add_run(words(&format!("{label}:\t")).bold());
                docx.add_paragraph(filled(line, fact))
            }),
            Block::Note { label, text } => {
                let line = self.paragraph().indent(Some(ITEM), None, None, None);
                let line = if label.is_empty() {
                    line
                } else {
                    line.add_run(Run::new().add_text(format!("{label}: ")).bold())
                };
                docx.add_paragraph(filled(line, text))
            }
            // Its pixels are not here; what stands for it is.
            Block::Figure(figure) => {
                let said = format!("Picture: {}", figure.caption.as_ref().unwrap_or(&figure.alternative));
                docx.add_paragraph(self.paragraph().add_run(Run::new().add_text(said).italic()))
            }
            // A word processor makes contents of the headings.
            Block::Anchor(_) | Block::Contents { .. } => docx,
            Block::Rule => docx.add_paragraph(self.paragraph()),
            Block::PageBreak => docx.add_paragraph(self.paragraph().add_run(Run::new().add_break(BreakType::Page))),
        }
    }

    fn table(&mut self, columns: &[Column], rows: &[Vec<Vec<Inline>>]) -> Table {
        let whole: usize = columns.iter().map(|column| column.width.max(1) as usize).sum::<usize>().max(1);
        let widths: Vec<usize> = columns.iter().map(|column| WIDTH * column.width.max(1) as usize / whole).collect();
        let head = columns.iter().zip(&widths).map(|(column, width)| {
            let line = self.cell(column).add_run(Run::new().add_text(&column.title).bold().size(CELL));
            TableCell::new().width(*width, WidthType::Dxa).add_paragraph(line)
        });
        let mut lines = vec![TableRow::new(head.collect()).cant_split()];
        for row in rows {
            let mut cells: Vec<TableCell> = Vec::new();
            for (at, (column, width)) in columns.iter().zip(&widths).enumerate() {
                // The last column takes what is left over.
                let upto = if at + 1 == columns.len() { row.len().max(at + 1) } else { at + 1 };
                let runs: Vec<Inline> = row.iter().take(upto).skip(at).flatten().cloned().collect();
                let line = runs
                    .iter()
                    .fold(self.cell(column), |line, run| line.add_run(run_of(run).size(CELL)));
                cells.push(TableCell::new().width(*width, WidthType::Dxa).add_paragraph(line));
            }
            lines.push(TableRow::new(cells).cant_split());
        }
        let line = |position| TableBorder::new(position).color(LINES).size(4);
        let lines_between = TableBorders::with_empty()
            .set(line(TableBorderPosition::Bottom))
            .set(line(TableBorderPosition::InsideH));
        Table::new(lines)
            .set_grid(widths)
            .set_borders(lines_between)
            .margins(TableCellMargins::new().margin(40, 120, 40, 0))
            .layout(TableLayoutType::Fixed)
            .width(WIDTH, WidthType::Dxa)
    }

    /// What stands in a cell of the column, without words.
    fn cell(&mut self, column: &Column) -> Paragraph {
        self.paragraph()
            .line_spacing(LineSpacing::new().after(20))
            .align(match column.align {
                Align::Start => AlignmentType::Left,
                Align::End => AlignmentType::Right,
                Align::Centre => AlignmentType::Center,
            })
    }
}

/// A paragraph whose lines begin so far in, but for the first, which jumps there.
fn hanging(paragraph: Paragraph, by: i32) -> Paragraph {
    let stop = Tab::new().pos(usize::try_from(by).unwrap_or_default());
    paragraph
        .indent(Some(by), Some(SpecialIndentType::Hanging(by)), None, None)
        .add_tab(stop)
}

fn filled(paragraph: Paragraph, runs: &[Inline]) -> Paragraph {
    runs.iter().fold(paragraph, |paragraph, run| paragraph.add_run(run_of(run)))
}

fn run_of(run: &Inline) -> Run {
    match run {
        Inline::Text(text) | Inline::Jump { text, .. } => words(text),
        Inline::Strong(text) => words(text).bold(),
        Inline::Emphasis(text) => words(text).italic(),
        // An address is read, not followed: a link of somebody else's file is not to be trusted blindly.
        Inline::Link { text, address } if text == address => words(text),
        Inline::Link { text, address } => words(&format!("{text} ({address})")),
    }
}

/// Words with their line breaks; other control characters have no place in XML.
fn words(text: &str) -> Run {
    let mut run = Run::new();
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            run = run.add_break(BreakType::TextWrapping);
        }
        for (at, part) in line.split('\t').enumerate() {
            if at > 0 {
                run = run.add_tab();
            }
            let shown: String = part.chars().filter(|sign| !sign.is_control()).collect();
            if !shown.is_empty() {
                run = run.add_text(shown);
            }
        }
    }
    run
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    fn part(document: &Document, name: &str) -> String {
        let bytes = file(document).expect("a file");
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
        let mut text = String::new();
        zip.by_name(name).expect(name).read_to_string(&mut text).expect("text");
        text
    }

    #[test]
    fn every_table_has_one_head_which_stands_on_each_page_again() {
        let cell = |text: &str| vec![Inline::Text(text.to_owned())];
        let table = || Block::Table {
            caption: None,
            columns: vec![Column::new("When", 1), Column::new("<w:tbl> and <w:trPr>", 2)],
            rows: vec![vec![cell("May"), cell("A talk")], vec![cell("June"), cell("<w:trPr>")]],
        };
        let document = Document {
            blocks: vec![table(), Block::heading(1, "Between"), table()],
            ..Document::default()
        };
        let text = part(&document, "word/document.xml");
        let rows: Vec<bool> = text.split("<w:tr>").skip(1).map(|row| row.contains("<w:tblHeader />")).collect();
        assert_eq!(rows, [true, false, false, true, false, false], "{text}");
        let bare = part(&Document::default(), "word/document.xml");
        assert!(!bare.contains("w:tbl"), "{bare}");
    }

    #[test]
    fn a_fact_is_parted_from_its_label_for_whoever_reads_it_again() {
        let document = Document {
            blocks: vec![Block::Facts(vec![(
                "When".to_owned(),
                vec![Inline::Text("8 May\nin the morning".to_owned())],
            )])],
            ..Document::default()
        };
        let words = super::super::unpack::words_of(&file(&document).expect("a file")).expect("its words");
        assert!(words.contains("When: 8 May in the morning\n"), "{words}");
    }

    #[test]
    fn a_file_for_a_word_processor_says_its_title_and_its_language() {
        let document = Document {
            title: "Supervision & \"support\" <2026>".to_owned(),
            language: "en-GB".to_owned(),
            ..Document::default()
        };
        let core = part(&document, "docProps/core.xml");
        assert!(
            core.contains("<dc:title>Supervision &amp; &quot;support&quot; &lt;2026&gt;</dc:title>"),
            "{core}"
        );
        assert!(core.contains("<dc:language>en-GB</dc:language>"), "{core}");
        let styles = part(&document, "word/styles.xml");
        let (defaults, _) = styles.split_once("</w:rPrDefault>").expect("defaults");
        assert!(defaults.contains(r#"<w:lang w:val="en-GB""#), "{styles}");
    }
}
