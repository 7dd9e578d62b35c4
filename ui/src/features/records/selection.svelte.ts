import { onLock } from "../../app/session.svelte";
import { EVERYTHING } from "../../app/query";
import { call } from "../../backend";
import type { Query } from "../../bindings/contract";

/** The most records that are changed at once. */
export const MOST = 5_000;
const STEP = 500;

/** Which records of the list are selected, while one is selecting. */
class Selection {
  on = $state(false);
  ids = $state.raw<ReadonlySet<string>>(new Set());

  get count(): number {
    return this.ids.size;
  }

  begin(): void {
    this.on = true;
  }

  end(): void {
    this.on = false;
    this.ids = new Set();
  }

  toggle(id: string): void {
    const next = new Set(this.ids);
    if (!next.delete(id)) next.add(id);
    this.ids = next;
  }

  /** Selects everything that `query` finds, up to the most there may be. */
  async all(query: Query): Promise<void> {
    const found: string[] = [];
    let total = 0;
    do {
      const page = await call("record.list", { query: { ...EVERYTHING, ...query }, offset: found.length, limit: STEP });
      total = page.total;
      found.push(...page.rows.map((row) => row.id));
      if (page.rows.length === 0) break;
    } while (found.length < Math.min(total, MOST));
    this.ids = new Set(found.slice(0, MOST));
  }
}

export const selection = new Selection();
onLock(() => selection.end());
