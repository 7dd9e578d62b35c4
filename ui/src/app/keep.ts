import { session } from "./session.svelte";

/** How long one stays somewhere before it is kept, in milliseconds. */
const PAUSE = 1_000;
/** What moves the cursor, the page, or the place. */
const MOVES = ["selectionchange", "scroll", "focusin"] as const;

/** Keeps where the page stands, with each pause: the web view may fail at any moment. Returns what ends it. */
export function keepPlace(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      // Where it stands is worth no word to anybody: the next pause tries again.
      if (session.status?.stage === "open") void session.keep().catch(() => undefined);
    }, PAUSE);
  };
  for (const move of MOVES) document.addEventListener(move, soon, { capture: true, passive: true });
  return () => {
    clearTimeout(timer);
    for (const move of MOVES) document.removeEventListener(move, soon, { capture: true });
  };
}
