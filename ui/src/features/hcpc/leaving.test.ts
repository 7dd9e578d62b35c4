import { describe, expect, it } from "vitest";
import type { Line } from "../../bindings/contract";
import { byPlace, markCodes, refusals, withCodes } from "./leaving";

const line = (place: string, text: string, codes: string[] = []): Line => ({ place, text, codes });

describe("lines that leave", () => {
  it("are grouped by place and keep their order", () => {
    const places = byPlace([line("Summary", "a"), line("List", "b"), line("Summary", "c"), line("List", "d")]);
    expect(places.map((one) => [one.place, one.lines.map((each) => each.text)])).toEqual([
      ["Summary", ["a", "c"]],
      ["List", ["b", "d"]],
    ]);
  });
  it("are counted when they carry a code", () => {
    expect(withCodes([line("a", "x", ["K-07"]), line("a", "y")])).toBe(1);
  });
});

describe("marking client codes", () => {
  const marked = (text: string, ...codes: string[]) =>
    markCodes(text, codes)
      .filter((part) => part.code)
      .map((part) => part.text);

  it("finds whole words in any case, all of them", () => {
    expect(marked("Work with k-07 and K-07, not K-070 or XK-07", "K-07")).toEqual(["k-07", "K-07"]);
  });
  it("prefers the longer of two that begin together", () => {
    expect(marked("seen K-07-b today", "K-07", "K-07-b")).toEqual(["K-07-b"]);
  });
  it("never changes the line", () => {
    for (const text of ["", "K-07", "a K-07 b K-07", "İ K-07"]) {
      expect(
        markCodes(text, ["K-07"])
          .map((part) => part.text)
          .join(""),
      ).toBe(text);
    }
  });
  it("minds an empty code", () => expect(marked("anything", "")).toEqual([]));
});

describe("a final export", () => {
  it("is held back only by what refuses it", () => {
    const held = { part: "summary", message: "12 words over", refuses_final: true, evidence_id: null };
    expect(refusals([held, { part: "gap", message: "look", refuses_final: false, evidence_id: null }])).toEqual([held]);
  });
});
