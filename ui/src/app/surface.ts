/**
 * Where one writes: the browser's own fields, and the editor's, which is none of them. Both are asked in characters of
 * their text.
 */
export interface Surface {
  /** How many characters it holds. */
  length(): number;
  /** The ends of what is marked. */
  marked(): [number, number];
  /** The text that is marked. */
  text(): string;
  mark(start: number, end: number): void;
  focus(): void;
  /** Takes away what is marked, so that its own undo can bring it back. */
  cut(): void;
  readonly readOnly: boolean;
}

const surfaces = new WeakMap<Element, Surface>();

/** An element is written into by means of `surface`; returns what ends it. */
export function registerSurface(element: Element, surface: Surface): () => void {
  surfaces.set(element, surface);
  return () => surfaces.delete(element);
}

/** Selector of everything one writes into. */
export const WRITABLE =
  "textarea, input:is(:not([type]), [type=text], [type=search]), [role=textbox][contenteditable=true]";

/** The field that `target` is, or lies in. */
export function fieldAt(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>(`${WRITABLE}, input`) : null;
}

/** How the element is written into; null for one that is not. */
export function surfaceOf(element: Element | null): Surface | null {
  if (element === null) return null;
  if (element instanceof HTMLTextAreaElement || element instanceof HTMLInputElement) return new OwnField(element);
  return surfaces.get(element) ?? null;
}

/** A field of the browser's own. */
class OwnField implements Surface {
  constructor(private readonly field: HTMLTextAreaElement | HTMLInputElement) {}
  get readOnly(): boolean {
    return this.field.readOnly;
  }
  length(): number {
    return this.field.value.length;
  }
  marked(): [number, number] {
    return [this.field.selectionStart ?? 0, this.field.selectionEnd ?? 0];
  }
  text(): string {
    return this.field.value.slice(...this.marked());
  }
  mark(start: number, end: number): void {
    this.field.setSelectionRange(start, end);
  }
  focus(): void {
    this.field.focus({ preventScroll: true });
  }
  cut(): void {
    // The one way that the field's own undo can take back.
    document.execCommand("delete");
  }
}
