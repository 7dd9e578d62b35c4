import type {
  ClientOverview,
  EvidenceLine,
  Kind,
  OwnModel,
  Row,
  SavedFilter,
  Statement,
  SupervisionOverview,
  Template,
} from "../../bindings/contract";
import type { Place } from "../../app/place.svelte";
import { EVERYTHING } from "../../app/query";
import { KIND_NAMES, KINDS, type MarkName } from "../../components/marks";
import { PAGE_NAMES } from "./pages";

/** A line of "Go to". */
export interface Choice {
  id: string;
  group: string;
  mark: MarkName;
  text: string;
  /** What stands at the right, quietly. */
  side: string;
  place?: Place;
  action?: "search" | "lock" | "night" | "keys" | "undo" | "redo";
  /** A template that a record is begun from; the place is where to go when it cannot be. */
  template?: string;
}

/** What the owner has given a name to. */
export interface Named {
  templates: readonly Template[];
  models: readonly OwnModel[];
  filters: readonly SavedFilter[];
}

const ORDER: Place["page"][] = [
  "today",
  "capture",
  "records",
  "supervision",
  "clients",
  "evidence",
  "framework",
  "stories",
  "hcpc",
  "year",
  "shelf",
  "bin",
  "profile",
  "register",
  "settings",
  "intake",
  "backups",
  "restore",
];
/** What is done on a page of its own, without looking for its button there. */
const THERE: { id: string; text: string; place: Place }[] = [
  { id: "backup", text: "Back up now", place: { page: "backups", part: "now" } },
  { id: "draft", text: "Make a draft PDF of the CPD profile", place: { page: "hcpc", part: "draft" } },
];
const ACTIONS: { action: NonNullable<Choice["action"]>; text: string }[] = [
  { action: "undo", text: "Take the last change back" },
  { action: "redo", text: "Make it again" },
  { action: "night", text: "Day or night" },
  { action: "keys", text: "Show every key" },
  { action: "lock", text: "Lock" },
];

/** Lower case, without accents, so that "resume" finds "résumé". */
export const plain = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Whether each word written begins a word of the text. */
export function matches(written: string, text: string): boolean {
  const there = plain(text).split(/[^\p{L}\p{N}]+/u);
  return plain(written)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "")
    .every((word) => there.some((candidate) => candidate.startsWith(word)));
}

/** Pages and actions that fit what was written. */
export function pagesAndActions(written: string, names: { level: string; id: string }[]): Choice[] {
  const pages: Choice[] = ORDER.map((page) => ({
    id: `page-${page}`,
    group: "Pages",
    mark: "triptych",
    text: PAGE_NAMES[page],
    side: "",
    place: { page } as Place,
  }));
  const levels: Choice[] = names.map(({ id, level }) => ({
    id: `level-${id}`,
    group: "Pages",
    mark: "triptych",
    text: `Level: ${level}`,
    side: "",
    place: { page: "level", level: id },
  }));
  const make: Choice[] = KINDS.map((kind: Kind) => ({
    id: `new-${kind}`,
    group: "Do",
    mark: kind,
    text: `New ${kind === "cpd" ? "CPD activity" : KIND_NAMES[kind].toLowerCase()}`,
    side: "",
    place: { page: "records", create: kind },
  }));
  const done = (id: string, text: string): Choice => ({ id: `do-${id}`, group: "Do", mark: "note", text, side: "" });
  const there = THERE.map(({ id, text, place }) => ({ ...done(id, text), place }));
  const actions = ACTIONS.map(({ action, text }) => ({ ...done(action, text), action }));
  const shownPages = written === "" ? pages : [...pages, ...levels];
  const found = [...shownPages, ...make, ...there, ...actions].filter((choice) => matches(written, choice.text));
  if (written.trim() !== "") {
    found.push({
      id: "do-search",
      group: "Search",
      mark: "note",
      text: `Search every record for “${written}”`,
      side: "",
      action: "search",
    });
  }
  return found;
}

/** Records found by the core's search. */
export const recordChoices = (rows: Row[], date: (row: Row) => string): Choice[] =>
  rows.map((row) => ({
    id: `record-${row.id}`,
    group: "Records",
    mark: row.kind,
    text: row.title.map((span) => span.text).join(""),
    side: date(row),
    place: { page: "records", id: row.id },
  }));

