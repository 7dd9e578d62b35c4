import { check, expect, test } from "../fixtures";
import { pages, show } from "../pages.mjs";

for (const scheme of ["light", "dark"] as const) {
  test.describe(scheme, () => {
    test.use({ colorScheme: scheme });
    for (const name of Object.keys(pages)) {
      test(`${name}, with the sample`, async ({ page, bridge, sample, own }) => {
        if (pages[name].closed) await page.goto(bridge.url);
        else if (pages[name].own) await own();
        else await sample();
        await show(page, name);
        await check(page);
      });
    }
  });
}

for (const name of Object.keys(pages)) {
  if (pages[name].closed) continue;
  test(`${name}, empty, with text twice as large in a narrow window`, async ({ page, bridge, own }) => {
    await page.setViewportSize({ width: 900, height: 700 });
    const settings = await bridge.call("settings.get");
    await bridge.call("settings.save", { ...settings, text_size: 200 });
    await own();
    await show(page, name);
    await check(page);
    const wider = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(wider, "the page is wider than the window").toBeLessThanOrEqual(0);
  });
}
