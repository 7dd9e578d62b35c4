import { describe, expect, it } from "vitest";
import { counted, countWords, words } from "./words";

describe("words", () => {
  it("are counted as people count them", () => {
    expect(countWords("")).toBe(0);
    expect(countWords("  \n ")).toBe(0);
    expect(countWords("A well-known song, played twice.")).toBe(5);
    expect(countWords("l’oubli n’est pas la paix")).toBe(5);
  });

  it("are not Markdown’s signs", () => {
    expect(countWords("# Title\n\n- one\n- two\n\n---\n")).toBe(3);
  });

  it("stand with their figure", () => {
    expect(words(1)).toBe("1 word");
    expect(words(1500)).toBe("1,500 words");
    expect(counted(2, "activity", "activities")).toBe("2 activities");
  });
});
