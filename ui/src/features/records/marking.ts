/** Marking a record as CPD, by its button or by one key. */
import { toast } from "../../app/toasts.svelte";
import { blankCpd, type Editor } from "./editor.svelte";
import { cpdPlace } from "./logic";

/** Gives the record the facts of CPD; one that has them keeps what it has. */
export function markAsCpd(editor: Editor): void {
  if (!editor.open || editor.content.cpd !== null) return;
  if (cpdPlace(editor.kind) === "never") {
    toast("A case note cannot be CPD, because it never leaves this portfolio. Write a reflection on it.");
    return;
  }
  // Receiving supervision and reflecting are work-based learning in HCPC's list.
  editor.content.cpd = { ...blankCpd(), type: "work-based" };
  editor.touched();
  toast("Marked as CPD. What you learnt and whom it helps has its place below the text.");
}
