/** The panels of the sheet, left to right. */
const PANELS = ".folio > :is(.wing, .pane, .leaf, .margin)";
const FOCUSABLE =
  'a[href], button:not([disabled]), input:not([disabled]), select:not([disabled]), textarea:not([disabled]), [contenteditable="true"], [tabindex]:not([tabindex="-1"])';

/** Moves the focus to the next panel that is seen, or to the one before; round at the ends. */
export function nextPanel(step: 1 | -1): void {
  const seen = [...document.querySelectorAll<HTMLElement>(PANELS)].filter((panel) => panel.offsetParent !== null);
  if (seen.length === 0) return;
  const now = seen.findIndex((panel) => panel.contains(document.activeElement));
  const next = seen[(now + step + seen.length) % seen.length];
  if (next !== undefined) focusPanel(next);
}

function focusPanel(panel: HTMLElement): void {
  if (panel.id === "page") {
    panel.focus();
    return;
  }
  const current = panel.querySelector<HTMLElement>(
    "[aria-current]:is(a, button), [tabindex='0'][aria-selected='true']",
  );
  const first = [...panel.querySelectorAll<HTMLElement>(FOCUSABLE)].find((element) => element.offsetParent !== null);
  (current ?? first)?.focus();
}
