import { rmSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { Bridge } from "../bridge.mjs";
import { expect, PASSPHRASE, says, test, watch, write } from "../fixtures";

const file = (bridge: Bridge, name: string): string => join(bridge.folder, "Portfolio", name);

test("a lost key file: the recovery words open the portfolio, and say that nothing is lost", async ({
  page,
  bridge,
  own,
}) => {
  const words = await own();
  await write(page, "Still here.");
  await page.keyboard.press("Control+l");
  await expect(page.getByLabel("Passphrase", { exact: true })).toBeVisible();
  rmSync(file(bridge, "portfolio.key.json"));
  await page.getByLabel("Passphrase", { exact: true }).fill(PASSPHRASE);
  await page.keyboard.press("Enter");
  await page.getByRole("alert").getByRole("button", { name: "Use my 24 words" }).click();
  await page.getByLabel("The 24 words, in order").fill(words.join(" "));
  await page.getByLabel("New passphrase").fill("four other words here");
  await page.getByLabel("The same again").fill("four other words here");
  const begin = page.getByRole("button", { name: "Open with the words" });
  await expect(begin).not.toHaveAttribute("aria-disabled", "true");
  await begin.click();
  await says(page, "Still here.");
});

test("a flipped byte: told by the check, and from then on the portfolio is only read", async ({
  page,
  bridge,
  own,
}) => {
  await own();
  await bridge.fill(300);
  await bridge.call("portfolio.lock");
  const database = await open(file(bridge, "portfolio.db"), "r+");
  const { size } = await database.stat();
  for (let at = 62; at < 82; at += 1) await database.write(Buffer.from([0xff]), 0, 1, Math.floor((size * at) / 100));
  await database.close();
  await expect(page.getByLabel("Passphrase", { exact: true })).toBeVisible();
  await page.getByLabel("Passphrase", { exact: true }).fill(PASSPHRASE);
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("button", { name: /check/i }).click();
  await expect(page.getByText(/damaged/i).first()).toBeVisible();
  await expect(page.getByRole("region", { name: "Open for reading only" })).toBeVisible();
  await page
    .getByRole("navigation", { name: "Main" })
    .getByRole("link", { name: /^Records/ })
    .click();
  await expect(page.getByRole("button", { name: "New", exact: true })).toBeHidden();
});

test("a portfolio that is open elsewhere: told, and untouched", async ({ bridge, browser, own }) => {
  await own();
  const second = await Bridge.start(bridge.folder);
  const page = await browser.newPage();
  const strange = watch(page, second.origin);
  try {
    await page.goto(second.url);
    await page.getByLabel("Passphrase", { exact: true }).fill(PASSPHRASE);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("alert")).toContainText("already open");
    expect(strange).toEqual([]);
  } finally {
    await page.close();
    await second.stop();
  }
});
