import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { expect, PASSPHRASE, test } from "../fixtures";
import type { Hand } from "../hand";
import { goTo } from "../pages.mjs";

const FRESH = "five other words of hers";

async function openDialog(page: Page, hand: Hand, button: string, dialog: string): Promise<Locator> {
  await goTo(page, "Settings");
  await hand.press(page.getByRole("button", { name: button }));
  return page.getByRole("dialog", { name: dialog });
}

/** The words on the page, without their numbers. */
const wordsIn = async (place: Locator): Promise<string[]> => {
  // A new key is several guesses' work and a whole new file: on a busy machine that takes its time.
  await expect(place.getByRole("listitem")).toHaveCount(24, { timeout: 45_000 });
  return (await place.getByRole("listitem").allInnerTexts()).map((word) => word.replace(/^\W*\d*\W*/, "").trim());
};

/** What every field of the page holds, and all of its text. */
const held = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const fields = [...document.querySelectorAll<HTMLInputElement>("input, textarea")].map((field) => field.value);
    return [document.documentElement.outerHTML, ...fields].join("\n");
  });

test("she changes the passphrase, and the new one opens", async ({ page, bridge, hand, own }) => {
  await own();
  const dialog = await openDialog(page, hand, "Change the passphrase…", "Change the passphrase");
  const now = dialog.getByLabel("The passphrase now");
  await expect(now).toBeFocused();
  await hand.write(now, "not the one");
  await hand.write(dialog.getByLabel("New passphrase"), FRESH);
  const change = dialog.getByRole("button", { name: "Change it" });
  await hand.press(change);
  await expect(dialog.getByText("The new passphrase has to be strong enough, and twice the same.")).toBeVisible();
  await hand.write(dialog.getByLabel("The same again"), FRESH);
  await expect(dialog.getByText(/^Strong|^Good/)).toBeVisible();
  await hand.press(change);
  await expect(now).toHaveAttribute("aria-invalid", "true");
  for (const field of [now, dialog.getByLabel("New passphrase"), dialog.getByLabel("The same again")]) {
    await expect(field).toHaveValue("");
  }
  await hand.write(now, PASSPHRASE);
  await hand.write(dialog.getByLabel("New passphrase"), FRESH);
  await hand.write(dialog.getByLabel("The same again"), FRESH);
  await expect(dialog.getByText(/^Strong|^Good/)).toBeVisible();
  await hand.press(change);
  await expect(dialog).toBeHidden();
  await expect(page.getByText("Your portfolio opens with the new passphrase from now on.")).toBeVisible();
  await bridge.call("portfolio.lock");
  await expect(bridge.call("portfolio.open", { folder: null, passphrase: PASSPHRASE })).rejects.toThrow(
    /wrong-passphrase/,
  );
  await bridge.call("portfolio.open", { folder: null, passphrase: FRESH });
});

test("a passphrase leaves the page as soon as it is sent", async ({ page, hand, own }) => {
  await own();
  let answer = (): void => undefined;
  const waits = new Promise<void>((done) => (answer = done));
  await page.route("**/call/keys.change-passphrase", async (route) => {
    await waits;
    await route.continue();
  });
  const dialog = await openDialog(page, hand, "Change the passphrase…", "Change the passphrase");
  await hand.write(dialog.getByLabel("The passphrase now"), PASSPHRASE);
  await hand.write(dialog.getByLabel("New passphrase"), FRESH);
  await hand.write(dialog.getByLabel("The same again"), FRESH);
  await expect(dialog.getByText(/^Strong|^Good/)).toBeVisible();
  expect(await held(page), "this test can find it").toContain(PASSPHRASE);
  const sent = page.waitForRequest("**/call/keys.change-passphrase");
  await hand.press(dialog.getByRole("button", { name: "Change it" }));
  await sent;
  await expect(dialog.getByRole("button", { name: "Changing it…" })).toBeVisible();
  const during = await held(page);
  expect(during).not.toContain(PASSPHRASE);
  expect(during).not.toContain(FRESH);
  answer();
  await expect(dialog).toBeHidden();
});

test("the words are seen again after the passphrase, and printed on a sheet", async ({ page, hand, own }) => {
  const words = await own();
  const dialog = await openDialog(page, hand, "See the recovery words…", "The recovery words");
  await hand.write(dialog.getByLabel("Your passphrase"), "not the one");
  await page.keyboard.press("Enter");
  await expect(dialog.getByLabel("Your passphrase")).toHaveAttribute("aria-invalid", "true");
  await hand.write(dialog.getByLabel("Your passphrase"), PASSPHRASE);
  await page.keyboard.press("Enter");
  expect(await wordsIn(dialog)).toEqual(words);
  await hand.press(dialog.getByRole("button", { name: "Save a sheet to print (PDF)…" }));
  const said = await dialog.getByText(/^Written: /).innerText();
  expect(said).toContain("It is not encrypted");
  const path = /^Written: (.*\.pdf)\./.exec(said)?.[1] ?? "";
  const sheet = execFileSync("pdftotext", ["-layout", path, "-"], { encoding: "utf8" });
  for (const [index, word] of words.entries()) expect(sheet).toMatch(new RegExp(`\\b${index + 1}\\s+${word}\\b`));
  await hand.press(dialog.getByRole("button", { name: "Close" }));
  await expect(dialog).toBeHidden();
  const after = await held(page);
  expect(words.filter((word) => word.length > 6 && after.includes(`>${word}<`))).toEqual([]);
});

