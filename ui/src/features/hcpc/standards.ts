/** What the page says of HCPC's five CPD standards; what is written for each the core tells. */
import type { CpdStandard, CpdType, HcpcProfile } from "../../bindings/contract";
import { CPD_TYPES } from "../records/logic";

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

/** Types that listed activities name. */
export function typesNamed({ types }: Pick<HcpcProfile, "types">): number {
  return types.filter((one) => one.type !== null && one.activities > 0).length;
}

/** "Three of five standards written for". */
export function standardsWords(standards: readonly Pick<CpdStandard, "written">[]): string {
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

/** How many activities most statements speak of, as the rules' numbers stand. */
export function usual([least, most]: readonly [number, number]): string {
  const many = least === most ? inWords(least) : `${inWords(least)} to ${inWords(most)}`;
  return `${capital(many)} ${most === 1 ? "is" : "are"} usual; it is no rule.`;
}
