/** How often the clock is looked at, in milliseconds. */
const LOOKS = 5_000;

/**
 * Calls `onday` when another day has begun on this computer's clock, for a window that stays open over midnight. It goes by
 * the clock and not by a timer, so that a computer that slept over it is not late. Returns what stops the watch.
 */
export function watchDay(onday: () => void, now: () => Date = () => new Date()): () => void {
  let seen = now().toDateString();
  const timer = setInterval(() => {
    const day = now().toDateString();
    if (day === seen) return;
    seen = day;
    onday();
  }, LOOKS);
  return () => clearInterval(timer);
}
