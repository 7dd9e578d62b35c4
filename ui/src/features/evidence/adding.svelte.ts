import { call, Failure, writeBlob } from "../../backend";
import type { EvidencePiece } from "../../bindings/contract";
import { Work } from "../../app/work.svelte";

/** How much is handed over at once. */
const PIECE = 1024 * 1024;

/** What is added belongs to these. */
export interface Belonging {
  records: string[];
  agreements: string[];
}

/** Files on their way in: from the dialog, dropped or pasted. One after the other, with a count, and stopped at any time. */
export class Adding {
  readonly work = new Work();
  failure = $state.raw<Failure | null>(null);
  /** What is another thing than its name says. */
  said = $state.raw<string[]>([]);
  #stopped = false;

  get busy(): boolean {
    return this.work.active;
  }

  /** The file that the owner chooses when asked. */
  async choose(to: Belonging): Promise<EvidencePiece | null> {
    return this.#try(async () => {
      const added = await this.work.run("evidence.add", { ...blank, ...to });
      if (added?.said) this.said = [added.said];
      return added?.evidence ?? null;
    });
  }

  /** Files that were dropped or pasted; answers the last of them. */
  async take(files: readonly File[], to: Belonging): Promise<EvidencePiece | null> {
    this.said = [];
    let last: EvidencePiece | null = null;
    this.#stopped = false;
    for (const file of files) {
      if (this.#stopped) break;
      const piece = await this.#try(() => this.#hand(file, to));
      if (this.failure !== null) break;
      last = piece ?? last;
    }
    return last;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.work.stop();
  }

  async #hand(file: File, to: Belonging): Promise<EvidencePiece | null> {
    const { id, limit } = await call("evidence.upload", {});
    const pieces = Math.ceil(file.size / PIECE);
    try {
      if (file.size > limit) throw tooLarge();
      this.work.begin(pieces, "MB");
      for (let at = 0; at < pieces; at += 1) {
        if (this.#stopped) return null;
        const piece = file.slice(at * PIECE, (at + 1) * PIECE);
        await writeBlob(id, at * PIECE, new Uint8Array(await piece.arrayBuffer()));
        this.work.done = at + 1;
      }
      const added = await call("evidence.add", { ...blank, upload: id, name: file.name, ...to });
      if (added.said !== null) this.said = [...this.said, added.said];
      return added.evidence;
    } finally {
      this.work.end();
      // One that became evidence is closed already.
      await call("blob.close", { id }).catch(() => undefined);
    }
  }

  async #try<T>(work: () => Promise<T>): Promise<T | null> {
    this.failure = null;
    try {
      return await work();
    } catch (cause) {
      this.failure = Failure.from(cause);
      return null;
    }
  }
}

const blank = { path: null, upload: null, name: "", facts: null, statements: [] as string[] };

const tooLarge = (): Failure =>
  new Failure({
    code: "refused",
    message:
      "This file is larger than 2 GB, which is the most that one piece of evidence holds. Nothing has been changed.",
    hint: "Make a shorter or smaller version of it, or divide it.",
    field: null,
    detail: null,
  });
