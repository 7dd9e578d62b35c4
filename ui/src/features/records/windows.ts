/**
 * Which stretches of a long list are at hand.
 *
 * What always holds: rows are kept in pages of `PAGE`; an answer to an older question than the present one is dropped;
 * while fresh rows are on their way the old ones stay where they are, so that nothing flickers.
 */

/** Rows asked for at a time. */
export const PAGE = 100;
/** Pages kept; far more than a window shows. */
const KEPT = 40;

/** The rows to draw: those in sight and a few around them. `end` is exclusive. */
export interface Stretch {
  start: number;
  end: number;
}

/** Rows of height `row` between `top` and `top + height`, with `around` more on either side. */
export function stretch(top: number, height: number, row: number, total: number, around = 8): Stretch {
  if (row <= 0 || total === 0) return { start: 0, end: 0 };
  const first = Math.floor(Math.max(0, top) / row) - around;
  const last = Math.ceil((Math.max(0, top) + height) / row) + around;
  const end = Math.min(total, Math.max(0, last));
  return { start: Math.min(Math.max(0, first), end), end };
}

/** Where to scroll so that row `index` is in sight; the present place when it already is. */
export function scrollFor(index: number, top: number, height: number, row: number): number {
  if (index * row < top) return index * row;
  if ((index + 1) * row > top + height) return (index + 1) * row - height;
  return top;
}

export class Windows<R> {
  #pages = new Map<number, { rows: R[]; generation: number }>();
  #asked = new Set<number>();
  #generation = 0;
  #total = 0;
  #another = false;

  get total(): number {
    return this.#total;
  }

  /** True while the rows at hand answer another question than the one asked last. */
  get another(): boolean {
    return this.#another;
  }

  /**
   * All rows are to be asked for again. `another` question's old rows go with its first answer; when only the answers
   * may have changed, each page stays until its own is there.
   */
  renew(another: boolean): void {
    this.#generation += 1;
    this.#asked.clear();
    this.#another ||= another;
  }

  /** Drops everything. */
  clear(): void {
    this.renew(false);
    this.#another = false;
    this.#pages.clear();
    this.#total = 0;
  }

  /** Page offsets to ask for so that `wanted` is at hand; each is told once per generation. */
  missing(wanted: Stretch): { offset: number; generation: number }[] {
    const missing: { offset: number; generation: number }[] = [];
    const last = Math.max(wanted.start, wanted.end - 1);
    for (let page = Math.floor(wanted.start / PAGE); page <= Math.floor(last / PAGE); page += 1) {
      const fresh = this.#pages.get(page)?.generation === this.#generation;
      if (fresh || this.#asked.has(page)) continue;
      this.#asked.add(page);
      missing.push({ offset: page * PAGE, generation: this.#generation });
    }
    return missing;
  }

  /** Takes an answer in; false when it came too late to be of use. */
  accept(answer: { offset: number; generation: number }, total: number, rows: R[]): boolean {
    if (answer.generation !== this.#generation) return false;
    const page = answer.offset / PAGE;
    if (this.#another) this.#pages.clear();
    this.#another = false;
    this.#asked.delete(page);
    this.#total = total;
    this.#pages.delete(page);
    this.#pages.set(page, { rows, generation: this.#generation });
    for (const oldest of this.#pages.keys()) {
      if (this.#pages.size <= KEPT) break;
      this.#pages.delete(oldest);
    }
    return true;
  }

  /** An answer failed: it may be asked for again. */
  failed(answer: { offset: number; generation: number }): void {
    if (answer.generation === this.#generation) this.#asked.delete(answer.offset / PAGE);
  }

  /** The row at `index`, if it is at hand. */
  row(index: number): R | undefined {
    return this.#pages.get(Math.floor(index / PAGE))?.rows[index % PAGE];
  }

  /** Where the first row lies that `test` holds of, among those at hand. */
  find(test: (row: R) => boolean): number {
    for (const [page, { rows }] of this.#pages) {
      const at = rows.findIndex(test);
      if (at >= 0) return page * PAGE + at;
    }
    return -1;
  }
}
