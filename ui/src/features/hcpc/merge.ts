/**
 * Two states of a form put together, by what both started from.
 *
 * What always holds: what only one side changed is taken from there; where both did, ours stands and the clash is named; no words go
 * that one side wrote.
 */

/** One value of it. */
export function pick<T>(base: T, mine: T, theirs: T, name: string, clashes: string[]): T {
  const [b, m, t] = [base, mine, theirs].map((one) => JSON.stringify(one ?? null));
  if (m === b) return theirs;
  if (t !== b && t !== m) clashes.push(name);
  return mine;
}

/** A list in an order that either side may have changed; where both did, by adding too, it is ours. `both` puts together what stands in both. */
export function mergeInOrder<T>(
  key: (one: T) => string,
  base: T[],
  mine: T[],
  theirs: T[],
  both: (base: T | undefined, mine: T, theirs: T) => T,
): T[] {
  const find = (list: T[], id: string) => list.find((one) => key(one) === id);
  const ids = (list: T[]) => list.map(key);
  const sameOrder = JSON.stringify(ids(mine)) === JSON.stringify(ids(base));
  const [first, second] = sameOrder ? [theirs, mine] : [mine, theirs];
  const order = [...ids(first), ...ids(second).filter((id) => !find(first, id) && !find(base, id))];
  // One side took it out while the other wrote in it: the words stay.
  for (const one of base) {
    if (order.includes(key(one))) continue;
    const kept = find(mine, key(one)) ?? find(theirs, key(one));
    if (kept && JSON.stringify(kept) !== JSON.stringify(one)) order.push(key(one));
  }
  return order.flatMap((id) => {
    const [b, m, t] = [find(base, id), find(mine, id), find(theirs, id)];
    if (m && t) return [both(b, m, t)];
    const left = m ?? t;
    // One side took it out, and the other did not write in it.
    return left === undefined || (b && JSON.stringify(left) === JSON.stringify(b)) ? [] : [left];
  });
}

/** A list without an order of its own. */
export function mergeBy<T>(
  key: (one: T) => string,
  base: T[],
  mine: T[],
  theirs: T[],
  name: string,
  clashes: string[],
): T[] {
  const find = (list: T[], id: string) => list.find((one) => key(one) === id) ?? null;
  const ids = [...new Set([...theirs, ...mine].map(key))];
  return ids.flatMap((id) => pick(find(base, id), find(mine, id), find(theirs, id), name, clashes) ?? []);
}
