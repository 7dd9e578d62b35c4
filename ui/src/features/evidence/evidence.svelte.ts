import { call, Failure } from "../../backend";
import type { EvidenceLine, EvidencePiece } from "../../bindings/contract";

/** The list of evidence, and the piece that lies open. */
export class Evidence {
  lines = $state.raw<EvidenceLine[] | null>(null);
  piece = $state.raw<EvidencePiece | null>(null);
  failure = $state.raw<Failure | null>(null);
  #wanted: string | null = null;
  #turn = 0;

  /** Loads the list, and the piece `id` where one is asked for. */
  async load(id: string | null = this.#wanted): Promise<void> {
    const turn = (this.#turn += 1);
    if (id !== this.#wanted) this.piece = null;
    this.#wanted = id;
    try {
      const { lines } = await call("evidence.list", { bin: false });
      const piece = id === null ? null : await call("evidence.get", { id });
      if (turn !== this.#turn) return;
      this.lines = lines;
      this.piece = piece;
      this.failure = null;
    } catch (cause) {
      if (turn !== this.#turn) return;
      this.failure = Failure.from(cause);
      if (this.failure.code === "not-found") this.piece = null;
    }
  }

  /** True when it went well; else `failure` says why. */
  async attempt(work: () => Promise<unknown>): Promise<boolean> {
    this.failure = null;
    try {
      await work();
      return true;
    } catch (cause) {
      this.failure = Failure.from(cause);
      return false;
    }
  }
}
