/** The year at a glance: its columns, its figures and its words. */
import type { CpdType, CpdYear, YearOfType } from "../../bindings/contract";
import { duration, MONTHS } from "../../app/dates";
import { counted } from "../../app/words";
import { inWords, typeWords } from "../hcpc/standards";

/** A type's part of a month's column: from the foot up, in shares of the tallest column. */
export interface Block {
  type: CpdType | null;
  from: number;
  share: number;
}

/** Minutes of all types in each month. */
export const monthMinutes = ({ types }: Pick<CpdYear, "types">): number[] =>
  MONTHS.map((_, month) => types.reduce((sum, type) => sum + (type.months[month] ?? 0), 0));

/** The columns of the picture; an empty month has none. */
export function columns(year: Pick<CpdYear, "types">): Block[][] {
  const tallest = Math.max(1, ...monthMinutes(year));
  return MONTHS.map((_, month) => {
    let from = 0;
    return year.types.flatMap((type) => {
      const share = (type.months[month] ?? 0) / tallest;
      if (share === 0) return [];
      const block = { type: type.type, from, share };
      from += share;
      return [block];
    });
  });
}

/** "45 min", "12 h 30 min": short, for a cell; `shorter` leaves out what the hour says already: "12 h 30". */
export function short(minutes: number, shorter = false): string {
  if (minutes === 0) return "";
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return rest === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${rest}${shorter ? "" : " min"}`;
}

const all = (types: readonly YearOfType[], of: (type: YearOfType) => number): number =>
  types.reduce((sum, type) => sum + of(type), 0);

/** What the picture says, in sentences. */
export function said(year: CpdYear, today: string): string[] {
  const activities = all(year.types, (type) => type.activities);
  if (activities === 0) return [`Nothing that counts as CPD is finished in ${year.year} yet.`];
  const minutes = all(year.types, (type) => type.minutes);
  const named = year.types.filter((type) => type.type !== null);
  const lines = [
    `${counted(activities, "activity", "activities")}${minutes === 0 ? "" : `, ${duration(minutes)}`}, of ${
      named.length === 0 ? "no named type" : `${inWords(named.length)} ${named.length === 1 ? "type" : "types"}`
    }.`,
  ];
  const most = year.types.toSorted((a, b) => b.activities - a.activities)[0];
  if (year.types.length > 1)
    lines.push(
      `Most of them are ${typeWords(most.type).toLowerCase()}: ${most.activities.toLocaleString("en-GB")} of ${activities.toLocaleString("en-GB")}.`,
    );
  if (named.length === 1) lines.push("The HCPC asks for a mixture: at least two types.");
  // The present month, and what is still to come, is nobody's gap.
  const over = (month: number): boolean => `${year.year}-${String(month + 1).padStart(2, "0")}` < today.slice(0, 7);
  const empty = MONTHS.filter((_, month) => year.activities[month] === 0 && over(month));
  if (empty.length > 0) lines.push(`Nothing in ${list(empty)}.`);
  if (year.without_length > 0)
    lines.push(
      `${counted(year.without_length, "activity", "activities")} without a length ${year.without_length === 1 ? "is" : "are"} counted and not drawn.`,
    );
  return lines;
}

/** "May, June and July". */
function list(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
