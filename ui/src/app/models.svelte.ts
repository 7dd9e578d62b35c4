import { call } from "../backend";
import type { Model, OwnModel } from "../bindings/contract";
import { bundle } from "./bundle.svelte";
import { onLock } from "./session.svelte";

/** How long a change of the portfolio may wait to be read. */
const REST = 400;

/** A model with the stages it had once: what stands under one keeps its name. */
export interface KnownModel extends Model {
  former: Model["stages"];
  own: boolean;
  /** Deleted, and kept for what was written with it. */
  retired: boolean;
}

/** Reflection models: those that come with Triptych, and one's own. */
class Models {
  own = $state.raw<OwnModel[]>([]);
  #loading: Promise<void> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Every model there is, those that were deleted too; two of one name are told apart by a number. */
  readonly known: KnownModel[] = $derived.by(() => {
    const shipped = bundle.all.raw.models.map((model) => ({ ...model, former: [], own: false, retired: false }));
    const taken = new Map<string, number>();
    const own = this.own.map((model) => {
      const count = (taken.get(model.name.toLowerCase()) ?? 0) + 1;
      taken.set(model.name.toLowerCase(), count);
      return {
        ...model,
        name: count === 1 ? model.name : `${model.name} (${count})`,
        former: model.former ?? [],
        own: true,
        retired: model.retired ?? false,
      };
    });
    return [...shipped, ...own];
  });

  constructor() {
    onLock(() => {
      clearTimeout(this.#timer);
      this.own = [];
      this.#loading = null;
    });
  }

  /** Loads once; a page that shows records waits for it. */
  ready(): Promise<void> {
    this.#loading ??= this.load();
    return this.#loading;
  }

  async load(): Promise<void> {
    try {
      this.own = (await call("model.list", {})).models;
    } catch (cause) {
      this.#loading = null;
      throw cause;
    }
  }

  /** The portfolio has changed. */
  loadSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.load().catch(() => undefined), REST);
  }
}

export const models = new Models();
