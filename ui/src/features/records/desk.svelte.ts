import { Failure } from "../../backend";
import { cursor } from "../../app/cursor";
import { intent } from "../../app/intent.svelte";
import { go, places, type PlaceOf } from "../../app/place.svelte";
import { Editor } from "./editor.svelte";

/** Which record lies open. */
export class Desk {
  editor = $state.raw<Editor | null>(null);
  failure = $state.raw<Failure | null>(null);
  #turn = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Opens what the place names. What lay open is saved first; it stays in view until the next is there. */
  async show(place: PlaceOf<"records">): Promise<void> {
    const turn = (this.#turn += 1);
    const now = this.editor;
    if (place.id !== undefined && now?.id === place.id) return;
    if (place.create !== undefined && now !== null && now.id === null && now.kind === place.create && now.blank) {
      now.wantsCursor += 1;
      return;
    }
    this.failure = null;
    try {
      const next = await this.#load(place);
      if (turn !== this.#turn) next?.close();
      else this.#put(next);
    } catch (cause) {
      if (turn !== this.#turn) return;
      this.#put(null);
      this.failure = Failure.from(cause);
    }
  }

  async #load(place: PlaceOf<"records">): Promise<Editor | null> {
    if (place.id !== undefined) {
      const editor = await Editor.open(place.id);
      // Unlocking goes on where the writing was.
      if (cursor.takeEditing() && !editor.editing) editor.edit(true);
      return editor;
    }
    if (place.create === undefined) return null;
    const editor = await Editor.begin(place.create, { tags: place.tag ? [place.tag] : [], text: intent.takeCarried() });
    // From its first save on, the place names the record: locking and going back find it again.
    editor.onmade = (id) => {
      if (this.editor === editor) places.rename({ page: "records", id });
    };
    return editor;
  }

  #put(next: Editor | null): void {
    const before = this.editor;
    if (before !== null)
      void before
        .flush()
        .catch(() => undefined)
        .finally(() => before.close());
    this.editor = next;
  }

  /** The portfolio has changed: asked a moment later, so that a run of saves asks once. */
  refreshSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#refresh(), 250);
  }

  async #refresh(): Promise<void> {
    const editor = this.editor;
    await editor?.refresh();
    if (editor !== null && editor.gone && this.editor === editor) await go({ page: "records" }, { replace: true });
  }

  leave(): void {
    this.#turn += 1;
    clearTimeout(this.#timer);
    this.#put(null);
  }
}
