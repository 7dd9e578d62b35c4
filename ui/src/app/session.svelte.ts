import { call } from "../backend";
import type { Status } from "../bindings/contract";
import { asking } from "./ask.svelte";
import { cursor } from "./cursor";
import { flushAll } from "./flush";
import { intent } from "./intent.svelte";
import { leave } from "./leave.svelte";
import { places } from "./place.svelte";
import { toasts } from "./toasts.svelte";
import type { Work } from "./work.svelte";

/** Said when words on the page keep the portfolio open. */
export const NOT_LOCKED = "Not locked: your last words could not be saved. Look at the page.";

const forgetters = new Set<() => void>();

/** Anything that keeps content outside a component forgets it here: called whenever the portfolio locks. */
export function onLock(forget: () => void): () => void {
  forgetters.add(forget);
  return () => forgetters.delete(forget);
}

class Session {
  status = $state.raw<Status | null>(null);
  /** Set while the user asked for the first-run page although there is a portfolio. */
  wantsFirst = $state(false);
  /** A portfolio has just been made: its words and the first questions come before the pages. */
  settling = $state(false);
  /** The check of the recovery words was put off until the next opening. */
  wordsLater = $state(false);
  /** The user asked for the page that restores a backup while nothing is open. */
  restoring = $state(false);
  /** The folder to open next, when the user chose one; `null` for the one the core looks at. */
  folder = $state<string | null>(null);
  /** What was last seen of a portfolio that is not the sample. */
  #own: { folder: string; exists: boolean } | null = null;
  #opened: string | null = null;

  /** The folder in which a portfolio was looked for and is not: on a disk that is not connected, moved, or deleted. */
  get missing(): string | null {
    const status = this.status;
    if (status === null || status.stage !== "none" || status.sample) return null;
    // In the default folder there is none before the first is made.
    return status.folder !== status.default_folder || status.folder === this.#opened ? status.folder : null;
  }

  async load(): Promise<Status> {
    return this.take(await call("app.status", {}));
  }

  /** Takes a new status over, from whichever command answered with one. */
  take(status: Status): Status {
    const was = this.status?.stage;
    // The pages still stand here when a lock is told, and are not there yet when an opening is.
    if (was === "open" && status.stage !== "open") cursor.note();
    if (status.stage === "open") {
      if (this.#opened !== null && this.#opened !== status.folder) {
        this.forget();
        places.forget();
        cursor.forget();
      }
      if (was !== "open") cursor.restore();
      this.#opened = status.folder;
      this.wantsFirst = this.restoring = false;
      this.folder = null;
    }
    if (!status.sample) this.#own = { folder: status.folder, exists: status.stage !== "none" };
    this.status = status;
    return status;
  }

  async open(passphrase: string): Promise<void> {
    this.take(await call("portfolio.open", { folder: this.folder, passphrase }));
  }

  async openWithWords(words: string, passphrase: string): Promise<void> {
    this.take(await call("portfolio.open-with-words", { folder: this.folder, words, passphrase }));
  }

  async openSample(work: Work): Promise<void> {
    const status = await work.run("portfolio.sample", {});
    if (status !== null) this.take(status);
  }

  /** From the sample to one's own portfolio: the one there is, else the page that makes one. */
  async leaveSample(): Promise<void> {
    if (this.status?.stage === "open" && !(await this.lock())) return;
    if (this.#own?.exists) this.folder = this.#own.folder;
    else this.wantsFirst = true;
  }

  /** Asks for the passphrase of the portfolio in `folder` next. */
  openElsewhere(folder: string): void {
    this.folder = folder;
    this.wantsFirst = false;
    this.restoring = false;
  }

  /** Locks by hand; asks first when words could not be saved. */
  async lock(): Promise<boolean> {
    if (!(await leave())) return false;
    this.take(await call("portfolio.lock", {}));
    this.forget();
    return true;
  }

  /**
   * Locks because nobody is there, or the computer goes to sleep. Words that cannot be saved keep it open: they would be
   * lost.
   */
  async lockUnasked(): Promise<boolean> {
    if (!(await flushAll())) return false;
    this.take(await call("portfolio.lock", {}));
    this.forget();
    return true;
  }

  /** The core says that it has locked. */
  async locked(): Promise<void> {
    const status = await this.load();
    if (status.stage !== "open") this.forget();
  }

  /** Drops everything that came out of the portfolio. */
  forget(): void {
    toasts.clear();
    asking.answer(false);
    intent.forget();
    this.wordsLater = false;
    this.settling = false;
    for (const forget of forgetters) forget();
  }
}

/** Whether a portfolio is open, and which. */
export const session = new Session();
