import { session } from "../../app/session.svelte";
import { call, Failure } from "../../backend";
import type { HcpcLetter, LetterForm, LetterPoint } from "../../bindings/contract";
import { HcpcExport } from "../hcpc/export.svelte";
import { Meeting } from "../hcpc/meeting.svelte";
import { FormQueue, type QueueState } from "../hcpc/queue";
import { copyOf, merge, newPoint, reordered } from "./logic";

/** One visit to one letter: what is on screen, and how it stands towards the disk. */
export class LetterDesk {
  /** As the core last answered. */
  now = $state.raw<HcpcLetter>(null as unknown as HcpcLetter);
  points = $state<LetterPoint[]>([]);
  saving = $state.raw<QueueState>("saved");
  failure = $state.raw<Failure | null>(null);
  /** True after the first change of this visit. */
  touched = $state(false);
  readonly leaving: HcpcExport;
  readonly meeting: Meeting<LetterForm, HcpcLetter>;
  readonly readOnly = $derived(session.status?.read_only ?? false);

  #queue: FormQueue<LetterForm, HcpcLetter>;
  #visit = crypto.randomUUID();
  #dates = { letter: "", deadline: "" };
  /** What the disk holds, as far as is known here: the ground of a merge. */
  #base: LetterForm = { letter: "", deadline: "", points: [] };

  constructor(letter: HcpcLetter) {
    this.#adopt(letter);
    this.leaving = new HcpcExport(this);
    this.#queue = new FormQueue<LetterForm, HcpcLetter>(
      {
        save: (form, expected) =>
          call("letter.save", {
            cycle: this.now.cycle_id,
            id: this.now.id,
            expected,
            visit: this.#visit,
            form,
          }),
        versionOf: (answer) => answer.version,
        isConflict: (cause) => Failure.from(cause).code === "conflict",
        saved: (answer, sent) => {
          this.now = answer;
          this.#base = sent;
        },
        changed: () => {
          this.saving = this.#queue.state;
          this.failure = this.saving === "failed" ? Failure.from(this.#queue.failure) : null;
          this.meeting.look();
        },
      },
      letter.version,
    );
    this.meeting = new Meeting(this.#queue, {
      theirs: async () => {
        const theirs = await this.#found();
        // Taken away meanwhile: the words are still on the screen, and the failure says why they are not saved.
        if (theirs === null) throw this.#queue.failure;
        return theirs;
      },
      clashes: (theirs) => merge(this.#base, this.#form(), theirs.form).clashes,
      putTogether: (theirs, keepMine) => this.#putTogether(theirs, keepMine),
      failed: (failure) => (this.failure = failure),
    });
  }

  /** What leaves of it. */
  get asked(): { id: string; letter: string } {
    return { id: this.now.cycle_id, letter: this.now.id };
  }
  get findings() {
    return this.now.findings;
  }
  get confirmed(): boolean {
    return this.now.confirmed;
  }
  /** Another with every answer of the core. */
  get news(): unknown {
    return this.now;
  }

  /** Something was written. `now` for what is decided with one click. */
  changed(now = false): void {
    this.touched = true;
    this.#queue.change(this.#form());
    if (now) void this.#queue.flush().catch(() => undefined);
  }

  /** Saves what is not saved yet. Rejects when that does not work; the words stay on screen. */
  async flush(): Promise<void> {
    await this.meeting.flush();
  }

  stop(): void {
    this.#queue.stop();
  }

  /** Asks the core again. Words that are being written stay. */
  async reload(): Promise<void> {
    if (this.#queue.dirty) return;
    const found = await this.#found();
    if (found !== null) this.take(found);
  }

  /** What the core says now. */
  take(found: HcpcLetter): void {
    if (this.#queue.dirty) return;
    if (found.version === this.now.version) this.now = found;
    else this.#adopt(found);
    this.#queue.settle(found.version, null);
  }

  /** Other dates; throws what the core refuses. */
  async date(letter: string, deadline: string): Promise<void> {
    await this.flush();
    const form = { ...this.#form(), letter, deadline };
    const { cycle_id: cycle, id, version: expected } = this.now;
    this.#visit = crypto.randomUUID();
    this.take(await call("letter.save", { cycle, id, expected, visit: this.#visit, form }));
    this.#visit = crypto.randomUUID();
  }

  add(texts: string[]): void {
    this.points.push(...texts.map(newPoint));
    this.changed(true);
  }

  drop(at: number): void {
    this.points.splice(at, 1);
    this.changed(true);
  }

  move(at: number, steps: number): void {
    this.points = reordered(this.points, at, steps);
    this.changed(true);
  }

  #form(): LetterForm {
    return copyOf({ ...this.#dates, points: $state.snapshot(this.points) });
  }

  #adopt(letter: HcpcLetter): void {
    this.#show(letter, letter.form);
  }

  /** Shows a form over what the core says of the letter. */
  #show(letter: HcpcLetter, form: LetterForm): void {
    const { points, ...dates } = copyOf(form);
    this.#dates = dates;
    this.points = points;
    this.#base = copyOf(letter.form);
    this.now = letter;
  }

  /** As it lies on the disk; none where it was taken away. */
  async #found(): Promise<HcpcLetter | null> {
    const { letters } = await call("letter.list", { id: this.now.cycle_id });
    return letters.find((one) => one.id === this.now.id) ?? null;
  }

  /** Shows and saves both sides put together; where both wrote, the words on screen stand, or those on the disk. */
  #putTogether(theirs: HcpcLetter, keepMine: boolean): void {
    const [first, second] = keepMine ? [this.#form(), theirs.form] : [theirs.form, this.#form()];
    this.#show(theirs, merge(this.#base, first, second).form);
    this.#queue.settle(theirs.version, this.#form());
  }
}

/** The letters about one cycle, and the one on screen. */
export class Letters {
  desks = $state.raw<LetterDesk[]>([]);
  chosen = $state<string | null>(null);
  failure = $state.raw<Failure | null>(null);
  readonly cycle: string;
  readonly desk = $derived(this.desks.find((one) => one.now.id === this.chosen) ?? this.desks[0] ?? null);

  constructor(cycle: string) {
    this.cycle = cycle;
  }

  /** Looks again: letters may have come and gone. */
  async load(): Promise<void> {
    try {
      const { letters } = await call("letter.list", { id: this.cycle });
      this.desks = letters.map((letter) => {
        const known = this.desks.find((one) => one.now.id === letter.id);
        known?.take(letter);
        return known ?? new LetterDesk(letter);
      });
      this.failure = null;
    } catch (cause) {
      this.failure = Failure.from(cause);
    }
  }

  /** A new letter; throws what the core refuses. */
  async add(letter: string, deadline: string, texts: string[]): Promise<void> {
    const form = { letter, deadline, points: texts.map(newPoint) };
    const made = await call("letter.save", { cycle: this.cycle, id: "", expected: 0, visit: "", form });
    await this.load();
    this.chosen = made.id;
  }

  async remove(desk: LetterDesk): Promise<void> {
    await desk.flush();
    await call("letter.remove", { id: desk.now.id });
    desk.stop();
    await this.load();
  }

  async flush(): Promise<void> {
    for (const desk of this.desks) await desk.flush();
  }

  stop(): void {
    for (const desk of this.desks) desk.stop();
  }
}
