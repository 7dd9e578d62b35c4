import { period } from "../../app/dates";
import { call, Failure } from "../../backend";
import type { EvidenceLine } from "../../bindings/contract";
import type { HcpcForm } from "../hcpc/hcpc.svelte";
import type { Pick } from "./PickDialog.svelte";

/** What an answer may name: activities of the cycle, and the evidence there is. */
export class Pickable {
  #form: () => HcpcForm;
  #evidence = $state.raw<EvidenceLine[]>([]);
  /** Why the evidence could not be read. */
  failure = $state.raw<Failure | null>(null);

  constructor(form: () => HcpcForm) {
    this.#form = form;
    void this.load();
  }

  /** Evidence may have come since. */
  async load(): Promise<void> {
    try {
      this.#evidence = (await call("evidence.list", { bin: false })).lines;
      this.failure = null;
    } catch (cause) {
      this.failure = Failure.from(cause);
    }
  }

  get activities(): Pick[] {
    return this.#form().activities.map((one) => ({
      id: one.record_id,
      title: one.private_title,
      note: `${period(one.date, one.date_to)}, others read “${one.name}”`,
    }));
  }

  get evidence(): Pick[] {
    return this.#evidence.map((one) => ({
      id: one.id,
      title: one.title,
      note: `E${one.number} of all your evidence${one.described ? "" : ", not described yet"}`,
    }));
  }

  /** Titles of those that are named, in their order. */
  activitiesOf(ids: readonly string[]): Pick[] {
    return this.activities.filter((one) => ids.includes(one.id));
  }
}
