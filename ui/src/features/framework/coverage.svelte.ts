import { changed } from "../../app/changed.svelte";
import { onLock } from "../../app/session.svelte";
import { call, Failure } from "../../backend";
import type { Coverage } from "../../bindings/contract";
import { bundle } from "../../app/bundle.svelte";
import { byStatement, standing } from "./logic";

/** What the portfolio has against each statement: one copy for the pages that look at the framework. */
class CoverageStore {
  now = $state.raw<Coverage | null>(null);
  failure = $state.raw<Failure | null>(null);
  /** By statement id. */
  readonly by = $derived(byStatement(this.now));
  #asked = 0;

  /** To be read in an effect: loads, and loads again after every change. */
  follow(): void {
    void changed.tick;
    void this.load();
  }

  async load(): Promise<void> {
    const asked = ++this.#asked;
    try {
      const now = await call("framework.coverage", {});
      if (asked !== this.#asked) return;
      this.now = now;
      this.failure = null;
    } catch (cause) {
      if (asked === this.#asked) this.failure = Failure.from(cause);
    }
  }

  records(statement: string): number {
    return this.by.get(statement)?.records ?? 0;
  }

  /** Whether a level is one's own or the next. */
  standing(level: string): "own" | "next" | null {
    return standing(level, this.now?.own_level ?? null, [...bundle.all.levels.keys()]);
  }

  forget(): void {
    this.#asked += 1;
    this.now = null;
    this.failure = null;
  }
}

export const coverage = new CoverageStore();
onLock(() => coverage.forget());
