import { call } from "../backend";
import type { Bundle, Level, Model, Pillar, Statement } from "../bindings/contract";

export type FrameworkSection = Bundle["framework"]["sections"][number];
export type CrosswalkTheme = Bundle["crosswalk"]["themes"][number];

const byId = <T extends { id: string }>(list: readonly T[]): Map<string, T> =>
  new Map(list.map((item) => [item.id, item]));

/** Everything of the framework, with maps by id. It holds nothing of the portfolio and stays over a lock. */
export class FrameworkBundle {
  readonly raw: Bundle;
  readonly levels: Map<string, Level>;
  readonly sections: Map<string, FrameworkSection>;
  readonly pillars: Map<string, Pillar>;
  readonly statements: Map<string, Statement>;
  readonly models: Map<string, Model>;
  readonly creative: Set<string>;
  /** Statements in the framework's order by `<level>.<section>`. */
  readonly cells: Map<string, Statement[]>;
  /** Themes a statement belongs to. */
  readonly themes: Map<string, CrosswalkTheme[]>;

  constructor(raw: Bundle) {
    this.raw = raw;
    const framework = raw.framework;
    this.levels = byId(framework.levels);
    this.sections = byId(framework.sections);
    this.pillars = byId(framework.pillars);
    this.statements = byId(framework.statements);
    this.models = byId(raw.models);
    this.creative = new Set(raw.creative_statements);
    this.cells = new Map();
    for (const statement of framework.statements) {
      const cell = `${statement.level}.${statement.section}`;
      this.cells.set(cell, [...(this.cells.get(cell) ?? []), statement]);
    }
    this.themes = new Map();
    for (const theme of raw.crosswalk.themes) {
      for (const id of Object.values(theme.rows).flat()) {
        if (id !== undefined) this.themes.set(id, [...(this.themes.get(id) ?? []), theme]);
      }
    }
  }
}

class Holder {
  now = $state.raw<FrameworkBundle | null>(null);
  #loading: Promise<FrameworkBundle> | null = null;

  /** Loads once. */
  load(): Promise<FrameworkBundle> {
    this.#loading ??= call("framework.get", {}).then(
      (raw) => (this.now = new FrameworkBundle(raw)),
      (cause: unknown) => {
        this.#loading = null;
        throw cause;
      },
    );
    return this.#loading;
  }

  /** For pages inside the shell, which shows none before it is loaded. */
  get all(): FrameworkBundle {
    if (this.now === null) throw new Error("the framework is loaded before any page is shown");
    return this.now;
  }
}

export const bundle = new Holder();
