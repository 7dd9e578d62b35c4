import { expect, type Locator, type Page } from "@playwright/test";

/** The most steps from anywhere on a page to anything on it. */
const STEPS = 300;

/** The element was drawn anew while the focus was on its way: see `nextKey`. */
const GONE = "gone";

/** A person's hand, on the mouse or on the keyboard: a journey says what is wanted, the hand how it is done. */
export class Hand {
  constructor(
    readonly page: Page,
    readonly kind: "mouse" | "keyboard",
  ) {}

  /** Presses a button, a link, a tab, or ticks a box. */
  async press(target: Locator): Promise<void> {
    if (this.kind === "mouse") return target.click();
    await this.reach(target);
    const box = await target.evaluate((element) => element.matches("input[type=checkbox], input[type=radio]"));
    await this.page.keyboard.press(box ? "Space" : "Enter");
  }

  /** Writes into a field, after whatever stands in it. */
  async write(target: Locator, text: string): Promise<void> {
    if (this.kind === "mouse") await target.click();
    else await this.reach(target);
    await this.page.keyboard.press("Control+End");
    await this.page.keyboard.type(text);
  }

  /** Chooses an option of a select by its words. */
  async choose(target: Locator, option: string): Promise<void> {
    if (this.kind === "mouse") {
      await target.selectOption(option);
      return;
    }
    await this.reach(target);
    await this.page.keyboard.type(option);
    await expect(target.locator("option:checked")).toHaveText(option);
  }

  /** Opens a menu and takes one of its entries. */
  async pick(menu: Locator, entry: string): Promise<void> {
    await this.press(menu);
    await this.press(this.page.getByRole("menuitem", { name: entry, exact: true }));
  }

  /** Brings the focus there as a keyboard does: Tab from stop to stop, arrows within what has one stop. */
  async reach(target: Locator): Promise<void> {
    await expect(target).toHaveCount(1);
    // Found once and held: to ask for it by its name at every stop is most of what a journey would cost.
    let held = await target.elementHandle();
    for (let step = 0; step < STEPS; step += 1) {
      const key = held === null ? GONE : await held.evaluate(nextKey);
      if (key === null) return;
      if (key === GONE) held = await target.elementHandle();
      else await this.page.keyboard.press(key);
    }
    throw new Error(`The keyboard does not reach ${String(target)}`);
  }
}

/** The key that brings the focus closer to `element`; null once it is there. Runs in the page. */
function nextKey(element: Element): string | null {
  if (!element.isConnected) return "gone";
  const now = document.activeElement;
  if (now === element) return null;
  const radios =
    now instanceof HTMLInputElement &&
    element instanceof HTMLInputElement &&
    now.type === "radio" &&
    element.type === "radio" &&
    now.name === element.name;
  const together = element.closest('[role="menu"], [role="tablist"], table, ul')?.contains(now) === true;
  const alike = now?.tagName === element.tagName && now.classList[0] === element.classList[0];
  const roving = element instanceof HTMLElement && element.tabIndex < 0 && together && alike;
  if (now === null || !(radios || roving)) return "Tab";
  const from = now.getBoundingClientRect();
  const to = element.getBoundingClientRect();
  const down = to.top + to.height / 2 - (from.top + from.height / 2);
  if (Math.abs(down) > Math.min(from.height, to.height) / 2) return down > 0 ? "ArrowDown" : "ArrowUp";
  return to.left > from.left ? "ArrowRight" : "ArrowLeft";
}
