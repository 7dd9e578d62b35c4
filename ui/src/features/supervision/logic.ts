/** Sessions by year, and what they come to. */
import type { Row } from "../../bindings/contract";

export interface Year {
  year: string;
  rows: Row[];
  /** Sum of the lengths that are noted. */
  minutes: number;
  /** False while earlier sessions of the year may still be missing. */
  whole: boolean;
}

/** `rows` newest first; `all` when no earlier ones are left to load. */
export function byYear(rows: readonly Row[], all: boolean): Year[] {
  const years: Year[] = [];
  for (const row of rows) {
    const year = row.date.slice(0, 4);
    let last = years.at(-1);
    if (last?.year !== year) {
      last = { year, rows: [], minutes: 0, whole: true };
      years.push(last);
    }
    last.rows.push(row);
    last.minutes += row.minutes ?? 0;
  }
  const oldest = years.at(-1);
  if (oldest && !all) oldest.whole = false;
  return years;
}

/** "17 h 30 min", "45 min". */
export function hours(minutes: number): string {
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return rest === 0 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
}
