/** What a level's page needs beyond the framework's own data. */
import type { Level } from "../../bindings/contract";

/**
 * The paragraphs at the head of a level's own pages, where they say more than the short description: one level prints the
 * same words twice, and nobody wants to read them twice.
 */
export function expectsMore(level: Pick<Level, "description" | "expects">): string[] {
  const plain = (paragraphs: string[]) => paragraphs.join(" ").replace(/\s+/gu, " ").trim();
  return plain(level.expects) === plain(level.description) ? [] : level.expects;
}

/** The level `steps` away, or `null` at the ends. */
export function levelBeside(levels: readonly Level[], id: string, steps: number): Level | null {
  const at = levels.findIndex((one) => one.id === id);
  return at < 0 ? null : (levels[at + steps] ?? null);
}
