import { describe, expect, it } from "vitest";
import { clientChoices, matches, pagesAndActions, statementChoices, supervisionChoices } from "./palette";

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

  it("finds a client by the code", () => {
    const there = { clients: [{ id: "c", code: "K-07", notes: 3 }] } as never;
    expect(clientChoices("k-0", there, 4)[0]?.place).toEqual({ page: "clients", id: "c" });
    expect(clientChoices("07", there, 4)[0]?.side).toBe("3 case notes");
    expect(clientChoices("rose", there, 4)).toEqual([]);
  });
});
