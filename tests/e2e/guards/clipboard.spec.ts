import { expect, mark, saved, says, test, text } from "../fixtures";
import { goTo, shell } from "../pages.mjs";

test("a client's words are copied after asking once, and cleared when wished", async ({ page, bridge, own }) => {
  await own();
  await goTo(page, "New case", "New case note");
  await page.getByRole("combobox", { name: "Client code" }).fill("K-07");
  await text(page).fill("Came late, stayed long.");
  await saved(page);
  const asked = page.getByRole("dialog", { name: "These words are about a client" });

  await text(page).selectText();
  await page.keyboard.press("Control+c");
  await expect(asked).toContainText("On the clipboard they are no longer encrypted");
  await asked.getByRole("button", { name: "Do not copy" }).click();
  expect((await bridge.desk()).copied).toEqual([]);

  await text(page).selectText();
  await page.keyboard.press("Control+c");
  await asked.getByRole("button", { name: "Copy anyway" }).click();
  await expect.poll(async () => (await bridge.desk()).copied).toEqual(["Came late, stayed long."]);
  expect((await bridge.desk()).cleared).toEqual(["Came late, stayed long."]);

  // Asked once: from now on it is copied at once.
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Copy as Markdown" }).click();
  await expect.poll(async () => (await bridge.desk()).copied.length).toBe(2);
  await text(page).focus();
  await mark(page, 0, 11);
  await page.keyboard.press("Control+x");
  await expect.poll(async () => (await bridge.desk()).copied.at(-1)).toBe("Came late, ");
  await says(page, "stayed long.");
  await expect(asked).toBeHidden();
  // A page that is loaded anew reads what is on the disk.
  await saved(page);

  // Whoever wishes keeps it there, and is asked again after a lock.
  const settings = await bridge.call("settings.get");
  await bridge.call("settings.save", { ...settings, clear_clipboard: false });
  await page.reload();
  await shell(page).waitFor();
  await goTo(page, "Records");
  await page.getByRole("region", { name: "Records" }).getByRole("link").first().click();
  await text(page).selectText();
  await page.keyboard.press("Control+c");
  await expect(asked.getByRole("checkbox")).not.toBeChecked();
  await asked.getByRole("button", { name: "Copy anyway" }).click();
  await expect.poll(async () => (await bridge.desk()).copied.at(-1)).toBe("stayed long.");
  expect((await bridge.desk()).cleared).toHaveLength(3);
});

test("a reflection that names nobody is copied without a question", async ({ page, bridge, own }) => {
  await own();
  await page.keyboard.press("Control+n");
  await text(page).fill("About the room.");
  await saved(page);
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Copy as Markdown" }).click();
  await expect.poll(async () => (await bridge.desk()).copied.length).toBe(1);
  expect((await bridge.desk()).cleared).toEqual([]);
});

test("the log is shown and copied, and holds no word of what was written", async ({ page, bridge, own }) => {
  await own();
  await page.keyboard.press("Control+n");
  await text(page).fill("About the quiet room.");
  await saved(page);
  await goTo(page, "Settings");
  await page.getByRole("button", { name: "Show the log" }).click();
  const log = page.getByRole("textbox", { name: "Log" });
  await expect(log).toHaveValue(/ record\.create /);
  await expect(log).not.toHaveValue(/quiet|room/);
  await page.getByRole("button", { name: "Copy the log" }).click();
  await expect(page.getByText("The log is copied.")).toBeVisible();
  const { copied, cleared } = await bridge.desk();
  expect(copied).toEqual([await log.inputValue()]);
  expect(cleared, "it may stay there").toEqual([]);
});
