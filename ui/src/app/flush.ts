/** Saves what is still on its way to the disk; rejects when it could not be saved. Quick when there is nothing to do. */
export type Flush = () => Promise<void>;

const editors = new Set<Flush>();

/**
 * An editor registers its flush while it is on screen; call the returned function on destroy. It is awaited before one
 * goes elsewhere, before the portfolio locks and when the window hides.
 */
export function registerFlush(flush: Flush): () => void {
  editors.add(flush);
  return () => editors.delete(flush);
}

/** Saves everything that is being written. True when all of it is on the disk. */
export async function flushAll(): Promise<boolean> {
  const outcomes = await Promise.allSettled([...editors].map((flush) => flush()));
  return outcomes.every((outcome) => outcome.status === "fulfilled");
}
