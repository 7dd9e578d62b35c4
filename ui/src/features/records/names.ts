/** Names of statements and levels, short enough for a margin. */
import { bundle } from "../../app/bundle.svelte";
import type { Statement } from "../../bindings/contract";

/** The printed code, and the section's name where there is none: a stand-in is never a code. */
export function tagName(statement: Pick<Statement, "code" | "section">): string {
  return statement.code ?? bundle.all.sections.get(statement.section)?.name ?? statement.section;
}

/** "Enhanced". */
export const levelName = (level: string): string => bundle.all.levels.get(level)?.short ?? level;
