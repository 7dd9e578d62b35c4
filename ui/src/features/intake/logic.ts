import type { IntakeField, IntakePreview, IntakeRow, IntakeSettled } from "../../bindings/contract";

/** What a column may hold, in the words of the page and the order they are offered. */
export const FIELDS: { id: IntakeField; name: string }[] = [
  { id: "date", name: "Date" },
  { id: "date-to", name: "Last day" },
  { id: "title", name: "What it was" },
  { id: "type", name: "Type of activity" },
  { id: "hours", name: "Hours" },
  { id: "minutes", name: "Minutes" },
  { id: "provider", name: "Who offered it" },
  { id: "certificate", name: "Certificate, yes or no" },
  { id: "cost", name: "Cost in pounds" },
  { id: "learnt", name: "What I learnt" },
  { id: "practice", name: "How practice gained" },
  { id: "service-users", name: "How service users gained" },
  { id: "keywords", name: "Keywords" },
  { id: "text", name: "Into the record’s text" },
  { id: "nothing", name: "Leave it out" },
];

/** Which rows are looked at. */
export type Part = "open" | "taken" | "left";

/** Where a row stands: its date has to be settled, it comes in, or it is left out. */
export function partOf(row: IntakeRow): Part {
  if (!row.take) return "left";
  return row.date === null ? "open" : "taken";
}

export function countParts(rows: IntakeRow[]): Record<Part, number> {
  const counts = { open: 0, taken: 0, left: 0 };
  for (const row of rows) counts[partOf(row)] += 1;
  return counts;
}

/** What is to be known of a row beside its date, in sentences. */
export function remarks(row: IntakeRow): string[] {
  const said: string[] = [];
  if (row.suspect !== null)
    said.push(
      `It looks like notes on a client: ${row.suspect}. Case notes belong to a client’s code; bring it in only if nobody can be known from it.`,
    );
  if (row.same_as !== null) said.push("A record of this day and name is here already.");
  if (row.repeats !== null) said.push(`It is the same day and name as number ${row.repeats}.`);
  if (row.refused !== null) said.push(row.refused);
  return said;
}

/** The choices with `change` made to the row `number`. */
export function settle(rows: IntakeSettled[], number: number, change: Partial<IntakeSettled>): IntakeSettled[] {
  const own = rows.find((row) => row.number === number) ?? { number, take: null, date: null, date_to: null };
  return [...rows.filter((row) => row.number !== number), { ...own, ...change }];
}

/** A day or period that is offered, as first and last day. */
export function offered(offer: string): { date: string; date_to: string | null } {
  const [date = "", to] = offer.split("/");
  return { date, date_to: to ?? null };
}

/** What is read, in a sentence. */
export function sentence(preview: IntakePreview): string {
  const { length } = preview.rows;
  const from = preview.name === "" ? "what you pasted" : `“${preview.name}”`;
  if (length === 0) return `There is nothing to bring in in ${from}.`;
  const what =
    preview.shape === "list"
      ? length === 1
        ? "1 row, which becomes a CPD record"
        : `${length.toLocaleString("en-GB")} rows, each of which becomes a CPD record`
      : length === 1
        ? "1 piece of text, which becomes a reflection"
        : `${length.toLocaleString("en-GB")} pieces of text, each of which becomes a reflection`;
  return `In ${from}: ${what}.`;
}

/** What was brought in, in a sentence. */
export function done(records: number, leftOut: number): string {
  const brought =
    records === 1 ? "1 record was brought in" : `${records.toLocaleString("en-GB")} records were brought in`;
  if (leftOut === 0) return `${brought}.`;
  return `${brought}; ${leftOut.toLocaleString("en-GB")} ${leftOut === 1 ? "was" : "were"} left out.`;
}
