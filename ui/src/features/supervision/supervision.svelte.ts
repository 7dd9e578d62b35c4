import { call, Failure } from "../../backend";
import type {
  OpenAction,
  Row,
  SupervisionAgreement,
  SupervisionOverview,
  SupervisionPerson,
} from "../../bindings/contract";
import { everything } from "../records/logic";

/** Sessions loaded at a time. */
const STEP = 500;

/** The supervision sessions, newest first, what is agreed about them and in them, and what waits for the next one. */
export class Supervision {
  rows = $state.raw<Row[]>([]);
  total = $state.raw<number | null>(null);
  actions = $state.raw<OpenAction[]>([]);
  overview = $state.raw<SupervisionOverview | null>(null);
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
      const overview = await call("supervision.get", {});
      if (turn !== this.#turn) return;
      this.rows = rows;
      this.total = total;
      this.actions = actions;
      this.overview = overview;
      this.failure = null;
    } catch (cause) {
      if (turn === this.#turn) this.failure = Failure.from(cause);
    }
  }

  more(): Promise<void> {
    return this.load(this.rows.length + STEP);
  }

  done(action: OpenAction): Promise<boolean> {
    return this.#try(() => call("action.done", { id: action.id, done: true }));
  }

  /** A line of its own on the agenda. */
  bring(note: string): Promise<boolean> {
    return this.#try(() => call("supervision.take", { record_id: null, quote: "", note }));
  }

  note(id: string, note: string): Promise<boolean> {
    return this.#try(() => call("supervision.note", { id, note }));
  }

  drop(id: string): Promise<boolean> {
    return this.#try(() => call("supervision.remove", { id }));
  }

  /** Begins a session; its record's id, or `null` when that failed. */
  async begin(agreement: string | null, items: string[], given: boolean): Promise<string | null> {
    let id: string | null = null;
    await this.#try(async () => {
      id = (await call("supervision.begin", { agreement_id: agreement, items, given })).id;
    });
    return id;
  }

  /** Rejects with its failure: the dialog shows it beside its field. */
  async savePerson(person: SupervisionPerson): Promise<string> {
    return (await call("supervision.person-save", person)).id;
  }

  async saveAgreement(agreement: SupervisionAgreement): Promise<void> {
    await call("supervision.agreement-save", agreement);
  }

  deletePerson(id: string): Promise<boolean> {
    return this.#try(() => call("supervision.person-delete", { id }));
  }

  deleteAgreement(id: string): Promise<boolean> {
    return this.#try(() => call("supervision.agreement-delete", { id }));
  }

  async #try(work: () => Promise<unknown>): Promise<boolean> {
    this.failure = null;
    try {
      await work();
      return true;
    } catch (cause) {
      this.failure = Failure.from(cause);
      return false;
    }
  }
}
