//! Headings as bookmarks, one within the other.

use lopdf::{Document, ObjectId, dictionary};

use super::{links, name, text};
use crate::page::{Bookmark, Laid};

/// Writes the bookmarks; `None` when there are none.
pub(super) fn write(file: &mut Document, laid: &Laid, pages: &[ObjectId]) -> Option<ObjectId> {
    if laid.bookmarks.is_empty() {
        return None;
    }
    let root = file.new_object_id();
    let ids: Vec<ObjectId> = laid.bookmarks.iter().map(|_| file.new_object_id()).collect();
    let (tops, below) = nest(&laid.bookmarks);
    for (place, bookmark) in laid.bookmarks.iter().enumerate() {
        let target = links::place_on(pages[bookmark.page], bookmark.y);
        file.set_object(ids[place], dictionary! { "Title" => text(&bookmark.title), "Dest" => target });
    }
    link_siblings(file, &ids, root, &tops);
    for (place, below) in below.iter().enumerate() {
        link_siblings(file, &ids, ids[place], below);
        if let (Some(first), Some(last)) = (below.first(), below.last())
            && let Ok(parent) = file.get_dictionary_mut(ids[place])
        {
            parent.set("First", ids[*first]);
            parent.set("Last", ids[*last]);
            // Closed: the number of those that opening it would show.
            parent.set("Count", -(below.len() as i64));
        }
    }
    let (first, last) = (ids[*tops.first()?], ids[*tops.last()?]);
    let count = tops.len() as i64;
    file.set_object(
        root,
        dictionary! { "Type" => name("Outlines"), "First" => first, "Last" => last, "Count" => count },
    );
    Some(root)
}

/// The bookmarks of the highest level, and by bookmark those right below it.
fn nest(bookmarks: &[Bookmark]) -> (Vec<usize>, Vec<Vec<usize>>) {
    let (mut tops, mut below) = (Vec::new(), vec![Vec::new(); bookmarks.len()]);
    let mut open: Vec<usize> = Vec::new();
    for (place, bookmark) in bookmarks.iter().enumerate() {
        while open.last().is_some_and(|last| bookmarks[*last].level >= bookmark.level) {
            open.pop();
        }
        match open.last() {
            Some(parent) => below[*parent].push(place),
            None => tops.push(place),
        }
        open.push(place);
    }
    (tops, below)
}

fn link_siblings(file: &mut Document, ids: &[ObjectId], parent: ObjectId, siblings: &[usize]) {
    for (index, place) in siblings.iter().enumerate() {
        if let Ok(bookmark) = file.get_dictionary_mut(ids[*place]) {
            bookmark.set("Parent", parent);
            if let Some(before) = index.checked_sub(1) {
                bookmark.set("Prev", ids[siblings[before]]);
            }
            if let Some(next) = siblings.get(index + 1) {
                bookmark.set("Next", ids[*next]);
            }
        }
    }
}
