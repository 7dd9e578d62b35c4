import { places, type PlaceOf } from "../../app/place.svelte";
import { session } from "../../app/session.svelte";
import { call, Failure } from "../../backend";
import type { Activity, Chosen, Cycle, Finding, Form, Gap, HcpcProfile } from "../../bindings/contract";
import { Letters } from "../letter/letter.svelte";
import { HcpcExport } from "./export.svelte";
import { chosenFrom, formOf, merge, moved, withChoices, type Part } from "./form";
import { Meeting } from "./meeting.svelte";
import { FormQueue, type QueueState } from "./queue";
import { timelineOf } from "./timeline";
import { countAll, countWords } from "./words";

/** The words of what is written for the statement. The core adds what stands around it: headings, dates, citations. */
const statementCount = ({ introduction, chosen }: Pick<Form, "introduction" | "chosen">): number =>
  countAll([introduction, ...chosen.flatMap((one) => [one.what, one.learnt, one.quality, one.service_users])]);

/** One visit to the form of one cycle: what is on screen, and how it stands towards the disk. */
export class HcpcForm {
  /** As the core last answered. */
  profile = $state.raw<HcpcProfile>(null as unknown as HcpcProfile);
  summary = $state("");
  introduction = $state("");
  chosen = $state<Chosen[]>([]);
  gaps = $state<Gap[]>([]);
  activities = $state.raw<Activity[]>([]);
  saving = $state.raw<QueueState>("saved");
  failure = $state.raw<Failure | null>(null);
  /** True after the first change of this visit. */
  touched = $state(false);

  readonly readOnly = $derived(session.status?.read_only ?? false);
  readonly summaryWords = $derived({
    count: this.profile.summary_words.count + countWords(this.summary) - countWords(this.profile.summary),
    limit: this.profile.summary_words.limit,
  });
  readonly statementWords = $derived({
    count: this.profile.statement_words.count + statementCount(this) - statementCount(this.profile),
    limit: this.profile.statement_words.limit,
  });
  readonly listed = $derived(this.activities.filter((one) => one.listed));
  readonly timeline = $derived(
    timelineOf(this.profile.cycle, this.activities, this.gaps, session.status?.today ?? this.profile.cycle.end),
  );

  readonly meeting: Meeting<Form, HcpcProfile>;

  #queue: FormQueue<Form, HcpcProfile>;
  #visit = crypto.randomUUID();
  /** What the disk holds, as far as is known here: the ground of a merge. */
  #base: Form;

  constructor(profile: HcpcProfile) {
    this.#base = formOf(profile);
    this.#adopt(profile);
    this.#queue = new FormQueue<Form, HcpcProfile>(
      {
        save: (form, expected) => call("hcpc.save", { id: this.profile.cycle.id, expected, visit: this.#visit, form }),
        versionOf: (answer) => answer.version,
        isConflict: (cause) => Failure.from(cause).code === "conflict",
        saved: (answer, sent) => this.#saved(answer, sent),
        changed: () => this.#told(),
      },
      profile.version,
    );
    this.meeting = new Meeting(this.#queue, {
      theirs: () => call("hcpc.get", { id: this.profile.cycle.id }),
      clashes: (theirs) => merge(this.#base, this.#form(), formOf(theirs)).clashes,
      putTogether: (theirs, keepMine) => this.#putTogether(theirs, keepMine),
      failed: (failure) => (this.failure = failure),
    });
  }

  static async open(cycle: string): Promise<HcpcForm> {
    return new HcpcForm(await call("hcpc.get", { id: cycle }));
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

  /** Asks the core again: something in the portfolio has changed. Words that are being written stay. */
  async reload(): Promise<void> {
    if (this.#queue.dirty) return;
    const before = this.profile;
    const answer = await call("hcpc.get", { id: before.cycle.id });
    // What was written or saved meanwhile is newer than this answer.
    if (this.#queue.dirty || this.profile !== before) return;
    if (answer.version === before.version) this.#takeFacts(answer);
    else this.#adopt(answer);
    this.#queue.settle(answer.version, null);
    this.#base = formOf(answer);
  }

  /** Chooses records for the statement, in the order given; what is written about those that stay is kept. */
  async choose(ids: string[]): Promise<void> {
    const known = new Map(this.chosen.map((one) => [one.record_id, one]));
    const next: Chosen[] = [];
    for (const id of ids) {
      next.push(known.get(id) ?? chosenFrom(id, (await call("record.get", { id })).content));
    }
    this.chosen = next;
    this.changed(true);
  }

  /** Chooses one more record, as a step of its own to take back. */
  async take(id: string): Promise<void> {
    await this.flush();
    this.#visit = crypto.randomUUID();
    await this.choose([...this.chosen.map((one) => one.record_id), id]);
    await this.flush();
    this.#visit = crypto.randomUUID();
  }

  move(index: number, steps: number): void {
    this.chosen = moved(this.chosen, index, steps);
    this.changed(true);
  }

  write(index: number, field: Part, text: string): void {
    this.chosen[index][field] = text;
    this.changed();
  }

  /** Lists an activity or takes it off the list. */
  list(id: string, listed: boolean): void {
    this.activities = this.activities.map((one) => (one.record_id === id ? { ...one, listed } : one));
    this.changed(true);
  }

  /** Names an activity for others; an empty name is the proposal again. */
  name(id: string, name: string): void {
    this.activities = this.activities.map((one) =>
      one.record_id === id ? { ...one, name: name.trim() === "" ? one.proposed_name : name } : one,
    );
    this.changed();
  }

  /** What leaves of it. */
  get asked(): { id: string } {
    return { id: this.profile.cycle.id };
  }
  get findings(): Finding[] {
    return this.profile.findings;
  }
  get confirmed(): boolean {
    return this.profile.confirmed;
  }
  /** Another with every answer of the core. */
  get news(): unknown {
    return this.profile;
  }

  activity(id: string): Activity | undefined {
    return this.activities.find((one) => one.record_id === id);
  }

  /** The numbers of the evidence behind a record. */
  evidenceOf(id: string): number[] {
    return this.profile.evidence.filter((one) => one.record_ids.includes(id)).map((one) => one.number);
  }

  #form(): Form {
    return formOf({
      summary: this.summary,
      introduction: this.introduction,
      chosen: this.chosen,
      gaps: this.gaps,
      activities: this.activities,
    });
  }

  /** Takes everything, the texts too. */
  #adopt(profile: HcpcProfile): void {
    this.summary = profile.summary;
    this.introduction = profile.introduction;
    this.chosen = profile.chosen.map((one) => ({ ...one }));
    this.gaps = profile.gaps.map((one) => ({ ...one }));
    this.activities = profile.activities;
    this.profile = profile;
  }

  /** Takes what the core works out, and leaves every text as it stands on screen. */
  #takeFacts(profile: HcpcProfile): void {
    const written = new Map(this.gaps.map((gap) => [gap.from, gap.explanation]));
    this.gaps = profile.gaps.map((gap) => ({ ...gap, explanation: written.get(gap.from) ?? gap.explanation }));
    this.activities = profile.activities;
    this.profile = profile;
  }

  #saved(answer: HcpcProfile, sent: Form): void {
    this.#base = sent;
    if (this.#queue.waiting) this.profile = answer;
    else this.#takeFacts(answer);
  }

  #told(): void {
    this.saving = this.#queue.state;
    this.failure = this.#queue.state === "failed" ? Failure.from(this.#queue.failure) : null;
    this.meeting.look();
  }

