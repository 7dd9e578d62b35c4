import { call, cancel, Failure, listen, newTask } from "../../backend";
import type { Exported, Finding, LeavingAsked, Lines } from "../../bindings/contract";
import { refusals } from "./leaving";
import { PrivacyCheck } from "./privacy.svelte";

/** What the lines are shown for: a PDF, or parts to be pasted into the portal; `null` only to look at them. */
type Wanted = "draft" | "final" | "portal" | null;

/** How far an export has come. */
interface Progress {
  task: string;
  done: number;
  total: number;
  unit: string;
}

/** What leaves, as it is written here: a profile, or an addendum to one. */
export interface Leaves {
  /** How the core knows it. */
  readonly asked: LeavingAsked;
  /** What to look at. */
  readonly findings: Finding[];
  /** Whether its lines are those that were read and confirmed. */
  readonly confirmed: boolean;
  /** Saves what is not saved yet. */
  flush(): Promise<void>;
  /** Asks the core again. */
  reload(): Promise<void>;
}

/** From the wish for a PDF to the file: what holds it back, every line that leaves, progress, where it lies. */
export class HcpcExport {
  /** The lines to be read and confirmed before anything leaves, and which export waits for that. */
  lines = $state.raw<(Lines & { wanted: Wanted }) | null>(null);
  /** What holds a final export back. */
  held = $state.raw<Finding[]>([]);
  /** How many places of the privacy check wait for an answer, when a final export was held back. */
  unanswered = $state(0);
  /** For whom it is, as the register keeps it. */
  whom = $state("");
  progress = $state.raw<Progress | null>(null);
  done = $state.raw<(Exported & { path: string; final: boolean }) | null>(null);
  stopped = $state(false);
  failure = $state.raw<Failure | null>(null);
  /** What could tell who somebody is, in what would leave. */
  readonly privacy: PrivacyCheck;
  #form: Leaves;

  constructor(form: Leaves) {
    this.#form = form;
    this.privacy = new PrivacyCheck(form.asked);
  }

  /** Begins: saves first, then asks for what is missing. */
  async begin(final: boolean): Promise<void> {
    await this.#try(async () => {
      await this.#form.flush();
      await this.#form.reload();
      this.held = final ? refusals(this.#form.findings) : [];
      this.unanswered = final ? await this.#unanswered() : 0;
      if (this.held.length > 0 || this.unanswered > 0) return;
      if (this.#form.confirmed) await this.#make(final);
      else this.lines = { ...(await call("hcpc.lines", this.#form.asked)), wanted: final ? "final" : "draft" };
    });
  }

  /** To look at them, or to read them before parts of it are copied. */
  async show(wanted: "portal" | null = null): Promise<void> {
    await this.#try(async () => {
      await this.#form.flush();
      this.lines = { ...(await call("hcpc.lines", this.#form.asked)), wanted };
    });
  }

  /** Every line was read: keeps that, and makes the PDF, if one waited for it. */
  async confirm(): Promise<void> {
    const lines = this.lines;
    if (lines === null) return;
    await this.#try(async () => {
      await call("hcpc.confirm", { ...this.#form.asked, digest: lines.digest });
      this.lines = null;
      await this.#form.reload();
      if (lines.wanted === "draft" || lines.wanted === "final") await this.#make(lines.wanted === "final");
    });
  }

  async stop(): Promise<void> {
    if (this.progress !== null) await cancel(this.progress.task).catch(() => undefined);
  }

  async #unanswered(): Promise<number> {
    await this.privacy.look();
    if (this.privacy.failure !== null) throw this.privacy.failure;
    return this.privacy.waiting.length;
  }

  async #make(final: boolean): Promise<void> {
    const task = newTask();
    const quiet = listen((event) => {
      if (event.event === "progress" && event.task === task) this.progress = { ...event };
    });
    this.progress = { task, done: 0, total: 0, unit: "" };
    try {
      const made = await call(
        "hcpc.export",
        { ...this.#form.asked, final, separate: false, path: null, replace: false, for_whom: this.whom },
        { task },
      );
      if (made.path !== null) this.done = { ...made, path: made.path, final };
    } finally {
      quiet();
      this.progress = null;
    }
  }

  async #try(action: () => Promise<void>): Promise<void> {
    this.failure = null;
    this.done = null;
    this.stopped = false;
    try {
      await action();
    } catch (cause) {
      const failure = Failure.from(cause);
      if (failure.code === "cancelled") this.stopped = true;
      else this.failure = failure;
    }
  }
}
