import { describe, expect, it } from "vitest";
import type { Role } from "../../bindings/contract";
import { rolesSaid, rolesWithin } from "./roles";

const role = (title: string, start: string | null, end: string | null, more: Partial<Role> = {}): Role => ({
  ...{ id: title, title, setting: "", start, end, own_practice: false, employer: "Somebody Ltd" },
  ...more,
});
const cycle = { id: "c", start: "2024-06-01", end: "2026-05-31" };

describe("a summary that begins with one's roles", () => {
  it("takes those of the cycle, the earliest first", () => {
    const roles = [
      role("Third", "2026-05-31", null),
      role("First", null, "2024-06-01"),
      role("Too early", "2020-01-01", "2024-05-31"),
      role("Too late", "2026-06-01", null),
      role("Second", "2024-09-01", "2025-03-31"),
    ];
    expect(rolesWithin(roles, cycle).map((one) => one.title)).toEqual(["First", "Second", "Third"]);
  });

  it("says what it is, where and when, and never for whom", () => {
    const said = rolesSaid([
      role("Music therapist", "2024-09-01", null, { setting: "a children’s ward" }),
      role("Art therapist", "2023-01-01", "2025-03-31", { own_practice: true }),
      role("Supervisor", null, null),
    ]);
    expect(said).toBe(
      "- Music therapist: a children’s ward, since September 2024\n- Art therapist: my own practice, from January 2023 to March 2025\n- Supervisor",
    );
    expect(rolesSaid([role("", null, "2025-01-01")])).toBe("- A role, until January 2025");
  });
});
