/**
 * Saves what is being written, one save at a time.
 *
 * What always holds: at most one save is under way, and the next carries the version the last one returned; what was
 * typed while a save was under way goes out with the next; nothing is sent when nothing has changed; a failed save never
 * touches the words on screen. A field the core refuses is held back with its message, so that one bad number never
 * keeps a page of writing from the disk.
 */

/** Milliseconds after the last key until a save. */
export const PAUSE = 600;
/** Milliseconds of typing without a pause after which a save goes out all the same. */
export const LONGEST = 3000;

/** What the core answers to a save, as far as the queue cares. */
export interface Stored {
  id: string;
  version: number;
  saved_at: string;
}

/** What the queue needs to know of a failure. */
export interface SaveFailure {
  code: string;
  message: string;
  hint: string | null;
  field: string | null;
}

/** Where saving stands. `untouched`: a new record that holds nothing of the writer's yet. */
export type SaveState =
  | { at: "untouched" }
  | { at: "waiting" }
  | { at: "saving" }
  | { at: "saved"; when: string }
  | { at: "conflict" }
  | { at: "failed"; failure: SaveFailure };

/** What the queue is told at its making. `C` is the content, `S` the core's answer. */
export interface SaveHooks<C, S extends Stored> {
  create(content: C): Promise<S>;
  save(id: string, expected: number, content: C): Promise<S>;
  /** A plain copy of what is on screen now. */
  snapshot(): C;
  /** The part of `content` that `field` of a failure names; `undefined` when it cannot be held back. */
  part(content: C, field: string): unknown;
  /** `content` with that part replaced. */
  withPart(content: C, field: string, value: unknown): C;
  onState(state: SaveState): void;
  /** Answers what the portfolio holds now, if that is more than was sent (new ids). */
  onSaved(stored: S, sent: C): C;
  onHeld(held: ReadonlyMap<string, SaveFailure>): void;
}

interface Held {
  failure: SaveFailure;
  /** The refused value as JSON: held back as long as it stands. */
  value: string;
}

/** When to send: only changes; changes, and an untouched new record; whatever is on screen. */
type When = "changed" | "made" | "always";

const json = (value: unknown): string => JSON.stringify(value) ?? "";

export class SaveQueue<C, S extends Stored> {
  #hooks: SaveHooks<C, S>;
  #id: string | null;
  #version: number;
  #base: C;
  #baseJson: string;
  #state: SaveState;
  #savedAt: string | null;
  #line: Promise<void> = Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #typingSince: number | null = null;
  #held = new Map<string, Held>();
  #closed = false;
  #depth = 0;

  /** `stored` is null for a record that is not in the portfolio yet; `base` is what it holds (or would start with). */
  constructor(hooks: SaveHooks<C, S>, stored: { id: string; version: number; saved_at: string } | null, base: C) {
    this.#hooks = hooks;
    this.#id = stored?.id ?? null;
    this.#version = stored?.version ?? 0;
    this.#base = base;
    this.#baseJson = json(base);
    this.#savedAt = stored?.saved_at ?? null;
    this.#state = stored ? { at: "saved", when: stored.saved_at } : { at: "untouched" };
  }

  get id(): string | null {
    return this.#id;
  }

  get version(): number {
    return this.#version;
  }

  get state(): SaveState {
    return this.#state;
  }

  /** True while something is typed but not stored, or a call is under way. */
  get busy(): boolean {
    return this.#timer !== undefined || this.#depth > 0 || this.#state.at === "failed" || this.#state.at === "conflict";
  }

