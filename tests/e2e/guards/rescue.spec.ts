import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Page } from "@playwright/test";
import type { Bridge } from "../bridge.mjs";
import { check, expect, nav, PASSPHRASE, test, withStick } from "../fixtures";

const PAGE = 4096;

/** Flips a bit in some of the pages of a closed portfolio. */
function damage(bridge: Bridge, which: (page: number, pages: number) => boolean): void {
  const path = join(bridge.folder, "Portfolio", "portfolio.db");
  const bytes = readFileSync(path);
  const pages = bytes.length / PAGE;
  for (let page = 0; page < pages; page += 1) {
    const at = page * PAGE + 77;
    if (which(page, pages)) bytes.writeUInt8(bytes.readUInt8(at) ^ 0x10, at);
  }
  writeFileSync(path, bytes);
}

/** Flips a bit in the middle of a backup, whose form stays sound. */
function rot(path: string): void {
  const bytes = readFileSync(path);
  const at = Math.floor(bytes.length / 2);
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  writeFileSync(path, bytes);
}

async function unlock(page: Page): Promise<void> {
  await page.getByLabel("Passphrase", { exact: true }).fill(PASSPHRASE);
  await page.keyboard.press("Enter");
}

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test("a damaged portfolio: what can be read is saved, the newest backup is named, and all of it holds after locking", async ({
      page,
      bridge,
      own,
    }) => {
      await own();
      await bridge.fill(200);
      await withStick(bridge);
      const good = await bridge.call("backup.make");
      await bridge.travel("2026-11-22T11:30:00Z");
      const rotten = await bridge.call("backup.make");
      rot(rotten.path);
      await bridge.call("portfolio.lock");
      damage(bridge, (at, pages) => at > pages * 0.6 && at % 9 === 0);
      await unlock(page);
      await nav(page, "Records").waitFor();
      await bridge.call("portfolio.check");
      await page.reload();
      const strip = page.getByRole("region", { name: "Open for reading only" });
      await expect(strip).toContainText(/the newest backup, of 22 November 2026, \d\d:\d\d, with 200 records/);
      await bridge.call("portfolio.lock");
      await unlock(page);
      await expect(strip, "damage is remembered over a lock").toBeVisible();
      await check(page);

      await strip.getByRole("button", { name: "Save what can still be read…" }).click();
      const dialog = page.getByRole("dialog", { name: "Save what can still be read" });
      await expect(dialog).toContainText("not encrypted");
      await check(page);
      await bridge.answer({ folder: [null, bridge.folder] });
      await dialog.getByRole("button", { name: "Choose a folder…" }).click();
      await expect(dialog, "a change of mind changes nothing").toBeVisible();
      await dialog.getByRole("button", { name: "Choose a folder…" }).click();
      const saved = page.getByRole("dialog", { name: "Saved" });
      await expect(saved).toContainText(/could be read whole/);
      await expect(saved).toContainText("Not to be read any more, or only second-hand:");
      await check(page);
      const rescued = readdirSync(join(bridge.folder, "Triptych rescued 2026-11-22"));
      expect(rescued).toContain("RESCUE.txt");
      expect(rescued.filter((name) => /^\d{4}-/.test(name)).length).toBeGreaterThan(100);
      await saved.getByRole("button", { name: "See the backups" }).click();
      await expect(page.getByRole("heading", { name: "Restore a backup" })).toBeVisible();
      await expect(page.getByText("Just now: opened, read whole and counted")).toBeVisible();
      await expect(page.getByText(basename(good.path)), "the newest of all is rotten").toBeVisible();
    });
  });
}

test("a portfolio that does not open any more: both ways out are offered, and what cannot be done is said", async ({
  page,
  bridge,
  own,
}) => {
  await page.setViewportSize({ width: 900, height: 700 });
  await bridge.call("settings.save", { ...(await bridge.call("settings.get")), text_size: 200 });
  await own();
  await bridge.call("portfolio.lock");
  damage(bridge, (at) => at === 0);
  await unlock(page);
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("damaged, so that it does not open");
  await expect(alert.getByRole("button", { name: "Restore a backup" })).toBeVisible();
  await alert.getByRole("button", { name: "Save what can still be read…" }).click();
  const dialog = page.getByRole("dialog", { name: "Save what can still be read" });
  await dialog.getByRole("button", { name: "Choose a folder…" }).click();
  await expect(dialog.getByLabel("Your passphrase")).toHaveAttribute("aria-invalid", "true");
  await dialog.getByLabel("Your passphrase").fill("not this one at all");
  await dialog.getByRole("button", { name: "Choose a folder…" }).click();
  await expect(dialog).toContainText("does not open");
  await dialog.getByLabel("Your passphrase").fill(PASSPHRASE);
  await check(page);
  await bridge.answer({ folder: [bridge.folder] });
  await dialog.getByRole("button", { name: "Choose a folder…" }).click();
  await expect(dialog.getByRole("alert")).toContainText("Nothing of this portfolio can be read any more");
  expect(readdirSync(bridge.folder).filter((name) => name.startsWith("Triptych rescued"))).toEqual([]);
  await dialog.getByRole("button", { name: "Leave it" }).click();
  await alert.getByRole("button", { name: "Restore a backup" }).click();
  await expect(page.getByRole("heading", { name: "Restore a backup" })).toBeVisible();
});
