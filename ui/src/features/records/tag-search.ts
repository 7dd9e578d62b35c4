/**
 * Finding a statement of the framework by a few words.
 *
 * What always holds: the own level comes first, then the levels nearest to it; every word typed must begin a word of
 * the statement, its code, its section or its level; no words means browsing in the framework's order.
 */

/** As much of a statement as matters here. */
export interface Findable {
  id: string;
  level: string;
  section: string;
  code: string | null;
  text: string;
}

export interface Names {
  /** Level ids from assistant to consultant. */
  levels: readonly string[];
  /** Names by id, levels and sections. */
  names: ReadonlyMap<string, string>;
}

export interface Entry<S extends Findable> {
  statement: S;
  words: string[];
  around: string[];
  text: string;
  code: string;
}

/** Lower case, without accents, typographic quotes and dashes made plain. */
export function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[’‘]/g, "'").replace(/[–—]/g, "-");
}

const split = (text: string): string[] => plain(text).match(/[\p{L}\p{N}]+/gu) ?? [];
const compact = (text: string): string => plain(text).replace(/[^\p{L}\p{N}]/gu, "");

/** Made once: what is looked through for each statement. */
export function index<S extends Findable>(statements: readonly S[], { names }: Names): Entry<S>[] {
  return statements.map((statement) => ({
    statement,
    words: split(statement.text),
    around: split(`${names.get(statement.level) ?? ""} ${names.get(statement.section) ?? ""}`),
    text: plain(statement.text),
    code: compact(statement.code ?? statement.id),
  }));
}

export interface Narrowing {
  level: string | null;
  section: string | null;
}

/** The statements that fit, best first. */
export function find<S extends Findable>(
  entries: readonly Entry<S>[],
  query: string,
  { levels }: Names,
  ownLevel: string | null,
  within: Narrowing = { level: null, section: null },
): S[] {
  const asked = split(query);
  const phrase = plain(query).trim();
  const code = compact(query);
  const own = ownLevel === null ? -1 : levels.indexOf(ownLevel);
  const found: { statement: S; exact: boolean; far: number; score: number; place: number }[] = [];
  entries.forEach((entry, place) => {
    const { statement } = entry;
    if (within.level !== null && statement.level !== within.level) return;
    if (within.section !== null && statement.section !== within.section) return;
    const exact = code !== "" && (entry.code === code || compact(statement.id) === code);
    const score = exact ? 1000 : rank(entry, asked, phrase);
    if (score < 0) return;
    found.push({ statement, exact, far: distance(levels.indexOf(statement.level), own), score, place });
  });
  // Browsing keeps the framework's order within a level; words bring the closest to the top of it.
  return found
    .sort((a, b) => Number(b.exact) - Number(a.exact) || a.far - b.far || b.score - a.score || a.place - b.place)
    .map(({ statement }) => statement);
}

/** Own level 0, the one above 1, the one below 2, and so on; the framework's order when no level is set. */
function distance(level: number, own: number): number {
  if (own < 0) return level;
  const apart = level - own;
  return apart === 0 ? 0 : Math.abs(apart) * 2 - (apart > 0 ? 1 : 0);
}

function rank<S extends Findable>(entry: Entry<S>, asked: readonly string[], phrase: string): number {
  if (asked.length === 0) return 0;
  let score = 0;
  for (const word of asked) {
    if (entry.words.includes(word)) score += 4;
    else if (entry.words.some((one) => one.startsWith(word))) score += 3;
    else if (entry.code.startsWith(word)) score += 3;
    else if (entry.around.some((one) => one.startsWith(word))) score += 1;
    else return -1;
  }
  if (asked.length > 1 && entry.text.includes(phrase)) score += 5;
  if (entry.text.startsWith(phrase)) score += 2;
  return score;
}
