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
    const [profile, facets, cycles] = await Promise.allSettled([
      call("profile.get", {}),
      call("record.facets", {}),
      call("hcpc.cycles", {}),
    ]);
    if (profile.status === "fulfilled") this.profile = profile.value;
    if (facets.status === "fulfilled") this.facets = facets.value;
    if (cycles.status === "fulfilled") this.cycles = cycles.value.cycles;
  }

  forget(): void {
    this.profile = null;
    this.facets = null;
    this.cycles = [];
  }
}

export const offers = new Offers();
onLock(() => offers.forget());
