import { mkdirSync } from "node:fs";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { expect, test as base, type Locator, type Page } from "@playwright/test";
import { Bridge } from "./bridge.mjs";
import { Hand } from "./hand";
import { makeOwn, shell } from "./pages.mjs";

export { expect };
export { PASSPHRASE } from "./pages.mjs";

export interface HandOption {
  handKind: "mouse" | "keyboard";
}

export interface BoundOption {
  /** The core is bound by the modes of files and folders, whoever runs the tests. */
  bound: boolean;
}

interface Fixtures {
  /** A bridge over a folder of its own. */
  bridge: Bridge;
  hand: Hand;
  /** Opens the page over the sample portfolio. */
  sample: () => Promise<void>;
  /** Opens the page over a new, empty portfolio; gives its recovery words. */
  own: () => Promise<string[]>;
}

export const test = base.extend<Fixtures & HandOption & BoundOption>({
  handKind: ["mouse", { option: true }],
  bound: [false, { option: true }],

  bridge: async ({ bound }, use) => {
    const bridge = await Bridge.start(null, { bound });
    await use(bridge);
    await bridge.stop();
  },

  page: async ({ page, bridge }, use) => {
    const strange = watch(page, bridge.origin);
    await use(page);
    if (strange.length > 0) throw new Error(`While the journey went on:\n${strange.join("\n")}`);
  },

  hand: async ({ page, handKind }, use) => use(new Hand(page, handKind)),

  sample: async ({ page, bridge }, use) =>
    use(async () => {
      await bridge.call("portfolio.sample");
      await page.goto(bridge.url);
      await shell(page).waitFor();
    }),

  own: async ({ page, bridge }, use) =>
    use(async () => {
      const words = await makeOwn(bridge);
      await page.goto(bridge.url);
      await shell(page).waitFor();
      return words;
    }),
});

/** What no page may do: break, complain, open a dialog of the browser's, or ask anything of anyone but the bridge. */
export function watch(page: Page, origin: string): string[] {
  const strange: string[] = [];
  page.on("pageerror", (error) => strange.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => {
    strange.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("popup", (popup) => strange.push(`window: ${popup.url()}`));
  page.on("request", (request) => {
    const own =
      request.url().startsWith(`${origin}/`) ||
      request.url().startsWith("data:") ||
      request.url().startsWith(`blob:${origin}/`);
    if (!own) strange.push(`request: ${request.url()}`);
  });
  page.on("console", (message) => {
    // A refusal of the core's is an answer like any other; so is a bridge that was killed on purpose.
    const answer = /^Failed to load resource: (the server responded with a status of 422|net::ERR_)/.test(
      message.text(),
    );
    if (message.type() === "error" && !answer) strange.push(`console: ${message.text()}`);
  });
  return strange;
}

/** The page's navigation. */
export const nav = (page: Page, name: string): Locator =>
  page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: new RegExp(`^${name}`) });

/** The rows of the list of records. */
export const rows = (page: Page): Locator => page.getByRole("list", { name: "Records" }).getByRole("link");

/** The text of the record that is being written. */
export const text = (page: Page): Locator => page.getByRole("textbox", { name: "Text", exact: true });

/** The text says this: its paragraphs apart by an empty line, as one reads it. */
export const says = (page: Page, words: string): Promise<void> =>
  expect.poll(() => text(page).evaluate((field: HTMLElement) => field.innerText.replace(/\n$/, ""))).toBe(words);

/** Marks the characters from `start` to `end` of the text; the end of a paragraph is one. */
export async function mark(page: Page, start: number, end: number): Promise<void> {
  await text(page).evaluate(markIn, [start, end]);
  await expect.poll(() => marked(page)).toEqual([start, end]);
  // The editor hears of it as it hears of a hand.
  await page.waitForTimeout(50);
}

/** The ends of what is marked in the text, in characters; nothing while the cursor is elsewhere. */
export const marked = (page: Page): Promise<number[]> => text(page).evaluate(markIn, null);

/** Marks from one character to another when they are given, and says what is marked. Runs in the page. */
function markIn(field: Element, wanted: number[] | null): number[] {
  const lines: { node: Text; from: number }[] = [];
  const walker = document.createTreeWalker(field, NodeFilter.SHOW_TEXT);
  let from = 0;
  let block: Element | null = null;
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const own: Element | null = node.parentElement?.closest("p, h3, h4, h5, pre") ?? null;
    if (block !== null && own !== block) from += 1;
    block = own;
    lines.push({ node: node as Text, from });
    from += (node as Text).length;
  }
  const selection = getSelection();
  if (wanted !== null) {
    const [start, end] = wanted.map((at) => {
      const line = lines.findLast((one) => one.from <= at);
      if (line === undefined) throw new Error("there are no words");
      return [line.node, Math.min(at - line.from, line.node.length)] as const;
    });
    if (start !== undefined && end !== undefined) selection?.setBaseAndExtent(...start, ...end);
  }
  if (selection === null) return [];
  const place = (node: Node | null, at: number): number[] =>
    lines.filter((line) => line.node === node).map((line) => line.from + at);
  return [...place(selection.anchorNode, selection.anchorOffset), ...place(selection.focusNode, selection.focusOffset)];
}

/** Begins a reflection with one key and writes it; gives back once it is shown as saved. */
export async function write(page: Page, words: string): Promise<void> {
  await page.keyboard.press("Control+n");
  await expect(text(page)).toBeFocused();
  await page.keyboard.type(words);
  await saved(page);
}

/** What was written is on the disk, and the page says so. */
export const saved = (page: Page): Promise<void> => expect(page.getByText(/^Saved at/)).toBeVisible();

/** Puts a memory stick in, and lets backups go to it. */
export async function withStick(bridge: Bridge): Promise<string> {
  const folder = join(bridge.folder, "stick");
  mkdirSync(folder);
  await bridge.call("settings.save", { ...(await bridge.call("settings.get")), backup_folder: folder });
  return folder;
}

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** No violation of any rule, told with the element that breaks it. */
export async function check(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  const told = violations.map(
    ({ id, help, nodes }) => `${id}: ${help}\n${nodes.map(({ html }) => `  ${html.slice(0, 200)}`).join("\n")}`,
  );
  expect(told.join("\n"), "axe").toBe("");
}
