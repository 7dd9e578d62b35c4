import { expect, saved, test, text, write } from "../fixtures";

test("dates and lengths that cannot be are said beside their field; the rest is saved", async ({
  page,
  bridge,
  own,
}) => {
  await own();
  await write(page, "Dated.");
  const stored = async () => {
    const { rows } = await bridge.call("record.list", { query: {}, offset: 0, limit: 1 });
    return (await bridge.call("record.get", { id: rows[0].id })).content;
  };
  const before = await stored();
  await page.getByRole("button", { name: "It went over several days" }).click();
  for (const [label, written, said] of [
    ["Date", "31/02/2026", "This day does not exist in the calendar."],
    ["Date", "01/01/0000", "The year should lie between 1900 and 2199."],
    ["Date", "01/01/9999", "The year should lie between 1900 and 2199."],
    ["Date", "yesterday", "Write the date as day, month and year"],
    ["Last day", "01/01/2020", "The last day lies before the first."],
    ["Minutes", "-1", "The length should be at least one minute."],
    ["Minutes", "0", "The length should be at least one minute."],
    ["Minutes", "1000000000", "Minutes go from 1 to 100,000."],
    ["Minutes", "99999999999999999999", "Minutes go from 1 to 100,000."],
  ] as const) {
    const field = page.getByLabel(label, { exact: true });
    const good = await field.inputValue();
    await field.fill(written);
    await field.press("Tab");
    await expect(field, written).toHaveAttribute("aria-invalid", "true");
    await expect(field, written).toHaveAccessibleDescription(new RegExp(said));
    // A wrong field keeps no word from the disk.
    const words = `Dated. ${label}: ${written}`;
    await text(page).fill(words);
    await expect.poll(async () => (await stored()).sections[0].text).toBe(words);
    const now = await stored();
    expect([now.date, now.date_to, now.minutes], written).toEqual([before.date, before.date_to, before.minutes]);
    await field.fill(good);
    await field.press("Tab");
    await expect(field, good).not.toHaveAttribute("aria-invalid", "true");
  }
  await saved(page);
});

test("a future date only warns, and a code that names somebody is explained", async ({ page, bridge, own }) => {
  await own();
  const note = await bridge.call("record.new", { kind: "case-note" });
  note.sections = [{ stage: "text", text: "Drum." }];
  const { id } = await bridge.call("record.create", { content: note, visit: "v" });
  await page.reload();
  await page
    .getByRole("link", { name: /^Records/ })
    .first()
    .click();
  await page.getByRole("list", { name: "Records" }).getByRole("link").first().click();
  const stored = async () => (await bridge.call("record.get", { id })).content;
  const date = page.getByLabel("Date", { exact: true });
  await date.fill("23/11/2026");
  await date.press("Tab");
  await expect(page.getByText("This date lies in the future.").first()).toBeVisible();
  await expect.poll(async () => (await stored()).date).toBe("2026-11-23");
  const code = page.getByRole("combobox", { name: "Client code" });
  for (const [written, said] of [
    ["Margaret", /This looks like a name\. Anyone who reads it knows who it is/],
    ["943 476 5919", /This looks like an NHS number\. It names a person/],
  ] as const) {
    await code.fill(written);
    await code.press("Tab");
    await expect(page.getByText(said)).toBeVisible();
    await expect.poll(async () => (await stored()).clients).toEqual([written]);
  }
  await code.fill("K-07");
  await expect(page.getByText(/This looks like/)).toBeHidden();
});