  /** Something may have changed on screen. */
  touch(): void {
    if (this.#closed || this.#state.at === "conflict") return;
    const now = Date.now();
    this.#typingSince ??= now;
    clearTimeout(this.#timer);
    const wait = Math.min(PAUSE, Math.max(0, this.#typingSince + LONGEST - now));
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#inLine(() => this.#saveNow("changed"));
    }, wait);
    if (this.#state.at === "saved" || this.#state.at === "untouched") this.#enter({ at: "waiting" });
  }

  /** Stores what is on screen, and what is typed while it is being stored. Answers whether all of it is safe. */
  async flush(): Promise<boolean> {
    do await this.#inLine(() => this.#saveNow("changed"));
    while (this.#timer !== undefined);
    return this.safe;
  }

  /** True when all that is on screen is stored, as far as is known. */
  get safe(): boolean {
    return this.#timer === undefined && (this.#state.at === "saved" || this.#state.at === "untouched");
  }

  /**
   * Runs a change of the same record (a tag, finishing it) between two saves: what is on screen is stored first, and a
   * new record is made if it must be. The answer's `version`, if it has one, is what the next save expects.
   * Answers null when the record could not be stored first.
   */
  async between<T>(change: (id: string) => Promise<T>, version?: (answer: T) => number): Promise<T | null> {
    let answer: T | null = null;
    await this.#inLine(async () => {
      await this.#saveNow("made");
      if (this.#id === null || this.#state.at === "conflict" || this.#state.at === "failed") return;
      answer = await change(this.#id);
      if (version && answer !== null) this.#version = version(answer);
    });
    return answer;
  }

  /** Takes over what the portfolio holds: after a change made elsewhere, or to settle a conflict in its favour. */
  adopt(stored: { version: number; saved_at: string }, base: C): void {
    this.#stopTimer();
    this.#version = stored.version;
    this.#base = base;
    this.#baseJson = json(base);
    this.#savedAt = stored.saved_at;
    this.#letGo();
    this.#enter({ at: "saved", when: stored.saved_at });
  }

  /** Settles a conflict in favour of what is on screen: it is saved over version `theirs`. */
  async keepMine(theirs: number): Promise<boolean> {
    this.#version = theirs;
    this.#enter({ at: "waiting" });
    await this.#inLine(() => this.#saveNow("always"));
    return this.safe;
  }

  /** No more saves from here on. */
  close(): void {
    this.#closed = true;
    this.#stopTimer();
  }

  async #inLine(work: () => Promise<void>): Promise<void> {
    this.#depth += 1;
    const mine = this.#line.then(work);
    // The line goes on whatever happens to one piece of work; the caller still hears of it.
    this.#line = mine.catch(() => undefined);
    try {
      await mine;
    } finally {
      this.#depth -= 1;
    }
  }

  async #saveNow(when: When): Promise<void> {
    this.#stopTimer();
    if (this.#closed || this.#state.at === "conflict") return;
    let content = this.#withoutHeld(this.#hooks.snapshot());
    let sentJson = json(content);
    if (sentJson === this.#baseJson && when !== "always" && !this.#mustMake(when)) {
      this.#settle();
      return;
    }
    this.#enter({ at: "saving" });
    for (;;) {
      try {
        const stored =
          this.#id === null
            ? await this.#hooks.create(content)
            : await this.#hooks.save(this.#id, this.#version, content);
        this.#id = stored.id;
        this.#version = stored.version;
        this.#base = this.#hooks.onSaved(stored, content);
        this.#baseJson = json(this.#base);
        this.#savedAt = stored.saved_at;
        this.#enter(this.#timer === undefined ? { at: "saved", when: stored.saved_at } : { at: "waiting" });
        return;
      } catch (cause) {
        const failure = asFailure(cause);
        const without = this.#holdBack(content, failure);
        if (without === null) {
          this.#enter(failure.code === "conflict" ? { at: "conflict" } : { at: "failed", failure });
          return;
        }
        content = without;
        sentJson = json(content);
        if (sentJson === this.#baseJson && !this.#mustMake(when)) {
          this.#settle();
          return;
        }
      }
    }
  }

  #mustMake(when: When): boolean {
    return when === "made" && this.#id === null;
  }

  /** There is nothing to send: back to where it stood. */
  #settle(): void {
    if (this.#id === null) this.#enter({ at: "untouched" });
    else if (this.#state.at !== "saved") this.#enter({ at: "saved", when: this.#savedAt ?? new Date().toISOString() });
  }

  #withoutHeld(content: C): C {
    let changed = false;
    for (const [field, held] of this.#held) {
      if (json(this.#hooks.part(content, field)) === held.value) {
        content = this.#hooks.withPart(content, field, this.#hooks.part(this.#base, field));
      } else {
        this.#held.delete(field);
        changed = true;
      }
    }
    if (changed) this.#tellHeld();
    return content;
  }

  #holdBack(content: C, failure: SaveFailure): C | null {
    const field = failure.field;
    if (failure.code !== "invalid" || field === null || this.#held.has(field)) return null;
    const value = this.#hooks.part(content, field);
    const before = this.#hooks.part(this.#base, field);
    if (value === undefined || before === undefined || json(value) === json(before)) return null;
    this.#held.set(field, { failure, value: json(value) });
    this.#tellHeld();
    return this.#hooks.withPart(content, field, before);
  }

  #letGo(): void {
    if (this.#held.size === 0) return;
    this.#held.clear();
    this.#tellHeld();
  }

  #tellHeld(): void {
    this.#hooks.onHeld(new Map([...this.#held].map(([field, held]) => [field, held.failure])));
  }

  #stopTimer(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#typingSince = null;
  }

  #enter(state: SaveState): void {
    this.#state = state;
    this.#hooks.onState(state);
  }
}

/** Whatever was thrown, as a failure with a sentence. */
export function asFailure(cause: unknown): SaveFailure {
  if (typeof cause === "object" && cause !== null && "code" in cause && "message" in cause) {
    const { code, message } = cause as { code: unknown; message: unknown };
    const { hint, field } = cause as { hint?: unknown; field?: unknown };
    return {
      code: String(code),
      message: String(message),
      hint: typeof hint === "string" ? hint : null,
      field: typeof field === "string" ? field : null,
    };
  }
  return {
    code: "internal",
    message: "Something went wrong inside Triptych. What was saved is safe.",
    hint: "Try again. If it happens twice, copy the text, close Triptych and open it again.",
    field: null,
  };
}
