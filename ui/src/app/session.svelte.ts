import { call } from "../backend";
import type { Commands, Status } from "../bindings/contract";
import { asking } from "./ask.svelte";
import { changed } from "./changed.svelte";
import { flushAll } from "./flush";
import { intent } from "./intent.svelte";
import { leave } from "./leave.svelte";
import { places } from "./place.svelte";
import { toasts } from "./toasts.svelte";

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
  #opened: string | null = null;

  async load(): Promise<Status> {
    return this.take(await call("app.status", {}));
  }

  /** Takes a new status over, from whichever command answered with one. */
  take(status: Status): Status {
    if (status.stage === "open") {
      if (this.#opened !== null && this.#opened !== status.folder) places.forget();
      this.#opened = status.folder;
      this.wantsFirst = false;
    }
    this.status = status;
    return status;
  }

  async open(request: Commands["portfolio.open"]["request"]): Promise<void> {
    this.take(await call("portfolio.open", request));
  }

  async openSample(task?: string): Promise<void> {
    this.take(await call("portfolio.sample", {}, { task }));
  }

  /** Locks by hand; asks first when words could not be saved. */
  async lock(): Promise<boolean> {
    if (!(await leave())) return false;
    this.take(await call("portfolio.lock", {}));
    this.forget();
    return true;
  }

  /** Locks because nobody is there. Words that cannot be saved keep it open: they would be lost. */
  async lockWhenIdle(): Promise<boolean> {
    if (!(await flushAll())) return false;
    this.take(await call("portfolio.lock", {}));
    this.forget();
    return true;
  }

  /** The core says that it has locked. */
  async locked(): Promise<void> {
    await this.load();
    if (this.status?.stage !== "open") this.forget();
  }

  /** Drops everything that came out of the portfolio. */
  forget(): void {
    toasts.clear();
    asking.answer(false);
    intent.forget();
    for (const forget of forgetters) forget();
    changed.bump();
  }
}

/** Whether a portfolio is open, and which. */
export const session = new Session();
