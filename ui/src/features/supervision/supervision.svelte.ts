import { call, Failure } from "../../backend";
import type { OpenAction, Row } from "../../bindings/contract";
import { everything } from "../records/logic";

/** Sessions loaded at a time. */
const STEP = 500;

/** The supervision sessions, newest first, and what was agreed in them and is still open. */
export class Supervision {
  rows = $state.raw<Row[]>([]);
  total = $state.raw<number | null>(null);
  actions = $state.raw<OpenAction[]>([]);
  failure = $state.raw<Failure | null>(null);
  #turn = 0;

  /** Loads again what is shown, or what it begins with. */
  async load(count = Math.max(STEP, this.rows.length)): Promise<void> {
    const turn = (this.#turn += 1);
    try {
      const query = { ...everything(), kinds: ["supervision" as const] };
      const rows: Row[] = [];
      let total = 0;
      do {
        const page = await call("record.list", { query, offset: rows.length, limit: STEP });
        total = page.total;
        rows.push(...page.rows);
        if (page.rows.length === 0) break;
      } while (rows.length < Math.min(count, total));
      const { actions } = await call("action.open", {});
      if (turn !== this.#turn) return;
      this.rows = rows;
      this.total = total;
      this.actions = actions;
      this.failure = null;
    } catch (cause) {
      if (turn === this.#turn) this.failure = Failure.from(cause);
    }
  }

  more(): Promise<void> {
    return this.load(this.rows.length + STEP);
  }

  async done(action: OpenAction): Promise<boolean> {
    try {
      await call("action.done", { id: action.id, done: true });
      return true;
    } catch (cause) {
      this.failure = Failure.from(cause);
      return false;
    }
  }
}
