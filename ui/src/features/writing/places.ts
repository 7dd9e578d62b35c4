/**
 * Places in a document, counted in characters of its text.
 *
 * What always holds: they are the same in a document that is read again from what was written of it. Blocks without words
 * and blanks at the end of one are not kept, and so they are not counted.
 */
import type { Node as PmNode } from "prosemirror-model";

interface Line {
  /** Where its text begins in the document, and in the characters. */
  at: number;
  from: number;
  length: number;
}

const LEAF = "\ufffc";

function lines(doc: PmNode): Line[] {
  const found: Line[] = [];
  let from = 0;
  doc.descendants((node, at) => {
    if (!node.isTextblock) return true;
    const length = node.textBetween(0, node.content.size, undefined, LEAF).trimEnd().length;
    if (length > 0) {
      found.push({ at: at + 1, from, length });
      from += length + 1;
    }
    return false;
  });
  return found;
}

/** How many characters there are; one for the end of each block. */
export function countOf(doc: PmNode): number {
  const last = lines(doc).at(-1);
  return last === undefined ? 0 : last.from + last.length;
}

/** The characters before `position`. */
export function charactersTo(doc: PmNode, position: number): number {
  let found = 0;
  for (const line of lines(doc)) {
    if (position < line.at) break;
    // Everything within a line is as wide as its characters.
    found = line.from + Math.min(position - line.at, line.length);
  }
  return found;
}

/** The position behind so many characters. */
export function positionOf(doc: PmNode, characters: number): number {
  let found: number | null = null;
  for (const line of lines(doc)) {
    if (characters < line.from) break;
    found = line.at + Math.min(characters - line.from, line.length);
  }
  return found ?? 1;
}
