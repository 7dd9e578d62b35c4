import { describe, expect, it } from "vitest";
import { mayOpen, type Piece, pieces } from "./prose";

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
