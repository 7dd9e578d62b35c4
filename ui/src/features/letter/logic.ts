/** A letter of HCPC that asks for more: its points from pasted words, and how it stands. */
import type { LetterForm, LetterPoint } from "../../bindings/contract";
import { counted } from "../../app/words";
import { mergeInOrder, pick } from "../hcpc/merge";

/** What stands before a point in a letter: a figure or a sign of a list. */
const SIGN = /^\s*(?:\(?\d{1,3}[.):]|\(?[a-z][.)]|[-–—•*])\s+/iu;

/** Points from pasted words: one a line, without the figures and signs before them. */
export function pointsOf(text: string): string[] {
  return text
    .split(/\r?\n/u)
    .map((line) => line.replace(SIGN, "").trim())
    .filter((line) => line !== "");
}

/** A point that nothing is answered to yet. */
export function newPoint(text: string): LetterPoint {
  return { id: crypto.randomUUID(), text, answer: "", records: [], evidence: [] };
}

export function isAnswered(point: LetterPoint): boolean {
  return point.answer.trim() !== "";
}

/** "Two of three points are answered." in figures and words. */
export function standsSo(points: readonly LetterPoint[]): string {
  const answered = points.filter(isAnswered).length;
  if (points.length === 0) return "No point is written down yet.";
  if (answered === points.length) {
    if (points.length === 1) return "Its one point is answered.";
    return points.length === 2 ? "Both points are answered." : `All ${points.length} points are answered.`;
  }
  return `${answered} of ${counted(points.length, "point")} answered, ${points.length - answered} still to answer.`;
}

/** How long there is, counted from today. */
export function daysLeft(days: number): string {
  if (days === 0) return "today";
  if (days === 1) return "tomorrow";
  if (days > 0) return `in ${counted(days, "day")}`;
  return days === -1 ? "yesterday" : `${counted(-days, "day")} ago`;
}

/** The list with the point moved by `steps`; the same list where it cannot go there. */
export function reordered(points: readonly LetterPoint[], at: number, steps: number): LetterPoint[] {
  const next = [...points];
  const to = at + steps;
  if (to < 0 || to >= next.length) return next;
  next.splice(to, 0, ...next.splice(at, 1));
  return next;
}

/** A letter as it was written here and elsewhere, put together; `clashes` names what was written differently in both. */
export function merge(base: LetterForm, mine: LetterForm, theirs: LetterForm): { form: LetterForm; clashes: string[] } {
  const clashes: string[] = [];
  const form: LetterForm = {
    letter: pick(base.letter, mine.letter, theirs.letter, "The date of the letter", clashes),
    deadline: pick(base.deadline, mine.deadline, theirs.deadline, "The deadline", clashes),
    points: mergeInOrder(
      (point) => point.id,
      base.points,
      mine.points,
      theirs.points,
      (b, m, t) => ({
        id: m.id,
        text: pick(b?.text ?? "", m.text, t.text, "What is asked", clashes),
        answer: pick(b?.answer ?? "", m.answer, t.answer, "An answer", clashes),
        records: pick(b?.records ?? [], m.records, t.records, "The activities of a point", clashes),
        evidence: pick(b?.evidence ?? [], m.evidence, t.evidence, "The evidence of a point", clashes),
      }),
    ),
  };
  return { form, clashes: [...new Set(clashes)] };
}

/** A copy that later typing does not reach. */
export function copyOf(form: LetterForm): LetterForm {
  return {
    ...form,
    points: form.points.map((point) => ({ ...point, records: [...point.records], evidence: [...point.evidence] })),
  };
}
