import { describe, expect, it } from "vitest";
import type { CpdYear, YearOfType } from "../../bindings/contract";
import { columns, monthMinutes, said, short } from "./logic";

const type = (name: YearOfType["type"], activities: number, months: { [month: number]: number }): YearOfType => {
  const each = Array.from({ length: 12 }, (_, month) => months[month] ?? 0);
  return { type: name, activities, minutes: each.reduce((sum, one) => sum + one, 0), months: each };
};

const year = (types: YearOfType[], rest: Partial<CpdYear> = {}): CpdYear => ({
  year: 2026,
  years: [2026],
  types,
  activities: Array.from({ length: 12 }, (_, month) => (types.some((one) => one.months[month] > 0) ? 1 : 0)),
  without_length: 0,
  drafts: 0,
  ...rest,
});

describe("a year at a glance", () => {
  it("stacks the types of a month on each other", () => {
    const now = year([type("formal", 1, { 0: 60 }), type("self-directed", 1, { 0: 30, 4: 180 })]);
    expect(monthMinutes(now).slice(0, 5)).toEqual([90, 0, 0, 0, 180]);
    const drawn = columns(now);
    expect(drawn[0]).toEqual([
      { type: "formal", from: 0, share: 60 / 180 },
      { type: "self-directed", from: 60 / 180, share: 30 / 180 },
    ]);
    expect(drawn[1]).toEqual([]);
    for (const column of drawn) expect(column.reduce((sum, block) => sum + block.share, 0)).toBeLessThanOrEqual(1);
  });

  it("says in words what is drawn, and what is not", () => {
    const words = said(
      year([type("formal", 3, { 0: 150 }), type(null, 1, { 1: 30 })], { without_length: 1 }),
      "2026-05-02",
    );
    expect(words[0]).toBe("4 activities, 3 hours, of one type.");
    expect(words).toContain("Most of them are formal education: 3 of 4.");
    expect(words).toContain("The HCPC asks for a mixture: at least two types.");
    expect(words).toContain("Nothing in March and April.");
    expect(words.at(-1)).toContain("1 activity without a length is counted");
    expect(said(year([]), "2026-05-02")).toEqual(["Nothing that counts as CPD is finished in 2026 yet."]);
  });

  it("writes lengths briefly", () => {
    expect([0, 45, 60, 90].map((minutes) => short(minutes))).toEqual(["", "45 min", "1 h", "1 h 30 min"]);
    expect(short(90, true)).toBe("1 h 30");
  });
});
