import { untrack } from "svelte";
import { Failure } from "../../backend";
import type { HcpcForm } from "./hcpc.svelte";

/**
 * What the core says of a profile, asked again with every new one: every save and every change elsewhere brings one. What is
 * still being written counts too. Made while a component is set up.
 */
export class Asked<Answer> {
  found = $state.raw<Answer | null>(null);
  failure = $state.raw<Failure | null>(null);
  #form: () => HcpcForm;
  #ask: (cycle: string) => Promise<Answer>;

  constructor(form: () => HcpcForm, ask: (cycle: string) => Promise<Answer>) {
    this.#form = form;
    this.#ask = ask;
    $effect(() => {
      void form().profile;
      untrack(() => void this.look());
    });
  }

  async look(): Promise<void> {
    try {
      const form = this.#form();
      await form.flush();
      const asked = form.profile;
      const answer = await this.#ask(asked.cycle.id);
      // A later profile has asked for itself.
      if (form.profile === asked) this.found = answer;
      this.failure = null;
    } catch (cause) {
      this.failure = Failure.from(cause);
    }
  }
}
