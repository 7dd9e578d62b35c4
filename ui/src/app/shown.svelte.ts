import { call, cancel, Failure, newTask, readBlob } from "../backend";
import { onLock } from "./session.svelte";

/** How much is read at once. */
const PIECE = 1024 * 1024;

/** All bytes of a blob or of a piece's file. */
export async function allBytes(id: string, size: number): Promise<Uint8Array<ArrayBuffer>> {
  const all = new Uint8Array(size);
  let at = 0;
  while (at < size) {
    const piece = await readBlob(id, at, Math.min(PIECE, size - at));
    if (piece.length === 0) break;
    all.set(piece, at);
    at += piece.length;
  }
  return all.subarray(0, at);
}

/** A picture, a page or a film in the window: made of bytes in memory, and gone with the lock or with the page. */
export class Shown {
  url = $state.raw<string | null>(null);
  failure = $state.raw<Failure | null>(null);
  busy = $state(false);
  pages = $state(1);
  width = $state(0);
  height = $state(0);
  #task = "";
  #turn = 0;
  readonly #forget = onLock(() => this.clear());

  /** Shows the picture of a piece, or its page. */
  async picture(id: string, page: number, side: number): Promise<void> {
    await this.#take(async (task) => {
      const shown = await call("evidence.show", { id, page, side }, { task });
      const bytes = await allBytes(shown.blob, shown.size).finally(() => call("blob.close", { id: shown.blob }));
      return { bytes, type: shown.media_type, pages: shown.pages, width: shown.width, height: shown.height };
    });
  }

  /** Shows a film whole. */
  async film(id: string, type: string): Promise<void> {
    await this.#take(async () => {
      const file = await call("evidence.open", { id });
      return { bytes: await allBytes(file.id, file.size), type, pages: 1, width: 0, height: 0 };
    });
  }

  async #take(
    make: (task: string) => Promise<{
      bytes: Uint8Array<ArrayBuffer>;
      type: string;
      pages: number;
      width: number;
      height: number;
    }>,
  ): Promise<void> {
    const turn = (this.#turn += 1);
    if (this.#task !== "") void cancel(this.#task).catch(() => undefined);
    this.#task = newTask();
    this.busy = true;
    try {
      const made = await make(this.#task);
      if (turn !== this.#turn) return;
      this.#revoke();
      this.url = URL.createObjectURL(new Blob([made.bytes], { type: made.type }));
      ({ pages: this.pages, width: this.width, height: this.height } = made);
      this.failure = null;
    } catch (cause) {
      if (turn !== this.#turn) return;
      this.#revoke();
      this.failure = Failure.from(cause);
    } finally {
      if (turn === this.#turn) {
        this.busy = false;
        this.#task = "";
      }
    }
  }

  #revoke(): void {
    if (this.url !== null) URL.revokeObjectURL(this.url);
    this.url = null;
  }

  clear(): void {
    this.#turn += 1;
    if (this.#task !== "") void cancel(this.#task).catch(() => undefined);
    this.#task = "";
    this.#revoke();
  }

  end(): void {
    this.clear();
    this.#forget();
  }
}
