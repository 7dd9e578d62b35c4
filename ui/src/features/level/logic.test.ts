import { describe, expect, it } from "vitest";
import type { Level } from "../../bindings/contract";
import { expectsMore, levelBeside } from "./logic";

describe("a level's page", () => {
  it("does not print the same words twice", () => {
    expect(expectsMore({ description: ["One. Two."], expects: ["One.", "Two."] })).toEqual([]);
    expect(expectsMore({ description: ["One."], expects: ["Three."] })).toEqual(["Three."]);
  });
  it("knows the levels beside it", () => {
    const levels = ["ass", "pro", "enh"].map((id) => ({ id }) as Level);
    expect(levelBeside(levels, "pro", 1)?.id).toBe("enh");
    expect(levelBeside(levels, "ass", -1)).toBeNull();
    expect(levelBeside(levels, "enh", 1)).toBeNull();
    expect(levelBeside(levels, "other", 1)).toBeNull();
  });
});
