import { fieldAt, surfaceOf, WRITABLE } from "./surface";

/** Where the cursor stood, in numbers alone: nothing of what is written is kept. */
export interface CursorPlace {
  /** Which field of which part of the window, how many characters it held, and where in it. */
  field: { part: string; at: number; length: number; start: number; end: number } | null;
  /** The field belonged to a record's text. */
  editing: boolean;
  /** How far the page and the window were scrolled. */
  page: number;
  window: number;
}

/** How long unlocking may look for the field, in milliseconds. */
const PATIENCE = 4_000;

/** The list, the page and its margin. Each is counted by itself: the list gets its search field with the first record. */
const PARTS = [".pane", ".leaf", ".margin"];

const fields = (part: string): HTMLElement[] => [
  ...document.querySelectorAll<HTMLElement>(`.folio ${part} :is(${WRITABLE})`),
];

/** Remembers the cursor over a lock and puts it back where it was. */
class Cursor {
  #last: HTMLElement | null = null;
  #editing = false;
  #stop: (() => void) | null = null;

  /** Follows the cursor from field to field; returns what ends it. */
  watch(): () => void {
    const focused = (event: FocusEvent): void => {
      const field = fieldAt(event.target);
      if (field !== null && field.closest(".folio") !== null) this.#last = field;
    };
    document.addEventListener("focusin", focused);
    return () => document.removeEventListener("focusin", focused);
  }

  /** Where it stands now. */
  where(): CursorPlace {
    const field = this.#last?.isConnected ? this.#last : null;
    const part = PARTS.find((one) => field?.closest(one)) ?? "";
    const surface = surfaceOf(field);
    const [start, end] = surface?.marked() ?? [0, 0];
    return {
      field: field && {
        part,
        at: fields(part).indexOf(field),
        length: surface?.length() ?? 0,
        start,
        end,
      },
      editing: field !== null && field.closest(".stage") !== null,
      page: document.getElementById("page")?.scrollTop ?? 0,
      window: window.scrollY,
    };
  }

  forget(): void {
    this.#last = null;
    this.#editing = false;
    this.#stop?.();
  }

  /** Whether the record that is opened now was being written when it was locked; answered once. */
  takeEditing(): boolean {
    const was = this.#editing;
    this.#editing = false;
    return was;
  }

  /** Puts the cursor back as soon as its field is there again; whoever does something first has moved on. */
  restore(noted: CursorPlace): void {
    this.#stop?.();
    this.#editing = noted.editing;
    const put = (): void => {
      if (!settle(noted)) return;
      this.#stop?.();
    };
    // Pages settle in steps (a record is read, then its fields take their heights): looked at after each.
    const seen = new MutationObserver(() => requestAnimationFrame(put));
    seen.observe(document.body, { childList: true, subtree: true });
    const timer = setTimeout(() => this.#stop?.(), PATIENCE);
    const moved = (): void => this.#stop?.();
    const events = ["keydown", "pointerdown", "wheel"] as const;
    for (const event of events) window.addEventListener(event, moved, { capture: true, passive: true });
    this.#stop = () => {
      seen.disconnect();
      clearTimeout(timer);
      for (const event of events) window.removeEventListener(event, moved, { capture: true });
      this.#stop = null;
    };
  }
}

/** True once everything stands where it stood. */
function settle(noted: CursorPlace): boolean {
  const { field } = noted;
  if (field !== null) {
    const found = surfaceOf(fields(field.part)[field.at] ?? null);
    if (found === null || found.length() !== field.length) return false;
    found.focus();
    found.mark(field.start, field.end);
  }
  const page = document.getElementById("page");
  page?.scrollTo({ top: noted.page });
  window.scrollTo({ top: noted.window });
  return Math.abs((page?.scrollTop ?? 0) - noted.page) < 2 && Math.abs(window.scrollY - noted.window) < 2;
}

export const cursor = new Cursor();
