/**
 * What stands around one statement: the same theme one level down and up, the words that are new there, the printed
 * slips, and the answers of "Where I stand".
 *
 * What always holds: the wording of a statement is never changed, only cut into stretches that together are the text.
 */
import type { Answer, Crosswalk, LevelId, Slip, Statement } from "../../bindings/contract";

/** A stretch of a text. */
export interface Stretch {
  text: string;
  /** New against the other wording. */
  fresh: boolean;
}

/** Below this share of common words two wordings have too little in common: underlining would mark everything. */
const ALIKE = 0.4;

interface Token {
  /** The word as it stands, with the space before it and the hyphen behind. */
  text: string;
  /** What is compared: without case and punctuation. */
  key: string;
}

function tokens(text: string): Token[] {
  // Words end at hyphens and strokes as well: "Person-Centred" says nothing new after "Person Centred".
  return (text.match(/\s*[^\s\-–/]+[\-–/]*|\s*[\-–/]+/gu) ?? []).map((word) => ({
    text: word,
    key: word.toLowerCase().replace(/[^\p{L}\p{N}&]/gu, ""),
  }));
}

/** Which words of `to` are also in `from`, in order (the longest common run). */
function common(from: Token[], to: Token[]): boolean[] {
  const rows = from.length + 1;
  const columns = to.length + 1;
  const longest = new Uint16Array(rows * columns);
  for (let i = from.length - 1; i >= 0; i -= 1) {
    for (let j = to.length - 1; j >= 0; j -= 1) {
      const here = i * columns + j;
      longest[here] =
        from[i].key === to[j].key
          ? longest[here + columns + 1] + 1
          : Math.max(longest[here + columns], longest[here + 1]);
    }
  }
  const kept = to.map(() => false);
  for (let i = 0, j = 0; i < from.length && j < to.length;) {
    const here = i * columns + j;
    if (from[i].key === to[j].key && longest[here] === longest[here + columns + 1] + 1) {
      kept[j] = true;
      i += 1;
      j += 1;
    } else if (longest[here + columns] >= longest[here + 1]) i += 1;
    else j += 1;
  }
  return kept;
}

/**
 * `to` in stretches, its new words marked against `from`. The stretches joined are exactly `to`. Wordings that have
 * little in common come back as one unmarked stretch.
 */
export function newWords(from: string, to: string): Stretch[] {
  const before = tokens(from);
  const after = tokens(to);
  const kept = common(before, after);
  const shared = kept.filter(Boolean).length;
  if (after.length === 0 || shared / Math.min(before.length, after.length) < ALIKE) return [{ text: to, fresh: false }];
  const stretches: Stretch[] = [];
  after.forEach((token, index) => {
    const fresh = !kept[index];
    const last = stretches.at(-1);
    if (last?.fresh === fresh) last.text += token.text;
    else stretches.push({ text: token.text, fresh });
  });
  // The space before a marked word belongs to the plain stretch before it, or the underline would begin in the air.
  for (let index = 1; index < stretches.length; index += 1) {
    const space = /^\s+/u.exec(stretches[index].text)?.[0] ?? "";
    if (stretches[index].fresh) {
      stretches[index - 1].text += space;
      stretches[index].text = stretches[index].text.slice(space.length);
    }
  }
  const tail = to.slice(stretches.reduce((length, one) => length + one.text.length, 0));
  const last = stretches.at(-1);
  if (last && tail) last.text += tail;
  return stretches;
}

/** One level down or up from a statement, by the crosswalk. */
export interface Neighbour {
  level: LevelId;
  /** Empty where the theme has no statement there. */
  statements: Statement[];
  /** What changes between the two levels (ours); `null` where nothing is said. */
  change: string | null;
}

/** The theme around a statement. */
export interface ThemeAround {
  label: string;
  /** Other statements of the theme at the same level. */
  beside: Statement[];
  below: Neighbour | null;
  above: Neighbour | null;
}

/** The theme a statement belongs to, seen from it; `null` for a statement that fits none. */
export function themeAround(
  statement: Statement,
  crosswalk: Crosswalk,
  levels: readonly LevelId[],
  find: (id: string) => Statement | undefined,
): ThemeAround | null {
  const at = (theme: Crosswalk["themes"][number], level: LevelId) => theme.rows[level] ?? [];
  const theme = crosswalk.themes.find((one) => at(one, statement.level).includes(statement.id));
  if (!theme) return null;
  const statements = (level: LevelId) => at(theme, level).flatMap((id) => find(id) ?? []);
  const here = levels.indexOf(statement.level);
  const neighbour = (index: number, key: (other: LevelId) => string): Neighbour | null => {
    const level = levels[index];
    if (level === undefined) return null;
    return { level, statements: statements(level), change: theme.change[key(level)] ?? null };
  };
  return {
    label: theme.label,
    beside: statements(statement.level).filter((one) => one.id !== statement.id),
    below: neighbour(here - 1, (other) => `${other}>${statement.level}`),
    above: neighbour(here + 1, (other) => `${statement.level}>${other}`),
  };
}

/** A stretch of a statement's text; `likely` says what was probably meant where the print has a slip. */
export interface Printed {
  text: string;
  likely: string | null;
}

/** The text cut at its printed slips. The stretches joined are exactly the text. */
export function withSlips(text: string, slips: readonly Slip[]): Printed[] {
  const parts: Printed[] = [];
  let from = 0;
  const found = slips
    .map((slip) => ({ slip, at: text.indexOf(slip.printed) }))
    .filter(({ at, slip }) => at >= 0 && slip.printed !== "")
    .sort((a, b) => a.at - b.at);
  for (const { slip, at } of found) {
    if (at < from) continue;
    if (at > from) parts.push({ text: text.slice(from, at), likely: null });
    parts.push({ text: slip.printed, likely: slip.likely });
    from = at + slip.printed.length;
  }
  if (from < text.length || parts.length === 0) parts.push({ text: text.slice(from), likely: null });
  return parts;
}

/** The answers in the order of their keys, 1 to 5. */
export const ANSWERS: readonly { answer: Answer; key: string; words: string }[] = [
  { answer: "not-yet", key: "1", words: "Not yet" },
  { answer: "developing", key: "2", words: "Developing" },
  { answer: "confident", key: "3", words: "Confident" },
  { answer: "not-my-role", key: "4", words: "Not my role" },
  { answer: "next-for-me", key: "5", words: "Next for me" },
];

/** The answer a key stands for. */
export function answerFor(key: string): Answer | null {
  return ANSWERS.find((one) => one.key === key)?.answer ?? null;
}

/** An answer in words. */
export function answerWords(answer: Answer): string {
  return ANSWERS.find((one) => one.answer === answer)?.words ?? "";
}

/** The statement `steps` away in the same section of the same level, or `null` at its ends. */
export function neighbourInSection(id: string, order: readonly string[], steps: number): string | null {
  const at = order.indexOf(id);
  return at < 0 ? null : (order[at + steps] ?? null);
}
