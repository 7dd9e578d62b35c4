/** How often the clock is looked at, in milliseconds. */
const LOOKS = 5_000;
/** How long before the lock it is announced; at most half of what is allowed. */
const NOTICE = 60_000;

/**
 * Calls `onidle` once nobody has touched a key or the pointer for `minutes()` (0 is never), and `onsoon(true)` a minute
 * before; `onsoon(false)` once somebody is there again or it is over. It goes by the clock and not by a timer, so that a
 * computer that slept is found idle as soon as it wakes. Returns what stops the watch.
 */
export function watchIdle(
  minutes: () => number,
  onidle: () => void,
  onsoon: (soon: boolean) => void,
  now: () => number = Date.now,
): () => void {
  let last = now();
  let announced = false;
  const announce = (soon: boolean): void => {
    if (announced === soon) return;
    announced = soon;
    onsoon(soon);
  };
  const touched = (): void => {
    // A key that wakes the computer must not count before the clock has been looked at.
    look();
    last = now();
    announce(false);
  };
  const look = (): void => {
    const allowed = minutes() * 60_000;
    const idle = now() - last;
    if (allowed === 0) return announce(false);
    if (idle < allowed) return announce(idle >= allowed - Math.min(NOTICE, allowed / 2));
    last = now();
    announce(false);
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
