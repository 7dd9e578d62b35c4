import { fieldAt } from "./surface";

/** Text may be dropped where one writes; a file, a link or anything else dropped on the window goes nowhere. */
export function refuseDrops(): () => void {
  const dragged = (event: DragEvent): void => {
    const kinds = event.dataTransfer?.types ?? [];
    const target = fieldAt(event.target);
    const words = kinds.includes("text/plain") && !kinds.includes("Files") && !kinds.includes("text/uri-list");
    if (target !== null && words) return;
    event.preventDefault();
    if (event.dataTransfer !== null) event.dataTransfer.dropEffect = "none";
  };
  const events = ["dragenter", "dragover", "drop"] as const;
  for (const event of events) window.addEventListener(event, dragged, { capture: true });
  return () => {
    for (const event of events) window.removeEventListener(event, dragged, { capture: true });
  };
}
