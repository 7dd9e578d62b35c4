/** Sessions by year, and what they come to; the words for agreements and measures. */
import type {
  Row,
  SupervisionAgreement,
  SupervisionFormat,
  SupervisionPerson,
  SupervisionPlace,
  SupervisionSide,
  SupervisionType,
} from "../../bindings/contract";

export interface Year {
  year: string;
  rows: Row[];
  /** Sum of the lengths that are noted. */
  minutes: number;
  /** False while earlier sessions of the year may still be missing. */
  whole: boolean;
}

/** `rows` newest first; `all` when no earlier ones are left to load. */
export function byYear(rows: readonly Row[], all: boolean): Year[] {
  const years: Year[] = [];
  for (const row of rows) {
    const year = row.date.slice(0, 4);
    let last = years.at(-1);
    if (last?.year !== year) {
      last = { year, rows: [], minutes: 0, whole: true };
      years.push(last);
    }
    last.rows.push(row);
    last.minutes += row.minutes ?? 0;
  }
  const oldest = years.at(-1);
  if (oldest && !all) oldest.whole = false;
  return years;
}

/** "17 h 30 min", "45 min". */
export function hours(minutes: number): string {
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return rest === 0 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
}

/** What supervision is for, in the order it is offered. */
export const TYPES: readonly (readonly [SupervisionType, string])[] = [
  ["clinical", "Clinical"],
  ["managerial", "Managerial"],
  ["peer", "Peer"],
  ["group", "Group"],
];

export const PLACES: readonly (readonly [SupervisionPlace, string])[] = [
  ["in-person", "In person"],
  ["remote", "By video or telephone"],
  ["both", "Either"],
];

export const typeName = (type: SupervisionType | null): string =>
  TYPES.find(([id]) => id === type)?.[1] ?? "Type not said";

/** The format a type implies, so that a record says the same to everybody who reads it. */
export const formatOf = (type: SupervisionType | null): SupervisionFormat | null =>
  type === null ? null : type === "peer" || type === "group" ? type : "individual";

/** The type of a session as said, or as its format implies. */
export const typeOf = (facts: {
  type: SupervisionType | null;
  format: SupervisionFormat | null;
}): SupervisionType | null => facts.type ?? (facts.format === "group" || facts.format === "peer" ? facts.format : null);

/** "11.8": client hours to one hour of supervision; nothing while one of the two is missing. */
export function ratio(minutes: number, client: number): string {
  if (minutes === 0 || client === 0) return "";
  const hours = Math.round((client / minutes) * 10) / 10;
  return hours.toLocaleString("en-GB");
}

/** Whether the agreement goes on today. */
export const isCurrent = (agreement: Pick<SupervisionAgreement, "end">, today: string): boolean =>
  agreement.end === null || agreement.end >= today;

/** "A. Field: clinical". */
export function agreementName(
  agreement: Pick<SupervisionAgreement, "person_id" | "type">,
  people: readonly SupervisionPerson[],
): string {
  const name = people.find((one) => one.id === agreement.person_id)?.name ?? "Somebody";
  return `${name}: ${typeName(agreement.type).toLowerCase()}`;
}

/** What is wrong with an agreement's days, beside which field. */
export function daysWrong(draft: Pick<SupervisionAgreement, "start" | "review" | "end">): {
  review: string | null;
  end: string | null;
} {
  const early = (day: string | null): boolean => day !== null && draft.start !== "" && day < draft.start;
  return {
    review: early(draft.review) ? "The review lies before the first day." : null,
    end: early(draft.end) ? "The agreement ends before it starts." : null,
  };
}

export const emptyPerson = (side: SupervisionSide): SupervisionPerson => ({
  id: "",
  side,
  name: "",
  role: "",
  profession: "",
  registration: "",
  contact: "",
});

export const emptyAgreement = (person: string, today: string): SupervisionAgreement => ({
  id: "",
  person_id: person,
  type: "clinical",
  place: "in-person",
  start: today,
  review: null,
  end: null,
  frequency: "",
  minutes: null,
  purpose: "",
  keeper: "",
  limits: "",
});

/** A whole number as it was written; `null` for an empty field, `undefined` for what is none. */
export function wholeNumber(written: string): number | null | undefined {
  const text = written.trim().replaceAll(",", "");
  if (text === "") return null;
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
