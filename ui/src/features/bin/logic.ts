/** What goes when the bin is emptied, in words. */
import { counted } from "../../app/words";
import type { Kind } from "../../bindings/contract";
import { KINDS } from "../records/logic";

/** "2 reflections, 1 CPD activity and 3 supervision sessions". */
export function whatGoes(counts: ReadonlyMap<Kind, number>): string {
  const parts = KINDS.flatMap(({ kind, name }) => {
    const count = counts.get(kind) ?? 0;
    if (count === 0) return [];
    if (kind === "supervision") return [counted(count, "supervision session")];
    if (kind === "cpd") return [counted(count, "CPD activity", "CPD activities")];
    return [counted(count, name.toLowerCase())];
  });
  const last = parts.pop();
  if (last === undefined) return "";
  return parts.length === 0 ? last : `${parts.join(", ")} and ${last}`;
}
