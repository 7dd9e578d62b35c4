import type { CDPSession, Page } from "@playwright/test";
import { expect, nav, PASSPHRASE, saved, test, text } from "../fixtures";
import { goTo } from "../pages.mjs";

// What looks on must not hold what it looks at.
test.use({ trace: "off" });

/** Rounds after which every page has been seen and what is kept for good is there. */
const WARM = 3;
const MORE = 5;

/** What the page holds once the garbage has gone. Its heap is no measure: the browser goes on compiling for long. */
async function held(session: CDPSession): Promise<{ nodes: number; listeners: number }> {
  for (let time = 0; time < 3; time += 1) await session.send("HeapProfiler.collectGarbage");
  const { metrics } = await session.send("Performance.getMetrics");
  const value = (name: string): number => metrics.find((one) => one.name === name)?.value ?? NaN;
  return { nodes: value("Nodes"), listeners: value("JSEventListeners") };
}

async function round(page: Page): Promise<void> {
  await page.keyboard.press("Control+n");
  await expect(text(page)).toBeFocused();
  await page.keyboard.type("A quiet drum");
  await saved(page);
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Move to the bin" }).click();
  for (const name of ["Backups", "Bin", "Settings", "Framework", "CPD audit", "Supervision", "Profile"])
    await goTo(page, name);
  await nav(page, "Today").click();
  await page.keyboard.press("Control+l");
  await page.getByLabel("Passphrase", { exact: true }).fill(PASSPHRASE);
  await page.keyboard.press("Enter");
  await expect(nav(page, "Today")).toBeVisible();
}

test("a day of writing, looking and locking leaves nothing behind in the page", async ({ page, own }) => {
  test.slow();
  await own();
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  for (let time = 0; time < WARM; time += 1) await round(page);
  const before = await held(session);
  for (let time = 0; time < MORE; time += 1) await round(page);
  // What has just gone from the page, a notice for one, may still be on its way out.
  const grown = async (): Promise<number> => {
    const after = await held(session);
    return Math.max(after.nodes - before.nodes, after.listeners - before.listeners);
  };
  await expect.poll(grown, { message: "nodes or listeners in so many rounds", timeout: 20_000 }).toBeLessThan(MORE);
});
