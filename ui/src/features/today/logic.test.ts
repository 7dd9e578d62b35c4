import { describe, expect, it } from "vitest";
import { due, spent, until } from "./logic";

const today = "2026-11-22";

describe("due", () => {
  it("is said in words and marked when it is near", () => {
    expect(due({ due: "2026-11-23" }, today)).toEqual({ words: "tomorrow", near: true });
    expect(due({ due: "2026-11-20" }, today)).toEqual({ words: "since 20 November", near: true });
    expect(due({ due: "2027-01-04" }, today)).toEqual({ words: "4 January 2027", near: false });
    expect(due({ due: null }, today)).toEqual({ words: "", near: false });
  });
});

describe("cycle", () => {
  it("never leaves its two years", () => {
    const cycle = { start: "2026-06-01", end: "2028-05-31" };
    expect(spent(cycle, "2020-01-01").done).toBe(0);
    expect(spent(cycle, "2030-01-01")).toEqual({ done: 731, total: 731 });
  });

  it("says how long it still lasts", () => {
    expect(until("2026-11-22", today)).toBe("today");
    expect(until("2027-01-10", today)).toBe("in 49 days");
    expect(until("2028-05-31", today)).toBe("in 18 months");
  });
});
