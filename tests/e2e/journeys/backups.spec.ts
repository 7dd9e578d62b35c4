import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, nav, PASSPHRASE, says, test, text, withStick, write } from "../fixtures";
import { goTo } from "../pages.mjs";

test("a folder is chosen once, a backup is made by hand, looked into, and restored beside", async ({
  page,
  bridge,
  hand,
  own,
}) => {
  const stick = join(bridge.folder, "stick");
  mkdirSync(stick);
  await own();
  await write(page, "Before the backup.");
  await hand.press(nav(page, "Today"));
  await expect(page.getByText("There is no backup yet.")).toBeVisible();
  await hand.press(page.getByRole("link", { name: "Choose where backups go" }));
  // Asked for from anywhere, it says what has to come first.
  await goTo(page, "Today");
  await goTo(page, "Back up now", /^Back up now/);
  await expect(page.getByText("Choose where backups go first.")).toBeVisible();
  await bridge.answer({ folder: [stick] });
  await hand.press(page.getByRole("button", { name: "Choose a folder…" }));
  await expect(page.getByText(stick, { exact: true })).toBeVisible();
  expect(readdirSync(stick)).toEqual([]);
  await goTo(page, "Back up now", /^Back up now/);
  await expect(page.getByRole("heading", { name: "Your last backup has everything in it." })).toBeVisible();
  const table = page.getByRole("region", { name: "Backups, as a table" });
  await expect(table).toContainText("1 reflection");
  expect(readdirSync(stick)).toEqual([expect.stringMatching(/^Triptych backup 2026-11-22 \d{4}\.zip$/)]);

  // With evidence, and everything in one file: nothing lies beside it.
  const paper = join(bridge.folder, "paper.txt");
  writeFileSync(paper, "We agreed.");
  await bridge.call("evidence.add", { path: paper });
  await goTo(page, "Today");
  await goTo(page, "Backups");
  await hand.press(
    page.getByRole("checkbox", { name: /^Everything in one file, with the files of evidence \(1 file, / }),
  );
  await hand.press(page.getByRole("button", { name: "Back up now" }));
  await expect(table).toContainText("everything in one file");
  expect(readdirSync(stick).filter((name) => !name.endsWith(".zip"))).toEqual([]);

  await write(page, "After the backup.");
  await goTo(page, "Backups");
  await expect(page.getByRole("heading", { name: "Your last backup is of today." })).toBeVisible();
  await hand.press(table.getByRole("button", { name: /^Look inside/ }).first());
  await expect(page.getByText("Just now: opened, read whole and counted")).toBeVisible();
  await expect(page.getByText("1 file in it")).toBeVisible();
  await expect(page.getByText("Written since, and not in it: 1 reflection.")).toBeVisible();
  await hand.press(page.getByRole("button", { name: "Restore into this folder" }));
  await expect(page.getByText("Restored, into a folder of its own.")).toBeVisible();
  const restored = join(bridge.folder, "Portfolio restored 2026-11-22");
  expect(existsSync(join(restored, "portfolio.db"))).toBe(true);
  await hand.press(page.getByRole("button", { name: "Open it" }));
  await page.getByLabel("Passphrase", { exact: true }).fill(PASSPHRASE);
  await page.keyboard.press("Enter");
  await nav(page, "Records").waitFor();
  await hand.press(nav(page, "Records"));
  await page.getByText("Before the backup.").first().click();
  await says(page, "Before the backup.");
  await expect(page.getByText("After the backup.")).toHaveCount(0);
});

test("a lost portfolio comes back from its backup, from the first page on", async ({ page, bridge, hand, own }) => {
  await own();
  await write(page, "Saved from the flood.");
  const stick = await withStick(bridge);
  const { path } = await bridge.call("backup.make");
  await bridge.call("portfolio.lock");
  renameSync(join(bridge.folder, "Portfolio"), join(bridge.folder, "gone"));
  writeFileSync(join(stick, "holiday.zip"), "not a backup");
  await page.goto(bridge.url);
  await hand.press(page.getByRole("button", { name: "Restore a backup" }));
  await bridge.answer({ file: [join(stick, "holiday.zip"), path] });
  await hand.press(page.getByRole("button", { name: "Choose a backup…" }));
  await expect(page.getByRole("alert")).toContainText("not a backup that Triptych wrote");
  await hand.press(page.getByRole("button", { name: "Choose a backup…" }));
  await expect(page.getByText("1 reflection")).toBeVisible();
  const passphrase = page.getByLabel("The passphrase of that time");
  await hand.write(passphrase, "not this one at all");
  await hand.press(page.getByRole("button", { name: "Restore into this folder" }));
  await expect(passphrase).toHaveAttribute("aria-invalid", "true");
  await hand.write(passphrase, PASSPHRASE);
  await hand.press(page.getByRole("button", { name: "Restore into this folder" }));
  await expect(page.getByText("It was opened, read whole and counted.")).toBeVisible();
  await hand.press(page.getByRole("button", { name: "Open it" }));
  await page.getByLabel("Passphrase", { exact: true }).fill(PASSPHRASE);
  await page.keyboard.press("Enter");
  await hand.press(nav(page, "Records"));
  await expect(page.getByText("Saved from the flood.").first()).toBeVisible();
});

test("a rotten file beside the backups is told, and the next backup puts the good one in its place", async ({
  page,
  bridge,
  hand,
  own,
}) => {
  await own();
  const stick = await withStick(bridge);
  const paper = join(bridge.folder, "paper.txt");
  writeFileSync(paper, "We agreed on Thursdays.");
  await bridge.call("evidence.add", { path: paper });
  await bridge.call("backup.make");
  const folder = join(stick, "attachments");
  const file = join(folder, readdirSync(folder)[0] ?? "");
  const good = readFileSync(file);
  writeFileSync(file, good.subarray(0, good.length - 8));
  await page.reload();
  await nav(page, "Today").waitFor();
  await goTo(page, "Backups");
  await hand.press(page.getByRole("button", { name: /^Look inside/ }));
  await expect(page.getByText("1 file of evidence is damaged.")).toBeVisible();
  await goTo(page, "Backups");
  await hand.press(page.getByRole("button", { name: "Back up now" }));
  await expect(page.getByText("The backup is made and checked.")).toBeVisible();
  expect(readFileSync(file).equals(good)).toBe(true);
});

test("a stick that is away is waited for, and a fortnight is insisted on", async ({ page, bridge, hand, own }) => {
  await own();
  await write(page, "Some words.");
  const stick = await withStick(bridge);
  await bridge.call("backup.make");
  await hand.press(nav(page, "Today"));
  await write(page, "More words.");
  renameSync(stick, `${stick} away`);
  await bridge.travel("2026-12-07T09:00:00Z");
  await page.reload();
  await hand.press(nav(page, "Today"));
  const told = page.getByRole("main").getByRole("region", { name: "It is high time for a backup" });
  await expect(told).toContainText("Last backup: 15 days ago, checked.");
  await expect(told).toContainText("Triptych waits for the folder: put the memory stick in.");
  await expect(page.getByText("Last backup:")).toHaveCount(1);
  await hand.press(page.getByRole("link", { name: "See the backups" }));
  await expect(page.getByRole("heading", { name: "Your last backup is 15 days old." })).toBeVisible();
  await expect(page.getByText("This folder is not there just now.")).toBeVisible();
  renameSync(`${stick} away`, stick);
  await page.reload();
  await hand.press(nav(page, "Today"));
  await hand.press(page.getByRole("link", { name: "See the backups" }));
  await hand.press(page.getByRole("button", { name: "Back up now" }));
  await expect(page.getByRole("heading", { name: "Your last backup has everything in it." })).toBeVisible();
  expect(readdirSync(stick)).toHaveLength(2);
});

test("closing saves and makes a backup first, says so when it takes long, and closes by itself", async ({
  page,
  bridge,
  own,
}) => {
  await own();
  const stick = await withStick(bridge);
  await page.reload();
  await nav(page, "Today").waitFor();
  // The backup is made, and the page hears of its end only when it may.
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  await page.route("**/call/backup.automatic", async (route) => {
    const response = await route.fetch();
    await ended;
    await route.fulfill({ response });
  });
  await page.keyboard.press("Control+n");
  await expect(text(page)).toBeFocused();
  await page.keyboard.type("Last words");
  await bridge.closing();
  const dialog = page.getByRole("dialog", { name: "A backup before closing" });
  const label = dialog.getByText("Making the backup");
  await expect(label).toBeVisible();
  // All of its letters are to be seen, and not their upper edge.
  const clipped = label.evaluate((element) => {
    const line = element.getBoundingClientRect();
    for (let around = element.parentElement; around !== null; around = around.parentElement) {
      const hides = getComputedStyle(around).overflowY !== "visible";
      if (hides && around.getBoundingClientRect().bottom < line.bottom) return true;
    }
    return false;
  });
  expect(await clipped).toBe(false);
  expect((await bridge.desk()).closed).toBe(0);
  end();
  await expect.poll(async () => (await bridge.desk()).closed).toBe(1);
  const [backup] = readdirSync(stick);
  expect((await bridge.call("backup.look", { path: join(stick, backup) })).inside.counts.records).toEqual({
    reflection: 1,
  });
});
