/** Money as people write it, and as it is kept: whole pence. */

/** "45", "45.50": for a field. */
export function pounds(pence: number): string {
  return pence % 100 === 0 ? String(pence / 100) : (pence / 100).toFixed(2);
}

/** "£45", "£45.50": in a sentence. */
export const inPounds = (pence: number): string => `£${pounds(pence)}`;

/** "45", "£45.50", "1,200". Empty is no cost. */
export function parsePounds(written: string): { pence: number | null; wrong: string | null } {
  const text = written.trim().replace(/^£\s*/, "");
  if (text === "") return { pence: null, wrong: null };
  const found = /^(\d{1,3}(?:,\d{3})+|\d{1,7})(?:\.(\d{1,2}))?$/.exec(text);
  if (found === null) return { pence: null, wrong: "Write the cost in pounds, such as 45 or 45.50." };
  const pence = Number(found[1].replaceAll(",", "")) * 100 + Number((found[2] ?? "0").padEnd(2, "0"));
  return pence > 10_000_000 ? { pence: null, wrong: "A cost goes up to £100,000." } : { pence, wrong: null };
}
