import type { Page } from "@playwright/test";
import { Bridge } from "../bridge.mjs";
import { check, expect, test } from "../fixtures";
import { makeOwn, pages, shell, show } from "../pages.mjs";

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
  const settings = await bridge.call("settings.get");
  await bridge.call("settings.save", { ...settings, text_size: 200 });
  await makeOwn(bridge);
}

/** Shows a page over what the bridge has open, and looks at it in light and dark. */
async function inBoth(page: Page, name: string): Promise<void> {
  await show(page, name);
  await check(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await check(page);
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
      const wider = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(wider, "the page is wider than the window").toBeLessThanOrEqual(0);
    },
  );
}
