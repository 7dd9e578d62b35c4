import { describe, expect, it } from "vitest";
import type { Activity, Gap } from "../../bindings/contract";
import { cycleName, monthsBetween, spanName, timelineOf } from "./timeline";

const activity = (date: string, kind: Activity["kind"] = "cpd", more: Partial<Activity> = {}): Activity => ({
  record_id: date + kind,
  kind,
  date,
  date_to: null,
  minutes: null,
  type: null,
  private_title: "",
  name: "",
  proposed_name: "",
  listed: true,
  by_rule: true,
  draft: false,
  standards: [],
  echo: null,
  ...more,
});
const gap = (from: string, to: string, explanation = ""): Gap => ({ from, to, months: 3, said: "", explanation });
const cycle = { start: "2024-06-01", end: "2026-05-31" };

describe("names", () => {
  it("says the year once when it can", () => {
    expect(spanName("2025-02", "2025-04")).toBe("February to April 2025");
    expect(spanName("2025-11", "2026-01")).toBe("November 2025 to January 2026");
    expect(spanName("2025-11", "2025-11")).toBe("November 2025");
    expect(cycleName(cycle)).toBe("June 2024 to May 2026");
  });
});

describe("months", () => {
  it("counts both ends", () => {
    expect(monthsBetween("2024-06-01", "2026-05-31")).toHaveLength(24);
    expect(monthsBetween("2024-06-15", "2026-06-14")).toHaveLength(25);
    expect(monthsBetween("2025-12-31", "2026-01-01")).toEqual(["2025-12", "2026-01"]);
  });
  it("survives an end before the start and a mistyped year", () => {
    expect(monthsBetween("2026-05-01", "2024-01-01")).toEqual([]);
    expect(monthsBetween("0026-06-01", "2026-05-31")).toHaveLength(120);
  });
});

describe("the drawing", () => {
  it("puts marks into their months, the line's kind first", () => {
    const { months } = timelineOf(
      cycle,
      [activity("2024-06-12", "reflection"), activity("2024-06-01"), activity("2024-06-30")],
      [],
      "2026-04-12",
    );
    expect(months[0]).toMatchObject({
      letter: "J",
      year: "2024",
      startsYear: false,
      marks: ["cpd", "cpd", "reflection"],
    });
    expect(months[0].words).toBe("June 2024: 2 CPD activities, 1 reflection.");
    expect(months[7]).toMatchObject({
      id: "2025-01",
      year: "2025",
      startsYear: true,
      words: "January 2025: nothing listed.",
    });
    expect(months[23].words).toBe("May 2026: still to come.");
  });

  it("leaves out what is not listed and what lies outside", () => {
    const { months } = timelineOf(
      cycle,
      [activity("2024-07-01", "cpd", { listed: false }), activity("2023-01-01")],
      [],
      "2026-04-12",
    );
    expect(months.flatMap((month) => month.marks)).toEqual([]);
  });

  it("says how many marks do not fit", () => {
    const many = Array.from({ length: 9 }, (_, day) => activity(`2024-08-0${day + 1}`));
    const month = timelineOf(cycle, many, [], "2026-04-12").months[2];
    expect(month.marks).toHaveLength(3);
    expect(month.more).toBe(6);
    expect(month.words).toBe("August 2024: 9 CPD activities.");
  });

  it("knows an activity that goes on", () => {
    const { months } = timelineOf(cycle, [activity("2024-09-01", "cpd", { date_to: "2024-11-30" })], [], "2026-04-12");
    expect(months[4].words).toBe("October 2024: an activity over several months goes on.");
  });

  it("brackets a gap over its months, and lifts the pencil there", () => {
    const { brackets, drawn, lifted } = timelineOf(cycle, [], [gap("2025-02", "2025-04")], "2026-04-12");
    expect(brackets).toEqual([{ left: (8 / 24) * 100, width: 12.5 }]);
    expect(lifted).toEqual(["M326 9H436"]);
    expect(drawn).toHaveLength(2);
    expect(drawn[1]).toMatch(/^M444 /);
  });

  it("draws nothing before a gap that starts the cycle", () => {
    const { drawn } = timelineOf(cycle, [], [gap("2024-06", "2024-09", "Ill.")], "2026-04-12");
    expect(drawn).toHaveLength(1);
  });

  it("ignores a gap outside the cycle", () => {
    expect(timelineOf(cycle, [], [gap("2023-01", "2023-04")], "2026-04-12").brackets).toEqual([]);
  });

  it("ends the line today; past cycles are whole, later ones empty", () => {
    expect(timelineOf(cycle, [], [], "2026-04-16").today).toBeCloseTo(((22 + 15.5 / 30) / 24) * 100, 5);
    expect(timelineOf(cycle, [], [], "2027-01-01")).toMatchObject({ today: null });
    expect(timelineOf(cycle, [], [], "2027-01-01").drawn[0]).toMatch(/ 960 [\d.]+$/);
    expect(timelineOf(cycle, [], [], "2024-01-01").drawn).toEqual([]);
  });
});
