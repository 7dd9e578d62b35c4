import { expect, test } from "vitest";
import type { ReadinessStep, Rule, RuleFinding } from "../../bindings/contract";
import { byRule, target, wayTo } from "./standing";

const step = (to: ReadinessStep["to"], record_id: string | null = null): ReadinessStep => ({
  words: "Do it.",
  to,
  record_id,
  evidence_id: null,
});
const rule = (id: string): Rule => ({ id, title: id, about: "", source: "", checked: "2026-11-28", numbers: [] });
const finding = (id: string, said: string): RuleFinding => ({ rule: id, said, records: [], more: 0 });

test("a step leads to the record, to a new one, to a part of the page or to choosing", () => {
  expect(target(step("record", "a"))).toEqual({ place: { page: "records", id: "a" } });
  const file = { ...step("evidence", "a"), evidence_id: "e" };
  expect(target(file)).toEqual({ place: { page: "evidence", id: "e" } });
  expect(wayTo(file)).toBe("Open the evidence");
  expect(target(step("new-record"))).toEqual({ place: { page: "records", create: "cpd" } });
  expect(target(step("choose", "a"))).toEqual({ choose: true });
  expect(target(step("months"))).toEqual({ tab: "overview" });
  expect(target(step("statement", "a"))).toEqual({ tab: "statement" });
  expect(target(step("summary"))).toEqual({ tab: "summary" });
  expect(target(step("privacy", "a"))).toEqual({ tab: "privacy" });
  expect(target(step("list"))).toEqual({ tab: "list" });
  expect(target(step("intake"))).toEqual({ place: { page: "intake" } });
  expect(wayTo(step("record", "a"))).toBe("Open the record");
});

test("rules that found something stand first, and none is left out", () => {
  const rules = ["gap", "copied", "one-type"].map(rule);
  const findings = [finding("one-type", "One."), finding("one-type", "Two.")];
  const told = byRule({ rules, findings }).map(({ rule, found }) => [rule.id, found.length]);
  expect(told).toEqual([
    ["one-type", 2],
    ["gap", 0],
    ["copied", 0],
  ]);
});
