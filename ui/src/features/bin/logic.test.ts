import { describe, expect, it } from "vitest";
import type { Kind } from "../../bindings/contract";
import { whatGoes } from "./logic";

const goes = (...counts: [Kind, number][]): string => whatGoes(new Map(counts));

describe("what goes with the bin", () => {
  it("is said by kind", () => {
    expect(goes(["reflection", 2], ["cpd", 1], ["supervision", 3])).toBe(
      "2 reflections, 3 supervision sessions and 1 CPD activity",
    );
    expect(goes(["case-note", 1])).toBe("1 case note");
    expect(goes(["cpd", 1200])).toBe("1,200 CPD activities");
    expect(goes(["cpd", 0])).toBe("");
  });
});
