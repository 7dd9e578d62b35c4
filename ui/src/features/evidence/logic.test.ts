import { describe, expect, it } from "vitest";
import type { Consent, EvidenceLine } from "../../bindings/contract";
import {
  boxOf,
  consentWords,
  fileText,
  found,
  lengthText,
  moved,
  pictures,
  sizeText,
  timeText,
  titles,
  wavePath,
  waveWords,
} from "./logic";

describe("sizes", () => {
  it("are told as file managers tell them", () => {
    const told = [0, 1, 999, 1000, 9_960, 999_499, 999_500, 3_400_000, 2_147_483_648].map(sizeText);
    expect(told).toEqual(["0 bytes", "1 byte", "999 bytes", "1.0 kB", "10 kB", "999 kB", "1.0 MB", "3.4 MB", "2.1 GB"]);
    expect(fileText(null)).toBe("No file");
  });
});

describe("times", () => {
  it("are read as a clock and as words", () => {
    expect([0, 65, 3725.9].map(timeText)).toEqual(["0:00", "1:05", "1:02:05"]);
    expect([0.2, 1, 65, 7261].map(lengthText)).toEqual([
      "less than a second",
      "1 second",
      "1 minute 5 seconds",
      "2 hours 1 minute 1 second",
    ]);
  });
});

describe("the wave", () => {
  it("is said in words", () => {
    expect(waveWords({ seconds: 100, wave: [0, 0, 200, 90] })).toBe("Loudest at 0:50; silent for 50 per cent of it.");
    expect(waveWords({ seconds: 100, wave: [90, 200] })).toBe("Loudest at 0:50; never quite silent.");
    expect(waveWords({ seconds: 100, wave: [0, 0, 0] })).toBe("Silent almost all through.");
    expect(waveWords({ seconds: 0, wave: [] })).toBe("");
  });
  it("is drawn within its field", () => {
    expect(wavePath([255, 0])).toBe("M250.0 2.0V98.0M750.0 49.3V50.8");
  });
});

describe("consent", () => {
  const consent: Consent = {
    who: "K-07",
    by: "person",
    child_view: "",
    therapy_free: true,
    use_for: "An audit",
    given: "2026-10-01",
    until: "2027-10-01",
    withdrawn: null,
  };
  it("says what follows from how it stands", () => {
    expect(consentWords("valid", consent)).toBe("Consent holds until 1 October 2027.");
    expect(consentWords("valid", { ...consent, until: null })).toContain("until it is withdrawn");
    expect(consentWords("withdrawn", { ...consent, withdrawn: "2026-11-22" })).toContain("on 22 November 2026");
    expect(consentWords("missing", null)).toContain("no export");
    expect(consentWords("missing", { ...consent, therapy_free: false })).toContain("therapy does not depend");
  });
});

describe("finding", () => {
  const line = (number: number, title: string): EvidenceLine => ({
    ...{ id: title, number, title, kind: "self-made", date: null, file: null, consent_state: "not-needed" },
    ...{ described: false, description: "", made_by: "", records: 0, binned_at: null },
  });
  it("are pictures for a text, those of its record first", () => {
    const of = (number: number, family: "picture" | "pdf"): EvidenceLine => ({
      ...line(number, `x${number}`),
      file: { name: "x", media_type: "", says: "", family, size: 1, sha256: "" },
    });
    const lines = [of(1, "picture"), of(2, "pdf"), line(3, "x3"), of(4, "picture")];
    const last = new Set([lines[3]?.id ?? "", lines[1]?.id ?? ""]);
    expect(pictures(lines, last).map((one) => one.number)).toEqual([4, 1]);
    expect(pictures(lines, new Set()).map((one) => one.number)).toEqual([1, 4]);
  });

  it("goes by number and words", () => {
    const lines = [line(1, "Certificate of the course"), line(12, "The torn drawing")];
    expect(found(lines, "e12").map((one) => one.number)).toEqual([12]);
    expect(found(lines, "course CERT").map((one) => one.number)).toEqual([1]);
    expect(found(lines, "")).toHaveLength(2);
    const drawn = { ...line(3, "Untitled"), description: "A boat in blue chalk", made_by: "L-18" };
    expect(found([...lines, drawn], "blue chalk").map((one) => one.number)).toEqual([3]);
    expect(found([...lines, drawn], "l-18").map((one) => one.number)).toEqual([3]);
  });
});

describe("titles in a sentence", () => {
  it("name three, and count the others", () => {
    const of = (...words: string[]): string => titles(words.map((title) => ({ title })));
    expect(of("One")).toBe("“One”");
    expect(of("One", "", "Three")).toBe("“One”, “a record without words” and “Three”");
    expect(of("1", "2", "3", "4")).toBe("“1”, “2”, “3” and 1 more record");
    expect(of("1", "2", "3", "4", "5")).toBe("“1”, “2”, “3” and 2 more records");
  });
});

describe("boxes", () => {
  it("stay within the picture, whichever corner comes first", () => {
    expect(boxOf(1, { x: 0.75, y: 1.5 }, { x: 0.25, y: 0.5 })).toEqual({
      page: 1,
      x: 0.25,
      y: 0.5,
      width: 0.5,
      height: 0.5,
    });
  });
  it("are moved and sized by keys and never leave it", () => {
    const box = { page: 1, x: 0.5, y: 0.5, width: 0.25, height: 0.25 };
    expect(moved(box, 1, -1, false)).toMatchObject({ x: 0.75, y: 0 });
    expect(moved(box, 1, -1, true)).toMatchObject({ width: 0.5, height: 0.01 });
  });
});
