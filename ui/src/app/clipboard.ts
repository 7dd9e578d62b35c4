import { call } from "../backend";
import { confirm } from "./ask.svelte";
import { onLock } from "./session.svelte";
import { settings } from "./settings.svelte";

/** Once asked, the answer holds until the portfolio is locked. */
let warned = false;
onLock(() => {
  warned = false;
});

/**
 * Copies words that are about a client. The first time it says what that means, and asks; what was copied is taken from
 * the clipboard after a minute when its owner wishes so. False when nothing was copied.
 */
export async function copyClientWords(text: string): Promise<boolean> {
  if (!warned) {
    let clear = settings.now.clear_clipboard;
    const yes = await confirm({
      title: "These words are about a client",
      text: [
        "On the clipboard they are no longer encrypted: every program that is open can read them, and some computers keep a history of what was copied, or share it with a phone.",
        "Your portfolio asks this once, until it is locked.",
      ],
      action: "Copy anyway",
      stay: "Do not copy",
      choice: {
        label: "Take them from the clipboard again after a minute",
        on: clear,
        set: (on) => (clear = on),
      },
    });
    if (!yes) return false;
    warned = true;
    if (clear !== settings.now.clear_clipboard) await settings.save({ clear_clipboard: clear });
  }
  await call("host.copy", { text, clear: settings.now.clear_clipboard });
  return true;
}
