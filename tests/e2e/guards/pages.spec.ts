import type { Page } from "@playwright/test";
import { Bridge } from "../bridge.mjs";
import { check, expect, test, withStick } from "../fixtures";
import { goTo, makeOwn, pages, shell, show } from "../pages.mjs";

/** Pages over one portfolio that is looked at and left as it is, made once and not for each of them. */
const looking = (make: (bridge: Bridge) => Promise<unknown>) =>
  test.extend<object, { house: Bridge }>({
    house: [
      async ({}, use) => {
        const house = await Bridge.start();
        await make(house);
        await use(house);
        await house.stop();
      },
      { scope: "worker" },
    ],
    bridge: async ({ house }, use) => use(house),
  });

const overSample = looking((bridge) => bridge.call("portfolio.sample"));
const overNothing = looking(emptyAndLarge);

async function emptyAndLarge(bridge: Bridge): Promise<void> {
  await large(bridge);
  await makeOwn(bridge);
}

async function large(bridge: Bridge): Promise<void> {
  const settings = await bridge.call("settings.get");
  await bridge.call("settings.save", { ...settings, text_size: 200 });
}

/** Shows a page over what the bridge has open, and looks at it in light and dark. */
async function inBoth(page: Page, name: string): Promise<void> {
  await show(page, name);
  await both(page);
}

async function both(page: Page): Promise<void> {
  await check(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await check(page);
}

/** What is shown has its text in a narrow window, and nothing of it lies beside that. */
async function fits(page: Page): Promise<void> {
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wider, "the page is wider than the window").toBeLessThanOrEqual(0);
}

for (const [name, { closed, own: needsOwn, locks }] of Object.entries(pages)) {
  if (closed || needsOwn || locks) {
    test(`${name}, light and dark`, async ({ page, bridge, sample, own }) => {
      if (closed) await page.goto(bridge.url);
      else if (needsOwn) await own();
      else await sample();
      await inBoth(page, name);
    });
  } else {
    overSample(`${name}, with the sample, light and dark`, async ({ page, bridge }) => {
      await page.goto(bridge.url);
      await shell(page).waitFor();
      await inBoth(page, name);
    });
  }
  if (closed) continue;
  (locks ? test : overNothing)(
    `${name}, empty, with text twice as large in a narrow window`,
    async ({ page, bridge }) => {
      if (locks) await emptyAndLarge(bridge);
      await page.setViewportSize({ width: 900, height: 700 });
      await page.goto(bridge.url);
      await show(page, name);
      await check(page);
      await fits(page);
    },
  );
}

for (const twice of [false, true]) {
  const how = twice ? "with text twice as large in a narrow window" : "light and dark";
  const begin = async (page: Page, bridge: Bridge): Promise<void> => {
    if (!twice) return;
    await large(bridge);
    await page.setViewportSize({ width: 900, height: 700 });
  };
  const look = async (page: Page): Promise<void> => {
    await both(page);
    if (twice) await fits(page);
  };

  if (twice)
    test(`the first page, ${how}`, async ({ page, bridge }) => {
      await begin(page, bridge);
      await page.goto(bridge.url);
      await show(page, "first");
      await look(page);
    });

  test(`making guesses harder, ${how}`, async ({ page, bridge, own }) => {
    await begin(page, bridge);
    await own();
    await bridge.spend({ memory_kib: 65_536, passes: 5, lanes: 1 });
    await goTo(page, "Settings");
    await page.getByRole("button", { name: "Make guessing harder…" }).click();
    await page.getByRole("dialog", { name: "Make guessing harder" }).waitFor();
    await look(page);
  });

  test(`a backup that was looked into, ${how}`, async ({ page, bridge, own }) => {
    await begin(page, bridge);
    await own();
    await withStick(bridge);
    await bridge.fill(12);
    await bridge.call("backup.make", { whole: false });
    await page.reload();
    await shell(page).waitFor();
    await goTo(page, "Backups");
    await page.getByRole("button", { name: /^Look inside/ }).click();
    await expect(page.getByText("Just now: opened, read whole and counted")).toBeVisible();
    await look(page);
  });
}
