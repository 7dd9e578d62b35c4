/**
 * A summary of practice begins with one's roles, as they stand on "Me".
 *
 * What always holds: what is put there are facts, in a list; the employer is none of them, for a name is not needed; what is
 * written stays.
 */
import { monthName } from "../../app/dates";
import type { Cycle, Role } from "../../bindings/contract";

/** The roles held within a cycle, the earliest first. */
export function rolesWithin(roles: readonly Role[], { start, end }: Cycle): Role[] {
  return roles
    .filter((role) => (role.start ?? "") <= end && (role.end ?? "9999-12-31") >= start)
    .sort((a, b) => (a.start ?? "").localeCompare(b.start ?? ""));
}

/** The list of them, in Markdown. */
export function rolesSaid(roles: readonly Role[]): string {
  const line = (role: Role): string => {
    const place = [role.setting.trim(), role.own_practice ? "my own practice" : ""].filter(Boolean).join(", ");
    const title = [role.title.trim() || "A role", place].filter(Boolean).join(": ");
    const from = role.start === null ? "" : monthName(role.start);
    const to = role.end === null ? "" : monthName(role.end);
    const when = from && to ? `from ${from} to ${to}` : from ? `since ${from}` : to ? `until ${to}` : "";
    return `- ${[title, when].filter(Boolean).join(", ")}`;
  };
  return roles.map(line).join("\n");
}
