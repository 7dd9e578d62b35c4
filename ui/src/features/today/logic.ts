import type { OpenAction, Row } from "../../bindings/contract";
import { daysBetween, nearDate, shortDate } from "../../app/dates";

/** When an action is due, in words, and whether it needs a look: due within the next three days, or overdue. */
export function due(action: Pick<OpenAction, "due">, today: string): { words: string; near: boolean } {
  if (action.due === null) return { words: "", near: false };
  const days = daysBetween(today, action.due);
  if (days < 0) return { words: `since ${shortDate(action.due, today)}`, near: true };
  if (days === 0) return { words: "today", near: true };
  if (days === 1) return { words: "tomorrow", near: true };
  return { words: shortDate(action.due, today), near: days <= 3 };
}

/** "Thursday", "28 March": when a draft was of. */
export const when = (row: Pick<Row, "date">, today: string): string => nearDate(row.date, today);

/** How far into its two years a cycle is, in days; never outside them. */
export function spent(cycle: { start: string; end: string }, today: string): { done: number; total: number } {
  const total = Math.max(1, daysBetween(cycle.start, cycle.end) + 1);
  return { done: Math.min(total, Math.max(0, daysBetween(cycle.start, today))), total };
}

/** "in 49 days", "in 18 months", "today", "3 days ago". */
export function until(date: string, today: string): string {
  const days = daysBetween(today, date);
  if (days === 0) return "today";
  if (days < 0) return days === -1 ? "yesterday" : `${-days} days ago`;
  if (days <= 90) return days === 1 ? "tomorrow" : `in ${days} days`;
  return `in ${Math.round(days / 30.44)} months`;
}
