import { describe, expect, it } from "vitest";
import { aimOf, planOf, saidBy, without } from "./assembly";

const before = {
  by: "plan" as const,
  aims: [
    { text: "Hear the silence", record_ids: ["a", "gone"] },
    { text: "Write sooner", record_ids: ["b"] },
  ],
};

describe("the plan that a statement follows", () => {
  it("knows the aim of a record", () => {
    expect([aimOf(before, "a"), aimOf(before, "b"), aimOf(before, "c")]).toEqual([0, 1, null]);
    expect(saidBy("plan")).toBe("from your plan");
  });

  it("moves what stands under later aims when one is taken away", () => {
    const under = new Map([
      ["a", 0],
      ["b", 1],
      ["c", null],
    ]);
    expect([...without(under, 0)]).toEqual([
      ["a", null],
      ["b", 0],
      ["c", null],
    ]);
  });

  it("keeps the aims of records that are not chosen now, and no aim without words", () => {
    const under = new Map<string, number | null>([
      ["a", 0],
      ["b", 1],
      ["c", 0],
    ]);
    expect(planOf(["Hear the silence ", " "], under, before)).toEqual([
      { text: "Hear the silence", record_ids: ["a", "c", "gone"] },
    ]);
  });
});
