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
