//! The owner's Markdown as blocks of the document.
//!
//! What always holds: no word is lost and none is added but the signs of a list; headings become bold lines, links and
//! pictures become their words, HTML is printed as it was typed; nothing is ever fetched.

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};
use triptych_pdf::{Block, Inline};

/// The blocks of `text`; none when nothing is written.
pub fn blocks(text: &str) -> Vec<Block> {
    let mut maker = Maker::default();
    for event in Parser::new_ext(text, Options::empty()) {
        maker.event(event);
    }
    maker.flush();
    maker.blocks
}

#[derive(Default)]
struct Maker {
    blocks: Vec<Block>,
    line: Vec<Inline>,
    strong: u32,
    emphasis: u32,
    /// Address and words of the links that are open.
    links: Vec<(Option<String>, String)>,
    lists: Vec<List>,
    items: Vec<Vec<Inline>>,
}

struct List {
    /// The next number, for one with numbers.
    number: Option<u64>,
    /// Whether the document numbers it by itself: only whole lists that count from one.
    plain: bool,
}

impl Maker {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => self.push(&text),
            Event::SoftBreak => self.push(" "),
            Event::HardBreak => self.push("\n"),
            Event::Rule => self.flush(),
            // Behind options that are off.
            Event::FootnoteReference(_) | Event::InlineMath(_) | Event::DisplayMath(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { .. } => {
                self.part();
                self.strong += 1;
            }
            Tag::Paragraph | Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::BlockQuote(_) => self.part(),
            Tag::List(first) => {
                if self.lists.is_empty() {
                    self.flush();
                }
                let plain = self.lists.is_empty() && first.is_none_or(|first| first == 1);
                self.lists.push(List { number: first, plain });
            }
            Tag::Item => self.item(),
            Tag::Strong => self.strong += 1,
            Tag::Emphasis => self.emphasis += 1,
            Tag::Link { link_type, dest_url, .. } => {
                let told = matches!(link_type, LinkType::Autolink | LinkType::Email) || dest_url.is_empty();
                self.links.push(((!told).then(|| dest_url.into_string()), String::new()));
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                self.strong = self.strong.saturating_sub(1);
                self.close();
            }
            TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::BlockQuote(_) => self.close(),
            TagEnd::Item => self.flush(),
            TagEnd::List(_) => {
                self.flush();
                let ended = self.lists.pop();
                if self.lists.is_empty() && !self.items.is_empty() {
                    let ordered = ended.is_some_and(|list| list.plain && list.number.is_some());
                    self.blocks.push(Block::List {
                        ordered,
                        items: std::mem::take(&mut self.items),
                    });
                }
            }
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::Emphasis => self.emphasis = self.emphasis.saturating_sub(1),
            TagEnd::Link => {
                if let Some((Some(address), words)) = self.links.pop()
                    && address != words
                {
                    self.push(&format!(" ({address})"));
                }
            }
            _ => {}
        }
    }

    /// A new item; within another item's list it becomes an item of its own, with its sign before it.
    fn item(&mut self) {
        self.flush();
        let depth = self.lists.len();
        let Some(list) = self.lists.last_mut() else { return };
        let number = list.number;
        list.number = number.map(|number| number.saturating_add(1));
        let sign = match number {
            Some(number) if !list.plain => format!("{number}. "),
            None if depth > 1 => "– ".to_owned(),
            _ => return,
        };
        self.line.push(Inline::Text(sign));
    }

    /// A second part of an item starts on a line of its own.
    fn part(&mut self) {
        if self.lists.is_empty() {
            self.flush();
        } else if self.line.iter().any(|inline| inline.as_str().chars().any(char::is_alphanumeric))
            && !self.line.last().is_some_and(|last| last.as_str().ends_with('\n'))
        {
            self.push("\n");
        }
    }

    fn close(&mut self) {
        if self.lists.is_empty() {
            self.flush();
        }
    }

    fn push(&mut self, text: &str) {
        if let Some((_, words)) = self.links.last_mut() {
            words.push_str(text);
        }
        let (strong, emphasis) = (self.strong > 0, self.emphasis > 0);
        match self.line.last_mut() {
            Some(Inline::Strong(last)) if strong => last.push_str(text),
            Some(Inline::Emphasis(last)) if !strong && emphasis => last.push_str(text),
            Some(Inline::Text(last)) if !strong && !emphasis => last.push_str(text),
            _ if strong => self.line.push(Inline::Strong(text.to_owned())),
            _ if emphasis => self.line.push(Inline::Emphasis(text.to_owned())),
            _ => self.line.push(Inline::Text(text.to_owned())),
        }
    }

    /// Ends the present line: an item within a list, else a paragraph.
    fn flush(&mut self) {
        let mut line = std::mem::take(&mut self.line);
        if let Some(Inline::Text(last) | Inline::Strong(last) | Inline::Emphasis(last)) = line.last_mut() {
            last.truncate(last.trim_end().len());
        }
        line.retain(|inline| !inline.as_str().is_empty());
        if line.iter().all(|inline| inline.as_str().trim().is_empty()) {
            return;
        }
        if self.lists.is_empty() {
            self.blocks.push(Block::Paragraph(line));
        } else {
            self.items.push(line);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(text: &str) -> String {
        let line = |inlines: &[Inline]| {
            let mark = |inline: &Inline| match inline {
                Inline::Text(text) => text.clone(),
                Inline::Strong(text) => format!("<b>{text}</b>"),
                Inline::Emphasis(text) => format!("<i>{text}</i>"),
                Inline::Link { .. } | Inline::Jump { .. } => panic!("links leave as words"),
            };
            inlines.iter().map(mark).collect::<String>()
        };
        let block = |block: &Block| match block {
            Block::Paragraph(inlines) => line(inlines),
            Block::List { ordered, items } => items
                .iter()
                .map(|item| format!("{} {}", if *ordered { "#" } else { "*" }, line(item)))
                .collect::<Vec<_>>()
                .join("\n"),
            other => panic!("{other:?}"),
        };
        blocks(text).iter().map(block).collect::<Vec<_>>().join("\n--\n")
    }

    #[test]
    fn paragraphs_emphasis_and_lines() {
        assert_eq!(printed(""), "");
        assert_eq!(printed(" \n\n "), "");
        assert_eq!(printed("One\ntwo  \nthree\n\nFour"), "One two\nthree\n--\nFour");
        assert_eq!(printed("a **b** *c* ***d*** `e`"), "a <b>b</b> <i>c</i> <b>d</b> e");
        assert_eq!(printed("> said\n\n---\n\nafter"), "said\n--\nafter");
    }

    #[test]
    fn headings_are_bold_lines_and_never_headings() {
        assert_eq!(printed("# Mine\nText"), "<b>Mine</b>\n--\nText");
    }

    #[test]
    fn lists_keep_their_numbers_and_their_depth() {
        assert_eq!(printed("- a\n- b\n"), "* a\n* b");
        assert_eq!(printed("1. a\n2. b\n"), "# a\n# b");
        assert_eq!(printed("3. a\n4. b\n"), "* 3. a\n* 4. b");
        assert_eq!(printed("- a\n  - b\n  - c\n- d\n\nend"), "* a\n* – b\n* – c\n* d\n--\nend");
        assert_eq!(printed("- a\n\n  second\n- b"), "* a\nsecond\n* b");
    }

    #[test]
    fn links_pictures_and_html_leave_as_words() {
        assert_eq!(printed("[here](https://example.org/x)"), "here (https://example.org/x)");
        assert_eq!(printed("<https://example.org/x>"), "https://example.org/x");
        assert_eq!(printed("![a drawing](https://example.org/x.png)"), "a drawing");
        assert_eq!(
            printed("<script>alert(1)</script>\n\na <b>c</b>"),
            "<script>alert(1)</script>\n--\na <b>c</b>"
        );
    }

    #[test]
    fn no_word_is_lost() {
        let text = "# One *two*\n\n1. three\n   > four\n\n   ```\n   five\n   ```\n\n[six][7]\n\n    eight\n\n* nine\n  1. ten\n";
        let out = printed(text);
        for word in ["One", "two", "three", "four", "five", "six", "7", "eight", "nine", "ten"] {
            assert!(out.contains(word), "{word} in {out}");
        }
    }
}
