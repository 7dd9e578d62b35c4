import { expect, test } from "vitest";
import { reading } from "./chair";

test("sentences are counted through the whole text", () => {
  const sentence = (text: string) => ({ key: text, text, standards: [] });
  const paragraphs = reading({
    paragraphs: [
      { headings: [], sentences: [sentence("One."), sentence("Two.")], ours: null },
      { headings: [], sentences: [], ours: "Supporting evidence (E1)" },
      { headings: [{ level: 1, text: "A day" }], sentences: [sentence("Three.")], ours: null },
    ],
  });
  expect(paragraphs.flatMap((one) => one.sentences.map(({ at, text }) => [at, text]))).toEqual([
    [0, "One."],
    [1, "Two."],
    [2, "Three."],
  ]);
  expect(paragraphs[2].headings).toEqual([{ level: 1, text: "A day" }]);
  expect(reading({ paragraphs: [] })).toEqual([]);
});
