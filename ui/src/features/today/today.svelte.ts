import { EVERYTHING } from "../../app/query";
import { call } from "../../backend";
import type { EchoAsked, OpenAction, PlannedReminder, Readiness, ReminderPlan, Row } from "../../bindings/contract";

const DRAFTS = 5;

/** What the home page shows beside the writing. Each part fails by itself: none keeps the others away. */
export class TodayState {
  /** Whether there is anything to say yet of the drafts, and of the cycle. */
  knowsDrafts = $state(false);
  knowsCycle = $state(false);
  drafts = $state.raw<Row[]>([]);
  moreDrafts = $state(0);
  actions = $state.raw<OpenAction[]>([]);
  question = $state<string | null>(null);
  echo = $state.raw<EchoAsked | null>(null);
  standing = $state.raw<Readiness | null>(null);
  /** The line of the plan that is due. */
  reminder = $state.raw<PlannedReminder | null>(null);
  error = $state.raw<unknown>(null);

  async load(): Promise<void> {
    const parts = await Promise.allSettled([
      this.#drafts(),
      this.#actions(),
      this.#question(),
      this.#echo(),
      this.#cycle(),
    ]);
    const failed = parts.find((part) => part.status === "rejected");
    this.error = failed === undefined ? null : failed.reason;
  }

  async #drafts(): Promise<void> {
    const query = { ...EVERYTHING, draft: true, sort: "changed" as const };
    const page = await call("record.list", { query, offset: 0, limit: DRAFTS });
    this.drafts = page.rows;
    this.knowsDrafts = true;
    this.moreDrafts = Math.max(0, page.total - page.rows.length);
  }

  async #actions(): Promise<void> {
    this.actions = (await call("action.open", {})).actions;
  }

  async #question(): Promise<void> {
    this.question = (await call("question.now", {})).statement;
  }

  async #echo(): Promise<void> {
    const { asked } = await call("echo.due", {});
    // The same question keeps what is being written under it.
    if (asked?.record_id !== this.echo?.record_id) this.echo = asked;
  }

  async #cycle(): Promise<void> {
    const { current } = await call("hcpc.cycles", {});
    this.standing = current === null ? null : await call("hcpc.readiness", { id: current });
    this.knowsCycle = true;
    if (current !== null) this.#plan(await call("hcpc.reminders", { id: current }));
  }

  #plan({ days, now }: ReminderPlan): void {
    this.reminder = days.find((one) => one.reminder === now) ?? null;
  }

  /** The line is done, or put off. */
  async settle(done: boolean): Promise<void> {
    const cycle = this.standing?.cycle.id;
    if (cycle === undefined || this.reminder === null) return;
    this.#plan(await call("hcpc.reminder-settle", { id: cycle, reminder: this.reminder.reminder, done }));
  }

  /** Ticks an action. It stays on the page, struck through, until the page is left. */
  async tick(id: string, done: boolean): Promise<void> {
    await call("action.done", { id, done });
  }

  async notThisWeek(): Promise<void> {
    await call("question.put-off", {});
    this.question = null;
  }
}
