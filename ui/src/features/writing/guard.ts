import { toast } from "../../app/toasts.svelte";
import { TOO_MUCH, weigh } from "./clean";

/** A field of the browser's own takes no more at once than the editor does. */
export function guardPaste(event: ClipboardEvent): void {
  if (weigh(event.clipboardData?.getData("text/plain") ?? "", "") !== "refuse") return;
  event.preventDefault();
  toast(TOO_MUCH);
}
