import { copyClientWords } from "../../app/clipboard";

/** What is selected in the field or on the page. */
function selected(field: HTMLTextAreaElement | HTMLInputElement | null): string {
  if (field === null) return getSelection()?.toString() ?? "";
  return field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0);
}

/** Copies or cuts a client's words by way of the question that belongs to it. */
export async function copyWithCare(event: ClipboardEvent): Promise<void> {
  const target = event.target;
  const field = target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement ? target : null;
  const text = selected(field);
  if (text === "") return;
  event.preventDefault();
  const [start, end] = [field?.selectionStart ?? 0, field?.selectionEnd ?? 0];
  if (!(await copyClientWords(text))) return;
  if (event.type !== "cut" || field === null || field.readOnly) return;
  field.focus();
  field.setSelectionRange(start, end);
  // The one way that the field's own undo can take back.
  document.execCommand("delete");
}
