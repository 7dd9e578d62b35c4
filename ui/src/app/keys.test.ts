import { describe, expect, it } from "vitest";
import { interpret, type KeyContext, type KeyPress } from "./keys";

const free: KeyContext = { typing: false, dialog: false, mac: false };
const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});
const ctrl = { ctrlKey: true };

describe("keys", () => {
  it("opens, makes, searches and locks, while writing too", () => {
    for (const context of [free, { ...free, typing: true }]) {
      expect(interpret(press("k", ctrl), context)).toBe("palette");
      expect(interpret(press("n", ctrl), context)).toBe("new");
      expect(interpret(press("F", ctrl), context)).toBe("search");
      expect(interpret(press("l", ctrl), context)).toBe("lock");
    }
  });

  it("leaves undo to the text field that has the focus", () => {
    expect(interpret(press("z", ctrl), free)).toBe("undo");
    expect(interpret(press("Z", { ctrlKey: true, shiftKey: true }), free)).toBe("redo");
    expect(interpret(press("y", ctrl), free)).toBe("redo");
    expect(interpret(press("z", ctrl), { ...free, typing: true })).toBeNull();
  });

  it("does not take a question mark out of a sentence", () => {
    expect(interpret(press("?", { shiftKey: true }), free)).toBe("keys");
    expect(interpret(press("?", { shiftKey: true }), { ...free, typing: true })).toBeNull();
  });

  it("leaves a dialog to itself, and still locks", () => {
    const dialog = { ...free, dialog: true };
    expect(interpret(press("Escape"), dialog)).toBeNull();
    expect(interpret(press("F6"), dialog)).toBeNull();
    expect(interpret(press("n", ctrl), dialog)).toBeNull();
    expect(interpret(press("l", ctrl), dialog)).toBe("lock");
  });

  it("goes on and back through the panels and the pages", () => {
    expect(interpret(press("F6"), free)).toBe("next-panel");
    expect(interpret(press("F6", { shiftKey: true }), free)).toBe("previous-panel");
    expect(interpret(press("Escape"), free)).toBe("back");
  });

  it("takes Command on a Mac, and Ctrl elsewhere", () => {
    const mac = { ...free, mac: true };
    expect(interpret(press("k", { metaKey: true }), mac)).toBe("palette");
    expect(interpret(press("k", ctrl), mac)).toBeNull();
    expect(interpret(press("k", { metaKey: true }), free)).toBeNull();
  });

  it("leaves AltGr and everything else alone", () => {
    expect(interpret(press("k", { ctrlKey: true, altKey: true }), free)).toBeNull();
    expect(interpret(press("k", { ctrlKey: true, shiftKey: true }), free)).toBeNull();
    expect(interpret(press("a"), free)).toBeNull();
  });
});
