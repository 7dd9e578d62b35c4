import { describe, expect, it } from "vitest";
import { pieces } from "../components/prose";
import { allShown, altOf, inTurn, MOST_ALT, underWay, whyNotShown } from "./pictures";

const file = { name: "a.png", media_type: "image/png", says: "PNG picture", size: 1, sha256: "" };

describe("a picture in a text", () => {
  it("is tried when it is one, and else says why not", () => {
    const piece = { number: 7, binned_at: null, file: { ...file, family: "picture" as const } };
    expect(whyNotShown(piece)).toBeNull();
    expect(whyNotShown({ ...piece, binned_at: "2026-01-01T00:00:00Z" })).toBe("E7 is in the bin.");
    expect(whyNotShown({ ...piece, file: null })).toBe("E7 has no file.");
    expect(whyNotShown({ ...piece, file: { ...file, says: "WAV sound", family: "sound" } })).toBe(
      "E7 is no picture that is shown here: WAV sound.",
    );
  });

  it("has a description of one line that stays within its brackets, whatever is written", () => {
    for (const written of ["a ] b", "[x](y)", "two\n\nlines", "back\\", "`]`", "<http://a.b/]>", "plain", "![a](b)"]) {
      const alt = altOf(written);
      expect(pieces(`![${alt}](evidence:7)`)).toEqual([
        { kind: "paragraph", pieces: [{ kind: "picture", id: "7", alt }] },
      ]);
    }
    expect(altOf("plain, as it is")).toBe("plain, as it is");
    expect(altOf("a ".repeat(2000))).toHaveLength(MOST_ALT);
  });

  it("waits its turn, two at a time, and one that fails holds up none", async () => {
    let now = 0;
    let most = 0;
    const work = async (at: number): Promise<number> => {
      now += 1;
      most = Math.max(most, now);
      await new Promise((go) => setTimeout(go, 2));
      now -= 1;
      if (at === 1) throw new Error("broken");
      return at;
    };
    const all = [0, 1, 2, 3, 4].map((at) => inTurn(() => work(at)));
    all.forEach(underWay);
    await allShown(5000);
    expect(now).toBe(0);
    expect((await Promise.allSettled(all)).map((one) => one.status)).toEqual([
      "fulfilled",
      "rejected",
      "fulfilled",
      "fulfilled",
      "fulfilled",
    ]);
    expect(most).toBe(2);
  });
});
