import { describe, expect, it } from "vitest";
import { mayOpen, outlined, type Piece, pieces } from "./prose";

const text = (list: Piece[]): string =>
  list.map((piece) => ("pieces" in piece ? text(piece.pieces) : "text" in piece ? piece.text : "")).join("");
const kinds = (list: Piece[]): string[] =>
  list.flatMap((piece) => [piece.kind, ...("pieces" in piece ? kinds(piece.pieces) : [])]);

describe("prose", () => {
  it("knows what is written in a record", () => {
    const found = pieces("# Head\n\nOne *two* **three**\nnext\n\n- a\n- b\n\n> said\n\n1. x");
    expect(kinds(found)).toEqual(
      expect.arrayContaining(["heading", "paragraph", "em", "strong", "break", "list", "item", "quote", "ordered"]),
    );
  });

  it("shows HTML as the text it is", () => {
    const found = pieces('<script>alert(1)</script>\n\n<img src=x onerror="alert(1)">');
    expect(new Set(kinds(found))).toEqual(new Set(["paragraph", "text"]));
    expect(text(found)).toContain("<script>alert(1)</script>");
  });

  it("has a picture of the portfolio's own as what it shows, in words", () => {
    expect(pieces("![torn *paper*](evidence:0190-ab)")).toEqual([
      { kind: "paragraph", pieces: [{ kind: "picture", id: "0190-ab", alt: "torn *paper*" }] },
    ]);
    expect(kinds(pieces("![x](evidence:a/b)"))).toEqual(["paragraph", "text", "text"]);
  });

  it("leaves no hole in the page's outline", () => {
    const levels = (list: Piece[]): number[] =>
      list.flatMap((piece) =>
        piece.kind === "heading" ? [piece.level] : "pieces" in piece ? levels(piece.pieces) : [],
      );
    const of = (markdown: string): number[] => levels(outlined(pieces(markdown)));
    expect(of("## Two\n\n### Three\n\n## Two")).toEqual([1, 2, 1]);
    expect(of("# One\n\n### Three\n\n### Three\n\n# One")).toEqual([1, 2, 2, 1]);
    expect(of("### Three\n\n# One\n\n## Two")).toEqual([1, 1, 2]);
    expect(of("> ## Said\n\n### Below\n\n- # In a list")).toEqual([1, 2, 1]);
  });

  it("loads no image: what is left of it is a link that asks", () => {
    expect(kinds(pieces("![alt](https://example.org/x.png)"))).toEqual(["paragraph", "text", "link", "text"]);
  });

  it("opens web addresses only", () => {
    expect(kinds(pieces("[x](javascript:alert(1)) [y](file:///etc/passwd)"))).not.toContain("link");
    expect(kinds(pieces("[x](https://example.org)"))).toContain("link");
    expect(mayOpen("http://example.org/a?b")).toBe(true);
    expect(mayOpen("JAVASCRIPT:alert(1)")).toBe(false);
  });

  it("shows tables by rows and cells", () => {
    expect(kinds(pieces("|a|b|\n|-|-|\n|1|2|"))).toEqual(expect.arrayContaining(["table", "row", "cell"]));
  });
});

/** Bits of Markdown, and of what passes for it, from which any text is put together. */
const BITS = [
  ..."*_~`#>-+=|[](){}<>!&\\:\n\t $^.1\u0000\u202e\u200d\u0301",
  ..."\n\n,    ,```,~~~,1. ,- [x] ,](,![,<!--,-->,</,<script>,&amp;,&#0;,&#x1F941;,[a]: ,|-|,  \n,javascript:,data:text/html,".split(
    ",",
  ),
  ..."https://example.org/a?b=c,file:///etc/passwd,http:// ,wörter,שלום,👩‍🎨,a,bc".split(","),
];

/** The same numbers every time: a text that fails is found again. */
function* numbers(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state >>> 8;
  }
}

function anyText(random: Generator<number, never>): string {
  const next = (below: number): number => random.next().value % below;
  return Array.from({ length: 1 + next(60) }, () => BITS[next(BITS.length)]).join("");
}

const addresses = (list: Piece[]): string[] =>
  list.flatMap((piece) => [
    ...(piece.kind === "link" ? [piece.address] : []),
    ...("pieces" in piece ? addresses(piece.pieces) : []),
  ]);

describe("prose, whatever is written", () => {
  const kept = import.meta.glob("../../../tests/fuzz/corpus/markdown/*", {
    query: "?raw",
    import: "default",
    eager: true,
  });
  const known =
    "text break code link picture em strong strike paragraph quote item list ordered heading table row cell block rule".split(
      " ",
    );

  it("becomes pieces that load nothing and open nothing but the web", () => {
    const random = numbers(20261124);
    const texts = [...Object.values(kept).map(String), ...Array.from({ length: 4000 }, () => anyText(random))];
    expect(texts.length).toBeGreaterThan(4004);
    for (const written of texts) {
      const found = pieces(written);
      expect(
        kinds(found).filter((kind) => !known.includes(kind)),
        written,
      ).toEqual([]);
      expect(
        addresses(found).filter((address) => !mayOpen(address)),
        written,
      ).toEqual([]);
      expect(text(found).length, written).toBeLessThanOrEqual(written.length * 2 + 8);
    }
  });
});
