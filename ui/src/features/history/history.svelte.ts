import { call, Failure } from "../../backend";
import type { Record as PortfolioRecord, RecordVersion, VersionCompared } from "../../bindings/contract";

/** What one record said before, and one version of it beside what it says now. */
export class RecordHistory {
  record = $state.raw<PortfolioRecord | null>(null);
  versions = $state.raw<RecordVersion[] | null>(null);
  chosen = $state<string | null>(null);
  compared = $state.raw<VersionCompared | null>(null);
  failure = $state.raw<Failure | null>(null);
  busy = $state(false);
  #turn = 0;

  /** Loads the versions; the newest is shown, or the one that was. */
  async load(id: string): Promise<void> {
    const turn = (this.#turn += 1);
    try {
      const record = await call("record.get", { id });
      const { versions } = await call("record.history", { id });
      if (turn !== this.#turn) return;
      this.record = record;
      this.versions = versions;
      this.failure = null;
      const again = versions.find((one) => one.id === this.chosen) ?? versions.at(0);
      if (again === undefined) this.compared = null;
      else await this.choose(again.id);
    } catch (cause) {
      if (turn === this.#turn) this.failure = Failure.from(cause);
    }
  }

  async choose(version: string): Promise<void> {
    const { record } = this;
    if (record === null) return;
    this.chosen = version;
    try {
      const compared = await call("record.compare", { id: record.id, version, with: null });
      if (this.chosen === version) this.compared = compared;
    } catch (cause) {
      this.failure = Failure.from(cause);
    }
  }

  /** Brings the chosen version back. True when it is. */
  async restore(): Promise<boolean> {
    const { record, chosen } = this;
    if (record === null || chosen === null || this.busy) return false;
    this.busy = true;
    this.failure = null;
    try {
      await call("record.restore-version", { id: record.id, version: chosen, expected: record.version });
      return true;
    } catch (cause) {
      this.failure = Failure.from(cause);
      return false;
    } finally {
      this.busy = false;
    }
  }
}
