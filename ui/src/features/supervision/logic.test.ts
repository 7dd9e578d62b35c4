import { describe, expect, it } from "vitest";
import type { Row } from "../../bindings/contract";
import { byYear, hours } from "./logic";

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
