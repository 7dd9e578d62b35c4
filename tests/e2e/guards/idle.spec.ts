import { expect, PASSPHRASE, says, test, text } from "../fixtures";

test("when nobody has touched a key for five minutes, it saves and locks", async ({ page, bridge, own }) => {
  await page.clock.install();
  await own();
  await page.keyboard.press("Control+n");
  await expect(text(page)).toBeFocused();
  await page.keyboard.type("Before the doorbell");
  await page.clock.runFor("04:50");
  await expect(text(page)).toBeVisible();
  await page.keyboard.type(" rang");
  await page.clock.runFor("04:50");
  await expect(text(page)).toBeVisible();
  await page.clock.runFor("00:20");
  await expect(page.getByLabel("Passphrase", { exact: true })).toBeVisible();
  expect((await bridge.call("app.status")).stage).toBe("locked");
  await page.getByLabel("Passphrase", { exact: true }).fill(PASSPHRASE);
  await page.keyboard.press("Enter");
  await says(page, "Before the doorbell rang");
});

test("over midnight the day goes on: what is written then is saved today, and its date is not the future", async ({
  page,
  bridge,
  own,
}) => {
  const evening = new Date(2026, 10, 28, 23, 59, 30);
  await bridge.travel(evening.toISOString());
  await page.clock.install({ time: evening });
  await own();
  await page.keyboard.press("Control+n");
  await expect(text(page)).toBeFocused();
  await page.keyboard.type("A late note");
  await page.clock.runFor("00:02");
  await expect(page.getByText("Saved at 23:59")).toBeVisible();
  await bridge.travel(new Date(2026, 10, 29, 0, 0, 30).toISOString());
  await page.clock.runFor("01:00");
  await page.keyboard.press("Control+n");
  await expect(text(page)).toHaveText("");
  await page.keyboard.type("An early one");
  await page.clock.runFor("00:02");
  await expect(page.getByText("Saved at 00:00")).toBeVisible();
  await expect(page.getByLabel("Date", { exact: true })).toHaveValue("29/11/2026");
  await expect(page.getByText("lies in the future")).toBeHidden();
});
