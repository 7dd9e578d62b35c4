import { bundle } from "../../app/bundle.svelte";
import type { Statement } from "../../bindings/contract";
import { coverage } from "./coverage.svelte";

/** What the framework page is turned to. Names of the framework only, so it may stay over a lock. */
class FrameworkView {
  /** The level one chose; until then one's own, else the first. */
  chosen = $state<string | null>(null);
  section = $state("core");
  /** The line beneath the pillars instead of a cell. */
  creative = $state(false);
  statement = $state<string | null>(null);
  table = $state(false);
  onlyWithout = $state(false);

  readonly level = $derived(this.chosen ?? coverage.now?.own_level ?? "ass");
  /** The statements below the drawing. */
  readonly statements: Statement[] = $derived.by(() => {
    const all = bundle.all;
    if (!this.creative) return all.cells.get(`${this.level}.${this.section}`) ?? [];
    return all.raw.framework.statements.filter((one) => all.creative.has(one.id));
  });
  /** The statement in the margin: the one opened, else the first of those below the drawing. */
  readonly shown: Statement | null = $derived(
    (this.statement === null ? undefined : bundle.all.statements.get(this.statement)) ?? this.statements[0] ?? null,
  );

  openCell(level: string, section: string): void {
    this.chosen = level;
    this.section = section;
    this.creative = false;
    this.statement = null;
  }

  openCreative(): void {
    this.creative = true;
    this.statement = null;
  }
}

export const view = new FrameworkView();
