import { expect, it } from "vitest";
import { MOST_TEXT, weigh } from "./clean";

it("weighs what is pasted before it looks at it", () => {
  expect(weigh("a", "")).toBe("text");
  expect(weigh("a", "<b>a</b>")).toBe("markup");
  expect(weigh("x".repeat(MOST_TEXT), "")).toBe("text");
  expect(weigh("x".repeat(MOST_TEXT + 1), "")).toBe("refuse");
  expect(weigh("x".repeat(MOST_TEXT + 1), "<b>a</b>")).toBe("refuse");
  // Too much around few words, in length or in signs: the words come in, when there are any.
  expect(weigh("a", " ".repeat(4_000_001))).toBe("bare");
  expect(weigh("a", "<i>".repeat(40_001))).toBe("bare");
  expect(weigh("", "<i>".repeat(40_001))).toBe("refuse");
});
