import { Failure } from "../../backend";
import type { FormQueue } from "./queue";

/** The same words were written differently in two places. */
interface Conflict<Answer> {
  /** What was written in both, by name. */
  clashes: string[];
  theirs: Answer;
}

/** What a meeting needs of the form. */
export interface MeetingDoor<Answer> {
  /** What lies on the disk now. */
  theirs(): Promise<Answer>;
  /** What was written differently in both, by name. */
  clashes(theirs: Answer): string[];
  /** Shows and saves both sides put together; where both wrote, the words on screen stand, or those on the disk. */
  putTogether(theirs: Answer, keepMine: boolean): void;
  /** Told why what lies on the disk could not be read. */
  failed(failure: Failure): void;
}

/**
 * A form that was saved elsewhere too (another window, or a step taken back) while it was written here.
 *
 * What always holds: both sides are put together, and asked is only where both wrote the same words; while nobody has answered
 * nothing is saved and nothing is thrown away; where the disk could not be read, the next save asks it again.
 */
export class Meeting<Form, Answer> {
  conflict = $state.raw<Conflict<Answer> | null>(null);
  #queue: FormQueue<Form, Answer>;
  #door: MeetingDoor<Answer>;
  #under: Promise<void> | null = null;

  constructor(queue: FormQueue<Form, Answer>, door: MeetingDoor<Answer>) {
    this.#queue = queue;
    this.#door = door;
  }

  /** Called whenever the queue has changed. */
  look(): void {
    if (this.#queue.state === "conflict" && this.conflict === null) this.#under ??= this.#meet();
  }

  /** Saves what is not saved yet. Rejects when that does not work; the words stay on screen. */
  async flush(): Promise<void> {
    this.look();
    await this.#under;
    try {
      await this.#queue.flush();
    } catch (cause) {
      await this.#under;
      if (this.conflict !== null || this.#queue.state !== "waiting") throw cause;
      await this.#queue.flush();
    }
  }

  /** Settles a conflict. */
  settle(keepMine: boolean): void {
    const theirs = this.conflict?.theirs;
    if (theirs === undefined) return;
    this.conflict = null;
    this.#door.putTogether(theirs, keepMine);
  }

  async #meet(): Promise<void> {
    try {
      const theirs = await this.#door.theirs();
      const clashes = this.#door.clashes(theirs);
      if (clashes.length > 0) this.conflict = { clashes, theirs };
      else this.#door.putTogether(theirs, true);
    } catch (cause) {
      this.#door.failed(Failure.from(cause));
    } finally {
      this.#under = null;
    }
  }
}
