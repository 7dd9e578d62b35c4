/**
 * The form as it is saved: drawn from the profile, and put together again when it was changed in two places.
 *
 * What always holds: only what departs from the rule or the proposal is sent as a choice; merging never drops words that
 * were written here.
 */
import type { Activity, Choice, Chosen, Content, Form, Gap, GapText, HcpcProfile } from "../../bindings/contract";
import { mergeBy, mergeInOrder, pick } from "./merge";

/** The parts of a chosen activity, in the order HCPC asks for them. */
export const PARTS = [
  { field: "what", label: "What it was" },
  { field: "learnt", label: "What I learnt" },
  { field: "quality", label: "How it improved the quality of my practice" },
  { field: "service_users", label: "How it benefited service users" },
] as const;

export type Part = (typeof PARTS)[number]["field"];

/** What the owner decided about an activity; `null` when it stands as proposed. */
export function choiceOf(activity: Activity): Choice | null {
  const listed = activity.listed === activity.by_rule ? null : activity.listed;
  const name = activity.name.trim() === "" || activity.name === activity.proposed_name ? null : activity.name;
  return listed === null && name === null ? null : { record_id: activity.record_id, listed, name };
}

/** The activities with what the owner decided about them: `choiceOf` the other way round. */
export function withChoices(activities: readonly Activity[], choices: readonly Choice[]): Activity[] {
  const by = new Map(choices.map((one) => [one.record_id, one]));
  return activities.map((activity) => {
    const choice = by.get(activity.record_id);
    return { ...activity, listed: choice?.listed ?? activity.by_rule, name: choice?.name ?? activity.proposed_name };
  });
}

/** Everything the form holds. */
export function formOf(
  profile: Pick<HcpcProfile, "summary" | "introduction" | "chosen" | "gaps" | "activities">,
): Form {
  return {
    summary: profile.summary,
    introduction: profile.introduction,
    chosen: profile.chosen.map((one) => ({ ...one })),
    gaps: profile.gaps.map(({ from, to, explanation }: Gap): GapText => ({ from, to, explanation })),
    choices: profile.activities.flatMap((activity) => choiceOf(activity) ?? []),
  };
}

/** Which stages of the models that come with Triptych answer which of the questions. */
const ANSWERS: Record<Part, readonly string[]> = {
  what: ["description", "what", "experience", "looking-out", "in-action", "make"],
  learnt: ["analysis", "conclusion", "so-what", "conceptualisation", "on-action", "reflexive", "literature"],
  quality: ["action-plan", "now-what", "experimentation"],
  service_users: [],
};

/**
 * A chosen activity as it starts: with what its record already says. What is said for HCPC's own questions goes before what the
 * stages of a reflection say; of an activity without either, its text is what it was.
 */
export function chosenFrom(
  recordId: string,
  { kind, cpd, sections }: Pick<Content, "kind" | "cpd" | "sections">,
): Chosen {
  const stages = (part: Part): string => {
    const own = kind === "cpd" && part === "what" ? ["text", ...ANSWERS.what] : ANSWERS[part];
    const texts = kind === "supervision" ? [] : own.map((id) => sections.find((one) => one.stage === id)?.text ?? "");
    return texts
      .map((text) => text.trim())
      .filter(Boolean)
      .join("\n\n");
  };
  return {
    record_id: recordId,
    what: stages("what"),
    learnt: cpd?.learnt || stages("learnt"),
    quality: cpd?.practice || stages("quality"),
    service_users: cpd?.service_users ?? "",
  };
}

/** Whether anything of a chosen activity has been written. */
export function isWritten(chosen: Chosen): boolean {
  return PARTS.some(({ field }) => chosen[field].trim() !== "");
}

/** The list with one entry moved by `steps`; unchanged at the ends. */
export function moved<T>(list: readonly T[], from: number, steps: number): T[] {
  const to = from + steps;
  if (to < 0 || to >= list.length || from < 0 || from >= list.length) return [...list];
  const next = [...list];
  next.splice(to, 0, ...next.splice(from, 1));
  return next;
}

/** Two states of the form put together; `clashes` names what was written differently in both. */
export interface Merged {
  form: Form;
  clashes: string[];
}

function mergeChosen(base: Chosen[], mine: Chosen[], theirs: Chosen[], clashes: string[]): Chosen[] {
  return mergeInOrder(
    (one) => one.record_id,
    base,
    mine,
    theirs,
    (b, m, t) => {
      const merged = { ...m };
      for (const { field, label } of PARTS) merged[field] = pick(b?.[field] ?? "", m[field], t[field], label, clashes);
      return merged;
    },
  );
}

/** Puts the form as written here and as found on the disk together; `base` is what both started from. */
export function merge(base: Form, mine: Form, theirs: Form): Merged {
  const clashes: string[] = [];
  const form: Form = {
    summary: pick(base.summary, mine.summary, theirs.summary, "Summary of practice", clashes),
    introduction: pick(base.introduction, mine.introduction, theirs.introduction, "Introduction", clashes),
    chosen: mergeChosen(base.chosen, mine.chosen, theirs.chosen, clashes),
    gaps: mergeBy((gap) => gap.from, base.gaps, mine.gaps, theirs.gaps, "A gap's explanation", clashes),
    choices: mergeBy((one) => one.record_id, base.choices, mine.choices, theirs.choices, "A name in the list", clashes),
  };
  return { form, clashes: [...new Set(clashes)] };
}

/** What is written, with a line added as a paragraph of its own. */
export const joined = (written: string, line: string): string =>
  written.trim() === "" ? line : `${written.trimEnd()}\n\n${line}`;

/** "standard 3", "standards 2, 3 and 4". */
export function standardsSaid(numbers: readonly number[]): string {
  if (numbers.length === 1) return `standard ${numbers[0]}`;
  return `standards ${numbers.slice(0, -1).join(", ")} and ${numbers.at(-1)}`;
}
