import fc from "fast-check";
import type { Node as PmNode } from "prosemirror-model";
import { EditorState } from "prosemirror-state";
import { describe, expect, it } from "vitest";
import { read, single } from "./read";
import { schema } from "./schema";
import { shape, words, write, Writer } from "./write";

const back = (markdown: string): string => {
  const { doc, pieces, trail } = read(markdown);
  return new Writer(pieces, trail).markdown(doc);
};
const kinds = (markdown: string): string[] => {
  const found: string[] = [];
  read(markdown).doc.forEach((block) => found.push(block.type.name));
  return found;
};

const MARKDOWN = `# A heading

Two lines
of one paragraph, with *emphasis*, __strength__ and \`code\`.
***
* one
* two
   1) nested
   2) list

> a quote
continued lazily


| a | b |
|---|---|
| 1 | 2 |

[there]: https://example.org "A place"

See [there] and <https://example.org>, ![a torn paper](evidence:0190-ab) too.

Setext
------

    indented code

~~~js
const a = 1;
~~~
`;

describe("Markdown that is not edited", () => {
  it("comes back byte for byte, whatever it is", () => {
    for (const text of [
      ...["", "\n", "  ", "a", "a\n", "\n\na\n\n\nb\n", MARKDOWN, MARKDOWN.replaceAll("\n", "\r\n"), "a\rb\r\rc"],
      ...[
        "- a\n\n\n- b\n* c\n",
        "```\nopen",
        "<b>bold</b>\n<!-- no -->",
        "&amp; &nbsp; \\*",
        "a  \nb\\\nc",
        "\tcode\n\n1. x\n\n   y",
      ],
      ...[
        "[x]: y\n",
        "- \n-\n",
        "> \n>",
        "- # heading\n- - nested",
        "| a |\n|--|",
        "#\n##  \n",
        "* * *\n- - -",
        "\u00a0a\u2028b",
      ],
    ]) {
      expect(back(text)).toBe(text);
    }
  });

  const signs = [
    "#",
    "*",
    "_",
    "`",
    "~",
    "-",
    "+",
    "1.",
    "2)",
    ">",
    "|",
    "[",
    "](",
    ")",
    "!",
    "<",
    "\\",
    "&",
    " ",
    "  ",
    "\t",
  ];
  const words = [
    "a",
    "rain",
    "Ünï",
    "🥁",
    "K-07",
    "https://example.org",
    "evidence:1",
    ":",
    "=",
    "\n",
    "\n\n",
    "\n    ",
    "\r\n",
    "\n- ",
    "\n> ",
    "\n```\n",
  ];
  const markdown = fc.array(fc.constantFrom(...signs, ...words), { maxLength: 60 }).map((parts) => parts.join(""));

  it("comes back byte for byte, whatever is made up", () => {
    fc.assert(
      fc.property(fc.oneof(markdown, fc.string({ unit: "binary", maxLength: 200 })), (text) => {
        expect(back(text)).toBe(text);
      }),
      { numRuns: 3000 },
    );
  });

  it("keeps all but the block that is edited as it was written", () => {
    fc.assert(
      fc.property(markdown, fc.nat(), (text, seed) => {
        const { doc, pieces, trail } = read(text);
        const at = seed % doc.childCount;
        let from = 0;
        for (let before = 0; before < at; before += 1) from += doc.child(before).nodeSize;
        const state = EditorState.create({ doc });
        const edited = state.apply(
          state.tr.insert(from, schema.nodes.paragraph.create(null, schema.text("Put between."))),
        );
        const writer = new Writer(pieces, trail);
        const now = writer.markdown(edited.doc);
        const places = pieces.map((piece) =>
          piece.node.type.name === "code_block" || isList(piece.node) ? "" : piece.text,
        );
        let seen = 0;
        for (const piece of places) {
          const found = now.indexOf(piece, seen);
          expect(found, piece).toBeGreaterThanOrEqual(0);
          seen = found + piece.length;
        }
        expect(now).toContain("Put between.");
        // Taking it back makes blocks anew, and still the same bytes.
        const undone = edited.apply(edited.tr.delete(from, from + "Put between.".length + 2));
        expect(writer.markdown(undone.doc)).toBe(text);
      }),
      { numRuns: 1500 },
    );
  });
});

const isList = (node: PmNode): boolean => node.type.name.endsWith("_list");

