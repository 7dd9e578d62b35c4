/** The passage that is marked in the record that lies open, kept while a button takes the focus. */
class Passage {
  #text = "";

  /** Watches the selection; gives back what ends it. */
  watch(): () => void {
    const heard = (): void => {
      const now = marked();
      if (now !== null) this.#text = now;
    };
    document.addEventListener("selectionchange", heard);
    // A field tells of its selection by itself.
    document.addEventListener("select", heard, true);
    document.addEventListener("keyup", heard, true);
    document.addEventListener("pointerup", heard, true);
    return () => {
      document.removeEventListener("selectionchange", heard);
      document.removeEventListener("select", heard, true);
      document.removeEventListener("keyup", heard, true);
      document.removeEventListener("pointerup", heard, true);
      this.#text = "";
    };
  }

  /** Takes the passage; it is given once. */
  take(): string {
    const text = marked() ?? this.#text;
    this.#text = "";
    return text.trim();
  }
}

/** What is marked in the words of a record; `null` while the cursor is elsewhere. */
function marked(): string | null {
  const at = document.activeElement;
  if (at instanceof HTMLTextAreaElement && at.closest(".sheet .words") !== null) {
    return at.value.slice(at.selectionStart, at.selectionEnd);
  }
  const selection = document.getSelection();
  const node = selection?.anchorNode ?? null;
  const element = node instanceof Element ? node : (node?.parentElement ?? null);
  if (selection === null || element === null || element.closest(".sheet .words") === null) return null;
  // A button that takes the focus may collapse the selection: nothing marked says nothing then.
  return selection.isCollapsed && !(at instanceof HTMLElement && at.isContentEditable) ? null : selection.toString();
}

export const passage = new Passage();
