//! The tree that says what each mark on paper means, in reading order.

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::{failed, name, text};
use crate::error::PdfError;
use crate::page::{Described, Kid, Laid, Node, NodeId, Numbering, PAGE_HEIGHT, Role};

/// A role's name in the file.
pub(crate) fn tag(role: Role) -> &'static str {
    match role {
        Role::Document => "Document",
        Role::Title => "Title",
        Role::Heading(1) => "H1",
        Role::Heading(2) => "H2",
        Role::Heading(_) => "H3",
        Role::Paragraph => "P",
        Role::Contents => "TOC",
        Role::ContentsItem => "TOCI",
        Role::Reference => "Reference",
        Role::List(_) => "L",
        Role::ListItem => "LI",
        Role::Label => "Lbl",
        Role::ListBody => "LBody",
        Role::Table => "Table",
        Role::Caption => "Caption",
        Role::TableHead => "THead",
        Role::TableBody => "TBody",
        Role::Row => "TR",
        Role::ColumnHead => "TH",
        Role::Cell => "TD",
        Role::Link => "Link",
        Role::Span => "Span",
        Role::Figure => "Figure",
        Role::Note => "Div",
    }
}

fn attributes(role: Role) -> Option<Dictionary> {
    match role {
        Role::ColumnHead => Some(dictionary! { "O" => name("Table"), "Scope" => name("Column") }),
        Role::List(numbering) => {
            let numbering = match numbering {
                Numbering::None => "None",
                Numbering::Bullet => "Disc",
                Numbering::Decimal => "Decimal",
            };
            Some(dictionary! { "O" => name("List"), "ListNumbering" => name(numbering) })
        }
        _ => None,
    }
}

/// The tree being written.
struct Tree<'a> {
    laid: &'a Laid,
    pages: &'a [ObjectId],
    links: &'a [Vec<ObjectId>],
    root: ObjectId,
    ids: Vec<ObjectId>,
    parents: Vec<ObjectId>,
    /// By page and piece of marked content: whose it is.
    owners: Vec<Vec<Object>>,
    /// By number: whose the link of that number is. Numbers go on from those of the pages.
    link_owners: Vec<ObjectId>,
}

/// Writes the tree and the way back from marks to it; returns its root.
pub(super) fn write(file: &mut Document, laid: &Laid, pages: &[ObjectId], links: &[Vec<ObjectId>]) -> Result<ObjectId, PdfError> {
    let root = file.new_object_id();
    let ids: Vec<ObjectId> = laid.nodes.iter().map(|_| file.new_object_id()).collect();
    let mut parents = vec![root; ids.len()];
    for (node, id) in laid.nodes.iter().zip(&ids) {
        for kid in &node.kids {
            if let Kid::Node(NodeId(kid)) = kid {
                parents[*kid] = *id;
            }
        }
    }
    let owners = laid.pages.iter().map(|page| vec![Object::Null; page.marks]).collect();
    let mut tree = Tree {
        laid,
        pages,
        links,
        root,
        ids,
        parents,
        owners,
        link_owners: Vec::new(),
    };
    for place in 0..laid.nodes.len() {
        let element = tree.element(file, place)?;
        file.set_object(tree.ids[place], element);
    }
    tree.close(file)
}

impl Tree<'_> {
    fn element(&mut self, file: &mut Document, place: usize) -> Result<Dictionary, PdfError> {
        let Node { role, kids, language } = &self.laid.nodes[place];
        let id = self.ids[place];
        let mut element = dictionary! { "Type" => name("StructElem"), "S" => name(tag(*role)), "P" => self.parents[place] };
        let page = kids
            .iter()
            .find_map(|kid| if let Kid::Marks { page, .. } = kid { Some(*page) } else { None });
        if let Some(page) = page {
            element.set("Pg", self.pages[page]);
        }
        let mut written: Vec<Object> = Vec::with_capacity(kids.len());
        for kid in kids {
            written.push(match *kid {
                Kid::Node(kid) => self.ids[kid.0].into(),
                Kid::Marks { page: on, id: mark } => {
                    self.owners[on][mark] = id.into();
                    let mark = mark as i64;
                    if Some(on) == page {
                        mark.into()
                    } else {
                        dictionary! { "Type" => name("MCR"), "Pg" => self.pages[on], "MCID" => mark }.into()
                    }
                }
                Kid::Link { page: on, index } => {
                    let link = self.links[on][index];
                    let number = (self.pages.len() + self.link_owners.len()) as i64;
                    file.get_dictionary_mut(link).map_err(failed)?.set("StructParent", number);
                    self.link_owners.push(id);
                    dictionary! { "Type" => name("OBJR"), "Pg" => self.pages[on], "Obj" => link }.into()
                }
            });
        }
        if written.len() > 1 {
            element.set("K", written);
        } else if let Some(only) = written.pop() {
            element.set("K", only);
        }
        if let Some(language) = language {
            element.set("Lang", text(language));
        }
        if let Some(attributes) = attributes(*role) {
            element.set("A", attributes);
        }
        if let Some(Described { alternative, bounds }) = self.laid.described.get(&NodeId(place)) {
            element.set("Alt", text(alternative));
            let [left, top, right, bottom] = *bounds;
            let length = |length: f32| Object::Real((length * 100.0).round() / 100.0);
            element.set(
                "A",
                dictionary! {
                    "O" => name("Layout"),
                    "Placement" => name("Block"),
                    "BBox" => [left, PAGE_HEIGHT - bottom, right, PAGE_HEIGHT - top].map(length).to_vec(),
                    "Width" => length(right - left),
                    "Height" => length(bottom - top),
                },
            );
        }
        Ok(element)
    }

    /// Writes the root and the table that leads from a mark to its element.
    fn close(self, file: &mut Document) -> Result<ObjectId, PdfError> {
        let mut numbers: Vec<Object> = Vec::new();
        let next = (self.pages.len() + self.link_owners.len()) as i64;
        for (number, (owners, page)) in self.owners.into_iter().zip(self.pages).enumerate() {
            if owners.contains(&Object::Null) {
                return Err(PdfError::internal("finishing", "a mark belongs to nothing"));
            }
            let owners = file.add_object(owners);
            numbers.extend([(number as i64).into(), owners.into()]);
            file.get_dictionary_mut(*page).map_err(failed)?.set("StructParents", number as i64);
        }
        for (place, owner) in self.link_owners.into_iter().enumerate() {
            numbers.extend([((self.pages.len() + place) as i64).into(), owner.into()]);
        }
        let parent_tree = file.add_object(dictionary! { "Nums" => numbers });
        file.set_object(
            self.root,
            dictionary! {
                "Type" => name("StructTreeRoot"),
                "K" => self.ids[0],
                "RoleMap" => dictionary! { "Title" => name("P") },
                "ParentTree" => parent_tree,
                "ParentTreeNextKey" => next,
            },
        );
        Ok(self.root)
    }
}
