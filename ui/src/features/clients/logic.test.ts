import { describe, expect, it } from "vitest";
import type { AccessRequest, CaseLine, ClientLine } from "../../bindings/contract";
import { keptWords, noteMarks, parted, unweighed, wholeNumber } from "./logic";

const line = (code: string, ended: string | null): ClientLine => ({
  id: code,
  code,
  notes: 1,
  first: null,
  last: null,
  ended,
  risk: false,
  words: "",
  kept: { until: null, state: "no-rule" },
  evidence: [],
});

const request: AccessRequest = {
  id: "r",
  client_id: "c",
  received: "2026-11-01",
  due: "2026-12-01",
  asker: "client",
  authority: "",
  identity_checked: false,
  harm: "",
  others: "",
  answered: null,
};

describe("clients", () => {
  it("stand apart when their work has ended", () => {
    const { current, ended } = parted([line("A-1", null), line("B-2", "2026-01-01")]);
    expect([current.map((one) => one.code), ended.map((one) => one.code)]).toEqual([["A-1"], ["B-2"]]);
  });

  it("say how long they are kept, and never that anything goes by itself", () => {
    expect(keptWords({ until: "2030-01-02", state: "running" })).toBe("Kept until 2 January 2030.");
    expect(keptWords({ until: "2020-01-02", state: "due" })).toContain("Nothing happens by itself");
    expect(keptWords({ until: null, state: "held" })).toBe("Held: not to be erased.");
    expect(keptWords({ until: null, state: "no-rule" })).toContain("No time of keeping");
  });

  it("have notes that say who did not come", () => {
    const note: CaseLine = {
      id: "n",
      date: "2026-01-01",
      session_number: 2,
      minutes: null,
      title: "",
      draft: true,
      attendance: "did-not-attend",
      themes: " absence ",
      risk: false,
      ending: true,
    };
    expect(noteMarks(note)).toEqual(["Did not attend (DNA)", "ending", "draft", "absence"]);
    expect(noteMarks({ ...note, attendance: null, ending: false, draft: false, themes: "" })).toEqual([]);
  });

  it("are not told of before everything is weighed", () => {
    expect(unweighed(request)).toHaveLength(4);
    expect(
      unweighed({ ...request, authority: "In person", identity_checked: true, harm: "None", others: "None" }),
    ).toEqual([]);
  });

  it("take whole numbers alone", () => {
    expect([wholeNumber(" 8 "), wholeNumber(""), wholeNumber("0"), wholeNumber("8.5")]).toEqual([
      8,
      null,
      undefined,
      undefined,
    ]);
  });
});
