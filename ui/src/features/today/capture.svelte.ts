import { call } from "../../backend";
import type { Content, Kind } from "../../bindings/contract";
import { SaveQueue, type SaveState, type Stored } from "../records/save-queue";

/** What is written on the home page: a draft on the disk within a second of the last key, whatever happens next. */
export class Capture {
  text = $state("");
  kind = $state<Kind>("reflection");
  saving = $state.raw<SaveState>({ at: "untouched" });
  /** The day it happened; null for today. */
  date = $state<string | null>(null);
  /** Case notes: whose session it was. */
  code = $state("");
  /** The draft, once there is one. */
  id = $state<string | null>(null);
  #blank: Content | null = null;
  #queue: SaveQueue<Content, Stored> | null = null;

  /** Makes ready for `kind`. A draft of another kind goes to the bin: a record never changes its kind. */
  async begin(kind: Kind): Promise<void> {
    const before = this.id;
    this.#queue?.close();
    this.#queue = null;
    this.kind = kind;
    this.id = null;
    const blank = await call("record.new", { kind });
    if (kind !== this.kind) return;
    this.#blank = blank;
    this.#queue = this.#start(this.#with(""));
    if (this.text !== "") this.touched();
    if (before === null) return;
    await this.save();
    await call("record.bin", { id: before });
  }

  /** What was written is a draft of its own now; the next one begins empty, of the same kind and day. */
  async next(): Promise<void> {
    await this.save();
    this.#queue?.close();
    this.#queue = null;
    this.id = null;
    this.text = "";
    this.code = "";
    await this.begin(this.kind);
  }

  /** Something was typed. */
  touched(): void {
    this.#queue?.touch();
  }

  /** Saves what is not saved yet; rejects when it could not be. Words taken away again leave no draft. */
  async save(): Promise<void> {
    if (this.#queue === null) {
      if (this.text.trim() !== "") throw new Error("not ready");
      return;
    }
    if (this.text.trim() === "" && this.id === null) return;
    if (!(await this.#queue.flush())) throw new Error("not saved");
  }

  /** Whether there is a draft without a word in it, and takes it away. */
  async tidy(): Promise<void> {
    if (this.id === null || this.text.trim() !== "") return;
    const { id } = this;
    this.#queue?.close();
    this.id = null;
    await call("record.bin", { id });
  }

  #with(text: string): Content {
    const blank = this.#blank ?? { sections: [] as Content["sections"] };
    const first = blank.sections[0]?.stage ?? "text";
    const code = this.code.trim();
    const more = {
      ...(this.date === null ? {} : { date: this.date }),
      ...(code === "" || this.kind === "cpd" ? {} : { clients: [code] }),
    };
    return { ...blank, ...more, sections: [{ stage: first, text }, ...blank.sections.slice(1)] } as Content;
  }

  #start(base: Content): SaveQueue<Content, Stored> {
    const visit = crypto.randomUUID();
    return new SaveQueue<Content, Stored>(
      {
        create: async (content) => {
          const made = await call("record.create", { content, visit, tags: [] });
          return { id: made.id, version: made.version, saved_at: made.updated_at };
        },
        save: async (id, expected, content) => {
          const saved = await call("record.save", { id, expected, visit, content });
          return { id, version: saved.version, saved_at: saved.saved_at };
        },
        snapshot: () => this.#with(this.text),
        part: () => undefined,
        withPart: (content) => content,
        onState: (state) => (this.saving = state),
        onSaved: (stored, sent) => {
          this.id = stored.id;
          return sent;
        },
        onHeld: () => undefined,
      },
      null,
      base,
    );
  }
}
