/**
 * Markdown into a document, with what each of its blocks was read from.
 *
 * What always holds: the pieces and what stands between them, joined, are the Markdown, byte for byte; a block whose
 * Markdown would not come back with the same meaning after an edit is a `source`.
 */
import MarkdownIt from "markdown-it";
import type Token from "markdown-it/lib/token.mjs";
import { Fragment, type Mark, type Node as PmNode } from "prosemirror-model";
import { schema } from "./schema";
import { shape, write, type Piece } from "./write";

const { nodes, marks } = schema;
// As the words are shown when they are read: no HTML, line ends count. A picture's address may be any: nothing is loaded.
const parser = new MarkdownIt({ html: false, linkify: false, typographer: false, breaks: true });

// Addresses stay as they are written.
parser.normalizeLink = (address) => address;

/** A document and where it comes from. */
export interface Read {
  doc: PmNode;
  pieces: Piece[];
  /** What stands after the last block. */
  trail: string;
}

/** A kind of token that has no form in the document. */
class NoForm extends Error {}

interface Frame {
  content: PmNode[];
  close: (content: PmNode[]) => PmNode | null;
}

export function read(markdown: string): Read {
  const starts = lineStarts(markdown);
  const pieces: Piece[] = [];
  let done = 0;
  for (const [tokens, from, to] of blocks(parser.parse(markdown, {}), starts)) {
    // Markdown that leaves no token behind, such as the addresses of links, is kept as it stands.
    done = keepGap(pieces, markdown, done, from);
    const source = markdown.slice(from, to);
    const text = source.replace(/[ \t\r\n]+$/, "");
    pieces.push({ node: node(tokens) ?? verbatim(text), text, before: markdown.slice(done, from) });
    done = from + text.length;
  }
  done = keepGap(pieces, markdown, done, markdown.length);
  const content = pieces.map((piece) => piece.node);
  const doc = nodes.doc.create(null, content.length === 0 ? nodes.paragraph.create() : content);
  return { doc, pieces, trail: markdown.slice(done) };
}

/** Words between two blocks that are part of neither. Answers how far the pieces reach. */
function keepGap(pieces: Piece[], markdown: string, from: number, to: number): number {
  const gap = markdown.slice(from, to);
  const words = gap.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "");
  if (words === "") return from;
  const at = from + gap.indexOf(words);
  pieces.push({ node: verbatim(words), text: words, before: markdown.slice(from, at) });
  return at + words.length;
}

const verbatim = (text: string): PmNode => nodes.source.create(null, text === "" ? null : schema.text(text));

/** Where each line begins, and the end of the text. Lines end as the parser takes them to. */
function lineStarts(markdown: string): number[] {
  const starts = [0];
  for (const end of markdown.matchAll(/\r\n?|\n/g)) starts.push(end.index + end[0].length);
  starts.push(markdown.length);
  return starts;
}

/** The tokens of each block of the outermost level, and its place in the text. */
function* blocks(tokens: Token[], starts: number[]): Generator<[Token[], number, number]> {
  let at = 0;
  while (at < tokens.length) {
    let depth = 0;
    let end = at;
    do {
      depth += tokens[end]?.nesting ?? 0;
      end += 1;
    } while (depth > 0 && end < tokens.length);
    const [from, to] = tokens[at]?.map ?? [0, 0];
    yield [tokens.slice(at, end), starts[from] ?? 0, starts[Math.min(to, starts.length - 1)] ?? 0];
    at = end;
  }
}

/** The block that the tokens are; null for one that the document has no form for. */
function node(tokens: Token[]): PmNode | null {
  const made = build(tokens);
  if (made === null) return null;
  const again = build(parser.parse(write(made), {}));
  return again !== null && shape(again) === shape(made) ? made : null;
}

/** The one block that `markdown` is; null when it is none, more than one, or has no form. */
export function single(markdown: string): PmNode | null {
  return build(parser.parse(markdown, {}));
}

function build(tokens: Token[]): PmNode | null {
  const root: Frame = { content: [], close: () => null };
  try {
    fill(tokens, [root], []);
  } catch (cause) {
    if (cause instanceof NoForm || cause instanceof RangeError) return null;
    throw cause;
  }
  return root.content.length === 1 ? (root.content[0] ?? null) : null;
}

