/**
 * What the privacy check finds, gathered by the words it finds, and the words for it.
 *
 * What always holds: a finding is in exactly one group; groups stand in the order in which the document names them first, those
 * of several things together last, because answers to the others often settle them; a line is shown by code points, as the core counts them.
 */
import type { AnswerAction, LeavingFinding, PrivacyKind } from "../../bindings/contract";

/** The same words of one kind, wherever they stand. */
export interface Group {
  key: string;
  kind: PrivacyKind;
  value: string;
  why: string;
  standIn: string;
  places: LeavingFinding[];
}

const NAMES: Record<PrivacyKind, string> = {
  "client-name": "One of your clients",
  "client-code": "A client code of yours",
  "nhs-number": "NHS number",
  "ni-number": "National Insurance number",
  postcode: "Postcode",
  address: "Address",
  phone: "Telephone number",
  email: "E-mail address",
  "date-of-birth": "Date of birth",
  age: "Exact age",
  "person-name": "Somebody’s name",
  place: "Place or service",
  link: "Address in the web",
  registration: "Registration or case number",
  combination: "Several things that tell together",
};

/** What a kind is called. */
export function kindName(kind: PrivacyKind): string {
  return NAMES[kind];
}

/** Whether it is one of the owner's own clients, who cannot be kept. */
export function isOwn(kind: PrivacyKind): boolean {
  return kind === "client-name" || kind === "client-code";
}

/** Findings by their words. */
export function groups(findings: readonly LeavingFinding[]): Group[] {
  const all = new Map<string, Group>();
  for (const one of findings) {
    const known = all.get(one.key);
    if (known) known.places.push(one);
    else
      all.set(one.key, {
        key: one.key,
        kind: one.kind,
        value: one.value,
        why: one.why,
        standIn: one.stand_in,
        places: [one],
      });
  }
  const together = (group: Group) => group.kind === "combination";
  return [...all.values()].sort((a, b) => Number(together(a)) - Number(together(b)));
}

/** Whether general words are proposed for it: what tells only together, what may be a different word, and what stands on a page is the owner's to weigh. */
export function isProposed(group: Group): boolean {
  return group.kind !== "combination" && group.places.some((place) => place.sure && place.exhibit === null);
}

/** Those that wait for an answer. */
export function waiting(findings: readonly LeavingFinding[]): LeavingFinding[] {
  return findings.filter((one) => one.answer === null);
}

/** A line around what was found in it: before, the words, after. Long lines are cut at a word, with dots. */
export function excerpt(
  { text, start, end }: Pick<LeavingFinding, "text" | "start" | "end">,
  around = 60,
): [string, string, string] {
  const signs = Array.from(text);
  let from = Math.max(0, start - around);
  while (from > 0 && from < start && !/\s/u.test(signs[from - 1])) from += 1;
  let to = Math.min(signs.length, end + around);
  while (to < signs.length && to > end && !/\s/u.test(signs[to])) to -= 1;
  return [
    (from > 0 ? "… " : "") + signs.slice(from, start).join(""),
    signs.slice(start, end).join(""),
    signs.slice(end, to).join("") + (to < signs.length ? " …" : ""),
  ];
}

/** What was answered, in words. */
export function answered(finding: LeavingFinding): string {
  const answer = finding.answer;
  if (answer === null) return "";
  const where = !answer.here ? "" : finding.exhibit === null ? ", in this line only" : ", on this piece only";
  const said: Record<AnswerAction, string> = {
    replace: `“${answer.words}” stands there instead`,
    remove: "taken out",
    keep: `stays: ${answer.words}`,
    "other-word": "stays: a different word",
  };
  return said[answer.action] + where;
}
