/** What can be done to the text, by key and by button. */
import { chainCommands, exitCode, lift, setBlockType, toggleMark, wrapIn } from "prosemirror-commands";
import { redo, undo } from "prosemirror-history";
import { InputRule, inputRules, textblockTypeInputRule, wrappingInputRule } from "prosemirror-inputrules";
import type { MarkType, Node as PmNode, NodeType } from "prosemirror-model";
import { liftListItem, sinkListItem, splitListItem, wrapInList } from "prosemirror-schema-list";
import type { Command, EditorState, Plugin } from "prosemirror-state";
import { findWrapping, liftTarget } from "prosemirror-transform";
import { schema } from "./schema";

const { nodes, marks } = schema;

/** The blocks around the cursor, innermost first. */
function around(state: EditorState): PmNode[] {
  const { $from } = state.selection;
  return Array.from({ length: $from.depth }, (_, up) => $from.node($from.depth - up));
}

export function hasMark(state: EditorState, type: MarkType): boolean {
  const { from, to, empty, $from } = state.selection;
  if (empty) return type.isInSet(state.storedMarks ?? $from.marks()) !== undefined;
  return state.doc.rangeHasMark(from, to, type);
}

export const headingLevel = (state: EditorState): number => {
  const block = state.selection.$from.parent;
  return block.type === nodes.heading ? Number(block.attrs["level"]) : 0;
};

export const isWithin = (state: EditorState, type: NodeType): boolean =>
  around(state).some((node) => node.type === type);

/** A heading of this level, or words again. */
const heading =
  (level: number): Command =>
  (state, dispatch) =>
    headingLevel(state) === level
      ? setBlockType(nodes.paragraph)(state, dispatch)
      : setBlockType(nodes.heading, { level })(state, dispatch);

/** A list of this kind; the same again takes it away, and the other kind turns it. */
const list =
  (type: NodeType, other: NodeType): Command =>
  (state, dispatch) => {
    const innermost = around(state).find((node) => node.type === type || node.type === other);
    if (innermost === undefined) return wrapInList(type)(state, dispatch);
    if (innermost.type === type) return liftListItem(nodes.list_item)(state, dispatch);
    const { $from } = state.selection;
    const depth = Array.from({ length: $from.depth }, (_, up) => $from.depth - up).find(
      (at) => $from.node(at) === innermost,
    );
    if (depth === undefined) return false;
    dispatch?.(state.tr.setNodeMarkup($from.before(depth), type, { tight: innermost.attrs["tight"] }));
    return true;
  };

/** A quote, or none any more. */
const quote: Command = (state, dispatch) => {
  if (!isWithin(state, nodes.blockquote)) return wrapIn(nodes.blockquote)(state, dispatch);
  const { $from, $to } = state.selection;
  const range = $from.blockRange($to, (node) => node.type === nodes.blockquote);
  const target = range && liftTarget(range);
  if (!range || target === null || target === undefined) return lift(state, dispatch);
  dispatch?.(state.tr.lift(range, target).scrollIntoView());
  return true;
};

/** A line end that begins no new paragraph. */
const newLine: Command = chainCommands(exitCode, (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break.create()).scrollIntoView());
  return true;
});

export const COMMANDS = {
  bold: toggleMark(marks.strong),
  italic: toggleMark(marks.em),
  strike: toggleMark(marks.strike),
  heading1: heading(1),
  heading2: heading(2),
  heading3: heading(3),
  bullets: list(nodes.bullet_list, nodes.ordered_list),
  numbers: list(nodes.ordered_list, nodes.bullet_list),
  quote,
  undo,
  redo,
} satisfies { [name: string]: Command };

export type CommandName = keyof typeof COMMANDS;

/** What each key does. On a Mac `Mod` is Command. A tab is none of them: it leaves the text. */
export const KEYS: { [key: string]: Command } = {
  "Mod-b": COMMANDS.bold,
  "Mod-i": COMMANDS.italic,
  "Mod-Alt-1": COMMANDS.heading1,
  "Mod-Alt-2": COMMANDS.heading2,
  "Mod-Alt-3": COMMANDS.heading3,
  "Mod-Alt-0": setBlockType(nodes.paragraph),
  "Mod-Shift-7": COMMANDS.numbers,
  "Mod-Shift-8": COMMANDS.bullets,
  "Mod-Shift-9": COMMANDS.quote,
  "Mod-z": undo,
  "Mod-y": redo,
  "Shift-Mod-z": redo,
  Enter: splitListItem(nodes.list_item),
  "Shift-Enter": newLine,
  "Mod-]": sinkListItem(nodes.list_item),
  "Mod-[": liftListItem(nodes.list_item),
};

/** Signs around words become their look once the last is written: `**so**`. */
function enclosing(pattern: RegExp, type: MarkType): InputRule {
  return new InputRule(pattern, (state, match, start, end) => {
    const [whole, before = "", words = ""] = match;
    const from = start + before.length;
    if (state.doc.rangeHasMark(from, end, marks.code)) return null;
    const tr = state.tr;
    const signs = (whole.length - before.length - words.length) / 2;
    // The last sign has not been written yet.
    tr.delete(from + signs + words.length, end);
    tr.delete(from, from + signs);
    tr.addMark(from, from + words.length, type.create());
    return tr.removeStoredMark(type);
  });
}

/** What is written as Markdown becomes what it means. */
export const rules = (): Plugin =>
  inputRules({
    rules: [
      textblockTypeInputRule(/^(#{1,6})\s$/, nodes.heading, (match) => ({ level: match[1]?.length ?? 1 })),
      wrappingInputRule(/^\s*>\s$/, nodes.blockquote),
      wrappingInputRule(/^\s*([-*])\s$/, nodes.bullet_list),
      wrappingInputRule(
        /^(\d{1,3})\.\s$/,
        nodes.ordered_list,
        (match) => ({ order: Number(match[1]) }),
        (match, node) => node.childCount + Number(node.attrs["order"]) === Number(match[1]),
      ),
      enclosing(/(^|[^*\w])\*\*([^\s*](?:[^*]*[^\s*])?)\*\*$/, marks.strong),
      enclosing(/(^|[^*\w])\*([^\s*](?:[^*]*[^\s*])?)\*$/, marks.em),
      enclosing(/(^|[^_\w])_([^\s_](?:[^_]*[^\s_])?)_$/, marks.em),
    ],
  });

/** Whether a list could stand here. */
export const mayWrap = (state: EditorState, type: NodeType): boolean => {
  const range = state.selection.$from.blockRange(state.selection.$to);
  return range !== null && findWrapping(range, type) !== null;
};
