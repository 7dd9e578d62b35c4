//! What layout hands to a backend: pages of marks, the tree of what they mean, and the bookmarks.
//!
//! Lengths are points; y grows downwards from the top of the page. Everything on a page stands between an [`Item::Begin`]
//! or [`Item::Artifact`] and its [`Item::End`], never one inside the other, so that no mark is without a meaning.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::shape::Word;

/// A4.
pub(crate) const PAGE_WIDTH: f32 = 595.276;
pub(crate) const PAGE_HEIGHT: f32 = 841.89;

/// A colour as red, green and blue from 0 to 255.
pub(crate) type Colour = [u8; 3];

/// What a part of the document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Document,
    /// The title block's title.
    Title,
    /// 1 to 3, never more than one deeper than the heading before it.
    Heading(u8),
    Paragraph,
    /// Lines that say what stands where.
    Contents,
    ContentsItem,
    /// Words that point to another place.
    Reference,
    List(Numbering),
    ListItem,
    Label,
    ListBody,
    Table,
    Caption,
    TableHead,
    TableBody,
    Row,
    ColumnHead,
    Cell,
    Link,
    /// Words in another language than those around them.
    Span,
    Figure,
    /// A remark set apart.
    Note,
}

/// How a list counts its items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Numbering {
    None,
    Bullet,
    Decimal,
}

/// A place in the tree of nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct NodeId(pub(crate) usize);

/// What a node consists of, in reading order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kid {
    Node(NodeId),
    /// Marked content on a page.
    Marks {
        page: usize,
        id: usize,
    },
    /// The `index`th link of a page.
    Link {
        page: usize,
        index: usize,
    },
}

#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) role: Role,
    pub(crate) kids: Vec<Kid>,
    /// Where it is another language than around it.
    pub(crate) language: Option<&'static str>,
}

/// What stands on a page without being part of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Artifact {
    Layout,
    Header,
    Footer,
    /// Heads of a table on the pages after its first.
    Repeated,
}

/// A word or space with its place.
#[derive(Clone, Debug)]
pub(crate) struct PlacedWord {
    pub(crate) x: f32,
    pub(crate) word: Rc<Word>,
}

/// A word that is not seen, as large as its place asks for.
#[derive(Clone, Debug)]
pub(crate) struct UnseenWord {
    pub(crate) y: f32,
    pub(crate) size: f32,
    /// The word and the space after it.
    pub(crate) words: Vec<PlacedWord>,
}

#[derive(Clone, Debug)]
pub(crate) enum Item {
    Begin {
        role: Role,
        id: usize,
    },
    Artifact(Artifact),
    End,
    /// Words on one baseline, in reading order.
    Text {
        y: f32,
        size: f32,
        colour: Colour,
        words: Vec<PlacedWord>,
    },
    Rect {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
        colour: Colour,
    },
    /// The same, found and copied but not seen.
    Unseen(Vec<UnseenWord>),
    /// The `number`th of the document's pictures.
    Picture {
        number: usize,
        x: f32,
        y: f32,
        width: f32,
        height: f32,
    },
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    Address(String),
    /// A place of the document by its name.
    Place(String),
}

/// An area that leads somewhere.
#[derive(Clone, Debug)]
pub(crate) struct Link {
    pub(crate) left: f32,
    pub(crate) top: f32,
    pub(crate) right: f32,
    pub(crate) bottom: f32,
    pub(crate) target: Target,
    /// What a reader that speaks says of it.
    pub(crate) description: String,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Page {
    pub(crate) items: Vec<Item>,
    /// How many pieces of marked content there are.
    pub(crate) marks: usize,
    pub(crate) links: Vec<Link>,
}

/// A bookmark.
#[derive(Clone, Debug)]
pub(crate) struct Bookmark {
    pub(crate) level: u8,
    pub(crate) title: String,
    pub(crate) page: usize,
    pub(crate) y: f32,
}

/// A picture that the document needs.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    /// By which it is asked for.
    pub(crate) name: String,
    /// In pixels.
    pub(crate) size: (u32, u32),
    /// Where it stands first, in words.
    pub(crate) place: String,
}

/// What stands for a figure, and where it stands on its page.
#[derive(Clone, Debug)]
pub(crate) struct Described {
    pub(crate) alternative: String,
    /// Left, top, right, bottom.
    pub(crate) bounds: [f32; 4],
}

/// A document laid out.
#[derive(Clone, Debug, Default)]
pub(crate) struct Laid {
    pub(crate) pages: Vec<Page>,
    /// The first is the document itself.
    pub(crate) nodes: Vec<Node>,
    pub(crate) bookmarks: Vec<Bookmark>,
    /// Each once.
    pub(crate) pictures: Vec<Wanted>,
    /// By the node of a figure.
    pub(crate) described: BTreeMap<NodeId, Described>,
    /// By name: page and place down it.
    pub(crate) anchors: BTreeMap<String, (usize, f32)>,
    /// How many pages come before the first.
    pub(crate) before: u32,
}
