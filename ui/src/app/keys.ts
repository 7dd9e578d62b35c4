/** What a key means. Pure, so that it can be tried without a page. */
export type KeyCommand =
  | "palette"
  | "new"
  | "capture"
  | "search"
  | "lock"
  | "undo"
  | "redo"
  | "next-panel"
  | "previous-panel"
  | "back"
  | "keys";

export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

export interface KeyContext {
  /** A text field has the focus. */
  typing: boolean;
  /** A dialog lies on top: it takes Esc itself. */
  dialog: boolean;
  /** Command instead of Ctrl. */
  mac: boolean;
}

const LETTERS: { [letter: string]: KeyCommand } = { k: "palette", n: "new", f: "search", l: "lock" };

/** The command a key press stands for, if any. */
export function interpret(press: KeyPress, context: KeyContext): KeyCommand | null {
  const held = context.mac ? press.metaKey && !press.ctrlKey : press.ctrlKey && !press.metaKey;
  const key = press.key.toLowerCase();
  if (held && !press.altKey) {
    if (key === "z" && !context.typing && !context.dialog) return press.shiftKey ? "redo" : "undo";
    if (key === "y" && !context.typing && !context.dialog && !context.mac) return "redo";
    if (press.shiftKey) return key === "n" && !context.dialog ? "capture" : null;
    const command = LETTERS[key] ?? null;
    // Under a dialog only locking is safe: everything else would leave it lying over another page.
    return context.dialog && command !== "lock" ? null : command;
  }
  if (press.ctrlKey || press.metaKey || press.altKey || context.dialog) return null;
  if (press.key === "F6") return press.shiftKey ? "previous-panel" : "next-panel";
  if (press.key === "Escape") return "back";
  if (press.key === "?" && !context.typing) return "keys";
  return null;
}

/** Whether typing into `element` changes words. */
export function isTyping(element: Element | null): boolean {
  if (element === null) return false;
  if (element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement) return true;
  if (element instanceof HTMLElement && element.isContentEditable) return true;
  if (!(element instanceof HTMLInputElement)) return false;
  return !["checkbox", "radio", "button", "submit", "range", "file"].includes(element.type);
}

/** "Ctrl K" or "⌘ K". */
export const keyName = (letter: string, mac: boolean): string => (mac ? `⌘ ${letter}` : `Ctrl ${letter}`);

/** Whether this is a Mac. */
export const onMac = (): boolean => /Mac|iPhone|iPad/.test(navigator.userAgent);
