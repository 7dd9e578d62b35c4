import { onLock } from "../../app/session.svelte";
import { offerUndo } from "../../app/undo.svelte";
import { Work } from "../../app/work.svelte";
import { call, Failure } from "../../backend";
import type { Brought, ImportReport, IntakeChoices, IntakePreview, IntakeSource } from "../../bindings/contract";
import { offered, partOf, settle } from "./logic";

/** Bringing in, from what was pasted or chosen to what came of it. Nothing is written before `bring`. */
export class Intake {
  source = $state.raw<IntakeSource | null>(null);
  preview = $state.raw<IntakePreview | null>(null);
  choices = $state.raw<IntakeChoices>({});
  brought = $state.raw<Brought | null>(null);
  report = $state.raw<ImportReport | null>(null);
  error = $state.raw<Failure | null>(null);
  reading = $state(false);
  /** Whether what it comes from is kept as evidence: not unless it is asked for. */
  keepSource = $state(false);
  readonly work = new Work();
  /** The look that was asked for last: an earlier one that answers later is not shown. */
  #asked = 0;

  get rows() {
    return this.choices.rows ?? [];
  }

  /** Asks for a file or folder, and looks at it. */
  async choose(folder: boolean): Promise<void> {
    this.error = null;
    try {
      const { path } = await call("intake.choose", { folder });
      if (path !== null) await this.begin({ from: "file", path });
    } catch (cause) {
      this.error = Failure.from(cause);
    }
  }

  /** Looks at something new. */
  async begin(source: IntakeSource): Promise<void> {
    this.brought = this.report = null;
    this.keepSource = false;
    await this.#look(source, {});
  }

  /** Settles something, and looks again. */
  async change(change: Partial<IntakeChoices>): Promise<void> {
    if (this.source !== null) await this.#look(this.source, { ...this.choices, ...change });
  }

  async take(number: number, take: boolean): Promise<void> {
    await this.change({ rows: settle(this.rows, number, { take }) });
  }

  async date(number: number, date: string | null, to: string | null = null): Promise<void> {
    await this.change({ rows: settle(this.rows, number, { date, date_to: to }) });
  }

  /** Takes the likeliest day wherever one is offered. */
  async acceptOffers(): Promise<void> {
    let rows = this.rows;
    for (const row of this.preview?.rows ?? []) {
      const [offer] = row.offers;
      if (partOf(row) === "open" && offer !== undefined) rows = settle(rows, row.number, offered(offer));
    }
    await this.change({ rows });
  }

  /** Leaves out whatever has no date yet. */
  async leaveOpen(): Promise<void> {
    let rows = this.rows;
    for (const row of this.preview?.rows ?? [])
      if (partOf(row) === "open") rows = settle(rows, row.number, { take: false });
    await this.change({ rows });
  }

  async bring(): Promise<void> {
    if (this.source === null) return;
    this.error = null;
    try {
      this.brought = await this.work.run("intake.bring", {
        source: this.source,
        choices: this.choices,
        keep_source: this.keepSource,
      });
      if (this.brought === null) return;
      this.source = this.preview = null;
      offerUndo("Brought in.");
    } catch (cause) {
      this.error = Failure.from(cause);
    }
  }

  /** Reads a portfolio exported as JSON. */
  async json(): Promise<void> {
    this.error = this.brought = this.report = null;
    try {
      this.report = (await this.work.run("import.json", { path: null }))?.report ?? null;
      if (this.report !== null) offerUndo("Brought in.");
    } catch (cause) {
      this.error = Failure.from(cause);
    }
  }

  /** What came of it has been said. */
  said(): void {
    this.brought = this.report = null;
  }

  /** Back to the beginning: nothing was written. */
  forget(): void {
    this.source = this.preview = this.brought = this.report = this.error = null;
    this.choices = {};
    this.keepSource = false;
  }

  async #look(source: IntakeSource, choices: IntakeChoices): Promise<void> {
    const asked = ++this.#asked;
    this.error = null;
    this.reading = true;
    try {
      const preview = await call("intake.preview", { source, choices });
      if (asked !== this.#asked) return;
      [this.source, this.choices, this.preview] = [source, choices, preview];
    } catch (cause) {
      if (asked === this.#asked) this.error = Failure.from(cause);
    } finally {
      if (asked === this.#asked) this.reading = false;
    }
  }
}

export const intake = new Intake();
// What was pasted does not outlive the open portfolio.
onLock(() => intake.forget());
