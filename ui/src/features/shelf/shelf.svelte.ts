import { call, Failure } from "../../backend";
import type { Facet, OwnModel, SavedFilter, Template } from "../../bindings/contract";
import { models } from "../../app/models.svelte";
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
        models.load(),
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

  deleteModel(model: OwnModel): Promise<void> {
    return this.#drop(
      () => call("model.delete", { id: model.id }),
      `Model deleted: ${model.name}. What was written with it keeps its headings`,
    );
  }

  /** Puts the model one place earlier or later among those that are offered. */
  async moveModel(id: string, step: 1 | -1): Promise<void> {
    const ids = models.own.filter((one) => !one.retired).map((one) => one.id);
    const at = ids.indexOf(id);
    const other = ids[at + step];
    if (at < 0 || other === undefined) return;
    [ids[at], ids[at + step]] = [other, id];
    try {
      await call("model.order", { ids });
      await models.load();
    } catch (cause) {
      this.failure = Failure.from(cause);
    }
  }

  /** Reads models from a file that is asked for; answers what came of it, in a sentence, when there was one. */
  async bringModels(): Promise<string | null> {
    try {
      const { brought } = await call("model.import", { path: null });
      if (brought === null) return null;
      await models.load();
      if (brought.added.length === 0) return "Nothing new: every model of the file is here already.";
      offerUndo(`Brought in: ${brought.added.join(", ")}`);
      return null;
    } catch (cause) {
      this.failure = Failure.from(cause);
      return null;
    }
  }

  async exportModels(ids: string[]): Promise<string | null> {
    try {
      const { path } = await call("model.export", { ids, path: null, replace: false });
      return path === null ? null : `Saved: ${path}`;
    } catch (cause) {
      this.failure = Failure.from(cause);
      return null;
    }
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
