/** Small rules of the records page: names of kinds, lines of the list, minutes as people write them, filters. */
import { longDate, monthName } from "../../app/dates";
import type { Kind, LinkKind, Query, Row, Span } from "../../bindings/contract";

/** The kinds in the order they are offered, with what each is for. */
export const KINDS: readonly { kind: Kind; name: string; plural: string; about: string }[] = [
  { kind: "reflection", name: "Reflection", plural: "Reflections", about: "what stayed with you" },
  { kind: "case-note", name: "Case note", plural: "Case notes", about: "a session, by code and never by name" },
  { kind: "supervision", name: "Supervision", plural: "Supervision", about: "what you brought, found and took away" },
  { kind: "cpd", name: "CPD activity", plural: "CPD activities", about: "what you learnt, and whom it helps" },
];

export const kindName = (kind: Kind): string => KINDS.find((one) => one.kind === kind)?.name ?? "Record";

/** HCPC's types of activity, in its order. */
export const CPD_TYPES = [
  ["work-based", "Work-based learning"],
  ["professional", "Professional activity"],
  ["formal", "Formal education"],
  ["self-directed", "Self-directed learning"],
  ["other", "Other"],
] as const;

/** How two records hang together, seen from one of them. */
export function linkWords(kind: LinkKind, outgoing: boolean): string {
  if (kind === "reflects-on") return outgoing ? "Reflects on" : "Reflected on in";
  if (kind === "led-to") return outgoing ? "Led to" : "Came from";
  return outgoing ? "Discussed in" : "Here was discussed";
}

/** Whether a record of this kind may carry CPD facts, and whether it always does. */
export const cpdPlace = (kind: Kind): "always" | "if-marked" | "never" =>
  kind === "cpd" ? "always" : kind === "case-note" ? "never" : "if-marked";

/** The month that begins with this row: shown where it differs from the row above. */
export function monthStart(
  row: Pick<Row, "date">,
  above: Pick<Row, "date"> | undefined,
  first: boolean,
): string | null {
  if (!first && above === undefined) return null;
  if (above !== undefined && above.date.slice(0, 7) === row.date.slice(0, 7)) return null;
  return monthName(row.date);
}

/** 9 April: the month's heading has the year. */
export const dayAndMonth = (date: string): string => longDate(date).split(" ").slice(0, 2).join(" ");

/** "50 min", "3 h", "1 h 15 min": short, for a line of the list. */
export function shortMinutes(minutes: number): string {
  if (minutes < 120 && minutes % 60 !== 0) return `${minutes} min`;
  const rest = minutes % 60;
  return rest === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
}

/** The largest number that the contract's whole numbers hold. */
const WIDEST = 2 ** 32 - 1;

/** Minutes as written: 75, 1:15, 1 h 15, 1.5 h, 50 min. Empty is no length. */
export function parseMinutes(written: string): { minutes: number | null; wrong: string | null } {
  const text = written.trim().toLowerCase().replace(",", ".");
  if (text === "") return { minutes: null, wrong: null };
  const minutes = inMinutes(text);
  if (minutes === null) return { minutes: null, wrong: "Write the length in minutes, such as 75, or as 1:15." };
  if (minutes < 1) return { minutes: null, wrong: "The length should be at least one minute." };
  // The core says its own limit, as far as the number reaches it.
  if (minutes > WIDEST) return { minutes: null, wrong: "Minutes go from 1 to 100,000." };
  return { minutes, wrong: null };
}

function inMinutes(text: string): number | null {
  const plain = /^(-?\d+)\s*(?:m|min|mins|minutes?)?$/.exec(text);
  if (plain) return Number(plain[1]);
  const clock = /^(\d+):([0-5]\d)$/.exec(text);
  if (clock) return Number(clock[1]) * 60 + Number(clock[2]);
  const hours = /^(\d+(?:\.\d+)?)\s*(?:h|hours?)(?:\s*(\d+)\s*(?:m|min|mins|minutes?)?)?$/.exec(text);
  if (hours) return Math.round(Number(hours[1]) * 60) + Number(hours[2] ?? 0);
  return null;
}

/** A whole number from 1 on, as written. */
export function parseCount(written: string): { count: number | null; wrong: string | null } {
  const text = written.trim();
  if (text === "") return { count: null, wrong: null };
  if (!/^\d{1,9}$/.test(text) || Number(text) === 0) return { count: null, wrong: "Write a whole number from 1 on." };
  return { count: Number(text), wrong: null };
}

/** A question that asks for everything, newest first. */
export const everything = (): Query => ({
  text: "",
  kinds: [],
  level: null,
  section: null,
  statement: null,
  from: null,
  to: null,
  keyword: null,
  client: null,
  draft: null,
  untagged: false,
  bin: false,
  sort: "newest",
});

/** How many filters narrow the list; words and order are none. */
export function activeFilters(query: Query): number {
  const single = [
    query.level,
    query.section,
    query.statement,
    query.from ?? query.to,
    query.keyword,
    query.client,
    query.draft,
  ];
  return single.filter((value) => value !== null).length + Number(query.kinds.length > 0) + Number(query.untagged);
}

/** The same words and order, without a filter. */
export const withoutFilters = (query: Query): Query => ({ ...everything(), text: query.text, sort: query.sort });

/** The words of spans, for a name that is read out. */
export const spanText = (spans: readonly Span[]): string => spans.map((span) => span.text).join("");

/** "Nothing found for…" is only true of a question that narrows. */
export const narrows = (query: Query): boolean => query.text.trim() !== "" || activeFilters(query) > 0;

/** Keywords and codes: blanks trimmed, nothing twice whatever its capitals. */
export function addChip(chips: readonly string[], written: string): string[] {
  const chip = written.trim().replace(/\s+/g, " ");
  if (chip === "" || chips.some((one) => one.toLocaleLowerCase("en-GB") === chip.toLocaleLowerCase("en-GB")))
    return [...chips];
  return [...chips, chip];
}

/** Suggestions that fit what is written so far and are not there yet: beginnings first. */
export function suggest(all: readonly string[], written: string, taken: readonly string[], most = 8): string[] {
  const asked = written.trim().toLocaleLowerCase("en-GB");
  const there = new Set(taken.map((one) => one.toLocaleLowerCase("en-GB")));
  const free = all.filter((one) => !there.has(one.toLocaleLowerCase("en-GB")));
  if (asked === "") return free.slice(0, most);
  const begins = free.filter((one) => one.toLocaleLowerCase("en-GB").startsWith(asked));
  const holds = free.filter((one) => !begins.includes(one) && one.toLocaleLowerCase("en-GB").includes(asked));
  return [...begins, ...holds].slice(0, most);
}
