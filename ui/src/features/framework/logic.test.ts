import { describe, expect, it } from "vitest";
import type { Coverage, FrameworkData } from "../../bindings/contract";
import {
  byStatement,
  cellKey,
  levelTally,
  matrixOf,
  placeIn,
  recordWords,
  shortName,
  standing,
  stepCell,
  toneOf,
  toneWords,
} from "./logic";

const statement = (id: string, code: string | null = null) => {
  const [level, section] = id.split(".");
  return { id, level, section, code, text: id, slips: [] };
};

const framework = {
  statements: [
    statement("ass.ks.01", "KS.1"),
    statement("ass.ks.02", "KS.2"),
    statement("ass.res.01"),
    statement("pro.ks.01", "KS.1"),
  ],
} as unknown as FrameworkData;

const coverage = {
  statements: [
    { statement: "ass.ks.02", records: 7, assessment: null },
    { statement: "ass.res.01", records: 0, assessment: { answer: "confident" } },
  ],
  own_level: "ass",
  creative_records: 0,
} as unknown as Coverage;

describe("how dark a cell is drawn", () => {
  it.each([
    [0, 20, "none"],
    [1, 20, "third"],
    [6, 20, "third"],
    [7, 20, "two-thirds"],
    [13, 20, "two-thirds"],
    [14, 20, "more"],
    [19, 20, "more"],
    [20, 20, "all"],
    [1, 3, "third"],
    [2, 3, "two-thirds"],
    [3, 3, "all"],
    [1, 1, "all"],
    [0, 0, "none"],
  ] as const)("%i of %i is %s", (tagged, total, tone) => expect(toneOf({ tagged, total })).toBe(tone));

  it("has a word for every tone", () => {
    expect(toneWords("two-thirds")).toBe("up to two thirds");
  });
});

describe("the matrix", () => {
  const cells = matrixOf(framework, byStatement(coverage));

  it("counts statements with a record, not the records, and not answers", () => {
    expect(cells.get(cellKey("ass", "ks"))).toEqual({ tagged: 1, total: 2 });
    expect(cells.get(cellKey("ass", "res"))).toEqual({ tagged: 0, total: 1 });
  });

  it("sums within one level only", () => {
    expect(levelTally(cells, "ass")).toEqual({ tagged: 1, total: 3 });
    expect(levelTally(cells, "pro")).toEqual({ tagged: 0, total: 1 });
  });

  it("is all empty before anything is loaded", () => {
    expect(levelTally(matrixOf(framework, byStatement(null)), "ass")).toEqual({ tagged: 0, total: 3 });
  });
});

describe("names", () => {
  it("uses the printed code and never makes one up", () => {
    expect(shortName(statement("enh.ks.04", "KS.4"))).toBe("KS.4");
    expect(shortName(statement("enh.res.04"))).toBe("4");
    expect(placeIn(statement("enh.res.12"))).toBe(12);
  });

  it("counts records in words", () => {
    expect([0, 1, 12].map(recordWords)).toEqual(["none yet", "1 record", "12 records"]);
  });
});

describe("own level and the next", () => {
  const levels = ["ass", "pro", "enh", "adv", "con"];
  it("marks one of each", () => {
    expect(levels.map((level) => standing(level, "enh", levels))).toEqual([null, null, "own", "next", null]);
  });
  it("has no next above the highest, and nothing when one is not sure yet", () => {
    expect(levels.map((level) => standing(level, "con", levels))).toEqual([null, null, null, null, "own"]);
    expect(levels.map((level) => standing(level, null, levels))).toEqual([null, null, null, null, null]);
  });
});

describe("arrow keys in the matrix", () => {
  it("stops at the edges", () => {
    expect(stepCell({ row: 0, column: 0 }, "ArrowUp", false, 7, 5)).toEqual({ row: 0, column: 0 });
    expect(stepCell({ row: 6, column: 4 }, "ArrowRight", false, 7, 5)).toEqual({ row: 6, column: 4 });
    expect(stepCell({ row: 2, column: 2 }, "ArrowDown", false, 7, 5)).toEqual({ row: 3, column: 2 });
  });
  it("goes to the ends of a row and of the drawing", () => {
    expect(stepCell({ row: 3, column: 2 }, "Home", false, 7, 5)).toEqual({ row: 3, column: 0 });
    expect(stepCell({ row: 3, column: 2 }, "End", true, 7, 5)).toEqual({ row: 6, column: 4 });
  });
  it("leaves other keys alone", () => {
    expect(stepCell({ row: 3, column: 2 }, "a", false, 7, 5)).toBeNull();
  });
});
