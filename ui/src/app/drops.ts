import { fieldAt } from "./surface";

/** What takes files: an element that carries this attribute, and sees to the drop itself. */
export const TAKES_FILES = "data-takes-files";

/**
 * Text may be dropped where one writes, and files where they become evidence; a link or anything else dropped on the window goes
 * nowhere.
 */
export function refuseDrops(): () => void {
  const dragged = (event: DragEvent): void => {
    const kinds = event.dataTransfer?.types ?? [];
    const target = fieldAt(event.target);
    const words = kinds.includes("text/plain") && !kinds.includes("Files") && !kinds.includes("text/uri-list");
    if (target !== null && words) return;
    const place = event.target instanceof Element ? event.target.closest(`[${TAKES_FILES}]`) : null;
    if (place !== null && kinds.includes("Files")) return;
    event.preventDefault();
    if (event.dataTransfer !== null) event.dataTransfer.dropEffect = "none";
  };
  const events = ["dragenter", "dragover", "drop"] as const;
  for (const event of events) window.addEventListener(event, dragged, { capture: true });
  return () => {
    for (const event of events) window.removeEventListener(event, dragged, { capture: true });
  };
}