function fill(tokens: Token[], stack: Frame[], active: readonly Mark[]): void {
  let now = active;
  tokens.forEach((token, at) => {
    const top = stack[stack.length - 1];
    if (top === undefined) throw new NoForm();
    const add = (made: PmNode): void => void top.content.push(made);
    const open = (close: Frame["close"]): void => void stack.push({ content: [], close });
    const words = (text: string, on = now): void => {
      if (text !== "") add(schema.text(text, on));
    };
    switch (token.type) {
      case "inline":
        fill(token.children ?? [], stack, []);
        return;
      case "text":
      case "text_special":
        return words(token.content);
      case "softbreak":
      case "hardbreak":
        return add(nodes.hard_break.create());
      case "code_inline":
        return words(token.content, marks.code.create().addToSet(now));
      case "image":
        return add(
          nodes.picture.create({
            address: token.attrGet("src") ?? "",
            alt: token.content,
            title: token.attrGet("title") ?? "",
          }),
        );
      case "em_open":
        now = marks.em.create().addToSet(now);
        return;
      case "strong_open":
        now = marks.strong.create().addToSet(now);
        return;
      case "s_open":
        now = marks.strike.create().addToSet(now);
        return;
      case "link_open":
        now = marks.link
          .create({ href: token.attrGet("href") ?? "", title: token.attrGet("title") ?? "" })
          .addToSet(now);
        return;
      case "em_close":
        now = marks.em.removeFromSet(now);
        return;
      case "strong_close":
        now = marks.strong.removeFromSet(now);
        return;
      case "s_close":
        now = marks.strike.removeFromSet(now);
        return;
      case "link_close":
        now = marks.link.removeFromSet(now);
        return;
      case "paragraph_open":
        return open((content) => nodes.paragraph.createChecked(null, joined(content)));
      case "heading_open":
        return open((content) => nodes.heading.createChecked({ level: Number(token.tag.slice(1)) }, joined(content)));
      case "blockquote_open":
        return open((content) => nodes.blockquote.createChecked(null, filled(content)));
      case "bullet_list_open":
        return open((content) => nodes.bullet_list.createChecked({ tight: isTight(tokens, at) }, content));
      case "ordered_list_open": {
        const order = Number(token.attrGet("start") ?? 1);
        return open((content) => nodes.ordered_list.createChecked({ order, tight: isTight(tokens, at) }, content));
      }
      case "list_item_open":
        return open((content) => nodes.list_item.createChecked(null, filled(content)));
      case "code_block":
      case "fence": {
        const code = token.content.replace(/\n$/, "");
        const info = token.type === "fence" ? token.info.trim() : "";
        return add(nodes.code_block.create({ info }, code === "" ? null : schema.text(code)));
      }
      case "hr":
        return add(nodes.horizontal_rule.create());
      default: {
        if (!/^(paragraph|heading|blockquote|bullet_list|ordered_list|list_item)_close$/.test(token.type))
          throw new NoForm();
        const made = stack.pop()?.close(top.content) ?? null;
        const below = stack[stack.length - 1];
        if (made === null || below === undefined) throw new NoForm();
        below.content.push(made);
      }
    }
  });
}

/** Texts that touch and look the same are one. */
const joined = (content: PmNode[]): Fragment =>
  Fragment.fromArray(content).size === 0 ? Fragment.empty : Fragment.from(merge(content));

function merge(content: PmNode[]): PmNode[] {
  const out: PmNode[] = [];
  for (const one of content) {
    const last = out[out.length - 1];
    if (last?.isText && one.isText && last.sameMarkup(one))
      out[out.length - 1] = schema.text((last.text ?? "") + (one.text ?? ""), one.marks);
    else out.push(one);
  }
  return out;
}

const filled = (content: PmNode[]): PmNode[] => (content.length === 0 ? [nodes.paragraph.create()] : content);

function isTight(tokens: Token[], at: number): boolean {
  const first = tokens.slice(at + 1).find((token) => token.type !== "list_item_open");
  return first?.hidden ?? false;
}
