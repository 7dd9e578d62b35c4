import { describe, expect, it } from "vitest";
import type { Content } from "../../bindings/contract";
import { partOf, readPart, replacePart, toSend } from "./content";

const content: Content = {
  kind: "supervision",
  title: "Session 14",
  date: "2026-04-02",
  date_to: null,
  minutes: 75,
  role_id: null,
  model: null,
  sections: [{ stage: "text", text: "old" }],
  keywords: [],
  clients: ["K-07 "],
  session_number: null,
  case: null,
  setting: null,
  supervision: {
    supervisor: "Supervisor A",
    format: null,
    remote: false,
    themes: "",
    type: null,
    agreement_id: null,
    given: false,
  },
  actions: [
    { id: "", text: "Ask about the cupboard", due: null, done_on: null, owner: null },
    { id: "", text: "  ", due: null, done_on: null, owner: null },
  ],
  cpd: null,
};

describe("what is sent", () => {
  it("takes the text from the page, and leaves empty actions out", () => {
    const sent = toSend(content, [{ stage: "text", name: "", prompt: "", text: "new", other: false }]);
    expect(sent.sections).toEqual([{ stage: "text", text: "new" }]);
    expect(sent.actions).toHaveLength(1);
    expect(sent.clients).toEqual(["K-07"]);
  });
});

describe("which part a refusal means", () => {
  it("finds fields by the core's names", () => {
    expect(partOf("minutes")).toBe("minutes");
    expect(partOf("supervisor")).toBe("supervision");
    expect(partOf("themes")).toBe("supervision");
    expect(partOf("service_users")).toBe("cpd");
    expect(partOf("cpd.provider")).toBe("cpd");
    expect(partOf("sections")).toBeNull();
    expect(partOf("kind")).toBeNull();
  });

  it("puts one part back and touches no other", () => {
    const back = replacePart({ ...content, minutes: 0 }, "minutes", readPart(content, "minutes"));
    expect(back).toEqual(content);
    expect(replacePart(content, "sections", [])).toBe(content);
  });
});
