import { describe, expect, it } from "vitest";
import type { Activity, Chosen, HcpcProfile } from "../../bindings/contract";
import { headline, inWords, standardsOf, standardsWords } from "./standards";

type Part = Parameters<typeof standardsOf>[0];

const chosen = (record_id: string, more: Partial<Chosen> = {}): Chosen => ({
  record_id,
  what: "",
  learnt: "",
  quality: "",
  service_users: "",
  ...more,
});
const listed = { listed: true } as Activity;
const part = (more: Partial<Part> = {}): Part => ({
  activities: [listed],
  gaps: [],
  types: [] as HcpcProfile["types"],
  chosen: [],
  evidence: [],
  gap_months: 3,
  types_least: 2,
  ...more,
});
const gap = (explanation: string) => ({ from: "2025-02", to: "2025-04", months: 3, explanation });

describe("the five standards", () => {
  it("begin with nothing", () => {
    const standards = standardsOf(part({ activities: [] }));
    expect(standards.map((one) => one.words)).toEqual([
      "no activity listed yet",
      "no type named yet; two are needed",
      "no activity chosen yet",
      "no activity chosen yet",
      "no activity chosen yet",
    ]);
    expect(standardsWords(standards)).toBe("None of five standards written for");
  });

  it("count a gap until it is explained", () => {
    expect(standardsOf(part())[0]).toMatchObject({ words: "no gap of three months or more", written: true });
    expect(standardsOf(part({ gaps: [gap("")] }))[0]).toMatchObject({
      words: "one gap, one to explain",
      written: false,
    });
    expect(standardsOf(part({ gaps: [gap("I was ill.")] }))[0]).toMatchObject({
      words: "one gap, explained",
      share: 1,
    });
  });

  it("need two types; an activity without a type names none", () => {
    const types: HcpcProfile["types"] = [
      { type: "formal", activities: 3 },
      { type: null, activities: 5 },
    ];
    expect(standardsOf(part({ types }))[1]).toMatchObject({ words: "one type; two are needed", share: 0.5 });
    types.push({ type: "work-based", activities: 1 });
    expect(standardsOf(part({ types }))[1]).toMatchObject({ words: "two types; two are needed", written: true });
  });

  it("count the chosen activities that say how", () => {
    const standards = standardsOf(
      part({
        chosen: [chosen("a", { quality: "Better.", service_users: " " }), chosen("b", { quality: "Slower." })],
        evidence: [{ id: "e", number: 1, title: "A certificate", record_ids: ["b"] }],
      }),
    );
    expect(standards[2]).toMatchObject({ words: "two of two say how", share: 1, written: true });
    expect(standards[3]).toMatchObject({ words: "none of two says how", share: 0, written: false });
    expect(standards[4]).toMatchObject({ words: "one of two has some", share: 0.5 });
    expect(standardsWords(standards)).toBe("Two of five standards written for");
  });
});

describe("small things", () => {
  it("follows the numbers that the owner has put right", () => {
    const [first, second] = standardsOf(part({ gap_months: 1, types_least: 3 }));
    expect(first?.words).toBe("no gap of one month or more");
    expect(second?.words).toBe("no type named yet; three are needed");
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
