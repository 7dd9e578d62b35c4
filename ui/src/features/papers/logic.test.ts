import { describe, expect, it } from "vitest";
import { clientsSaid, lastYear } from "./logic";

describe("papers", () => {
  it("says how often a client stands in general words", () => {
    expect(clientsSaid(0, false)).toBe("No client of yours was found in it.");
    expect(clientsSaid(1, false)).toMatch(/^Once general words/);
    expect(clientsSaid(12, false)).toMatch(/^12 times/);
    expect(clientsSaid(0, true)).toBe("No name of a client of yours was found in it. Codes stay as you wrote them.");
    expect(clientsSaid(1, true)).toMatch(/where you wrote a client’s name\. Codes stay/);
  });

  it("looks back over a year", () => {
    expect(lastYear("2026-11-22")).toEqual({ paper: "appraisal", from: "2025-11-23", to: "2026-11-22" });
    expect(lastYear("2024-02-29")).toEqual({ paper: "appraisal", from: "2023-03-02", to: "2024-02-29" });
  });
});
