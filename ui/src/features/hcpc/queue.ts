/**
 * Saves of a form that is being written: quiet, in order, and never losing a word.
 *
 * What always holds: at most one save is under way; what is saved next is the newest state; a failed save keeps its
 * state, to be tried again; every save carries the version of the answer before it.
 */

/** How the form stands towards the disk. */
export type QueueState = "saved" | "waiting" | "saving" | "failed" | "conflict";

/** What the queue needs from outside. */
export interface QueueDoor<Form, Answer> {
  /** Sends a state, based on a version. */
  save(form: Form, expected: number): Promise<Answer>;
  /** The version the next save must expect. */
  versionOf(answer: Answer): number;
  /** Whether somebody else saved in between. */
  isConflict(cause: unknown): boolean;
  /** Told after each answer, with the state that was sent. */
  saved(answer: Answer, sent: Form): void;
  /** Told whenever `state` or `failure` changes. */
  changed(): void;
}

/** Milliseconds of rest after the last key before a save starts. */
export const REST = 600;

export class FormQueue<Form, Answer> {
  state: QueueState = "saved";
  failure: unknown = null;
  #door: QueueDoor<Form, Answer>;
  #version: number;
  #next: { form: Form } | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> | null = null;

  constructor(door: QueueDoor<Form, Answer>, version: number) {
    this.#door = door;
    this.#version = version;
  }

  /** Whether something is not on the disk yet. */
  get dirty(): boolean {
    return this.#next !== null || this.#running !== null;
  }

  /** Whether something newer than the save under way, or than the last one, waits. */
  get waiting(): boolean {
    return this.#next !== null;
  }

  /** The newest state; it is saved after a rest. In a conflict it waits until that is settled. */
  change(form: Form): void {
    this.#next = { form };
    if (this.state === "conflict") return;
    if (this.#running === null) this.#tell("waiting");
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush().catch(() => undefined), REST);
  }

  /** Saves what is not saved yet, now. Rejects with the failure when that does not work; the state is kept. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    for (;;) {
      if (this.state === "conflict") throw this.failure;
      if (this.#running === null) {
        if (this.#next === null) return;
        this.#running = this.#send(this.#next.form);
      }
      await this.#running;
    }
  }

  /** Somebody else's version is the new ground: what waits, or `form`, is saved on top of it. */
  settle(version: number, form: Form | null): void {
    this.#version = version;
    this.failure = null;
    this.#next = null;
    this.#tell("saved");
    if (form !== null) this.change(form);
  }

  /** Forgets the timer; what waits is not saved. */
  stop(): void {
    clearTimeout(this.#timer);
  }

  async #send(form: Form): Promise<void> {
    this.#next = null;
    this.#tell("saving");
    try {
      const answer = await this.#door.save(form, this.#version);
      this.#version = this.#door.versionOf(answer);
      this.failure = null;
      this.#running = null;
      this.#door.saved(answer, form);
      this.#tell(this.#next === null ? "saved" : "waiting");
    } catch (cause) {
      this.#next ??= { form };
      this.#running = null;
      this.failure = cause;
      this.#tell(this.#door.isConflict(cause) ? "conflict" : "failed");
      throw cause;
    }
  }

  #tell(state: QueueState): void {
    this.state = state;
    this.#door.changed();
  }
}
