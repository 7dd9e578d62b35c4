/** How often the clock is looked at, in milliseconds. */
const LOOKS = 5_000;

/**
 * Calls `onidle` once nobody has touched a key or the pointer for `minutes()` (0 is never). It goes by the clock and not
 * by a timer, so that a computer that slept is found idle as soon as it wakes. Returns what stops the watch.
 */
export function watchIdle(minutes: () => number, onidle: () => void, now: () => number = Date.now): () => void {
  let last = now();
  const touched = (): void => {
    // A key that wakes the computer must not count before the clock has been looked at.
    look();
    last = now();
  };
  const look = (): void => {
    const allowed = minutes() * 60_000;
    if (allowed === 0 || now() - last < allowed) return;
    last = now();
    onidle();
  };
  const events = ["keydown", "pointerdown", "wheel"] as const;
  for (const event of events) window.addEventListener(event, touched, { capture: true, passive: true });
  const timer = setInterval(look, LOOKS);
  return () => {
    clearInterval(timer);
    for (const event of events) window.removeEventListener(event, touched, { capture: true });
  };
}
