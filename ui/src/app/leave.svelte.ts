import { confirm } from "./ask.svelte";
import { flushAll } from "./flush";

/** Saves what is being written; asks when that fails. True when one may go on. */
export async function leave(): Promise<boolean> {
  if (await flushAll()) return true;
  return confirm({
    title: "Your last words are not saved yet",
    text: [
      "They are still on the screen. What was saved before is safe.",
      "Stay to copy them or to try again. If you go on, the words since the last save are lost.",
    ],
    action: "Go on without them",
    stay: "Stay here",
    harm: true,
  });
}
