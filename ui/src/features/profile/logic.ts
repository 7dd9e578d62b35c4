import type { Role } from "../../bindings/contract";
import { longDate } from "../../app/dates";

/** A remark when the number does not look like an arts therapist's; it is kept as it is written all the same. */
export function registrationRemark(written: string): string | null {
  const number = written.replace(/\s+/g, "").toUpperCase();
  if (number === "" || /^AS\d{4,6}$/.test(number)) return null;
  if (/^\d{4,6}$/.test(number)) return "Arts therapists’ numbers begin with AS, such as AS012345.";
  return "This does not look like an arts therapist’s number (AS and some figures). It is kept as you wrote it.";
}

/** An empty role to fill in. */
export const emptyRole = (): Role => ({
  id: "",
  title: "",
  setting: "",
  start: null,
  end: null,
  own_practice: false,
  employer: null,
});

/** "since 1 May 2023", "1 May 2020 to 30 April 2023", "until 30 April 2023", or nothing. */
export function roleDates(role: Pick<Role, "start" | "end">): string {
  if (role.start !== null && role.end !== null) return `${longDate(role.start)} to ${longDate(role.end)}`;
  if (role.start !== null) return `since ${longDate(role.start)}`;
  return role.end === null ? "" : `until ${longDate(role.end)}`;
}

/** What is wrong with a role's dates. */
export function roleDatesWrong(role: Pick<Role, "start" | "end">): string | null {
  return role.start !== null && role.end !== null && role.end < role.start
    ? "The last day lies before the first."
    : null;
}
