import { describe, expect, it } from "vitest";
import { asText, fields, isBlank, sections, type Model } from "./stages";

const models: Model[] = [
  {
    id: "gibbs",
    name: "Gibbs",
    stages: [
      { id: "gibbs.description", name: "Description", prompt: "What happened?" },
      { id: "gibbs.feelings", name: "Feelings", prompt: "What did you feel?" },
    ],
  },
  {
    id: "what",
    name: "What? So what? Now what?",
    stages: [
      { id: "what.what", name: "What?", prompt: "" },
      { id: "what.so-what", name: "So what?", prompt: "" },
      { id: "what.now-what", name: "Now what?", prompt: "" },
    ],
  },
];

const written = [
  { stage: "gibbs.description", text: "They tore the sheet." },
  { stage: "gibbs.feelings", text: "I wanted to mend it." },
];

describe("fields", () => {
  it("shows free writing as one field", () => {
    expect(fields([], models, null, "What stayed with you?")).toEqual([
      { stage: "text", name: "", prompt: "What stayed with you?", text: "", other: false },
    ]);
  });

  it("calls a stage that its model has no more as it was called", () => {
    const own: Model = { id: "own", name: "Listening", stages: [{ id: "a", name: "Sound", prompt: "" }] };
    const former = [{ id: "b", name: "Silence", prompt: "What was left out?" }];
    const shown = fields([{ stage: "b", text: "Longer than before." }], [...models, { ...own, former }], "own");
    expect(shown.map((field) => [field.stage, field.name, field.other])).toEqual([
      ["a", "Sound", false],
      ["b", "Silence (Listening)", true],
    ]);
  });

  it("shows what the kind asks for besides, written or not", () => {
    const more = [{ id: "countertransference", name: "Countertransference", prompt: "What did it stir?" }];
    const shown = fields([{ stage: "text", text: "The cupboard." }], models, null, "", more);
    expect(shown.map((field) => [field.stage, field.text, field.other])).toEqual([
      ["text", "The cupboard.", false],
      ["countertransference", "", false],
    ]);
    const kept = sections(shown);
    expect(fields(kept, models, null, "", more)).toEqual(shown);
  });

  it("shows the model's stages in its order, written or not", () => {
    const shown = fields([written[1]!], models, "gibbs");
    expect(shown.map((field) => [field.stage, field.text])).toEqual([
      ["gibbs.description", ""],
      ["gibbs.feelings", "I wanted to mend it."],
    ]);
  });

  it("treats an unknown model as free writing and loses nothing", () => {
    const shown = fields(written, models, "made-up");
    expect(shown.map((field) => [field.stage, field.other])).toEqual([
      ["text", false],
      ["gibbs.description", true],
      ["gibbs.feelings", true],
    ]);
  });

  it("joins two sections of one stage", () => {
    expect(
      fields(
        [
          { stage: "text", text: "One." },
          { stage: "text", text: "Two." },
        ],
        models,
        null,
      )[0]?.text,
    ).toBe("One.\n\nTwo.");
    expect(
      fields(
        [
          { stage: "text", text: "" },
          { stage: "text", text: "Two." },
        ],
        models,
        null,
      )[0]?.text,
    ).toBe("Two.");
  });
});

describe("changing the model", () => {
  it("keeps every word, each under its own name", () => {
    const shown = fields(written, models, "what");
    expect(shown.slice(0, 3).every((field) => field.text === "" && !field.other)).toBe(true);
    expect(shown.slice(3).map((field) => field.name)).toEqual(["Description (Gibbs)", "Feelings (Gibbs)"]);
    expect(sections(shown).map((section) => section.text)).toEqual([
      "",
      "",
      "",
      "They tore the sheet.",
      "I wanted to mend it.",
    ]);
  });

  it("puts everything back when the model comes back", () => {
    const there = sections(fields(written, models, "what"));
    const back = fields(there, models, "gibbs");
    expect(sections(back)).toEqual(written);
  });

  it("keeps what was written in both", () => {
    const there = sections(fields(written, models, "what"));
    there[0]!.text = "A torn sheet.";
    const free = fields(there, models, null);
    expect(free.filter((field) => field.text !== "").map((field) => field.text)).toEqual([
      "A torn sheet.",
      "They tore the sheet.",
      "I wanted to mend it.",
    ]);
  });

  it("drops a stage of another model only when it is empty", () => {
    const shown = fields(written, models, "what");
    shown[3]!.text = " ";
    expect(sections(shown).map((section) => section.stage)).not.toContain("gibbs.description");
  });

  it("names free writing that has no place", () => {
    expect(fields([{ stage: "text", text: "First words." }], models, "gibbs").at(-1)).toMatchObject({
      name: "Free writing",
      other: true,
    });
  });
});

describe("the text as a whole", () => {
  it("knows an empty page", () => {
    expect(isBlank([{ stage: "text", text: " \n" }])).toBe(true);
    expect(isBlank(written)).toBe(false);
  });

  it("goes to the clipboard with its headings", () => {
    expect(asText("Torn", "9 April 2026", fields(written, models, "gibbs"))).toBe(
      "Torn\n\n9 April 2026\n\nDescription\nThey tore the sheet.\n\nFeelings\nI wanted to mend it.",
    );
  });
});
