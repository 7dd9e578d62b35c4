import { describe, expect, it } from "vitest";
import {
  clientChoices,
  evidenceChoices,
  matches,
  namedChoices,
  pagesAndActions,
  statementChoices,
  supervisionChoices,
} from "./palette";

describe("go to", () => {
  it("finds by the beginnings of words, without accents or case", () => {
    expect(matches("cpd aud", "CPD audit")).toBe(true);
    expect(matches("resume", "Résumé of the day")).toBe(true);
    expect(matches("udit", "CPD audit")).toBe(false);
    expect(matches("", "anything")).toBe(true);
  });

  it("offers the pages first and a search for what was written last", () => {
    const found = pagesAndActions("torn", []);
    expect(found.map((choice) => choice.action)).toEqual(["search"]);
    expect(pagesAndActions("", [])[0]?.place).toEqual({ page: "today" });
    expect(pagesAndActions("new ref", [])[0]?.place).toEqual({ page: "records", create: "reflection" });
  });

  it("does on another page what is done there", () => {
    expect(pagesAndActions("back up", [])[0]?.place).toEqual({ page: "backups", part: "now" });
    expect(pagesAndActions("draft pdf", [])[0]?.place).toEqual({ page: "hcpc", part: "draft" });
  });

  it("offers statements once there is something to go by", () => {
    const statements = [
      { id: "enh.ks.04", level: "enh", section: "ks", code: "KS.4", text: "Works with groups", slips: [] },
    ] as never;
    expect(statementChoices("wo", statements, 6)).toHaveLength(0);
    expect(statementChoices("groups", statements, 6)).toHaveLength(1);
    expect(statementChoices("ks.4", statements, 6)).toHaveLength(1);
  });

  it("finds what stands in no record: the directories, the agreements, the agenda", () => {
    const there = {
      people: [{ id: "p", side: "supervisor", name: "Ann Field", role: "Practice supervisor", profession: "" }],
      agreements: [{ id: "a", person_id: "p", purpose: "Endings", frequency: "", keeper: "", limits: "" }],
      agenda: [
        { id: "i", note: "Cover in August", quote: "" },
        { id: "j", note: "", quote: "He hid the drum." },
      ],
    } as never;
    const found = (written: string) => supervisionChoices(written, there, 4).map(({ text, place }) => [text, place]);
    expect(found("ann fie")).toEqual([["Ann Field", { page: "supervision", part: "agreements" }]]);
    expect(found("ending")).toEqual([["Ann Field", { page: "supervision", part: "agreements" }]]);
    expect(found("august")).toEqual([["Cover in August", { page: "supervision", part: "agenda" }]]);
    expect(found("drum")).toEqual([["He hid the drum.", { page: "supervision", part: "agenda" }]]);
    expect(found("")).toEqual([]);
  });

  it("finds evidence by its number, title, description, maker and file", () => {
    const there = [
      { id: "a", number: 3, title: "Untitled", description: "A boat in blue chalk", made_by: "L-18", file: null },
      { id: "b", number: 12, title: "Certificate", description: "", made_by: "", file: { name: "course.pdf" } },
    ] as never;
    const found = (written: string) => evidenceChoices(written, there, 4).map((one) => one.side);
    expect(found("e3")).toEqual(["E3"]);
    expect(found("chalk boat")).toEqual(["E3"]);
    expect(found("l-18")).toEqual(["E3"]);
    expect(found("cert")).toEqual(["E12"]);
    expect(found("course.pdf")).toEqual(["E12"]);
    expect(found("nothing")).toEqual([]);
    expect(found(" ")).toEqual([]);
    expect(evidenceChoices("e", there, 1)).toHaveLength(1);
    expect(evidenceChoices("cert", there, 4)[0]?.place).toEqual({ page: "evidence", id: "b" });
  });

  it("finds what has a name of one's own: templates, saved filters, models", () => {
    const there = {
      templates: [{ id: "t", name: "After a group", content: { kind: "reflection" } }],
      filters: [{ id: "f", name: "Groups this year", query: { text: "group" } }],
      models: [
        { id: "m", name: "My group questions", retired: false },
        { id: "n", name: "Old group questions", retired: true },
      ],
    } as never;
    const found = namedChoices("group", there, 6);
    expect(found.map(({ side, template }) => [side, template])).toEqual([
      ["begin from it", "t"],
      ["saved filter", undefined],
      ["reflection model", undefined],
    ]);
    expect(found[1]?.place).toMatchObject({ page: "records", query: { text: "group", sort: "newest" } });
    expect(namedChoices("", there, 6)).toEqual([]);
    expect(namedChoices("group", null, 6)).toEqual([]);
  });

  it("finds a client by the code, and by what is written on the page", () => {
    const there = { clients: [{ id: "c", code: "K-07", notes: 3, words: "To be heard. Endings." }] } as never;
    expect(clientChoices("heard", there, 4)[0]?.place).toEqual({ page: "clients", id: "c" });
    expect(clientChoices("k-0", there, 4)[0]?.place).toEqual({ page: "clients", id: "c" });
    expect(clientChoices("07", there, 4)[0]?.side).toBe("3 case notes");
    expect(clientChoices("rose", there, 4)).toEqual([]);
  });
});