test("new words: everything is there, the new ones open, the old ones do not", async ({ page, bridge, hand, own }) => {
  const old = await own();
  const dialog = await openDialog(page, hand, "Make new words…", "Make new recovery words");
  await expect(dialog.getByText("The old words then open only backups and copies made before.")).toBeVisible();
  await hand.write(dialog.getByLabel("Your passphrase"), PASSPHRASE);
  await hand.press(dialog.getByRole("button", { name: "Make new words" }));
  const made = page.getByRole("dialog", { name: "Your new recovery words" });
  const fresh = await wordsIn(made);
  expect(fresh).not.toEqual(old);
  await hand.press(made.getByRole("button", { name: "I have them: check three" }));
  const fields = made.getByLabel(/^Word \d+$/);
  await expect(fields).toHaveCount(3);
  for (const field of await fields.all()) {
    const label = await field.evaluate((input: HTMLInputElement) => input.labels?.[0]?.innerText);
    await hand.write(field, fresh[Number(label?.slice(5)) - 1] ?? "");
  }
  await hand.press(made.getByRole("button", { name: "Check them" }));
  await expect(made).toBeHidden();
  expect((await bridge.call("app.status")).words_to_confirm).toEqual([]);
  await bridge.call("portfolio.lock");
  const open = (words: string[]): Promise<unknown> =>
    bridge.call("portfolio.open-with-words", { folder: null, words: words.join(" "), passphrase: FRESH });
  await expect(open(old)).rejects.toThrow(/wrong-words/);
  await open(fresh);
});

test("new words: a damaged file of evidence is named, and left behind only when she says so", async ({
  page,
  bridge,
  hand,
  own,
}) => {
  const old = await own();
  const paper = join(bridge.folder, "paper.txt");
  writeFileSync(paper, "We agreed on Thursdays.");
  await bridge.call("evidence.add", { path: paper });
  const folder = join(bridge.folder, "Portfolio", "attachments");
  const file = join(folder, readdirSync(folder)[0] ?? "");
  const bytes = readFileSync(file);
  const last = bytes.length - 1;
  bytes.writeUInt8(bytes.readUInt8(last) ^ 1, last);
  writeFileSync(file, bytes);

  const dialog = await openDialog(page, hand, "Make new words…", "Make new recovery words");
  await hand.write(dialog.getByLabel("Your passphrase"), PASSPHRASE);
  await hand.press(dialog.getByRole("button", { name: "Make new words" }));
  const alert = dialog.getByRole("alert");
  await expect(alert).toContainText("A file of evidence (E1) is damaged or missing", { timeout: 45_000 });
  await expect(alert).toContainText("the old words still hold");
  expect(await bridge.call("recovery.words", { passphrase: PASSPHRASE })).toEqual({ words: old });
  await hand.press(dialog.getByRole("checkbox", { name: /^Go on without these files/ }));
  await hand.write(dialog.getByLabel("Your passphrase"), PASSPHRASE);
  await hand.press(dialog.getByRole("button", { name: "Make new words" }));
  const fresh = await wordsIn(page.getByRole("dialog", { name: "Your new recovery words" }));
  expect(fresh).not.toEqual(old);
});

test("a faster computer offers to make guessing harder, and does it", async ({ page, bridge, hand, own }) => {
  await own();
  await goTo(page, "Settings");
  await expect(page.getByText("pays 64 MB of memory and 3 passes")).toBeVisible();
  await expect(page.getByRole("button", { name: "Make guessing harder…" })).toHaveCount(0);
  await bridge.spend({ memory_kib: 65_536, passes: 5, lanes: 1 });
  await goTo(page, "Today");
  const dialog = await openDialog(page, hand, "Make guessing harder…", "Make guessing harder");
  await hand.write(dialog.getByLabel("Your passphrase"), "not the one");
  await page.keyboard.press("Enter");
  await expect(dialog.getByLabel("Your passphrase")).toHaveAttribute("aria-invalid", "true");
  await hand.write(dialog.getByLabel("Your passphrase"), PASSPHRASE);
  await hand.press(dialog.getByRole("button", { name: "Make it harder" }));
  await expect(dialog).toBeHidden();
  await expect(page.getByText("pays 64 MB of memory and 5 passes")).toBeVisible();
  await expect(page.getByRole("button", { name: "Make guessing harder…" })).toHaveCount(0);
});
