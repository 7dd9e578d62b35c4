/** Where one has been: a list and a position in it. Pure, so that it can be tried without a page. */
export interface History<P> {
  readonly past: readonly P[];
  readonly current: P;
}

/** The most places remembered. */
export const DEPTH = 100;

/** Goes to `next`. The same place again is not remembered twice; `replace` forgets the place one leaves. */
export function forward<P>(history: History<P>, next: P, replace = false): History<P> {
  if (same(history.current, next)) return { ...history, current: next };
  const past = replace ? history.past : [...history.past, history.current].slice(-DEPTH);
  return { past, current: next };
}

/** Goes back; stays when there is nothing behind. */
export function backward<P>(history: History<P>): History<P> {
  const last = history.past.at(-1);
  if (last === undefined) return history;
  return { past: history.past.slice(0, -1), current: last };
}

/** Two places are the same when they read the same. */
export function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
