import { describe, expect, it } from "vitest";
import type { Crosswalk, LevelId, Statement } from "../../bindings/contract";
import { ANSWERS, answerFor, answerWords, neighbourInSection, newWords, themeAround, withSlips } from "./logic";

const joined = (parts: { text: string }[]) => parts.map((part) => part.text).join("");
const marked = (from: string, to: string) =>
  newWords(from, to)
    .filter((part) => part.fresh)
    .map((part) => part.text);

describe("new words", () => {
  const enhanced = "Assesses clients for suitability for individual or group Art, Drama, Music Therapy.";
  const advanced =
    "Assesses clients with complex, high-risk needs for suitability for individual or group Art, Drama, Music Therapy. May be lead specialist in own field.";

  it("marks what is added, and only that", () => {
    expect(marked(enhanced, advanced)).toEqual([
      "with complex, high-risk needs",
      "May be lead specialist in own field.",
    ]);
  });

  it("never changes the wording", () => {
    for (const [from, to] of [
      [enhanced, advanced],
      [advanced, enhanced],
      ["", "  two  spaces  "],
      ["one two three", "one\n\ntwo  three "],
      ["a b c", ""],
      ["person centred", "- person-centred / well–being -- "],
      ["", ""],
    ]) {
      expect(joined(newWords(from, to))).toBe(to);
    }
  });

  it("does not mind case and punctuation", () => {
    expect(marked("Knowledge of skills, and competencies", "knowledge of skills and competencies.")).toEqual([]);
  });

  it("does not mind hyphens", () => {
    expect(marked("Safe, Effective and Person-Centred Care", "Safe, Effective and Person Centred Care")).toEqual([]);
    expect(marked("Assesses patients/clients here", "Assesses clients here")).toEqual([]);
  });

  it("marks nothing when a wording was only shortened", () => {
    expect(marked(advanced, enhanced)).toEqual([]);
  });

  it("marks nothing where two wordings have little in common", () => {
    expect(newWords("Practises with values-based care.", "Promotes respect for all who come to the service")).toEqual([
      { text: "Promotes respect for all who come to the service", fresh: false },
    ]);
  });

  it("begins a marked stretch at its first letter", () => {
    expect(newWords("own practice here", "own wider practice here")).toEqual([
      { text: "own ", fresh: false },
      { text: "wider", fresh: true },
      { text: " practice here", fresh: false },
    ]);
  });
});

describe("the same theme across levels", () => {
  const statement = (id: string): Statement => {
    const [level, section] = id.split(".");
    return { id, level, section, code: null, text: id, slips: [] } as unknown as Statement;
  };
  const all = ["ass.ks.01", "pro.ks.01", "pro.ks.02", "enh.ks.01", "con.ks.09"].map(statement);
  const levels = ["ass", "pro", "enh", "adv", "con"] as LevelId[];
  const crosswalk = {
    about: "ours",
    unplaced: ["con.ks.09"],
    themes: [
      {
        id: "one",
        label: "One theme",
        section: "ks",
        rows: { ass: ["ass.ks.01"], pro: ["pro.ks.01", "pro.ks.02"], enh: ["enh.ks.01"] },
        change: { "ass>pro": "more", "pro>enh": "deeper" },
      },
    ],
  } as unknown as Crosswalk;
  const around = (id: string) =>
    themeAround(statement(id), crosswalk, levels, (other) => all.find((one) => one.id === other));

  it("finds what is below, beside and above", () => {
    const theme = around("pro.ks.01");
    expect(theme?.beside.map((one) => one.id)).toEqual(["pro.ks.02"]);
    expect(theme?.below).toMatchObject({ level: "ass", change: "more" });
    expect(theme?.above).toMatchObject({ level: "enh", change: "deeper" });
  });

  it("says when a level has nothing on it, and ends at the ends", () => {
    expect(around("enh.ks.01")?.above).toEqual({ level: "adv", statements: [], change: null });
    expect(around("ass.ks.01")?.below).toBeNull();
  });

  it("knows a statement that fits no theme", () => {
    expect(around("con.ks.09")).toBeNull();
  });
});

describe("printed slips", () => {
  it("cuts the text and loses nothing", () => {
    const text = "the views of clientss to inform practice";
    const parts = withSlips(text, [{ printed: "clientss", likely: "clients" }]);
    expect(parts).toEqual([
      { text: "the views of ", likely: null },
      { text: "clientss", likely: "clients" },
      { text: " to inform practice", likely: null },
    ]);
    expect(joined(parts)).toBe(text);
  });
  it("leaves a text without slips whole, and one whose slip is not found", () => {
    expect(withSlips("plain", [])).toEqual([{ text: "plain", likely: null }]);
    expect(withSlips("plain", [{ printed: "other", likely: "x" }])).toEqual([{ text: "plain", likely: null }]);
  });
});

describe("where I stand", () => {
  it("has one key for each answer", () => {
    expect(ANSWERS.map((one) => one.key)).toEqual(["1", "2", "3", "4", "5"]);
    expect(answerFor("4")).toBe("not-my-role");
    expect(answerFor("6")).toBeNull();
    expect(answerWords("next-for-me")).toBe("Next for me");
  });
});

describe("next and previous", () => {
  it("walks the section and stops at its ends", () => {
    const order = ["a", "b", "c"];
    expect(neighbourInSection("b", order, 1)).toBe("c");
    expect(neighbourInSection("c", order, 1)).toBeNull();
    expect(neighbourInSection("a", order, -1)).toBeNull();
    expect(neighbourInSection("x", order, 1)).toBeNull();
  });
});
