import { call } from "../../backend";
import type { Query, SavedFilter, Template } from "../../bindings/contract";
import { onLock } from "../../app/session.svelte";
import { everything } from "./logic";

/** What the writer has given a name to: questions to the list, and what new records may begin with. */
class Saved {
  filters = $state.raw<SavedFilter[]>([]);
  templates = $state.raw<Template[]>([]);

  /** Loads what there is now. A failure leaves what was known, and nothing else. */
  async load(): Promise<void> {
    const [filters, templates] = await Promise.allSettled([call("filter.list", {}), call("template.list", {})]);
    if (filters.status === "fulfilled") this.filters = filters.value.filters;
    if (templates.status === "fulfilled") this.templates = templates.value.templates;
  }

  /** The filter that asks this very question, if one does. */
  of(query: Query): SavedFilter | undefined {
    const asked = JSON.stringify(query);
    return this.filters.find((one) => JSON.stringify({ ...everything(), ...one.query }) === asked);
  }

  forget(): void {
    this.filters = [];
    this.templates = [];
  }
}

export const saved = new Saved();
onLock(() => saved.forget());
