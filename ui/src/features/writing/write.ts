/**
 * A document into Markdown.
 *
 * What always holds: a block that was not edited gives back what it was read from, byte for byte, and so does what stands
 * between two such blocks; every word of the document is in the Markdown.
 */
import type { Mark, Node as PmNode } from "prosemirror-model";
import { single } from "./read";

/** A block as it was read, and what stood before it. */
export interface Piece {
  node: PmNode;
  text: string;
  before: string;
}

/** How one block is written: the signs it takes, and whether what could be taken for a sign is marked as none. */
interface Style {
  escape: boolean;
  /** Signs enclose no punctuation beside a letter, where they would not be taken for signs. */
  narrow: boolean;
  /** Words only: no signs of emphasis and no links. */
  bare: boolean;
  em: "*" | "_";
  bullet: "-" | "*";
  after: "." | ")";
}

const PLAIN: Style = { escape: false, narrow: false, bare: false, em: "*", bullet: "-", after: "." };

/** A stretch of a line. */
interface Leaf {
  text: string;
  /** Written as it is. */
  raw: boolean;
  marks: readonly Mark[];
}

/** Words that no Markdown could take for anything else. */
const HARMLESS = /^(?![ \t#>+\-=|:~]|\d+[.)])[^\\`*_~[\]<&!\t\n]*$/;

/** One block as Markdown: without signs of escape where it comes back the same without them. `other` takes the other signs for lists. */
export function write(block: PmNode, other = false): string {
  const style: Style = other ? { ...PLAIN, bullet: "*", after: ")" } : PLAIN;
  if (block.type.name === "paragraph" && block.childCount === 1) {
    const only = block.firstChild;
    if (only?.isText && only.marks.length === 0 && HARMLESS.test(only.text ?? "")) return (only.text ?? "").trimEnd();
  }
  if (block.type.name === "source") return block.textContent.trim() === "" ? "" : block.textContent;
  const wanted = shape(block);
  let last = "";
  const tries = [{}, { escape: true }, { escape: true, em: "_" as const }, { escape: true, narrow: true }];
  for (const more of tries) {
    last = written(block, { ...style, ...more }).join("\n");
    if (last === "") return "";
    const again = single(last);
    if (again !== null && shape(again) === wanted) return last;
  }
  // What no signs can say loses its look before it loses a word.
  const again = single(last);
  if (again !== null && words(again) === words(block)) return last;
  return written(block, { ...style, escape: true, bare: true }).join("\n");
}

/** What a block says: no blanks, and no signs that cannot be told from the words beside them. */
export function words(block: PmNode): string {
  return block.textBetween(0, block.content.size, " ", " ").replace(/[\s*~_`\\]+/g, "");
}

/** What a block means: blanks at the ends of lines mean nothing, and neither does the way its signs are nested. */
export function shape(block: PmNode): string {
  const { type, attrs } = block;
  if (type.isLeaf && !block.isText) return `<${type.name} ${JSON.stringify(attrs)}>`;
  if (type.spec.code === true) return `<${type.name} ${JSON.stringify(attrs)}>${JSON.stringify(block.textContent)}`;
  if (!block.inlineContent) {
    let inner = "";
    block.forEach((child) => {
      inner += shape(child);
    });
    return `<${type.name} ${JSON.stringify(attrs)}>${inner}</>`;
  }
  let line = "";
  let marks = "";
  block.forEach((child) => {
    const now = child.marks.map((mark) => `${mark.type.name}${JSON.stringify(mark.attrs)}`).join("");
    if (child.type.name === "hard_break") line = `${line.trimEnd()}${type.name === "heading" ? " " : "\n"}`;
    else if (child.isText) {
      const text = line === "" || line.endsWith("\n") ? (child.text ?? "").trimStart() : (child.text ?? "");
      // A blank has no look of its own.
      for (const part of text.split(/(\s+)/)) {
        if (part === "") continue;
        if (part.trim() !== "" && now !== marks) {
          line += `{${now}}`;
          marks = now;
        }
        line += part;
      }
    } else line += shape(child);
  });
  return `<${type.name} ${JSON.stringify(attrs)}>${JSON.stringify(line.trim())}`;
}

/** The lines of a block. */
function written(block: PmNode, style: Style): string[] {
  switch (block.type.name) {
    case "paragraph":
      return inline(block, style);
    case "heading": {
      const line = inline(block, style).join(" ");
      // A row of hashes at the end would be taken for the heading's own.
      return [`${"#".repeat(Number(block.attrs["level"]))} ${line.replace(/(^|\s)(#+)$/, "$1\\$2")}`.trimEnd()];
    }
    case "blockquote":
      return between(block, style).map((line) => (line === "" ? ">" : `> ${line}`));
    case "bullet_list":
      return list(block, style, () => `${style.bullet} `);
    case "ordered_list":
      return list(block, style, (at) => `${Number(block.attrs["order"]) + at}${style.after} `);
    case "code_block": {
      const fence = fenceFor(block.textContent);
      return [`${fence}${String(block.attrs["info"])}`, ...block.textContent.split("\n"), fence];
    }
    case "horizontal_rule":
      return ["---"];
    default:
      return block.textContent.split("\n");
  }
}

/** A fence longer than any in the code. */
function fenceFor(code: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map((run) => run[0].length));
  return "`".repeat(longest + 1);
}

/** The blocks within another, with an empty line between two; two lists that follow each other take different signs. */
function between(parent: PmNode, style: Style, tight = false): string[] {
  const lines: string[] = [];
  let turned = false;
  parent.forEach((child, _, at) => {
    const previous = at === 0 ? null : parent.child(at - 1);
    turned = previous?.type === child.type && !turned;
    const own: Style = turned
      ? { ...style, bullet: style.bullet === "-" ? "*" : "-", after: style.after === "." ? ")" : "." }
      : style;
    const made = written(child, own);
    if (made.every((line) => line === "") && child.type.name === "paragraph" && parent.childCount > 1) return;
    if (lines.length > 0 && !tight) lines.push("");
    lines.push(...made);
  });
  return lines;
}

function list(block: PmNode, style: Style, sign: (at: number) => string): string[] {
  const tight = block.attrs["tight"] === true;
  const lines: string[] = [];
  block.forEach((item, _, at) => {
    const first = sign(at);
    const indent = " ".repeat(first.length);
    const inner = between(item, style, tight);
    if (at > 0 && !tight) lines.push("");
    inner.forEach((line, number) => {
      lines.push(number === 0 ? `${first}${line}`.trimEnd() : line === "" ? "" : `${indent}${line}`);
    });
  });
  return lines;
}

/** The lines of a text. */
function inline(block: PmNode, style: Style): string[] {
  const leaves: Leaf[] = [];
  block.forEach((child) => {
    if (child.type.name === "hard_break") leaves.push({ text: "\n", raw: true, marks: child.marks });
    else if (child.isText) leaves.push({ text: child.text ?? "", raw: false, marks: child.marks });
    else leaves.push({ text: pictureText(child), raw: true, marks: child.marks });
  });
  const shown = style.bare ? leaves.map((leaf) => ({ ...leaf, marks: [] })) : tidy(leaves, style.narrow);
  const text = runs(shown, [], style);
  return text.split("\n").map((line) => {
    const bare = line.trim();
    return style.escape ? escapeStart(bare) : bare;
  });
}

const ENCLOSING = ["em", "strong", "strike", "link"];

/** Signs do not enclose blanks: those at the ends of a run stand outside of it. */
function tidy(leaves: Leaf[], narrow: boolean): Leaf[] {
  let all = leaves.flatMap((leaf) =>
    leaf.raw || leaf.marks.some((mark) => mark.type.name === "code")
      ? [leaf]
      : leaf.text
          .split(narrow ? /(\s+|[\p{P}\p{S}]+)/u : /(\s+)/)
          .filter((text) => text !== "")
          .map((text) => ({ ...leaf, text })),
  );
  for (const name of ENCLOSING) {
    const has = (leaf: Leaf | undefined): boolean => leaf?.marks.some((mark) => mark.type.name === name) ?? false;
    const blank = (leaf: Leaf): boolean => leaf.text.trim() === "";
    const letter = (leaf: Leaf | undefined): boolean => leaf !== undefined && !/^[\s\p{P}\p{S}]+$/u.test(leaf.text);
    const loose = (leaf: Leaf, beside: Leaf | undefined): boolean =>
      blank(leaf) || (narrow && name !== "link" && !leaf.raw && !letter(leaf) && letter(beside));
    const without = (leaf: Leaf): Leaf => ({ ...leaf, marks: leaf.marks.filter((mark) => mark.type.name !== name) });
    // From either side: a blank keeps the sign only behind a word that has it, and before one.
    const pass = (list: Leaf[]): Leaf[] => {
      let before: Leaf | undefined;
      return list.map((leaf) => (before = has(leaf) && !has(before) && loose(leaf, before) ? without(leaf) : leaf));
    };
    all = pass(pass(all).reverse()).reverse();
  }
  return all;
}

/** Leaves as text: the sign that reaches furthest encloses the others. */
function runs(leaves: Leaf[], active: readonly Mark[], style: Style): string {
  let out = "";
  let at = 0;
  while (at < leaves.length) {
    const leaf = leaves[at];
    if (leaf === undefined) break;
    let best: Mark | null = null;
    let end = at + 1;
    for (const mark of leaf.marks) {
      if (mark.type.name === "code" || mark.isInSet(active)) continue;
      let reach = at + 1;
      while (reach < leaves.length && mark.isInSet(leaves[reach]?.marks ?? [])) reach += 1;
      // A link encloses what is as long: an address is no place for signs.
      if (best === null || reach > end || (reach === end && mark.type.name === "link")) [best, end] = [mark, reach];
    }
    if (best === null) {
      const code = leaf.marks.find((mark) => mark.type.name === "code");
      if (code === undefined) out += leaf.raw || !style.escape ? leaf.text : escape(leaf.text);
      else out += codeText(leaf.text);
      at += 1;
      continue;
    }
    const inside = leaves.slice(at, end);
    const made = enclosed(best, inside, [...active, best], style);
    // Behind an exclamation mark a link would be a picture.
    if (made.startsWith("[") && /(^|[^\\])(\\\\)*!$/.test(out)) out = `${out.slice(0, -1)}\\!`;
    out += made;
    at = end;
  }
  return out;
}

function enclosed(mark: Mark, inside: Leaf[], active: readonly Mark[], style: Style): string {
  switch (mark.type.name) {
    case "em":
      return `${style.em}${runs(inside, active, style)}${style.em}`;
    case "strong":
      return `**${runs(inside, active, style)}**`;
    case "strike":
      return `~~${runs(inside, active, style)}~~`;
    default: {
      const href = String(mark.attrs["href"]);
      const words = inside.map((leaf) => leaf.text).join("");
      const bare = inside.every((leaf) => leaf.marks.length === active.length && !leaf.raw);
      if (bare && words === href && mark.attrs["title"] === "" && /^[a-z][a-z0-9+.-]+:[^\s<>]*$/i.test(href))
        return `<${href}>`;
      return `[${runs(inside, active, style)}](${target(href, String(mark.attrs["title"]))})`;
    }
  }
}

/** The picture as Markdown. */
function pictureText(node: PmNode): string {
  const alt = String(node.attrs["alt"]).replace(/\s+/g, " ");
  return `![${alt}](${target(String(node.attrs["address"]), String(node.attrs["title"]))})`;
}

function target(address: string, title: string): string {
  const safe = /^[^\s<>()\\]+$/.test(address) ? address : `<${address.replace(/[<>\\\n]/g, encodeURIComponent)}>`;
  return title === "" ? safe : `${safe} "${title.replace(/["\\]/g, "\\$&")}"`;
}

/** Code between more backticks than it holds. */
function codeText(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map((run) => run[0].length));
  const ticks = "`".repeat(longest + 1);
  const room = /^`|`$|^ .* $/.test(text) ? " " : "";
  return `${ticks}${room}${text}${room}${ticks}`;
}

const escape = (text: string): string =>
  text
    .replace(/[\\`*_~[\]]/g, "\\$&")
    .replace(/&(?=#?\w+;|$)/g, "\\&")
    .replace(/<(?=[a-z/!?]|$)/gi, "\\<");

const escapeStart = (line: string): string =>
  line.replace(/^([#>+\-=|:])/, "\\$1").replace(/^(\d{1,9})([.)])(?=\s|$)/, "$1\\$2");

/** Everything that writing a document again and again needs: what it was read from, and what has been written of it. */
export class Writer {
  #places = new Map<PmNode, number>();
  #alike = new Map<string, number[]>();
  #found = new WeakMap<PmNode, number>();
  #made = new WeakMap<PmNode, string>();

  constructor(
    private readonly pieces: readonly Piece[],
    private readonly trail: string,
  ) {
    pieces.forEach((piece, at) => {
      this.#places.set(piece.node, at);
      const key = this.#key(piece.node);
      this.#alike.set(key, [...(this.#alike.get(key) ?? []), at]);
    });
  }

  /** The document as Markdown. */
  markdown(doc: PmNode): string {
    const places = this.#placesOf(doc);
    let out = "";
    // Which piece the block before is or stands for, and whether it is that piece still.
    let last = -1;
    let whole = true;
    let lastBlock: PmNode | null = null;
    let turned = false;
    doc.forEach((block, _, index) => {
      const { at, heir } = places[index] ?? { at: null, heir: null };
      let text = this.#text(block, at);
      if (text === "" && at === null) return;
      const follows = (at ?? heir) === last + 1;
      const untouched = follows && whole && at !== null;
      if (!untouched && lastBlock !== null && isList(lastBlock)) {
        const same = lastBlock.type === block.type;
        turned = same && !turned;
        // After a list, what is indented would be part of it, and another list the same one.
        if (same || /^\s/.test(text)) text = write(block, turned);
      } else if (at === this.pieces.length - 1 && block !== doc.lastChild && block.type.name === "code_block") {
        // A fence may stay open at the end of a text only.
        text = write(block);
      }
      const before = follows ? (this.pieces[last + 1]?.before ?? "") : "";
      // Beside a block that was edited there is an empty line at least.
      out += (untouched || out === "" || EMPTY_LINE.test(before) ? before : "\n\n") + text;
      last = at ?? heir ?? Number.NaN;
      whole = at !== null;
      lastBlock = block;
    });
    return last === this.pieces.length - 1 ? out + this.trail : out;
  }

  /** For each block the piece it is; for an edited one the piece in whose place it stands. */
  #placesOf(doc: PmNode): { at: number | null; heir: number | null }[] {
    const found: { at: number | null; heir: number | null }[] = [];
    let last: number | null = -1;
    doc.forEach((block) => {
      const at = this.#place(block, last);
      found.push({ at, heir: null });
      last = at;
    });
    const used = new Set(found.map(({ at }) => at));
    let before = -1;
    for (const one of found) {
      if (one.at === null && before + 1 < this.pieces.length && !used.has(before + 1)) one.heir = before + 1;
      before = one.at ?? one.heir ?? before;
    }
    return found;
  }

  #text(block: PmNode, at: number | null): string {
    if (at !== null) return this.pieces[at]?.text ?? "";
    const known = this.#made.get(block);
    if (known !== undefined) return known;
    const made = write(block);
    this.#made.set(block, made);
    return made;
  }

  /** Which piece the block is, or says the same as: taking back an edit makes a block anew. */
  #place(block: PmNode, last: number | null): number | null {
    const own = this.#places.get(block) ?? this.#found.get(block);
    if (own !== undefined) return own;
    if (this.#made.has(block)) return null;
    const alike = (this.#alike.get(this.#key(block)) ?? []).filter((at) => this.pieces[at]?.node.eq(block));
    const found = alike.find((at) => last !== null && at === last + 1) ?? alike[0];
    if (found === undefined) return null;
    this.#found.set(block, found);
    return found;
  }

  #key(block: PmNode): string {
    return `${block.type.name} ${block.content.size}`;
  }
}

/** A line without words between two line ends. */
const EMPTY_LINE = /(\r\n?|\n)[ \t]*(\r\n?|\n)/;
const isList = (block: PmNode): boolean => block.type.name === "bullet_list" || block.type.name === "ordered_list";
