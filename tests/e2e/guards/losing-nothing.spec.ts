import type { Locator, Page } from "@playwright/test";
import { Bridge } from "../bridge.mjs";
import { expect, PASSPHRASE, saved, says, test, text, write } from "../fixtures";

/** Writes until the disk refuses; gives what the page says of it, to whoever listens too. */
async function writeOnAFullDisk(page: Page, bridge: Bridge): Promise<Locator> {
  await write(page, "Safe words.");
  bridge.fillDisk(1);
  await page.keyboard.type(" Words on a full disk.");
  const trouble = page.getByRole("alert");
  await expect(trouble).toContainText("Your words are still here on the page.");
  return trouble;
}

test("a process killed in the middle of a sentence loses at most its last second", async ({ page, bridge, own }) => {
  await own();
  await write(page, "What was written a second ago");
  await page.keyboard.type(" and what came after");
  await bridge.kill();
  await says(page, "What was written a second ago and what came after");
  const again = await Bridge.start(bridge.folder);
  try {
    await again.call("portfolio.open", { folder: null, passphrase: PASSPHRASE });
    const { rows } = await again.call("record.list", { query: {}, offset: 0, limit: 1 });
    const { content } = await again.call("record.get", { id: rows[0].id });
    expect(content.sections[0].text).toMatch(/^What was written a second ago/);
    expect((await again.call("portfolio.check")).sound).toBe(true);
  } finally {
    await again.stop();
  }
});

test("a disk that refuses keeps the words on the screen; they can be copied, and trying again works", async ({
  page,
  bridge,
  own,
}) => {
  test.skip(process.platform !== "linux", "prlimit plays the full disk");
  await own();
  const trouble = await writeOnAFullDisk(page, bridge);
  await says(page, "Safe words. Words on a full disk.");
  await trouble.getByRole("button", { name: "Copy the text" }).click();
  await expect.poll(async () => (await bridge.desk()).copied.join()).toContain("Words on a full disk.");

  // Whoever tries to leave is asked, and may stay.
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Today" }).click();
  const asked = page.getByRole("dialog", { name: "Your last words are not saved yet" });
  await asked.getByRole("button", { name: "Stay here" }).click();
  await says(page, "Safe words. Words on a full disk.");

  bridge.fillDisk(null);
  await trouble.getByRole("button", { name: "Try again" }).click();
  await saved(page);
  await expect(trouble).toBeHidden();
});

test("a disk that is well again takes all the words with the next one, by itself, and none is lost", async ({
  page,
  bridge,
  own,
}) => {
  test.skip(process.platform !== "linux", "prlimit plays the full disk");
  await own();
  const trouble = await writeOnAFullDisk(page, bridge);
  await page.keyboard.type(" More of them.");
  await expect(trouble).toBeVisible();
  const stored = async (): Promise<string> => {
    const { rows } = await bridge.call("record.list", { query: {}, offset: 0, limit: 1 });
    return (await bridge.call("record.get", { id: rows[0].id })).content.sections[0].text;
  };
  expect(await stored()).toBe("Safe words.");
  await expect(text(page)).toBeFocused();

  bridge.fillDisk(null);
  await page.keyboard.type(" And one.");
  await expect(trouble).toBeHidden();
  await saved(page);
  const all = "Safe words. Words on a full disk. More of them. And one.";
  await says(page, all);
  expect((await bridge.call("portfolio.check")).sound).toBe(true);
  await bridge.call("portfolio.lock");
  await bridge.call("portfolio.open", { folder: null, passphrase: PASSPHRASE });
  expect(await stored()).toBe(all);
});

test("two places that change one record: nothing is overwritten, she chooses", async ({ page, bridge, own }) => {
  await own();
  await write(page, "Mine.");
  const { rows } = await bridge.call("record.list", { query: {}, offset: 0, limit: 1 });
  // Writing and changing elsewhere at the same moment: the page hears of it only with its own save.
  await page.route("**/events?**", (route) => route.abort());
  const change = async (words: string): Promise<void> => {
    const record = await bridge.call("record.get", { id: rows[0].id });
    record.content.sections[0].text = words;
    await bridge.call("record.save", {
      id: record.id,
      expected: record.version,
      visit: "elsewhere",
      content: record.content,
    });
  };
  await page.keyboard.type(" Still mine.");
  await change("Theirs.");
  const trouble = page.getByRole("alert");
  await expect(trouble).toContainText("This record was changed elsewhere");
  await expect(trouble.getByRole("region", { name: "What is stored" })).toContainText("Theirs.");
  await says(page, "Mine. Still mine.");
  await trouble.getByRole("button", { name: "Keep what is on the page" }).click();
  await expect(trouble).toBeHidden();
  await expect
    .poll(async () => (await bridge.call("record.get", { id: rows[0].id })).content.sections[0].text)
    .toBe("Mine. Still mine.");
});
