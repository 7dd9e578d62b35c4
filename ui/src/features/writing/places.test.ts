import { expect, it } from "vitest";
import { charactersTo, countOf, positionOf } from "./places";
import { read } from "./read";
import { schema } from "./schema";

const doc = read("# Rain\n\nTwo\nlines, *here*.\n\n- one\n- ![torn](evidence:7) two").doc;

it("counts the characters of the text, and one for the end of each block", () => {
  expect(countOf(doc)).toBe("Rain".length + 1 + "Two\nlines, here.".length + 1 + "one".length + 1 + "x two".length);
});

it("comes back to every place it counts", () => {
  for (let at = 0; at <= countOf(doc); at += 1) expect(charactersTo(doc, positionOf(doc, at))).toBe(at);
  expect(positionOf(doc, 10_000)).toBe(positionOf(doc, countOf(doc)));
});

it("counts nothing that is not kept: blocks without words, blanks at an end", () => {
  const { paragraph } = schema.nodes;
  const written = schema.nodes.doc.create(null, [
    paragraph.create(),
    paragraph.create(null, schema.text("Rain  ")),
    paragraph.create(),
    paragraph.create(null, schema.text("again")),
  ]);
  const kept = read("Rain\n\nagain").doc;
  expect(countOf(written)).toBe(countOf(kept));
  const behind = written.content.size - 3;
  expect(charactersTo(written, behind)).toBe(charactersTo(kept, kept.content.size - 3));
  expect(charactersTo(written, 0)).toBe(0);
  expect(positionOf(read("").doc, 7)).toBe(1);
});