  /** Shows and saves both sides put together; where both wrote, the words on screen stand, or those on the disk. */
  #putTogether(theirs: HcpcProfile, keepMine: boolean): void {
    const [first, second] = keepMine ? [this.#form(), formOf(theirs)] : [formOf(theirs), this.#form()];
    const { form } = merge(this.#base, first, second);
    this.#base = formOf(theirs);
    this.summary = form.summary;
    this.introduction = form.introduction;
    this.chosen = form.chosen;
    const explained = new Map(form.gaps.map((gap) => [gap.from, gap.explanation]));
    this.gaps = theirs.gaps.map((gap) => ({ ...gap, explanation: explained.get(gap.from) ?? gap.explanation }));
    this.activities = withChoices(theirs.activities, form.choices);
    this.profile = theirs;
    this.#queue.settle(theirs.version, this.#form());
  }
}

/** The cycles there are, and the one on screen. */
export class HcpcPage {
  cycles = $state.raw<Cycle[]>([]);
  form = $state.raw<HcpcForm | null>(null);
  leaving = $state.raw<HcpcExport | null>(null);
  letters = $state.raw<Letters | null>(null);
  failure = $state.raw<Failure | null>(null);
  #asked = 0;
  #drafting = false;

  /** Shows a place. Who comes for a draft gets it once, and not again on the way back. */
  async show({ cycle, part }: PlaceOf<"hcpc">): Promise<void> {
    if (part === "draft") {
      this.#drafting = true;
      places.rename({ page: "hcpc", cycle });
      return;
    }
    await this.open(cycle);
    if (!this.#drafting) return;
    this.#drafting = false;
    await this.leaving?.begin(false);
  }

  /** Opens a cycle; without an id the one of today. */
  async open(cycle: string | undefined): Promise<void> {
    const asked = ++this.#asked;
    try {
      const { cycles, current } = await call("hcpc.cycles", {});
      const id = cycles.find((one) => one.id === cycle)?.id ?? current ?? cycles[0]?.id;
      const form = id === undefined ? null : await HcpcForm.open(id);
      if (asked !== this.#asked) return;
      this.form?.stop();
      this.letters?.stop();
      this.cycles = cycles;
      this.form = form;
      this.leaving = form === null ? null : new HcpcExport(form);
      this.letters = id === undefined ? null : new Letters(id);
      void this.letters?.load();
      this.failure = null;
    } catch (cause) {
      if (asked === this.#asked) this.failure = Failure.from(cause);
    }
  }

  /** Saves a cycle's dates. Throws what the core refuses, to be shown beside the field. */
  async saveCycle(cycle: Cycle): Promise<void> {
    await this.form?.flush();
    const { cycles } = await call("hcpc.cycle-save", { cycle });
    this.cycles = cycles;
    await this.form?.reload();
  }
}
