/**
 * Where a profile stands, as its page shows it.
 *
 * What always holds: nothing here counts or grades; "written for" and "still to write" are all that is said of a standard.
 */
import type { Place } from "../../app/place.svelte";
import type { Readiness, ReadinessStep, Rule, RuleFinding } from "../../bindings/contract";

/** The parts of the profile's page. */
export type Tab = "overview" | "summary" | "statement" | "list" | "privacy" | "chair";

/** Where a step is done: on another page, in a part of this one, or in the dialog that chooses activities. */
export type Target = { place: Place } | { tab: Tab } | { choose: true };

const TABS: Partial<Record<ReadinessStep["to"], Tab>> = {
  months: "overview",
  summary: "summary",
  statement: "statement",
  list: "list",
  privacy: "privacy",
  chair: "chair",
};

/** Where one goes to do a step. */
export function target(step: ReadinessStep): Target {
  if (step.to === "choose") return { choose: true };
  if (step.to === "record" && step.record_id !== null) return { place: { page: "records", id: step.record_id } };
  if (step.to === "evidence" && step.evidence_id !== null) return { place: { page: "evidence", id: step.evidence_id } };
  if (step.to === "new-record") return { place: { page: "records", create: "cpd" } };
  if (step.to === "intake") return { place: { page: "intake" } };
  return { tab: TABS[step.to] ?? "overview" };
}

/** What the button says that leads there. */
export function wayTo(step: ReadinessStep): string {
  const words: Record<ReadinessStep["to"], string> = {
    "new-record": "Write it down",
    record: "Open the record",
    evidence: "Open the evidence",
    months: "Go to the months",
    choose: "Choose activities",
    summary: "Go to the summary",
    statement: "Go to the statement",
    list: "Go to the list",
    intake: "Bring it in",
    privacy: "Go to the privacy check",
    chair: "Read it as an assessor",
  };
  return words[step.to];
}

/** Every rule with what it found; those that found something first, each in the order of the rules. */
export function byRule({ rules, findings }: Pick<Readiness, "rules" | "findings">): {
  rule: Rule;
  found: RuleFinding[];
}[] {
  const all = rules.map((rule) => ({ rule, found: findings.filter((one) => one.rule === rule.id) }));
  return [...all.filter((one) => one.found.length > 0), ...all.filter((one) => one.found.length === 0)];
}
