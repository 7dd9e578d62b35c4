import type { EditorState } from "prosemirror-state";
import { schema } from "./schema";

/** The link at the cursor, or what is marked; an empty address where there is no link yet. */
export function linkAt(state: EditorState): { from: number; to: number; href: string } {
  const { from, to, empty, $from } = state.selection;
  const { link } = schema.marks;
  if (!empty) {
    let href = "";
    state.doc.nodesBetween(from, to, (node) => {
      const mark = link.isInSet(node.marks);
      if (mark !== undefined && href === "") href = String(mark.attrs["href"]);
    });
    return { from, to, href };
  }
  const start = $from.start();
  let at = start;
  let found: { from: number; to: number; href: string } | null = null;
  $from.parent.forEach((node) => {
    const mark = link.isInSet(node.marks);
    const end = at + node.nodeSize;
    const href = mark === undefined ? null : String(mark.attrs["href"]);
    if (href !== null && from >= at && from <= end) found ??= { from: at, to: end, href };
    else if (href !== null && found !== null && found.to === at && found.href === href) found.to = end;
    at = end;
  });
  return found ?? { from, to, href: "" };
}
