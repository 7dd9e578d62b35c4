import { call } from "../../backend";
import type { SupervisionOfRecord } from "../../bindings/contract";
import { offerUndo } from "../../app/undo.svelte";
import type { Editor } from "../records/editor.svelte";
import { passage } from "./passage.svelte";

/** Takes the marked passage, or the record as a whole, to supervision. */
export async function take(editor: Editor): Promise<void> {
  const quote = passage.take();
  const taken = await editor.take(quote);
  if (taken !== null) offerUndo(quote === "" ? "This record is on the agenda" : "The passage is on the agenda");
}

/** What a record has to do with supervision. */
export class Taking {
  found = $state.raw<SupervisionOfRecord>({ taken: [], agenda: [], carried: [], suggested: [] });
  #turn = 0;

  async load(id: string): Promise<void> {
    const turn = (this.#turn += 1);
    // A failure leaves the margin without it, and nothing else.
    const found = await call("supervision.of-record", { id }).catch(() => null);
    if (turn === this.#turn && found !== null) this.found = found;
  }
}