/** Statements whose words fit; from three letters on, because there are 313. */
export function statementChoices(written: string, statements: readonly Statement[], limit: number): Choice[] {
  if (written.trim().length < 3) return [];
  return statements
    .filter((statement) => matches(written, `${statement.text} ${statement.code ?? ""} ${statement.id}`))
    .slice(0, limit)
    .map((statement) => ({
      id: `statement-${statement.id}`,
      group: "Statements",
      mark: "triptych",
      text: statement.text,
      side: statement.code ?? "",
      place: { page: "statement", id: statement.id },
    }));
}

/** Who supervises, what was agreed and what waits on the agenda: words that stand in no record. */
export function supervisionChoices(written: string, there: SupervisionOverview | null, limit: number): Choice[] {
  if (there === null || written.trim() === "") return [];
  const named = (id: string): string => there.people.find((person) => person.id === id)?.name ?? "";
  const part = (id: string, text: string, side: string, where: "agenda" | "agreements"): Choice => ({
    id,
    group: "Around supervision",
    mark: "supervision",
    text,
    side,
    place: { page: "supervision", part: where },
  });
  const people = there.people
    .filter((one) => matches(written, `${one.name} ${one.role} ${one.profession}`))
    .map((one) => part(`person-${one.id}`, one.name, one.role, "agreements"));
  const agreements = there.agreements
    .filter((one) => matches(written, `${one.purpose} ${one.frequency} ${one.keeper} ${one.limits}`))
    .map((one) => part(`agreement-${one.id}`, named(one.person_id), "agreement", "agreements"));
  const agenda = there.agenda
    .filter((one) => matches(written, `${one.note} ${one.quote}`))
    .map((one) => part(`agenda-${one.id}`, one.note === "" ? one.quote : one.note, "on the agenda", "agenda"));
  return [...agenda, ...people, ...agreements].slice(0, limit);
}

/** Evidence by its number, title, description, maker and file. */
export function evidenceChoices(written: string, there: readonly EvidenceLine[], limit: number): Choice[] {
  if (written.trim() === "") return [];
  return there
    .filter((one) =>
      matches(written, `E${one.number} ${one.title} ${one.description} ${one.made_by} ${one.file?.name ?? ""}`),
    )
    .slice(0, limit)
    .map((one) => ({
      id: `evidence-${one.id}`,
      group: "Evidence",
      mark: "evidence",
      text: one.title,
      side: `E${one.number}`,
      place: { page: "evidence", id: one.id },
    }));
}

/** Clients by their code, and by goals, themes and summary; who they are is behind the wall and not looked through. */
export function clientChoices(written: string, there: ClientOverview | null, limit: number): Choice[] {
  if (there === null || written.trim() === "") return [];
  return there.clients
    .filter((one) => matches(written, `${one.code} ${one.words}`))
    .slice(0, limit)
    .map((one) => ({
      id: `client-${one.id}`,
      group: "Clients",
      mark: "case-note",
      text: one.code,
      side: one.notes === 1 ? "1 case note" : `${one.notes} case notes`,
      place: { page: "clients", id: one.id },
    }));
}

/** Templates to begin from, models of one's own, saved filters. */
export function namedChoices(written: string, there: Named | null, limit: number): Choice[] {
  if (there === null || written.trim() === "") return [];
  const choice = (id: string, mark: MarkName, text: string, side: string, place: Place): Choice => ({
    id,
    group: "Named by you",
    mark,
    text,
    side,
    place,
  });
  const templates = there.templates.map((one) => ({
    ...choice(`template-${one.id}`, one.content.kind, one.name, "begin from it", { page: "shelf" }),
    template: one.id,
  }));
  const filters = there.filters.map((one) =>
    choice(`filter-${one.id}`, "note", one.name, "saved filter", {
      page: "records",
      query: { ...EVERYTHING, ...one.query },
    }),
  );
  const models = there.models
    .filter((one) => !one.retired)
    .map((one) => choice(`model-${one.id}`, "reflection", one.name, "reflection model", { page: "shelf" }));
  return [...templates, ...filters, ...models].filter((one) => matches(written, one.text)).slice(0, limit);
}
