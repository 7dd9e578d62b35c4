//! What a document says, and nothing about how it looks.
//!
//! Everything here is plain data that its maker hands in whole: no clock, no file, no address is ever read. The same
//! value always makes the same bytes. Texts are Unicode in logical order; a newline in a text breaks the line, a tab is
//! a space, and other control characters are left out because nothing can print them.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

/// One document: what stands on its title block, what runs along its pages, and its blocks in reading order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Printed as the title block, shown in the reader's window bar. May be empty: then there is no title block and
    /// the window shows the language's word for a document.
    pub title: String,
    /// Printed below the title, and in the file's properties.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// Printed below the title, and in the file's properties.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// A BCP 47 tag, `en-GB` for most. Readers that speak choose their voice by it.
    pub language: String,
    /// When the document says it was made, in universal time.
    pub created: NaiveDateTime,
    /// A short line at the top of every page but the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub running_header: Option<String>,
    /// A short line at the foot of every page, beside "Page n of m".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub running_footer: Option<String>,
    /// Where its pages stand in a whole that is in several files. Without it they are counted by themselves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counted: Option<Counted>,
    /// The content in reading order.
    pub blocks: Vec<Block>,
}

/// Where the pages of one file stand among those of all files of a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// How many pages come before its first.
    pub before: u32,
    /// How many pages there are in all.
    pub of: u32,
    /// Which file it is, printed behind the number of each page: "part 2 of 3".
    pub part: String,
}

/// A line of the contents that leads to another file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Elsewhere {
    /// What is there.
    pub text: String,
    /// On which page it begins, counted over all files.
    pub page: u32,
}

/// A piece of the document that stands on lines of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Block {
    /// A heading, also a bookmark. It never stands alone at the foot of a page.
    Heading {
        /// 1 to 3; other values are taken as the nearest. In the tags no level is skipped on the way down.
        level: u8,
        /// Its words.
        text: String,
    },
    /// Running text.
    Paragraph(Vec<Inline>),
    /// Points, with bullets or with numbers from 1.
    List {
        /// Numbers instead of bullets.
        ordered: bool,
        /// A line of text each.
        items: Vec<Vec<Inline>>,
    },
    /// A table. Its heads are repeated on every page it reaches; a row taller than a page goes on over the next.
    Table {
        /// Stands above the table and names it for readers that speak.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        caption: Option<String>,
        /// The columns from left to right. A table without columns is left out.
        columns: Vec<Column>,
        /// Rows of cells. A row that is too short is filled with empty cells; in one that is too long the last column
        /// takes what is left over, so that no word is lost.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// Short facts, each a label and what it says: "Registration number", "AS 012345".
    Facts(Vec<(String, Vec<Inline>)>),
    /// A remark set apart from the text.
    Note {
        /// What kind of remark it is, in a word or two. May be empty.
        label: String,
        /// What it says.
        text: Vec<Inline>,
    },
    /// A picture.
    Figure(Figure),
    /// The headings of the first two levels, wherever they stand, with their pages.
    Contents {
        /// What is in the files before this one.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        before: Vec<Elsewhere>,
        /// What is in the files after it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        after: Vec<Elsewhere>,
    },
    /// Names the heading that comes next, so that an [`Inline::Jump`] leads there. Prints nothing.
    Anchor(String),
    /// A quiet line across the page.
    Rule,
    /// What follows starts on a new page.
    PageBreak,
}

/// A picture and what stands for it. Its pixels are no part of the document: whoever has it made hands them over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// The name by which the picture is asked for.
    pub picture: String,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// Pixels to the inch of paper, where there is room for that; where there is not, it is made smaller.
    pub dots: u32,
    /// What is said of it to whoever does not see it. Without that there is no file.
    pub alternative: String,
    /// Stands below it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    /// The words that the picture shows, so that they are found and copied: they lie on it and are not seen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<Shown>,
}

/// A word that a picture shows; lengths in ten-thousandths of the picture's width and height. One with a letter that no font has,
/// or of a script that is not written from left to right, is left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// The word.
    pub text: String,
    /// Where it begins, from the left.
    pub left: u32,
    /// How long it is.
    pub width: u32,
    /// Where it stands, from the top.
    pub baseline: u32,
}

/// One column of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// The head of the column.
    pub title: String,
    /// Its share of the table's width, relative to the others'. Zero counts as one.
    pub width: u32,
    /// On which side its texts stand.
    #[serde(default)]
    pub align: Align,
}

/// On which side of its column a text stands. Texts in a right-to-left script swap the sides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Align {
    /// At the side where reading starts.
    #[default]
    Start,
    /// At the other side: numbers.
    End,
    /// In the middle.
    Centre,
}

/// A run of text in one manner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Inline {
    /// As it is.
    Text(String),
    /// In bold.
    Strong(String),
    /// In italics.
    Emphasis(String),
    /// A link to an address of the kinds `https`, `http`, `mailto` and `tel`. With any other kind of address the text
    /// is printed and cannot be followed.
    Link {
        /// The words to follow.
        text: String,
        /// Where they lead.
        address: String,
    },
    /// A link to a place of this document. When no [`Block::Anchor`] has that name, the text is printed and cannot be
    /// followed.
    Jump {
        /// The words to follow.
        text: String,
        /// The name of the place.
        to: String,
    },
}

impl Inline {
    /// Plain text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// What is printed of it.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Text(text) | Self::Strong(text) | Self::Emphasis(text) | Self::Link { text, .. } | Self::Jump { text, .. } => text,
        }
    }
}

impl From<&str> for Inline {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Inline {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl Block {
    /// A paragraph of plain text.
    pub fn paragraph(text: impl Into<String>) -> Self {
        Self::Paragraph(vec![Inline::Text(text.into())])
    }

    /// The contents of a document that is whole.
    pub fn contents() -> Self {
        Self::Contents {
            before: Vec::new(),
            after: Vec::new(),
        }
    }

    /// A heading.
    pub fn heading(level: u8, text: impl Into<String>) -> Self {
        Self::Heading { level, text: text.into() }
    }
}

impl Column {
    /// A column whose texts stand at the start.
    pub fn new(title: impl Into<String>, width: u32) -> Self {
        Self {
            title: title.into(),
            width,
            align: Align::Start,
        }
    }

    /// The same column with its texts on another side.
    pub fn aligned(self, align: Align) -> Self {
        Self { align, ..self }
    }
}
