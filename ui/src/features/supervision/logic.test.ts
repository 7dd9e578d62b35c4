import { describe, expect, it } from "vitest";
import type { Row } from "../../bindings/contract";
import { agreementName, byYear, daysWrong, formatOf, hours, isCurrent, ratio, typeOf, wholeNumber } from "./logic";

const row = (date: string, minutes: number | null): Row => ({
  id: date,
  kind: "supervision",
  title: [],
  line: [],
  date,
  date_to: null,
  minutes,
  draft: false,
  clients: [],
  tags: [],
  binned_at: null,
});

describe("sessions by year", () => {
  it("adds up what is noted", () => {
    const years = byYear([row("2026-04-02", 75), row("2026-01-29", null), row("2025-12-18", 60)], true);
    expect(years.map((one) => [one.year, one.rows.length, one.minutes, one.whole])).toEqual([
      ["2026", 2, 75, true],
      ["2025", 1, 60, true],
    ]);
  });

  it("does not call a year whole whose earlier sessions are not loaded", () => {
    expect(byYear([row("2026-04-02", 75), row("2025-12-18", 60)], false).map((one) => one.whole)).toEqual([
      true,
      false,
    ]);
    expect(byYear([], false)).toEqual([]);
  });

  it("writes hours", () => {
    expect([45, 60, 1050].map(hours)).toEqual(["45 min", "1 h", "17 h 30 min"]);
  });
});

describe("agreements", () => {
  it("says which day is wrong, and lets one day be long enough", () => {
    const days = { start: "2026-06-01", review: "2026-05-31", end: "2026-06-01" };
    expect(daysWrong(days)).toEqual({ review: "The review lies before the first day.", end: null });
    expect(daysWrong({ ...days, review: null, end: "2025-06-01" }).end).toMatch(/ends before it starts/);
  });

  it("goes on through its last day", () => {
    expect([null, "2026-11-22", "2026-11-21"].map((end) => isCurrent({ end }, "2026-11-22"))).toEqual([
      true,
      true,
      false,
    ]);
  });

  it("is called by whom it is with", () => {
    const person = { id: "a", side: "supervisor", name: "A. Field" } as never;
    expect(agreementName({ person_id: "a", type: "managerial" }, [person])).toBe("A. Field: managerial");
    expect(agreementName({ person_id: "b", type: "peer" }, [person])).toBe("Somebody: peer");
  });
});

describe("types and measures", () => {
  it("takes a format for the type where none was said", () => {
    expect(typeOf({ type: null, format: "peer" })).toBe("peer");
    expect(typeOf({ type: null, format: "individual" })).toBeNull();
    expect(typeOf({ type: "managerial", format: "group" })).toBe("managerial");
    expect([null, "clinical", "peer", "group"].map((type) => formatOf(type as never))).toEqual([
      null,
      "individual",
      "peer",
      "group",
    ]);
  });

  it("gives client hours to one of supervision, and nothing where one is missing", () => {
    expect([ratio(60, 708), ratio(0, 60), ratio(60, 0), ratio(90, 90)]).toEqual(["11.8", "", "", "1"]);
  });

  it("reads whole numbers", () => {
    expect(["", " 12 ", "1,200", "-1", "1.5", "x"].map(wholeNumber)).toEqual([
      null,
      12,
      1200,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
