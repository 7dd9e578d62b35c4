/**
 * The forms that a statement can have, and the plan that one of them follows.
 *
 * What always holds: an aim without words is none, and what stood under it stands beside the plan; records that are not chosen at
 * the moment keep their aim.
 */
import type { AssembledBy, PlanAim, StatementAssembly } from "../../bindings/contract";

/** What a statement can go by, as it is offered. */
export const FORMS: readonly { by: AssembledBy; label: string; about: string; said: string }[] = [
  {
    by: "activity",
    label: "By activity.",
    about: "One after the other, each with HCPC’s four questions.",
    said: "by activity",
  },
  {
    by: "standard",
    label: "By standard.",
    about:
      "Under standards 2, 3 and 4, what each activity says to it. Of standards 1 and 5 the introduction can speak.",
    said: "by standard",
  },
  {
    by: "plan",
    label: "From my plan.",
    about: "Under each aim of a development plan, the activities that served it.",
    said: "from your plan",
  },
];

/** How a form is said in a sentence. */
export const saidBy = (by: AssembledBy): string => FORMS.find((one) => one.by === by)?.said ?? "by activity";

/** The place of the aim that a record stands under. */
export function aimOf(assembly: StatementAssembly, record: string): number | null {
  const at = assembly.aims.findIndex((aim) => aim.record_ids.includes(record));
  return at < 0 ? null : at;
}

/** Who stands where, once the aim at `at` is gone. */
export function without(under: ReadonlyMap<string, number | null>, at: number): Map<string, number | null> {
  const moved = (place: number | null): number | null => {
    if (place === null || place === at) return null;
    return place > at ? place - 1 : place;
  };
  return new Map([...under].map(([record, place]) => [record, moved(place)]));
}

/** The plan as it is kept. */
export function planOf(
  aims: readonly string[],
  under: ReadonlyMap<string, number | null>,
  before: StatementAssembly,
): PlanAim[] {
  return aims.flatMap((text, at) => {
    if (text.trim() === "") return [];
    const chosen = [...under].filter(([, place]) => place === at).map(([record]) => record);
    const same = before.aims.find((aim) => aim.text === text.trim());
    const others = same?.record_ids.filter((record) => !under.has(record)) ?? [];
    return [{ text: text.trim(), record_ids: [...chosen, ...others] }];
  });
}
