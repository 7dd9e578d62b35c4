/** Headings of the text as steps of the page's outline, for whoever hears it: no step is left out, whatever level is written. */
import type { Node as PmNode } from "prosemirror-model";
import { Plugin } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { depthOf } from "../../components/prose";

/** For each heading its place and how deep it stands, from 1. */
export function depths(doc: PmNode): { at: number; size: number; level: number; depth: number }[] {
  const found: { at: number; size: number; level: number; depth: number }[] = [];
  const open: number[] = [];
  doc.descendants((node, at) => {
    if (node.type.name === "heading") {
      const level = Number(node.attrs["level"]);
      found.push({ at, size: node.nodeSize, level, depth: depthOf(open, level) });
    }
    return !node.inlineContent;
  });
  return found;
}

/** `below` is the level of the page's heading above the text. */
export function outline(below: number): Plugin<DecorationSet> {
  const made = (doc: PmNode): DecorationSet =>
    DecorationSet.create(
      doc,
      depths(doc)
        .filter(({ level, depth }) => level !== depth)
        .map(({ at, size, depth }) => Decoration.node(at, at + size, { "aria-level": String(below + depth) })),
    );
  const plugin: Plugin<DecorationSet> = new Plugin<DecorationSet>({
    state: {
      init: (_, state) => made(state.doc),
      apply: (transaction, before) => {
        if (!transaction.docChanged) return before;
        return made(transaction.doc);
      },
    },
    props: { decorations: (state) => plugin.getState(state) },
  });
  return plugin;
}
