import { describe, expect, it } from "vitest";
import type { HcpcProfile } from "../../bindings/contract";
import { headline, inWords, standardsWords } from "./standards";

describe("small things", () => {
  it("counts the standards that something is written for", () => {
    const written = (...all: boolean[]) => all.map((one) => ({ written: one }));
    expect(standardsWords(written(false, false, false, false, false))).toBe("None of five standards written for");
    expect(standardsWords(written(true, false, true, false, true))).toBe("Three of five standards written for");
  });
  it("writes figures above ten", () => expect([2, 10, 11, 5000].map(inWords)).toEqual(["two", "ten", "11", "5,000"]));
  it("says what is listed and when the cycle ends", () => {
    const types: HcpcProfile["types"] = [
      { type: "formal", activities: 30 },
      { type: "work-based", activities: 7 },
    ];
    expect(headline({ types, drawn: null }, 37, 49, "31 May 2026")).toBe(
      "37 activities of two types listed. The cycle ends on 31 May 2026, in 49 days.",
    );
    expect(headline({ types: [], drawn: null }, 0, -3, "31 May 2026")).toBe(
      "Nothing is listed yet. The cycle ended on 31 May 2026.",
    );
    expect(headline({ types, drawn: null }, 1, 0, "31 May 2026")).toContain("ends today.");
    const drawn = { letter: "2026-03-09", deadline: "2026-05-31", deferral: false, adjustments: false, note: "" };
    expect(headline({ types, drawn }, 1, 2, "31 May 2026")).toContain(
      "The letter asks for it by 31 May 2026, in 2 days.",
    );
    expect(headline({ types, drawn }, 1, -2, "31 May 2026")).toContain("The letter asked for it by 31 May 2026.");
  });
});
