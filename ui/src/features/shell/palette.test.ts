import { describe, expect, it } from "vitest";
import { matches, pagesAndActions, statementChoices } from "./palette";

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
});
