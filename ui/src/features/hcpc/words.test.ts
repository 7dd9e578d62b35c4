import { describe, expect, it } from "vitest";
import cases from "../../../../tests/fixtures/words.json";
import { countAll, countWords, linesFor } from "./words";

describe("counting words as the core does", () => {
  it.each([
    ["", 0],
    ["   \n\t ", 0],
    ["one", 1],
    ["  one two  ", 2],
    ["one\ntwo\r\nthree", 3],
    ["well-being and e.g. this", 4],
    ["one – two", 3],
    ["no\u00a0break\u202fspaces\u3000here", 4],
    ["next\u0085line\u2028and\u2029paragraph", 4],
    ["thin\u2009hair\u200aspace", 3],
    ["zero\u200bwidth", 1],
    ["mark\ufeffed", 1],
    ["\ufeff", 1],
    ["word\u2060joiner", 1],
    ["émigré naïve שלום", 3],
    ["👩🏽‍🎨 paints", 2],
    ["a".repeat(400), 1],
    ["**bold** and *light*", 3],
    ["漢字には空白がない", 9],
    ["tab\tand\vvertical\ffeed", 4],
  ])("%j has %i", (text, words) => expect(countWords(text)).toBe(words));

  it.each(cases)("$text", ({ text, libreoffice }) => {
    const word = text.split(/[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/u).filter(Boolean);
    expect(countWords(text)).toBe(Math.max(libreoffice, word.length));
  });

  it("adds texts without joining their edges", () => {
    expect(countAll(["one", "two three", ""])).toBe(3);
  });
});

describe("room for the words", () => {
  it("grows with the text and keeps a line free", () => {
    expect(linesFor("", 3, 60)).toBe(3);
    expect(linesFor("a".repeat(200), 3, 60)).toBe(5);
    expect(linesFor("one\n\ntwo", 2, 60)).toBe(4);
    expect(linesFor("a".repeat(100_000), 3, 60)).toBe(60);
  });
});
