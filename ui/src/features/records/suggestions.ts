/**
 * Suggested tags: which stand where, and which key takes which.
 *
 * What always holds: a suggestion that stays keeps its place, so that the key beside it still means it; new ones fill the
 * places that have become free.
 */
import type { Suggestion } from "../../bindings/contract";

/** How long the saved page rests before it is asked about, in milliseconds. */
export const REST = 900;

/** What is shown once `next` has come, where `shown` stood. */
export function settle(shown: readonly Suggestion[], next: readonly Suggestion[]): Suggestion[] {
  const fresh = next.filter((one) => shown.every((old) => old.statement !== one.statement));
  const kept = shown.map((old) => next.find((one) => one.statement === old.statement) ?? fresh.shift());
  return [...kept, ...fresh].filter((one) => one !== undefined);
}

/** The suggestion that a key press takes, counted from 0: Alt and its number. */
export function taken(
  press: Pick<KeyboardEvent, "code" | "altKey" | "ctrlKey" | "metaKey" | "shiftKey"> & { altGraph: boolean },
): number | null {
  if (!press.altKey || press.ctrlKey || press.metaKey || press.shiftKey || press.altGraph) return null;
  const number = /^(?:Digit|Numpad)([1-5])$/.exec(press.code)?.[1];
  return number === undefined ? null : Number(number) - 1;
}
