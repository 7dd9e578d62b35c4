/**
 * What leaves: the lines grouped by the place they stand in, client codes marked, findings that hold a final export back.
 *
 * What always holds: a line is shown whole, word for word; grouping never reorders the lines of one place.
 */
import type { Finding, Line } from "../../bindings/contract";

/** The lines of one place of the document. */
export interface Place {
  place: string;
  lines: Line[];
}

/** Lines by place, in the document's order. */
export function byPlace(lines: readonly Line[]): Place[] {
  const places: Place[] = [];
  for (const line of lines) {
    const last = places.find((one) => one.place === line.place);
    if (last) last.lines.push(line);
    else places.push({ place: line.place, lines: [line] });
  }
  return places;
}

/** A stretch of a line. */
export interface Marked {
  text: string;
  /** One of the owner's client codes. */
  code: boolean;
}

const WORDLIKE = /[\p{L}\p{N}]/u;

/** Cuts a line at its client codes, in any case and as words of their own. The stretches joined are the line. */
export function markCodes(text: string, codes: readonly string[]): Marked[] {
  const low = text.toLowerCase();
  // A letter whose lower case is longer would shift every place behind it: such a line is shown unmarked.
  if (low.length !== text.length) return [{ text, code: false }];
  const found: { from: number; to: number }[] = [];
  for (const code of codes) {
    const sought = code.toLowerCase();
    for (let at = low.indexOf(sought); sought !== "" && at >= 0; at = low.indexOf(sought, at + 1)) {
      const to = at + sought.length;
      const alone = !WORDLIKE.test(text.slice(0, at).slice(-1)) && !WORDLIKE.test(text.slice(to, to + 1));
      if (alone) found.push({ from: at, to });
    }
  }
  found.sort((a, b) => a.from - b.from || b.to - a.to);
  const parts: Marked[] = [];
  let from = 0;
  for (const { from: at, to } of found) {
    if (at < from) continue;
    if (at > from) parts.push({ text: text.slice(from, at), code: false });
    parts.push({ text: text.slice(at, to), code: true });
    from = to;
  }
  if (from < text.length || parts.length === 0) parts.push({ text: text.slice(from), code: false });
  return parts;
}

/** How many lines carry a client code. */
export function withCodes(lines: readonly Line[]): number {
  return lines.filter((line) => line.codes.length > 0).length;
}

/** What must be mended before a final export. */
export function refusals(findings: readonly Finding[]): Finding[] {
  return findings.filter((one) => one.refuses_final);
}
