import { describe, expect, it } from "vitest";
import { find, index, plain, type Names } from "./tag-search";

const names: Names = {
  levels: ["ass", "pro", "enh", "adv", "con"],
  names: new Map([
    ["pro", "Proficient/Foundation Practitioner"],
    ["enh", "Enhanced Practitioner"],
    ["adv", "Advanced Practitioner"],
    ["con", "Consultant Practitioner"],
    ["ks", "Knowledge and Skills"],
    ["pp", "Professional Practice"],
    ["res", "Responsibilities"],
  ]),
};

const statements = [
  {
    id: "pro.ks.14",
    level: "pro",
    section: "ks",
    code: "KS.14",
    text: "Consolidates own knowledge through clinical supervision",
  },
  { id: "pro.pp.01", level: "pro", section: "pp", code: null, text: "Works within a team" },
  { id: "enh.ks.14", level: "enh", section: "ks", code: "KS.14", text: "Supervision of others, café work" },
  {
    id: "enh.pp.03",
    level: "enh",
    section: "pp",
    code: null,
    text: "Expanding practice through a wider range of creative methods",
  },
  { id: "enh.res.20", level: "enh", section: "res", code: null, text: "Seeks clinical supervision and feedback" },
  { id: "adv.ks.02", level: "adv", section: "ks", code: "KS.2", text: "Leads clinical supervision" },
  { id: "con.ks.02", level: "con", section: "ks", code: "KS.2", text: "Shapes supervision nationally" },
];
const entries = index(statements, names);
const ids = (query: string, own: string | null = "enh", within?: { level: string | null; section: string | null }) =>
  find(entries, query, names, own, within).map((one) => one.id);

describe("finding a statement", () => {
  it("shows everything when nothing is typed, own level first, in the framework's order", () => {
    expect(ids("").slice(0, 3)).toEqual(["enh.ks.14", "enh.pp.03", "enh.res.20"]);
    expect(ids("")).toHaveLength(statements.length);
  });

  it("goes on with the next level up, then the one below", () => {
    expect(ids("supervision").map((id) => id.slice(0, 3))).toEqual(["enh", "enh", "adv", "pro", "con"]);
  });

  it("keeps the framework's order when the level is not known yet", () => {
    expect(ids("supervision", null).map((id) => id.slice(0, 3))).toEqual(["pro", "enh", "enh", "adv", "con"]);
  });

  it("wants every word, as the beginning of a word", () => {
    expect(ids("clin sup")).toEqual(["enh.res.20", "adv.ks.02", "pro.ks.14"]);
    expect(ids("clinical nonsense")).toEqual([]);
    expect(ids("linical")).toEqual([]);
  });

  it("puts a phrase before its words", () => {
    const both = index(
      [
        { id: "enh.pp.01", level: "enh", section: "pp", code: null, text: "supervision that is clinical" },
        { id: "enh.pp.02", level: "enh", section: "pp", code: null, text: "offers clinical supervision" },
      ],
      names,
    );
    expect(find(both, "clinical supervision", names, "enh").map((one) => one.id)).toEqual(["enh.pp.02", "enh.pp.01"]);
  });

  it("finds by code and by id, exactly that first", () => {
    expect(ids("KS.14", "enh").slice(0, 2)).toEqual(["enh.ks.14", "pro.ks.14"]);
    expect(ids("ks 2", "enh").slice(0, 2)).toEqual(["adv.ks.02", "con.ks.02"]);
    expect(ids("enh.pp.03", "pro")[0]).toBe("enh.pp.03");
  });

  it("finds by section and level names, behind the text", () => {
    expect(ids("professional")).toEqual(["enh.pp.03", "pro.pp.01"]);
  });

  it("knows accents and capitals", () => {
    expect(ids("CAFE")).toEqual(["enh.ks.14"]);
    expect(plain("Café – l’été")).toBe("cafe - l'ete");
  });

  it("narrows to a level and a section", () => {
    expect(ids("", "enh", { level: "pro", section: null })).toEqual(["pro.ks.14", "pro.pp.01"]);
    expect(ids("supervision", "enh", { level: null, section: "ks" })).toEqual([
      "enh.ks.14",
      "adv.ks.02",
      "pro.ks.14",
      "con.ks.02",
    ]);
  });

  it("never fails on odd input", () => {
    expect(ids('"*(%')).toHaveLength(statements.length);
    expect(ids("x".repeat(10_000))).toEqual([]);
  });
});
