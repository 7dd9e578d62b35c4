import { describe, expect, it } from "vitest";
import type { Suggestion } from "../../bindings/contract";
import { settle, taken } from "./suggestions";

const one = (statement: string, score = 0.5): Suggestion => ({ statement, score, because: ["word"] });
const ids = (suggestions: Suggestion[]): string[] => suggestions.map(({ statement }) => statement);

describe("settle", () => {
  it("leaves what stays where it was, whatever its score is now", () => {
    expect(ids(settle([one("a"), one("b"), one("c")], [one("c"), one("a"), one("b")]))).toEqual(["a", "b", "c"]);
  });

  it("fills the places that became free, and then the end", () => {
    expect(ids(settle([one("a"), one("b"), one("c")], [one("d"), one("c"), one("e"), one("f")]))).toEqual([
      "d",
      "e",
      "c",
      "f",
    ]);
  });

  it("takes the newest words and score", () => {
    expect(settle([one("a", 0.2)], [one("a", 0.9)])).toEqual([one("a", 0.9)]);
  });

  it("closes up where nothing has come in its place", () => {
    expect(ids(settle([one("a"), one("b")], [one("b")]))).toEqual(["b"]);
    expect(settle([one("a")], [])).toEqual([]);
  });
});

describe("taken", () => {
  const press = (code: string, keys = {}) =>
    taken({ code, altKey: true, ctrlKey: false, metaKey: false, shiftKey: false, altGraph: false, ...keys });

  it("is Alt and a number from 1 to 5", () => {
    expect([press("Digit1"), press("Numpad5")]).toEqual([0, 4]);
  });

  it("is nothing else", () => {
    expect([press("Digit6"), press("Digit0"), press("KeyA")]).toEqual([null, null, null]);
    for (const keys of [
      { altKey: false },
      { ctrlKey: true },
      { metaKey: true },
      { shiftKey: true },
      { altGraph: true },
    ])
      expect(press("Digit1", keys)).toBeNull();
  });
});
