/**
 * The cycle month by month: what is drawn, and the same in words.
 *
 * What always holds: only listed activities are drawn, so that the marks and the core's gaps tell one story; months are
 * written YYYY-MM and compared as text.
 */
import { monthName } from "../../app/dates";
import type { Activity, Cycle, Gap, Kind } from "../../bindings/contract";

/** The most marks one month can show above each other. */
const FITS = 4;

const KIND_WORDS: Record<Kind, [one: string, many: string]> = {
  reflection: ["reflection", "reflections"],
  "case-note": ["case note", "case notes"],
  supervision: ["supervision", "supervisions"],
  cpd: ["CPD activity", "CPD activities"],
};

/** The order of marks in a month, from the line upwards. */
const KINDS: readonly Kind[] = ["cpd", "supervision", "reflection"];

/** One month of the cycle. */
export interface Month {
  /** YYYY-MM. */
  id: string;
  /** Its first letter, for the narrow column. */
  letter: string;
  /** The year, at the first month and at each January. */
  year: string | null;
  startsYear: boolean;
  /** Marks that fit, the lowest first. */
  marks: Kind[];
  /** Activities whose marks do not fit. */
  more: number;
  /** The month in words. */
  words: string;
}

/** A gap as it is bracketed: in hundredths of the drawing's width. */
export interface Bracket {
  left: number;
  width: number;
}

/** Everything the drawing needs. */
export interface Timeline {
  months: Month[];
  brackets: Bracket[];
  /** The drawn line, in units of `WIDTH` for each month. */
  drawn: string[];
  lifted: string[];
  /** Where today is, in hundredths of the width; `null` outside the cycle. */
  today: number | null;
}

/** Width of one month in the line's own units. */
export const WIDTH = 40;

/** "February to April 2025", "November 2025 to January 2026". */
export function spanName(from: string, to: string): string {
  if (from === to) return monthName(from);
  return from.slice(0, 4) === to.slice(0, 4)
    ? `${monthName(from).split(" ")[0]} to ${monthName(to)}`
    : `${monthName(from)} to ${monthName(to)}`;
}

/** "June 2024 to May 2026": what a cycle is called. */
export function cycleName(cycle: Pick<Cycle, "start" | "end">): string {
  return spanName(cycle.start.slice(0, 7), cycle.end.slice(0, 7));
}

/** The months from one day to another, both included; at most 120, so that a mistyped year draws something sensible. */
export function monthsBetween(start: string, end: string): string[] {
  const months: string[] = [];
  let year = Number(start.slice(0, 4));
  let number = Number(start.slice(5, 7));
  for (;;) {
    const month = `${String(year).padStart(4, "0")}-${String(number).padStart(2, "0")}`;
    if (month > end.slice(0, 7) || months.length === 120) return months;
    months.push(month);
    number += 1;
    if (number > 12) {
      number = 1;
      year += 1;
    }
  }
}

/** How many of each kind, in words: "1 reflection, 2 CPD activities". */
function kindWords(kinds: readonly Kind[]): string {
  return KINDS.concat("case-note")
    .map((kind) => ({ kind, count: kinds.filter((one) => one === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => `${count} ${KIND_WORDS[kind][count === 1 ? 0 : 1]}`)
    .join(", ");
}

function wordsOf(month: string, kinds: readonly Kind[], goesOn: boolean, now: string): string {
  const said = kindWords(kinds);
  if (said) return `${monthName(month)}: ${said}.`;
  if (goesOn) return `${monthName(month)}: an activity over several months goes on.`;
  return `${monthName(month)}: ${month > now ? "still to come" : "nothing listed"}.`;
}

/** A hand's line from `left` to `right`: never quite straight, always the same for the same place. */
function stroke(left: number, right: number): string {
  const wobble = (at: number) => 9 + Math.sin(at * 12.9898) * 0.9;
  const points: string[] = [];
  let from = left;
  while (from < right - 1) {
    const to = Math.min(right, from + 27);
    points.push(
      `Q${((from + to) / 2).toFixed(0)} ${wobble(from + 3).toFixed(1)} ${to.toFixed(0)} ${wobble(to).toFixed(1)}`,
    );
    from = to;
  }
  return points.length === 0 ? "" : `M${left.toFixed(0)} ${wobble(left).toFixed(1)}${points.join("")}`;
}

/** The day's place within its month, from 0 to 1. */
function within(day: string): number {
  const days = new Date(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 0).getDate();
  return (Number(day.slice(8, 10)) - 0.5) / days;
}

/** Lays a cycle out. `today` is YYYY-MM-DD. */
export function timelineOf(
  cycle: Pick<Cycle, "start" | "end">,
  activities: readonly Activity[],
  gaps: readonly Gap[],
  today: string,
): Timeline {
  const ids = monthsBetween(cycle.start, cycle.end);
  const now = today.slice(0, 7);
  const kinds = new Map<string, Kind[]>(ids.map((id) => [id, []]));
  const goesOn = new Set<string>();
  for (const activity of activities) {
    if (!activity.listed) continue;
    kinds.get(activity.date.slice(0, 7))?.push(activity.kind);
    if (activity.date_to) for (const id of monthsBetween(activity.date, activity.date_to)) goesOn.add(id);
  }
  const months = ids.map((id, index): Month => {
    const here = [...(kinds.get(id) ?? [])].sort((a, b) => KINDS.indexOf(a) - KINDS.indexOf(b));
    const fits = here.length > FITS ? FITS - 1 : here.length;
    const january = id.endsWith("-01");
    return {
      id,
      letter: monthName(id).slice(0, 1),
      year: index === 0 || january ? id.slice(0, 4) : null,
      startsYear: january && index > 0,
      marks: here.slice(0, fits),
      more: here.length - fits,
      words: wordsOf(id, here, goesOn.has(id), now),
    };
  });
  const place = (month: string) => ids.indexOf(month);
  const shown = gaps
    .map((gap) => ({ first: place(gap.from), last: place(gap.to) }))
    .filter(({ first, last }) => first >= 0 && last >= first)
    .sort((a, b) => a.first - b.first);
  const brackets = shown.map(({ first, last }) => ({
    left: (first / ids.length) * 100,
    width: ((last - first + 1) / ids.length) * 100,
  }));
  const index = place(now);
  const todayAt = index < 0 ? null : index + within(today);
  const end = todayAt === null ? (now < (ids[0] ?? "") ? 0 : ids.length) : todayAt;
  const drawn: string[] = [];
  let from = 2;
  for (const { first, last } of shown) {
    drawn.push(stroke(from, first * WIDTH - 2));
    from = (last + 1) * WIDTH + 4;
  }
  drawn.push(stroke(from, Math.max(from, end * WIDTH)));
  return {
    months,
    brackets,
    drawn: drawn.filter((line) => line !== ""),
    lifted: shown.map(({ first, last }) => `M${first * WIDTH + 6} 9H${(last + 1) * WIDTH - 4}`),
    today: todayAt === null ? null : (todayAt / ids.length) * 100,
  };
}
