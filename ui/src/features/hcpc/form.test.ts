import { describe, expect, it } from "vitest";
import type { Activity, Chosen, Form } from "../../bindings/contract";
import { choiceOf, chosenFrom, formOf, isWritten, merge, moved, withChoices } from "./form";

const activity = (more: Partial<Activity> = {}): Activity => ({
  record_id: "r1",
  kind: "supervision",
  date: "2026-01-10",
  date_to: null,
  minutes: 75,
  type: "work-based",
  private_title: "Private words",
  name: "Clinical supervision, individual, 75 minutes",
  proposed_name: "Clinical supervision, individual, 75 minutes",
  listed: true,
  by_rule: true,
  draft: false,
  standards: [],
  echo: null,
  ...more,
});
const chosen = (record_id: string, more: Partial<Chosen> = {}): Chosen => ({
  record_id,
  what: "",
  learnt: "",
  quality: "",
  service_users: "",
  ...more,
});
const form = (more: Partial<Form> = {}): Form => ({
  summary: "",
  introduction: "",
  chosen: [],
  gaps: [],
  choices: [],
  ...more,
});

describe("choices", () => {
  it("sends only what departs from the rule or the proposal", () => {
    expect(choiceOf(activity())).toBeNull();
    expect(choiceOf(activity({ listed: false }))).toEqual({ record_id: "r1", listed: false, name: null });
    expect(choiceOf(activity({ name: "A day on trauma" }))).toEqual({
      record_id: "r1",
      listed: null,
      name: "A day on trauma",
    });
  });
  it("takes an emptied name as the proposal", () => {
    expect(choiceOf(activity({ name: "  " }))).toBeNull();
  });
  it("go back into the activities they came from", () => {
    const all = [
      activity(),
      activity({ record_id: "r2", listed: false, name: "Own name" }),
      activity({ record_id: "r3", by_rule: false, listed: true }),
    ];
    const plain = all.map((one) => ({ ...one, listed: one.by_rule, name: one.proposed_name }));
    expect(
      withChoices(
        plain,
        all.flatMap((one) => choiceOf(one) ?? []),
      ),
    ).toEqual(all);
  });
  it("never puts a private title into the form", () => {
    const whole = formOf({
      summary: "",
      introduction: "",
      chosen: [],
      gaps: [],
      activities: [activity({ listed: false })],
    });
    expect(JSON.stringify(whole)).not.toContain("Private words");
  });
});

describe("chosen activities", () => {
  it("start with what the record says", () => {
    const cpd = {
      type: null,
      provider: "",
      certificate: false,
      learnt: "To wait.",
      practice: "I wait.",
      service_users: "Calm.",
      sub_type: "",
      cost_pence: null,
      standards: [],
      next_step: "",
    };
    const text = (stage: string, text: string) => ({ stage, text });
    const sections = [
      text("description", "A day."),
      text("feelings", "Mine."),
      text("analysis", "Slow."),
      text("action-plan", "Wait."),
    ];
    expect(chosenFrom("r", { kind: "cpd", cpd, sections: [text("text", "A course.")] })).toEqual(
      chosen("r", { what: "A course.", learnt: "To wait.", quality: "I wait.", service_users: "Calm." }),
    );
    // What was written for HCPC's own questions goes before the stages.
    expect(chosenFrom("r", { kind: "reflection", cpd, sections })).toEqual(
      chosen("r", { what: "A day.", learnt: "To wait.", quality: "I wait.", service_users: "Calm." }),
    );
    expect(chosenFrom("r", { kind: "reflection", cpd: null, sections })).toEqual(
      chosen("r", { what: "A day.", learnt: "Slow.", quality: "Wait." }),
    );
    // Free writing is no answer to one question alone, and a supervision record speaks of others.
    expect(isWritten(chosenFrom("r", { kind: "reflection", cpd: null, sections: [text("text", "All.")] }))).toBe(false);
    expect(isWritten(chosenFrom("r", { kind: "supervision", cpd: null, sections }))).toBe(false);
  });
  it("move by one and stop at the ends", () => {
    expect(moved(["a", "b", "c"], 2, -1)).toEqual(["a", "c", "b"]);
    expect(moved(["a", "b", "c"], 0, -1)).toEqual(["a", "b", "c"]);
    expect(moved(["a", "b", "c"], 2, 1)).toEqual(["a", "b", "c"]);
  });
});

describe("merging", () => {
  it("takes each side's own changes", () => {
    const merged = merge(
      form({ summary: "s", introduction: "i" }),
      form({ summary: "s mine", introduction: "i" }),
      form({ summary: "s", introduction: "i theirs" }),
    );
    expect(merged).toEqual({ form: form({ summary: "s mine", introduction: "i theirs" }), clashes: [] });
  });

  it("keeps mine and names the clash where both wrote", () => {
    const merged = merge(form({ summary: "s" }), form({ summary: "mine" }), form({ summary: "theirs" }));
    expect(merged.form.summary).toBe("mine");
    expect(merged.clashes).toEqual(["Summary of practice"]);
  });

  it("is no clash when both wrote the same", () => {
    expect(merge(form(), form({ summary: "same" }), form({ summary: "same" })).clashes).toEqual([]);
  });

  it("merges the parts of one activity", () => {
    const base = form({ chosen: [chosen("a")] });
    const merged = merge(
      base,
      form({ chosen: [chosen("a", { learnt: "mine" })] }),
      form({ chosen: [chosen("a", { quality: "theirs" }), chosen("b")] }),
    );
    expect(merged.form.chosen).toEqual([chosen("a", { learnt: "mine", quality: "theirs" }), chosen("b")]);
    expect(merged.clashes).toEqual([]);
  });

  it("keeps my order when I changed it, and adds what the other side added", () => {
    const merged = merge(
      form({ chosen: [chosen("a"), chosen("b")] }),
      form({ chosen: [chosen("b"), chosen("a")] }),
      form({ chosen: [chosen("a"), chosen("b"), chosen("c")] }),
    );
    expect(merged.form.chosen.map((one) => one.record_id)).toEqual(["b", "a", "c"]);
  });

  it("lets an untouched activity be taken out, and keeps one that was written in", () => {
    const base = form({ chosen: [chosen("a"), chosen("b")] });
    expect(merge(base, base, form({ chosen: [chosen("a")] })).form.chosen).toHaveLength(1);
    const mine = form({ chosen: [chosen("a"), chosen("b", { what: "Words." })] });
    expect(merge(base, mine, form({ chosen: [chosen("a")] })).form.chosen.map((one) => one.record_id)).toEqual([
      "a",
      "b",
    ]);
  });

  it("merges gaps and choices by what they are about", () => {
    const gap = (from: string, explanation: string) => ({ from, to: from, explanation });
    const merged = merge(
      form({ gaps: [gap("2025-02", "")], choices: [] }),
      form({ gaps: [gap("2025-02", "I was ill.")], choices: [{ record_id: "r", listed: false, name: null }] }),
      form({ gaps: [gap("2025-02", ""), gap("2025-08", "")], choices: [{ record_id: "q", listed: true, name: null }] }),
    );
    expect(merged.form.gaps).toEqual([gap("2025-02", "I was ill."), gap("2025-08", "")]);
    expect(merged.form.choices.map((one) => one.record_id)).toEqual(["q", "r"]);
  });
});
