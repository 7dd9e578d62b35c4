import { describe, expect, it } from "vitest";
import type { BackupItem, Rescued } from "../../bindings/contract";
import { ofWhen, outcome } from "./logic";

describe("the newest good backup", () => {
  it("is named by its day and what is in it", () => {
    const item: BackupItem = {
      file: "a",
      path: "a",
      bytes: 1,
      made_at: "2026-11-22T10:30:00Z",
      counts: { records: { reflection: 2, cpd: 1 }, binned: 4, tables: {} },
      whole: false,
      own: true,
      wrong: null,
    };
    expect(ofWhen(item)).toMatch(/^of 22 November 2026, \d\d:\d\d, with 3 records$/);
  });
});

describe("what was rescued", () => {
  const rescued = (whole: number, partial: number, complete = false): Rescued => ({
    path: "/somewhere",
    whole,
    partial,
    files: 0,
    complete,
    withheld: 0,
    lost: complete ? [] : ["2 tags"],
  });

  it("is counted, and said to be all only when it is", () => {
    expect(outcome(rescued(12, 0, true))).toBe(
      "Everything you wrote could be read: 12 records, and what belongs to them.",
    );
    expect(outcome(rescued(12, 0))).toBe("12 records could be read whole.");
    expect(outcome({ ...rescued(12, 0), lost: [], withheld: 3 })).toBe(
      "Everything could be read: 12 records, and what belongs to them. Who your clients are (3 of them) is in none of these files, on purpose: a restored backup has it.",
    );
    expect(outcome(rescued(1, 3))).toBe("1 record could be read whole, and 3 more in part.");
  });
});
