import { describe, expect, it } from "vitest";
import type { LeavingFinding } from "../../bindings/contract";
import { answered, excerpt, groups, isProposed, waiting } from "./privacy";

const finding = (value: string, more: Partial<LeavingFinding> = {}): LeavingFinding => ({
  key: value,
  key_here: `${value}/here`,
  place: "Summary",
  text: `With ${value} today.`,
  start: 5,
  end: 5 + Array.from(value).length,
  kind: "person-name",
  value,
  why: "a name",
  record_id: null,
  stand_in: "somebody",
  sure: true,
  exhibit: null,
  answer: null,
  ...more,
});

describe("what the privacy check finds", () => {
  it("is gathered by its words, in the order of the document, several things together last", () => {
    const together = finding("Ray of Leeds", { kind: "combination" });
    const all = groups([
      together,
      finding("Ray"),
      finding("Leeds", { kind: "place" }),
      finding("Ray", { place: "List" }),
    ]);
    expect(all.map(({ value, places }) => [value, places.length])).toEqual([
      ["Ray", 2],
      ["Leeds", 1],
      ["Ray of Leeds", 1],
    ]);
  });

  it("is shown within its line, counted in code points", () => {
    expect(excerpt(finding("Ray"))).toEqual(["With ", "Ray", " today."]);
    const long = finding("Ray", { text: `🎻 ${"word ".repeat(40)}Ray ${"word ".repeat(40)}`, start: 202, end: 205 });
    const [before, words, after] = excerpt(long, 12);
    expect([before, words, after]).toEqual(["… word word ", "Ray", " word word …"]);
  });

  it("waits until it is answered, and says what was answered", () => {
    const kept = finding("Ray", { answer: { action: "keep", words: "the author", here: true } });
    expect(waiting([kept, finding("Ann")])).toHaveLength(1);
    expect(answered(kept)).toBe("stays: the author, in this line only");
    expect(answered(finding("Ann"))).toBe("");
    expect(answered({ ...kept, exhibit: "e" })).toBe("stays: the author, on this piece only");
  });

  it("has general words proposed only where it is sure and can be changed", () => {
    const proposed = (more: Partial<LeavingFinding>) => isProposed(groups([finding("May", more)])[0]);
    expect(proposed({})).toBe(true);
    expect(proposed({ sure: false })).toBe(false);
    expect(proposed({ exhibit: "e" })).toBe(false);
    expect(proposed({ kind: "combination" })).toBe(false);
  });
});
