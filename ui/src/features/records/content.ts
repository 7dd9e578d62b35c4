/**
 * What is sent of a page, and which part of it a refusal means.
 *
 * What always holds: what is sent is a plain copy; empty lines of agreed actions are not sent; a refused field can be
 * put back to what it was without touching any other.
 */
import type { Content } from "../../bindings/contract";
import { sections, type StageField } from "./stages";

/** The parts of a record a refusal may name, beside its text. */
const PARTS = [
  "title",
  "date",
  "date_to",
  "minutes",
  "role_id",
  "model",
  "keywords",
  "clients",
  "session_number",
  "setting",
  "supervision",
  "actions",
  "cpd",
  "case",
] as const satisfies readonly (keyof Content)[];

type Part = (typeof PARTS)[number];

/** Fields of the CPD facts. */
const CPD = [
  "provider",
  "learnt",
  "practice",
  "service_users",
  "type",
  "sub_type",
  "cost_pence",
  "standards",
  "next_step",
];

/** "cpd.provider" and "actions[2].due" mean "cpd" and "actions". */
export function partOf(field: string): Part | null {
  const name = /^[a-z_]+/.exec(field)?.[0] ?? "";
  const known = PARTS.find((part) => part === name);
  if (known) return known;
  if (name === "client" || name === "keyword" || name === "role") return name === "role" ? "role_id" : `${name}s`;
  if (["supervisor", "format", "themes", "agreement_id"].includes(name)) return "supervision";
  if (CPD.includes(name)) return "cpd";
  return name === "action" ? "actions" : null;
}

/** The part of `content` that `field` names; `undefined` when it is none that can be held back. */
export function readPart(content: Content, field: string): unknown {
  const part = partOf(field);
  return part === null ? undefined : content[part];
}

/** `content` with that part replaced. */
export function replacePart(content: Content, field: string, value: unknown): Content {
  const part = partOf(field);
  return part === null ? content : { ...content, [part]: value };
}

/** What goes out: the page's fields in place of its sections, without empty agreed actions. */
export function toSend(content: Content, shown: readonly StageField[]): Content {
  return {
    ...content,
    sections: sections(shown),
    clients: content.clients.map((code) => code.trim()),
    actions: content.actions.filter((action) => action.text.trim() !== ""),
  };
}
