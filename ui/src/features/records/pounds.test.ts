import { describe, expect, it } from "vitest";
import { inPounds, parsePounds, pounds } from "./pounds";

describe("money", () => {
  it("is read as people write it", () => {
    const read = (written: string): number | null => parsePounds(written).pence;
    expect(["45", "£45.5", " 45.50 ", "1,200", "0", ""].map(read)).toEqual([4500, 4550, 4550, 120_000, 0, null]);
  });

  it("is refused in words when it is none", () => {
    for (const written of ["-4", "4.555", "12,34", "free", "1e3", "100001"])
      expect(parsePounds(written), written).toMatchObject({ pence: null, wrong: expect.any(String) });
  });

  it("comes back as it was written", () => {
    for (const pence of [0, 5, 4500, 4550, 10_000_000]) expect(parsePounds(pounds(pence)).pence).toBe(pence);
    expect(inPounds(4550)).toBe("£45.50");
  });
});
