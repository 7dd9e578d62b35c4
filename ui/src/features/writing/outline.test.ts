import { EditorState } from "prosemirror-state";
import { describe, expect, it } from "vitest";
import { depths, outline } from "./outline";
import { read } from "./read";

const of = (markdown: string): string =>
  depths(read(markdown).doc)
    .map(({ level, depth }) => `${level}→${depth}`)
    .join(" ");

describe("the outline of a text", () => {
  it("has steps of one, whatever levels are written", () => {
    expect(of("## Two\n\n#### Four\n\n## Two\n\n# One")).toBe("2→1 4→2 2→1 1→1");
    expect(of("> ## Said\n\n### Below")).toBe("2→1 3→2");
  });

  it("is told for those headings alone whose level is not their step, and anew when they change", () => {
    const plugin = outline(2);
    let state = EditorState.create({ doc: read("# One\n\n### Three").doc, plugins: [plugin] });
    const told = (): unknown[] => (plugin.getState(state)?.find() ?? []).map(({ from, to }) => [from, to]);
    expect(told()).toEqual([[5, 12]]);
    state = state.apply(state.tr.delete(0, 5));
    expect(told()).toEqual([[0, 7]]);
    state = state.apply(state.tr.setNodeMarkup(0, null, { level: 1 }));
    expect(told()).toEqual([]);
  });
});