describe("a block that is edited", () => {
  const inline = fc.array(
    fc.record({
      text: fc.oneof(
        fc.constantFrom(
          "rain",
          "a b",
          "*",
          "_x_",
          "1. ",
          "# ",
          "- ",
          "> ",
          "`",
          "[a](b)",
          "&amp;",
          "<b>",
          "!",
          "\\",
          "~~",
          "---",
          "===",
          "| a",
        ),
        fc
          .string({ unit: "grapheme", minLength: 1, maxLength: 12 })
          .map((text) => text.replace(/[\u0000-\u001f\u2028\u2029\ud800-\udfff]/g, "x")),
      ),
      marks: fc.constantFrom(
        [],
        [],
        ["em"],
        ["strong"],
        ["strong", "em"],
        ["strike"],
        ["link"],
        ["code"],
        ["code", "em"],
      ),
      breaks: fc.boolean(),
    }),
    { minLength: 1, maxLength: 5 },
  );
  const textOf = (parts: { text: string; marks: readonly string[]; breaks: boolean }[]): PmNode[] =>
    parts.flatMap((part, at) => {
      const marks = part.marks.map((name) =>
        schema.mark(name, name === "link" ? { href: "https://example.org" } : null),
      );
      const text = schema.text(part.text, marks);
      return part.breaks && at > 0 ? [schema.nodes.hard_break.create(), text] : [text];
    });

  it("says every word that it says, whatever they are", () => {
    fc.assert(
      fc.property(inline, fc.constantFrom("paragraph", "heading", "quote", "list"), (parts, kind) => {
        const text = textOf(parts);
        const paragraph = schema.nodes.paragraph.create(null, text);
        const block =
          kind === "quote"
            ? schema.nodes.blockquote.create(null, paragraph)
            : kind === "list"
              ? schema.nodes.bullet_list.create(null, schema.nodes.list_item.create(null, paragraph))
              : kind === "heading"
                ? schema.nodes.heading.create({ level: 2 }, text)
                : paragraph;
        const markdown = write(block);
        // Signs that cannot be told from words next to them may stand as words: none is lost.
        const again = single(markdown) ?? read(markdown).doc;
        expect(words(again)).toBe(words(block));
        // And what is written of that says the same again.
        expect(words(read(write(again)).doc)).toBe(words(block));
      }),
      { numRuns: 3000 },
    );
  }, 60_000);

  it("has the meaning it had, without signs of escape where none is needed", () => {
    const p = (...content: PmNode[]): PmNode => schema.nodes.paragraph.create(null, content);
    const t = (text: string, ...marks: string[]): PmNode =>
      schema.text(
        text,
        marks.map((name) => schema.mark(name)),
      );
    const br = schema.nodes.hard_break.create();
    for (const [block, markdown] of [
      [p(t("50 * 60 is 3000; snake_case stays & so does 5 < 6")), "50 * 60 is 3000; snake_case stays & so does 5 < 6"],
      [p(t("*not emphasised*")), "\\*not emphasised\\*"],
      [p(t("1. not a list")), "1\\. not a list"],
      [p(t("a"), br, t("- b"), br, t("===")), "a\n\\- b\n\\==="],
      [p(t("&amp;")), "\\&amp;"],
      // Behind a backslash of its own the exclamation mark is one still, and what follows no picture.
      [
        p(t("\\!"), schema.text("!", [schema.mark("link", { href: "https://a.b" })]), t("rain")),
        "\\\\\\![!](https://a.b)rain",
      ],
      [p(t("bold ", "strong"), t("and")), "**bold** and"],
      [p(t("a "), t("b", "em"), t(" c", "em", "strong"), t(".")), "a *b **c***."],
      [p(t("code `x`", "code")), "`` code `x` ``"],
      [
        p(schema.text("https://example.org", [schema.mark("link", { href: "https://example.org" })])),
        "<https://example.org>",
      ],
      [p(schema.text("there", [schema.mark("link", { href: "https://a.b/c d" })])), "[there](<https://a.b/c d>)"],
      [p(schema.nodes.picture.create({ address: "evidence:7", alt: "torn paper" })), "![torn paper](evidence:7)"],
      [p(t("  spaces  ")), "spaces"],
    ] as const) {
      expect(write(block)).toBe(markdown);
      const again = single(markdown);
      expect(again && shape(again)).toBe(shape(block));
    }
  });

  it("keeps two lists apart that a paragraph stood between", () => {
    const { doc, pieces, trail } = read("- a\n\nbetween\n\n- b\n\n1. c\n\n    code");
    const state = EditorState.create({ doc });
    const from = doc.child(0).nodeSize;
    const edited = state.apply(state.tr.delete(from, from + doc.child(1).nodeSize)).doc;
    const markdown = new Writer(pieces, trail).markdown(edited);
    expect(kinds(markdown)).toEqual(["bullet_list", "bullet_list", "ordered_list"]);
  });
});

describe("what a text is", () => {
  it("is shown as it would be read, and as its source where there is no form for it", () => {
    expect(kinds(MARKDOWN)).toEqual([
      ...["heading", "paragraph", "horizontal_rule", "bullet_list", "blockquote", "source", "source", "paragraph"],
      ...["heading", "code_block", "code_block"],
    ]);
    expect(kinds("")).toEqual(["paragraph"]);
  });

  it("holds a picture as its description, wherever it comes from", () => {
    const found: string[] = [];
    read("![torn *paper*](evidence:7) ![far](https://example.org/x.png)").doc.descendants((node) => {
      if (node.type.name === "picture") found.push(`${String(node.attrs["alt"])} ${String(node.attrs["address"])}`);
    });
    expect(found).toEqual(["torn *paper* evidence:7", "far https://example.org/x.png"]);
  });
});
