import { changed } from "../../app/changed.svelte";
import { call, Failure } from "../../backend";
import type { StatementPage } from "../../bindings/contract";

/** The evidence and the answers behind one statement. One for each place that shows a statement. */
export class StatementState {
  now = $state.raw<StatementPage | null>(null);
  failure = $state.raw<Failure | null>(null);
  #asked = 0;
  #id = "";

  /** To be read in an effect: loads, and loads again after every change. */
  follow(id: string): void {
    void changed.tick;
    void this.load(id);
  }

  async load(id: string): Promise<void> {
    const asked = ++this.#asked;
    if (id !== this.#id) this.now = null;
    this.#id = id;
    try {
      const now = await call("framework.statement", { id });
      if (asked !== this.#asked) return;
      this.now = now;
      this.failure = null;
    } catch (cause) {
      if (asked === this.#asked) this.failure = Failure.from(cause);
    }
  }
}
