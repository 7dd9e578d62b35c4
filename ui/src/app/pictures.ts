/**
 * Pictures of the portfolio's own within texts and lists: why one is not shown, and one after the other to the core.
 *
 * What always holds: a picture that waits its turn holds nobody up but other pictures.
 */
import type { EvidencePiece } from "../bindings/contract";

/** How many are decoded at a time. */
const AT_A_TIME = 2;

let busy = 0;
const waiting: (() => void)[] = [];
const under = new Set<Promise<unknown>>();

/** Does `work` when it is its turn. */
export const inTurn = <T>(work: () => Promise<T>): Promise<T> => turn().then(work).finally(next);

/** Is known to be under way until it is done. */
export function underWay(work: Promise<unknown>): void {
  under.add(work);
  void work.catch(() => undefined).finally(() => under.delete(work));
}

function turn(): Promise<void> {
  if (busy < AT_A_TIME) {
    busy += 1;
    return Promise.resolve();
  }
  return new Promise((go) => waiting.push(go));
}

function next(): void {
  const go = waiting.shift();
  if (go === undefined) busy -= 1;
  else go();
}

/** Waits until everything that is under way is there, or `most` milliseconds. */
export async function allShown(most: number): Promise<void> {
  await Promise.race([Promise.allSettled(under), new Promise((go) => setTimeout(go, most))]);
}

/** Why a piece is not shown as a picture, in a sentence; null for one that is tried. */
export function whyNotShown(piece: Pick<EvidencePiece, "number" | "binned_at" | "file">): string | null {
  if (piece.binned_at !== null) return `E${piece.number} is in the bin.`;
  if (piece.file === null) return `E${piece.number} has no file.`;
  if (piece.file.family !== "picture") return `E${piece.number} is no picture that is shown here: ${piece.file.says}.`;
  return null;
}

/** What is said of a piece that is not there (any more). */
export const GONE = "It is no longer in the portfolio.";

/** The most characters of a description in a text. */
export const MOST_ALT = 1000;

/** A description as one line of a text, without signs that would end it there. */
export function altOf(description: string): string {
  const line = description
    .replace(/\s+/g, " ")
    .replace(/\[/g, "(")
    .replace(/\]/g, ")")
    .replace(/\\/g, "/")
    .replace(/`/g, "’")
    .replace(/</g, "‹")
    .replace(/>/g, "›")
    .trim();
  return line.length > MOST_ALT ? `${line.slice(0, MOST_ALT - 1).trimEnd()}…` : line;
}
