/**
 * The arithmetic of the drawing: how many statements of a cell are tagged, and how dark that is drawn.
 *
 * What always holds: a cell counts statements with at least one record, never the records themselves; nothing is ever
 * added up across levels.
 */
import type { Coverage, FrameworkData, Statement, StatementCoverage } from "../../bindings/contract";

/** How dark a cell is drawn. */
export type Tone = "none" | "third" | "two-thirds" | "more" | "all";

/** One cell: how many of its statements are tagged. */
export interface Tally {
  tagged: number;
  total: number;
}

/** The tones in the order of the key, with their words. */
export const TONES: readonly { tone: Tone; words: string }[] = [
  { tone: "none", words: "none" },
  { tone: "third", words: "up to a third" },
  { tone: "two-thirds", words: "up to two thirds" },
  { tone: "more", words: "more" },
  { tone: "all", words: "all" },
];

/** The tone of a share. Whole numbers are compared, so that one third is one third. */
export function toneOf({ tagged, total }: Tally): Tone {
  if (tagged <= 0 || total <= 0) return "none";
  if (tagged >= total) return "all";
  if (tagged * 3 <= total) return "third";
  return tagged * 3 <= total * 2 ? "two-thirds" : "more";
}

/** The tone in words, for whoever cannot see the drawing. */
export function toneWords(tone: Tone): string {
  return TONES.find((one) => one.tone === tone)?.words ?? "";
}

/** What the portfolio has against each statement, by statement id. */
export function byStatement(coverage: Coverage | null): Map<string, StatementCoverage> {
  return new Map(coverage?.statements.map((one) => [one.statement, one]) ?? []);
}

/** Name of a cell in the map that `matrixOf` makes. */
export function cellKey(level: string, section: string): string {
  return `${level}.${section}`;
}

/** Every cell, by `cellKey`. */
export function matrixOf(framework: FrameworkData, have: Map<string, StatementCoverage>): Map<string, Tally> {
  const cells = new Map<string, Tally>();
  for (const statement of framework.statements) {
    const key = cellKey(statement.level, statement.section);
    const cell = cells.get(key) ?? { tagged: 0, total: 0 };
    cell.total += 1;
    if ((have.get(statement.id)?.records ?? 0) > 0) cell.tagged += 1;
    cells.set(key, cell);
  }
  return cells;
}

/** One level's cells together: the only sum there is. */
export function levelTally(cells: Map<string, Tally>, level: string): Tally {
  const sum = { tagged: 0, total: 0 };
  for (const [key, cell] of cells) {
    if (key.startsWith(`${level}.`)) {
      sum.tagged += cell.tagged;
      sum.total += cell.total;
    }
  }
  return sum;
}

/** Where a statement stands in its section, from 1: a place, never a code. */
export function placeIn(statement: Pick<Statement, "id">): number {
  return Number(statement.id.split(".")[2]);
}

/** The printed code, or the place in its section where there is none. */
export function shortName(statement: Pick<Statement, "id" | "code">): string {
  return statement.code ?? String(placeIn(statement));
}

/** How a level stands to one's own: a mark and a word, never colour alone. */
export function standing(level: string, own: string | null, levels: readonly string[]): "own" | "next" | null {
  if (own === null) return null;
  if (level === own) return "own";
  return levels[levels.indexOf(own) + 1] === level ? "next" : null;
}

/** Records in words: "none yet", "1 record", "12 records". */
export function recordWords(records: number): string {
  if (records === 0) return "none yet";
  return records === 1 ? "1 record" : `${records.toLocaleString("en-GB")} records`;
}

/** A place in the matrix. */
export interface Cell {
  row: number;
  column: number;
}

/** Where a key leads from a cell, inside `rows` by `columns`; `null` when the key means nothing here. */
export function stepCell(from: Cell, key: string, ctrl: boolean, rows: number, columns: number): Cell | null {
  const last = { row: rows - 1, column: columns - 1 };
  switch (key) {
    case "ArrowUp":
      return { ...from, row: Math.max(0, from.row - 1) };
    case "ArrowDown":
      return { ...from, row: Math.min(last.row, from.row + 1) };
    case "ArrowLeft":
      return { ...from, column: Math.max(0, from.column - 1) };
    case "ArrowRight":
      return { ...from, column: Math.min(last.column, from.column + 1) };
    case "Home":
      return ctrl ? { row: 0, column: 0 } : { ...from, column: 0 };
    case "End":
      return ctrl ? last : { ...from, column: last.column };
    default:
      return null;
  }
}
