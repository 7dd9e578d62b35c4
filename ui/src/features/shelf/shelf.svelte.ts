import { call, Failure } from "../../backend";
import type { Facet, SavedFilter, Template } from "../../bindings/contract";
import { offerUndo } from "../../app/undo.svelte";

/** Keywords, templates and saved filters, as they are put in order. */
export class Shelf {
  keywords = $state.raw<Facet[]>([]);
  templates = $state.raw<Template[]>([]);
  filters = $state.raw<SavedFilter[]>([]);
  known = $state(false);
  failure = $state.raw<Failure | null>(null);

  async load(): Promise<void> {
    try {
      const [facets, { templates }, { filters }] = await Promise.all([
        call("record.facets", {}),
        call("template.list", {}),
        call("filter.list", {}),
      ]);
      this.keywords = facets.keywords;
      this.templates = templates;
      this.filters = filters;
      this.known = true;
      this.failure = null;
    } catch (cause) {
      this.failure = Failure.from(cause);
    }
  }

  deleteTemplate(template: Template): Promise<void> {
    return this.#drop(() => call("template.delete", { id: template.id }), `Template deleted: ${template.name}`);
  }

  deleteFilter(filter: SavedFilter): Promise<void> {
    return this.#drop(() => call("filter.delete", { id: filter.id }), `No longer kept: ${filter.name}`);
  }

  async #drop(work: () => Promise<unknown>, said: string): Promise<void> {
    try {
      await work();
      offerUndo(said);
    } catch (cause) {
      this.failure = Failure.from(cause);
    }
  }
}
