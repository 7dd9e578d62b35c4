import { call, Failure } from "../../backend";
import type { Kind, Row } from "../../bindings/contract";
import { everything, KINDS } from "../records/logic";

/** Records shown at a time. */
const STEP = 100;

/** What lies in the bin. */
export class Bin {
  rows = $state.raw<Row[]>([]);
  total = $state.raw<number | null>(null);
  failure = $state.raw<Failure | null>(null);
  busy = $state(false);
  #turn = 0;

  async load(count = Math.max(STEP, this.rows.length)): Promise<void> {
    const turn = (this.#turn += 1);
    try {
      const rows: Row[] = [];
      let total = 0;
      do {
        const page = await call("record.list", {
          query: { ...everything(), bin: true },
          offset: rows.length,
          limit: STEP,
        });
        total = page.total;
        rows.push(...page.rows);
        if (page.rows.length === 0) break;
      } while (rows.length < Math.min(count, total));
      if (turn !== this.#turn) return;
      this.rows = rows;
      this.total = total;
      this.failure = null;
    } catch (cause) {
      if (turn === this.#turn) this.failure = Failure.from(cause);
    }
  }

  more(): Promise<void> {
    return this.load(this.rows.length + STEP);
  }

  /** How many of each kind lie here. */
  async counts(): Promise<Map<Kind, number>> {
    const counts = new Map<Kind, number>();
    for (const { kind } of KINDS) {
      const page = await call("record.list", {
        query: { ...everything(), bin: true, kinds: [kind] },
        offset: 0,
        limit: 1,
      });
      counts.set(kind, page.total);
    }
    return counts;
  }

  /** True when it went well; else `failure` says why. */
  async attempt(work: () => Promise<unknown>): Promise<boolean> {
    this.busy = true;
    try {
      await work();
      await this.load();
      return true;
    } catch (cause) {
      this.failure = Failure.from(cause);
      return false;
    } finally {
      this.busy = false;
    }
  }
}
