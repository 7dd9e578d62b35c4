import { describe, expect, it } from "vitest";
import type { PaperDoubt } from "../../bindings/contract";
import { answered, answerFor, clientsSaid, lastYear } from "./logic";

describe("papers", () => {
  it("says how often a client stands in general words", () => {
    expect(clientsSaid(0, false)).toBe("No client of yours was found in it.");
    expect(clientsSaid(1, false)).toMatch(/^Once general words/);
    expect(clientsSaid(12, false)).toMatch(/^12 times/);
    expect(clientsSaid(0, true)).toBe("No name of a client of yours was found in it. Codes stay as you wrote them.");
    expect(clientsSaid(1, true)).toMatch(/where you wrote a client’s name\. Codes stay/);
  });

  it("keeps one answer for a word and one for its line, which counts before", () => {
    const found = { place: "", text: "In May.", start: 3, end: 6, kind: "client-name" as const, why: "" };
    const doubt: PaperDoubt = { key: "a", key_here: "b", value: "May", found, other_word: false };
    expect(answerFor([], doubt)).toBeNull();
    const everywhere = answered([], "a", true);
    expect(answerFor(everywhere, doubt)).toBe(true);
    const both = answered(everywhere, "b", false);
    expect(answerFor(both, doubt)).toBe(false);
    expect(answered(both, "b", true)).toEqual([
      { key: "a", other_word: true },
      { key: "b", other_word: true },
    ]);
  });

  it("looks back over a year", () => {
    expect(lastYear("2026-11-22")).toEqual({ paper: "appraisal", from: "2025-11-23", to: "2026-11-22" });
    expect(lastYear("2024-02-29")).toEqual({ paper: "appraisal", from: "2023-03-02", to: "2024-02-29" });
  });
});
