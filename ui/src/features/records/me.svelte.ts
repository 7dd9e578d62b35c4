import { call } from "../../backend";
import type { Cycle, Facets, Profile } from "../../bindings/contract";
import { onLock } from "../../app/session.svelte";

/** What fields and filters offer: the writer's roles and level, keywords and codes in use, cycles. */
class Offers {
  profile = $state.raw<Profile | null>(null);
  facets = $state.raw<Facets | null>(null);
  cycles = $state.raw<Cycle[]>([]);

  /** Loads what there is now. A failure leaves the fields without suggestions, and nothing else. */
  async load(): Promise<void> {
    const [profile, facets] = await Promise.allSettled([call("profile.get", {}), call("record.facets", {})]);
    if (profile.status === "fulfilled") this.profile = profile.value;
    if (facets.status === "fulfilled") this.facets = facets.value;
  }

  #timer: ReturnType<typeof setTimeout> | undefined;

  /** After a change: a moment later, so that a run of saves asks once. */
  loadSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.load(), 1000);
  }

  /** Only the filters need them, and they hardly ever change. */
  async loadCycles(): Promise<void> {
    const found = await call("hcpc.cycles", {}).catch(() => null);
    if (found !== null) this.cycles = found.cycles;
  }

  forget(): void {
    clearTimeout(this.#timer);
    this.profile = null;
    this.facets = null;
    this.cycles = [];
  }
}

export const offers = new Offers();
onLock(() => offers.forget());
