import { describe, expect, it } from "vitest";
import {
  addDays,
  addYears,
  daysBetween,
  duration,
  fieldDate,
  localDay,
  longDate,
  monthName,
  nearDate,
  parseDate,
  period,
  shortDate,
  weekday,
} from "./dates";

describe("a date as it is written", () => {
  it.each([
    "12/4/2026",
    "12/04/2026",
    "12.4.26",
    "2026-04-12",
    "12-4-2026",
    "12 4 2026",
    " 12 April 2026 ",
    "12 apr 26",
    "12th April 2026",
  ])("takes %s", (written) => expect(parseDate(written)).toEqual({ date: "2026-04-12", wrong: null }));

  it("takes nothing as no date", () => {
    expect(parseDate("  ")).toEqual({ date: null, wrong: null });
  });

  it.each(["31/02/2026", "29/2/2025", "0/1/2026", "1/13/2026"])("says that %s does not exist", (written) => {
    expect(parseDate(written).wrong).toContain("does not exist");
  });

  it.each(["1/1/0000", "1/1/9999", "2300-01-01"])("does not take the year of %s", (written) => {
    expect(parseDate(written).wrong).toContain("year");
  });

  it.each(["yesterday", "12/2026", "2026", "12/4", "1/2/3/4", "12 Foo 2026"])("asks again after %s", (written) => {
    const read = parseDate(written);
    expect(read.date).toBeNull();
    expect(read.wrong).toContain("day, month and year");
  });

  it("knows the leap years", () => {
    expect(parseDate("29/2/2028").date).toBe("2028-02-29");
    expect(parseDate("29/2/1900").wrong).not.toBeNull();
  });
});

describe("a date as it is read", () => {
  it("is short in fields and long in text", () => {
    expect(fieldDate("2026-04-12")).toBe("12/04/2026");
    expect(fieldDate(null)).toBe("");
    expect(longDate("2026-04-12")).toBe("12 April 2026");
    expect(shortDate("2026-04-12", "2026-11-22")).toBe("12 April");
    expect(shortDate("2025-04-12", "2026-11-22")).toBe("12 April 2025");
    expect(weekday("2026-04-12")).toBe("Sunday");
    expect(monthName("2026-04")).toBe("April 2026");
  });

  it("is near when it is near", () => {
    const today = "2026-11-22";
    expect(nearDate("2026-11-22", today)).toBe("Today");
    expect(nearDate("2026-11-21", today)).toBe("Yesterday");
    expect(nearDate("2026-11-19", today)).toBe("Thursday");
    expect(nearDate("2026-11-15", today)).toBe("15 November");
    expect(nearDate("2026-11-29", today)).toBe("29 November");
  });

  it("says a period without saying anything twice", () => {
    expect(period("2026-04-12", null)).toBe("12 April 2026");
    expect(period("2026-04-12", "2026-04-14")).toBe("12 to 14 April 2026");
    expect(period("2026-03-30", "2026-04-02")).toBe("30 March to 2 April 2026");
    expect(period("2025-12-30", "2026-01-02")).toBe("30 December 2025 to 2 January 2026");
  });
});

describe("reckoning", () => {
  it("counts days over months, years and the change of the clocks", () => {
    expect(daysBetween("2026-03-28", "2026-03-30")).toBe(2);
    expect(daysBetween("2026-06-01", "2028-05-31")).toBe(730);
    expect(addDays("2026-02-28", 1)).toBe("2026-03-01");
    expect(addDays(addYears("2026-06-01", 2), -1)).toBe("2028-05-31");
    expect(addYears("2028-02-29", 1)).toBe("2029-03-01");
  });

  it("says minutes as people do", () => {
    expect(duration(1)).toBe("1 minute");
    expect(duration(75)).toBe("75 minutes");
    expect(duration(120)).toBe("2 hours");
    expect(duration(135)).toBe("2 h 15 min");
  });
});

describe("a moment", () => {
  it("lies on the day that the calendar on the wall shows", () => {
    const late = new Date(2026, 10, 22, 23, 59, 59);
    expect(localDay(late.toISOString())).toBe("2026-11-22");
    expect(localDay(new Date(2026, 10, 23, 0, 0, 1).toISOString())).toBe("2026-11-23");
  });
});
