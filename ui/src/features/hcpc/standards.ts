/**
 * What is written for each of HCPC's five CPD standards, and what is still to write.
 *
 * What always holds: nothing here says "met" or "ready", which only an assessor can; shares are of things that are
 * written down, never of their worth.
 */
import type { CpdType, HcpcProfile } from "../../bindings/contract";
import { CPD_TYPES } from "../records/logic";

/** One standard as its ring shows it. */
export interface Standard {
  number: number;
  title: string;
  /** What is there, in words. */
  words: string;
  /** From 0 to 1. */
  share: number;
  /** Something is written for all of it. */
  written: boolean;
}

const NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/** "four" up to ten, then figures. */
export function inWords(count: number): string {
  return NUMBERS[count] ?? count.toLocaleString("en-GB");
}

/** With a capital, to begin a heading. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "three months", as many as the rules' number says. */
export function months(count: number): string {
  return `${inWords(count)} ${count === 1 ? "month" : "months"}`;
}

type Part = Pick<HcpcProfile, "activities" | "gaps" | "types" | "chosen" | "evidence" | "gap_months" | "types_least">;

function record({ activities, gaps, gap_months }: Part): Omit<Standard, "number" | "title"> {
  const listed = activities.filter((one) => one.listed).length;
  if (listed === 0) return { words: "no activity listed yet", share: 0, written: false };
  const open = gaps.filter((gap) => gap.explanation.trim() === "").length;
  if (gaps.length === 0) return { words: `no gap of ${months(gap_months)} or more`, share: 1, written: true };
  const have = `${inWords(gaps.length)} ${gaps.length === 1 ? "gap" : "gaps"}`;
  if (open === 0) return { words: `${have}, explained`, share: 1, written: true };
  return { words: `${have}, ${inWords(open)} to explain`, share: 1 - open / (gaps.length + 1), written: false };
}

/** Types that listed activities name. */
export function typesNamed({ types }: Pick<HcpcProfile, "types">): number {
  return types.filter((one) => one.type !== null && one.activities > 0).length;
}

function mixture(profile: Part): Omit<Standard, "number" | "title"> {
  const types = typesNamed(profile);
  const have = types === 0 ? "no type named yet" : `${inWords(types)} ${types === 1 ? "type" : "types"}`;
  const least = profile.types_least;
  const needed = `${inWords(least)} ${least === 1 ? "is" : "are"} needed`;
  return { words: `${have}; ${needed}`, share: Math.min(1, types / least), written: types >= least };
}

function ofChosen(
  { chosen }: Part,
  has: (index: number) => boolean,
  [one, many]: [one: string, many: string],
): Omit<Standard, "number" | "title"> {
  if (chosen.length === 0) return { words: "no activity chosen yet", share: 0, written: false };
  const count = chosen.filter((_, index) => has(index)).length;
  const have = count === 0 ? "none" : inWords(count);
  return {
    words: `${have} of ${inWords(chosen.length)} ${count < 2 ? one : many}`,
    share: count / chosen.length,
    written: count === chosen.length,
  };
}

/** The five, in HCPC's order; titles in our own words. */
export function standardsOf(profile: Part): Standard[] {
  const { chosen, evidence } = profile;
  const withEvidence = new Set(evidence.flatMap((one) => one.record_ids));
  const parts: [title: string, part: Omit<Standard, "number" | "title">][] = [
    ["A record kept", record(profile)],
    ["A mixture of learning", mixture(profile)],
    ["Quality of practice", ofChosen(profile, (index) => chosen[index].quality.trim() !== "", ["says how", "say how"])],
    ["Service users", ofChosen(profile, (index) => chosen[index].service_users.trim() !== "", ["says how", "say how"])],
    ["Evidence", ofChosen(profile, (index) => withEvidence.has(chosen[index].record_id), ["has some", "have some"])],
  ];
  return parts.map(([title, part], index) => ({ number: index + 1, title, ...part }));
}

/** "Three of five standards written for". */
export function standardsWords(standards: readonly Standard[]): string {
  const written = standards.filter((one) => one.written).length;
  return `${capital(written === 0 ? "none" : inWords(written))} of ${inWords(standards.length)} standards written for`;
}

/** A type's name; an activity may have none yet. */
export function typeWords(type: CpdType | null): string {
  return CPD_TYPES.find(([one]) => one === type)?.[1] ?? "Without a type";
}

/** "37 activities of four types. The cycle ends on 31 May 2026, in 49 days."; a letter's deadline goes before the cycle's end. */
export function headline(
  profile: Pick<HcpcProfile, "types" | "drawn">,
  listed: number,
  daysLeft: number,
  end: string,
): string {
  const activities = listed === 1 ? "1 activity" : `${listed.toLocaleString("en-GB")} activities`;
  const types = typesNamed(profile);
  const of = types === 0 ? "" : ` of ${types === 1 ? "one type" : `${inWords(types)} types`}`;
  const have = listed === 0 ? "Nothing is listed yet." : `${activities}${of} listed.`;
  const days = daysLeft === 1 ? "tomorrow" : `in ${daysLeft.toLocaleString("en-GB")} days`;
  if (profile.drawn !== null) {
    if (daysLeft < 0) return `${have} The letter asked for it by ${end}.`;
    return `${have} The letter asks for it ${daysLeft === 0 ? "today" : `by ${end}, ${days}`}.`;
  }
  if (daysLeft < 0) return `${have} The cycle ended on ${end}.`;
  return `${have} The cycle ends ${daysLeft === 0 ? "today" : `on ${end}, ${days}`}.`;
}
