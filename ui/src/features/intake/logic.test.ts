import { describe, expect, test } from "vitest";
import type { IntakeRow } from "../../bindings/contract";
import { countParts, done, offered, partOf, remarks, settle } from "./logic";

const row = (change: Partial<IntakeRow> = {}): IntakeRow => ({
  number: 1,
  take: true,
  kind: "cpd",
  title: "A course",
  date: "2024-04-03",
  date_to: null,
  written: "3/4/24",
  minutes: null,
  cpd_type: null,
  line: "",
  question: null,
  offers: [],
  suspect: null,
  same_as: null,
  repeats: null,
  refused: null,
  ...change,
});

describe("where a row stands", () => {
  test("what has no date is open, unless it is left out", () => {
    expect(partOf(row())).toBe("taken");
    expect(partOf(row({ date: null }))).toBe("open");
    expect(partOf(row({ date: null, take: false }))).toBe("left");
    expect(countParts([row(), row({ date: null }), row({ take: false })])).toEqual({ open: 1, taken: 1, left: 1 });
  });

  test("why it is left out is said", () => {
    expect(remarks(row())).toEqual([]);
    expect(remarks(row({ suspect: "it numbers a session", same_as: "id", repeats: 4 }))).toHaveLength(3);
  });
});

describe("what is settled", () => {
  test("a change keeps what was settled before, and the other rows", () => {
    const first = settle([], 3, { take: true });
    const second = settle(settle(first, 4, { take: false }), 3, { date: "2024-04-03" });
    expect(second).toEqual([
      { number: 4, take: false, date: null, date_to: null },
      { number: 3, take: true, date: "2024-04-03", date_to: null },
    ]);
  });

  test("an offer is a day or a period", () => {
    expect(offered("2024-04-03")).toEqual({ date: "2024-04-03", date_to: null });
    expect(offered("2024-04-01/2024-04-30")).toEqual({ date: "2024-04-01", date_to: "2024-04-30" });
  });
});

test("what was brought in is said with its numbers", () => {
  expect(done(1, 0)).toBe("1 record was brought in.");
  expect(done(1200, 3)).toBe("1,200 records were brought in; 3 were left out.");
});
