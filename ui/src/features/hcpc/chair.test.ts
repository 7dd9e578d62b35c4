import { expect, test } from "vitest";
import { reading } from "./chair";

test("sentences are counted through the whole text", () => {
  const sentence = (text: string) => ({ key: text, text, standards: [] });
  const paragraphs = reading({
    paragraphs: [
      { heading: null, sentences: [sentence("One."), sentence("Two.")] },
      { heading: "A day", sentences: [sentence("Three.")] },
    ],
  });
  expect(paragraphs.flatMap((one) => one.sentences.map(({ at, text }) => [at, text]))).toEqual([
    [0, "One."],
    [1, "Two."],
    [2, "Three."],
  ]);
  expect(paragraphs[1].heading).toBe("A day");
  expect(reading({ paragraphs: [] })).toEqual([]);
});
