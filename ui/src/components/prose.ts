import MarkdownIt from "markdown-it";
import type Token from "markdown-it/lib/token.mjs";

/** A piece of shown Markdown. There is no piece for HTML, and none that loads anything from elsewhere. */
export type Piece =
  | { kind: "text"; text: string }
  | { kind: "break" }
  | { kind: "code"; text: string }
  | { kind: "link"; address: string; pieces: Piece[] }
  | { kind: "picture"; id: string; alt: string }
  | { kind: "em" | "strong" | "strike"; pieces: Piece[] }
  | { kind: "paragraph" | "quote" | "item" | "list"; pieces: Piece[] }
  | { kind: "ordered"; start: number; pieces: Piece[] }
  | { kind: "heading"; level: number; pieces: Piece[] }
  | { kind: "table" | "row"; pieces: Piece[] }
  | { kind: "cell"; head: boolean; pieces: Piece[] }
  | { kind: "block"; text: string }
  | { kind: "rule" };

const parser = new MarkdownIt({ html: false, linkify: false, typographer: false, breaks: true });

/** Addresses that may be opened after asking; any other stays text. */
export const mayOpen = (address: string): boolean => /^https?:\/\/[^\s]+$/i.test(address);

/** The id in `evidence:ID`: a picture of the portfolio's own. Null for one from anywhere else, which is never loaded. */
export const evidenceId = (address: string): string | null => /^evidence:([\w-]+)$/.exec(address)?.[1] ?? null;

/** Markdown as pieces. */
export function pieces(markdown: string): Piece[] {
  return walk(parser.parse(markdown, {}), { at: 0 }, null);
}

/**
 * The same with the levels of its headings in steps of one from the first on: a text that begins with a heading of the second
 * level, or leaves one out, would leave a hole in the page's outline.
 */
export function outlined(list: Piece[], open: number[] = []): Piece[] {
  return list.map((piece) => {
    if (piece.kind === "heading") return { ...piece, level: depthOf(open, piece.level) };
    return "pieces" in piece ? { ...piece, pieces: outlined(piece.pieces, open) } : piece;
  });
}

/** How deep a heading of this level stands below those that are `open`, from 1. */
export function depthOf(open: number[], level: number): number {
  while ((open.at(-1) ?? 0) >= level) open.pop();
  return open.push(level);
}

function walk(tokens: Token[], cursor: { at: number }, until: string | null): Piece[] {
  const found: Piece[] = [];
  while (cursor.at < tokens.length) {
    const token = tokens[cursor.at];
    cursor.at += 1;
    if (token === undefined || token.type === until) break;
    const piece = read(token, tokens, cursor);
    if (Array.isArray(piece)) found.push(...piece);
    else if (piece !== null) found.push(piece);
  }
  return found;
}

function read(token: Token, tokens: Token[], cursor: { at: number }): Piece | Piece[] | null {
  const inside = (): Piece[] => walk(tokens, cursor, token.type.replace(/_open$/, "_close"));
  switch (token.type) {
    case "inline":
      return walk(token.children ?? [], { at: 0 }, null);
    case "softbreak":
    case "hardbreak":
      return { kind: "break" };
    case "code_inline":
      return { kind: "code", text: token.content };
    case "code_block":
    case "fence":
      return { kind: "block", text: token.content };
    case "hr":
      return { kind: "rule" };
    case "link_open": {
      const address = token.attrGet("href") ?? "";
      const words = inside();
      return mayOpen(address) ? { kind: "link", address, pieces: words } : words;
    }
    case "image": {
      const address = token.attrGet("src") ?? "";
      const alt = token.content;
      const id = evidenceId(address);
      if (id !== null) return { kind: "picture", id, alt };
      const words: Piece = { kind: "text", text: alt };
      return [{ kind: "text", text: "!" }, mayOpen(address) ? { kind: "link", address, pieces: [words] } : words];
    }
    case "em_open":
      return { kind: "em", pieces: inside() };
    case "strong_open":
      return { kind: "strong", pieces: inside() };
    case "s_open":
      return { kind: "strike", pieces: inside() };
    case "paragraph_open": {
      const words = inside();
      return token.hidden ? words : { kind: "paragraph", pieces: words };
    }
    case "blockquote_open":
      return { kind: "quote", pieces: inside() };
    case "bullet_list_open":
      return { kind: "list", pieces: inside() };
    case "ordered_list_open":
      return { kind: "ordered", start: Number(token.attrGet("start") ?? 1), pieces: inside() };
    case "list_item_open":
      return { kind: "item", pieces: inside() };
    case "heading_open":
      return { kind: "heading", level: Number(token.tag.slice(1)), pieces: inside() };
    case "table_open":
      return { kind: "table", pieces: inside() };
    case "thead_open":
    case "tbody_open":
      return inside();
    case "tr_open":
      return { kind: "row", pieces: inside() };
    case "th_open":
    case "td_open":
      return { kind: "cell", head: token.type === "th_open", pieces: inside() };
    default:
      // Whatever it is, its words are shown and nothing else of it.
      return token.content === "" ? null : { kind: "text", text: token.content };
  }
}
