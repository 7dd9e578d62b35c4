import { onLock } from "../../app/session.svelte";
import { Work } from "../../app/work.svelte";
import { call, Failure } from "../../backend";
import type { BackupItem, BackupStatus } from "../../bindings/contract";

/** How often it is looked whether a backup is due, and how soon after opening. */
export const LOOKS_EVERY = 30 * 60_000;
export const LOOKS_AFTER = 30_000;

/** How the backups stand, for the page, the home page and the timer. */
class Backups {
  status = $state.raw<BackupStatus | null>(null);
  items = $state.raw<BackupItem[]>([]);
  /** The newest that was read through and is as it was written. */
  newestGood = $state.raw<BackupItem | null>(null);
  /** Why the list cannot be had. */
  away = $state.raw<Failure | null>(null);
  error = $state.raw<Failure | null>(null);
  readonly work = new Work();

  async load(): Promise<void> {
    try {
      this.status = await call("backup.status", {});
    } catch (cause) {
      this.error = Failure.from(cause);
    }
  }

  async list(): Promise<void> {
    this.away = null;
    if (this.status?.folder === null) {
      this.items = [];
      return;
    }
    try {
      this.items = (await call("backup.list", {})).items;
    } catch (cause) {
      this.items = [];
      this.away = Failure.from(cause);
    }
  }

  /** Looks for the newest that can be used. No folder, or none that is good, is no failure: then none is offered. */
  async findGood(): Promise<void> {
    try {
      this.newestGood = (await call("backup.newest", {})).item;
    } catch {
      this.newestGood = null;
    }
  }

  /** Makes one by hand, with the files of evidence in it where it is to be whole. True when it is there. */
  async make(whole: boolean): Promise<boolean> {
    this.error = null;
    try {
      return (await this.work.run("backup.make", { whole })) !== null;
    } catch (cause) {
      this.error = Failure.from(cause);
      return false;
    } finally {
      await this.load();
      await this.list();
    }
  }

  /** Makes one when it is due. What goes wrong is said on the page and on the home page, and interrupts nobody. */
  async whenDue(): Promise<void> {
    if (this.work.active) return;
    try {
      const outcome = await this.work.run("backup.automatic", { closing: false });
      this.error = null;
      if (outcome?.did === "made") await this.list();
    } catch (cause) {
      this.error = Failure.from(cause);
    }
    await this.load();
  }

  /** Looks whether one is due, from now on and until the function returned is called. */
  watch(): () => void {
    const first = setTimeout(() => void this.whenDue(), LOOKS_AFTER);
    const again = setInterval(() => void this.whenDue(), LOOKS_EVERY);
    return () => {
      clearTimeout(first);
      clearInterval(again);
    };
  }

  forget(): void {
    this.status = this.newestGood = null;
    this.items = [];
    this.away = this.error = null;
  }
}

export const backups = new Backups();
onLock(() => backups.forget());

/** The backup that is made before the window closes. */
class Closing {
  active = $state(false);
  readonly work = new Work();

  /** Makes one if anything has changed; gives back when it is there, was stopped, or cannot be had: closing goes on. */
  async run(): Promise<void> {
    this.active = true;
    try {
      await this.work.run("backup.automatic", { closing: true });
    } catch {
      // Nobody is kept in because a stick is full: the home page tells the age of the newest backup next time.
    } finally {
      this.active = false;
    }
  }
}

export const closing = new Closing();
