import { copyClientWords } from "../../app/clipboard";
import { fieldAt, surfaceOf } from "../../app/surface";

/** Copies or cuts a client's words by way of the question that belongs to it. */
export async function copyWithCare(event: ClipboardEvent): Promise<void> {
  const surface = surfaceOf(fieldAt(event.target));
  const text = surface?.text() ?? getSelection()?.toString() ?? "";
  if (text === "") return;
  event.preventDefault();
  const [start, end] = surface?.marked() ?? [0, 0];
  if (!(await copyClientWords(text))) return;
  if (event.type !== "cut" || surface === null || surface.readOnly) return;
  surface.focus();
  surface.mark(start, end);
  surface.cut();
}
