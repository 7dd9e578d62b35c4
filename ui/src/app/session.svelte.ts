import { call } from "../backend";
import type { Status } from "../bindings/contract";
import { asking } from "./ask.svelte";
import { cursor, type CursorPlace } from "./cursor";
import { flushAll } from "./flush";
import { intent } from "./intent.svelte";
import { leave } from "./leave.svelte";
import type { History } from "./history";
import { places, type Place } from "./place.svelte";
import { toasts } from "./toasts.svelte";
import type { Work } from "./work.svelte";

/** Said when words on the page keep the portfolio open. */
export const NOT_LOCKED = "Not locked: your last words could not be saved. Look at the page.";

/** A portfolio that was last seen. */
interface Seen {
  folder: string;
  exists: boolean;
}

/** What comes after a lock: the page that asks for the passphrase of this folder, or the one that makes a portfolio. */
interface Next {
  folder: string | null;
  wantsFirst: boolean;
}

/** What another page needs to know while it is locked: names of folders, and nothing of what is in them. */
interface Known extends Next {
  own: Seen | null;
  opened: string | null;
}

/** What it needs to go on where this one ends. No words but those of a search. */
interface Stands {
  opened: string;
  history: History<Place>;
  cursor: CursorPlace;
}

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
  #own: Seen | null = null;
  #opened: string | null = null;

  /** The folder in which a portfolio was looked for and is not: on a disk that is not connected, moved, or deleted. */
  get missing(): string | null {
    const status = this.status;
    if (status === null || status.stage !== "none" || status.sample) return null;
    // In the default folder there is none before the first is made.
    return status.folder !== status.default_folder || status.folder === this.#opened ? status.folder : null;
  }

  /** Takes over what the last page knew: it was locked away, or has failed. */
  async recall(): Promise<void> {
    const { next } = await call("page.kept", {});
    if (next === null) return;
    const known = JSON.parse(next) as Known;
    [this.#own, this.#opened] = [known.own, known.opened];
    this.#turnTo(known);
  }

  /** A portfolio is open, and its pages are about to be shown: goes on where they were left. */
  async arrive(): Promise<void> {
    const { stands } = await call("page.kept", {});
    if (stands === null) return;
    const { opened, history, cursor: noted } = JSON.parse(stands) as Stands;
    if (opened !== this.#opened) return;
    places.goOn(history);
    cursor.restore(noted);
  }

  /** Leaves with the core where this page stands; a lock, or a web view that fails, ends it at any moment. */
  async keep({ folder, wantsFirst }: Next = this): Promise<void> {
    if (this.#opened === null) return;
    const stands: Stands = { opened: this.#opened, history: places.history, cursor: cursor.where() };
    const next: Known = { folder, wantsFirst, own: this.#own, opened: this.#opened };
    await call("page.keep", { stands: JSON.stringify(stands), next: JSON.stringify(next) });
  }

  async load(): Promise<Status> {
    return this.take(await call("app.status", {}));
  }

  /** Takes a new status over, from whichever command answered with one. */
  take(status: Status): Status {
    if (status.stage === "open") {
      if (this.#opened !== null && this.#opened !== status.folder) this.forget();
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
    const own = this.#own;
    await this.#lockFor(
      own?.exists ? { folder: own.folder, wantsFirst: false } : { folder: this.folder, wantsFirst: true },
    );
  }

  /** Asks for the passphrase of the portfolio in `folder` next. */
  async openElsewhere(folder: string): Promise<void> {
    if (await this.#lockFor({ folder, wantsFirst: false })) this.restoring = false;
  }

  /** Locks by hand; asks first when words could not be saved. */
  async lock(): Promise<boolean> {
    if (!(await leave())) return false;
    await this.#lock(this);
    return true;
  }

  /**
   * Locks because nobody is there, or the computer goes to sleep. Words that cannot be saved keep it open: they would be
   * lost.
   */
  async lockUnasked(): Promise<boolean> {
    if (!(await flushAll())) return false;
    await this.#lock(this);
    return true;
  }

  /** Locks what is open, and turns to what is wanted next. */
  async #lockFor(next: Next): Promise<boolean> {
    if (this.status?.stage === "open") {
      if (!(await leave())) return false;
      await this.#lock(next);
    }
    this.#turnTo(next);
    return true;
  }

  /** The page may end with the lock, so what comes next is said before. */
  async #lock(next: Next): Promise<void> {
    // Not to come back to the same line is no reason to stay open.
    await this.keep(next).catch(() => undefined);
    this.take(await call("portfolio.lock", {}));
    this.forget();
  }

  #turnTo({ folder, wantsFirst }: Next): void {
    [this.folder, this.wantsFirst] = [folder, wantsFirst];
  }

  /** The core says that it has locked. */
  async locked(): Promise<void> {
    const status = await this.load();
    if (status.stage !== "open") this.forget();
  }

  /** Drops everything that came out of the portfolio. */
  forget(): void {
    places.forget();
    cursor.forget();
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
