import { describe, expect, it } from "vitest";
import {
  activeFilters,
  addChip,
  dayAndMonth,
  everything,
  linkWords,
  monthStart,
  narrows,
  parseCount,
  parseMinutes,
  shortMinutes,
  suggest,
  withoutFilters,
} from "./logic";

describe("lines of the list", () => {
  it("names a month where it begins", () => {
    const april = { date: "2026-04-09" };
    expect(monthStart(april, undefined, true)).toBe("April 2026");
    expect(monthStart({ date: "2026-04-02" }, april, false)).toBeNull();
    expect(monthStart({ date: "2026-03-31" }, april, false)).toBe("March 2026");
    expect(monthStart({ date: "2025-04-09" }, april, false)).toBe("April 2025");
  });

  it("waits for the row above before it names a month", () => {
    expect(monthStart({ date: "2026-03-31" }, undefined, false)).toBeNull();
  });

  it("is short", () => {
    expect(dayAndMonth("2026-04-09")).toBe("9 April");
    expect([50, 60, 75, 120, 135].map(shortMinutes)).toEqual(["50 min", "1 h", "75 min", "2 h", "2 h 15 min"]);
  });

  it("says how records hang together, from both sides", () => {
    expect(linkWords("reflects-on", true)).toBe("Reflects on");
    expect(linkWords("reflects-on", false)).toBe("Reflected on in");
  });
});

describe("minutes", () => {
  it("understands what people write", () => {
    for (const written of ["75", " 75 min", "1:15", "1 h 15", "1h 15 min", "1.25 h", "1,25 hours"]) {
      expect(parseMinutes(written)).toEqual({ minutes: 75, wrong: null });
    }
    expect(parseMinutes("")).toEqual({ minutes: null, wrong: null });
    expect(parseMinutes("2 hours").minutes).toBe(120);
  });

  it("says what is wrong", () => {
    expect(parseMinutes("0").wrong).toContain("one minute");
    expect(parseMinutes("-1").wrong).toContain("one minute");
    expect(parseMinutes("long").wrong).toContain("75");
    expect(parseMinutes("1:75").wrong).toContain("1:15");
  });

  it("leaves the upper limit to the core", () => {
    expect(parseMinutes("1000000000").minutes).toBe(1_000_000_000);
    for (const beyond of ["4294967296", "9".repeat(30), "99999999 hours"]) {
      expect(parseMinutes(beyond)).toEqual({ minutes: null, wrong: "Minutes go from 1 to 100,000." });
    }
  });

  it("takes whole numbers for a session", () => {
    expect(parseCount("22")).toEqual({ count: 22, wrong: null });
    expect(parseCount("")).toEqual({ count: null, wrong: null });
    expect(parseCount("0").wrong).not.toBeNull();
    expect(parseCount("2.5").wrong).not.toBeNull();
  });
});

describe("filters", () => {
  it("counts what narrows, not words and order", () => {
    const query = { ...everything(), text: "drum", sort: "oldest" as const };
    expect(activeFilters(query)).toBe(0);
    expect(narrows(query)).toBe(true);
    const narrowed = {
      ...query,
      kinds: ["cpd" as const],
      from: "2024-06-01",
      to: "2026-05-31",
      draft: false,
      untagged: true,
    };
    expect(activeFilters(narrowed)).toBe(4);
    expect(withoutFilters(narrowed)).toEqual(query);
    expect(narrows(everything())).toBe(false);
  });
});

describe("chips", () => {
  it("adds nothing twice and nothing empty", () => {
    expect(addChip(["Endings"], " endings ")).toEqual(["Endings"]);
    expect(addChip(["Endings"], "  ")).toEqual(["Endings"]);
    expect(addChip(["Endings"], "group   work")).toEqual(["Endings", "group work"]);
  });

  it("suggests beginnings first, and nothing that is there", () => {
    expect(suggest(["group work", "workshop", "work", "ward"], "wor", ["work"])).toEqual(["workshop", "group work"]);
    expect(suggest(["a", "b", "c"], "", [], 2)).toEqual(["a", "b"]);
  });
});
