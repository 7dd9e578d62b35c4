/** How each type is drawn: by its hatching, so that no colour has to be told from another. */
import type { CpdType } from "../../bindings/contract";

const FILLS: { [type in CpdType]: readonly string[] } = {
  "work-based": ["url(#tone-1)"],
  professional: ["url(#tone-2)"],
  formal: ["url(#tone-3)", "url(#tone-3x)"],
  "self-directed": ["currentColor"],
  other: ["url(#tone-3x)"],
};

/** What fills a type's blocks; an unnamed one is left empty. */
export const fillsOf = (type: CpdType | null): readonly string[] => (type === null ? [] : FILLS[type]);
