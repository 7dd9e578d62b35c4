import type { CDPSession, Page } from "@playwright/test";
import { expect, nav, PASSPHRASE, saved, test, text } from "../fixtures";
import { goTo } from "../pages.mjs";

// What looks on must not hold what it looks at.
test.use({ trace: "off" });

/** Rounds after which every page has been seen whole, and what is kept for good, the templates for one, is there. */
const WARM = 2;
const MORE = 5;
/** The most stretches of so many rounds. */
const STRETCHES = 4;

/** What the page holds once the garbage has gone. Its heap is no measure: the browser goes on compiling for long. */
async function held(session: CDPSession): Promise<{ nodes: number; listeners: number }> {
  for (let time = 0; time < 3; time += 1) await session.send("HeapProfiler.collectGarbage");
  const { metrics } = await session.send("Performance.getMetrics");
  const value = (name: string): number => metrics.find((one) => one.name === name)?.value ?? NaN;
  return { nodes: value("Nodes"), listeners: value("JSEventListeners") };
}

/** The same once the page is done with what it was loading, and with a notice that is on its way out. */
async function settled(session: CDPSession): Promise<{ nodes: number; listeners: number }> {
  let last = await held(session);
  await expect
    .poll(
      async () => {
        const before = last;
        last = await held(session);
        return last.nodes === before.nodes && last.listeners === before.listeners;
      },
      { message: "a page that comes to rest", intervals: [500], timeout: 20_000 },
    )
    .toBe(true);
  return last;
}

/** One round; `seen` is run on each page, and waits for all of it when the page is to be seen whole. */
async function round(page: Page, seen: () => Promise<unknown> = () => Promise.resolve()): Promise<void> {
  await page.keyboard.press("Control+n");
  await expect(text(page)).toBeFocused();
  await page.keyboard.type("A quiet drum");
  await saved(page);
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Move to the bin" }).click();
  for (const name of ["Backups", "Bin", "Settings", "Framework", "CPD audit", "Supervision", "Profile"]) {
    await goTo(page, name);
    await seen();
  }
  await nav(page, "Today").click();
  await page.keyboard.press("Control+l");
  await page.getByLabel("Passphrase", { exact: true }).fill(PASSPHRASE);
  await page.keyboard.press("Enter");
  await expect(nav(page, "Today")).toBeVisible();
  await seen();
}

test("a day of writing, looking and locking leaves nothing behind in the page", async ({ page, own }) => {
  test.setTimeout(240_000);
  await own();
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  for (let time = 0; time < WARM; time += 1) await round(page, () => settled(session));
  // What is made once and kept, such as the template of a part that is only shown when an answer is slow, may come in any
  // stretch of rounds. What leaks grows in each of them.
  const grown: { nodes: number; listeners: number }[] = [];
  const leaks = ({ nodes, listeners }: { nodes: number; listeners: number }): boolean =>
    nodes >= MORE || listeners >= MORE;
  let before = await settled(session);
  do {
    for (let time = 0; time < MORE; time += 1) await round(page);
    const after = await settled(session);
    grown.push({ nodes: after.nodes - before.nodes, listeners: after.listeners - before.listeners });
    before = after;
  } while (grown.length < STRETCHES && grown.every(leaks));
  expect(grown.every(leaks), `in each stretch of ${MORE} rounds more: ${JSON.stringify(grown)}`).toBe(false);
});
