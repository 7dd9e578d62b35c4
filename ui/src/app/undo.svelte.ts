import { call, Failure } from "../backend";
import { flushAll } from "./flush";
import { toast } from "./toasts.svelte";

class Undo {
  async undo(): Promise<void> {
    await this.#step("undo.undo", "Taken back", "There is nothing to take back.");
  }

  async redo(): Promise<void> {
    await this.#step("undo.redo", "Done again", "There is nothing to do again.");
  }

  async #step(command: "undo.undo" | "undo.redo", done: string, nothing: string): Promise<void> {
    try {
      await flushAll();
      const outcome = await call(command, {});
      if (outcome.label === null) {
        toast(nothing);
        return;
      }
      const other = command === "undo.undo" ? { label: "Redo", run: () => void this.redo() } : offer();
      toast(`${done}: ${outcome.label}`, other);
    } catch (cause) {
      toast(Failure.from(cause).message);
    }
  }
}

/** Undo and redo of whole changes. Pages load again through `changed`. */
export const undo = new Undo();

const offer = (): { label: string; run: () => void } => ({ label: "Undo", run: () => void undo.undo() });

/** Says what was just done, with a button that takes it back. */
export function offerUndo(text: string): void {
  toast(text, offer());
}
