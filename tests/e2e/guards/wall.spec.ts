import { expect, test } from "../fixtures";
import { goTo, PASSPHRASE, shell } from "../pages.mjs";

test("who a client is: hidden until asked, hidden again after a minute, and gone on locking", async ({
  page,
  bridge,
  hand,
  own,
}) => {
  await own();
  const { id } = await bridge.call("client.make", { code: "K-07" });
  const identity = { name: "Heron Canarius", known_as: "", birth_year: null, contacts: "01632 960007", referrer: "" };
  await bridge.call("client.identity-save", { id, identity });
  await page.clock.install();
  await page.reload();
  await page.clock.resume();
  await shell(page).waitFor();
  await goTo(page, "Clients");
  await hand.press(page.getByRole("link", { name: /^K-07/ }));
  const who = page.getByRole("region", { name: "Who it is" });
  await expect(who).toContainText("Hidden.");
  expect(await page.content()).not.toContain("Canarius");
  await hand.press(who.getByRole("button", { name: "Show who it is" }));
  await expect(who).toContainText("Heron Canarius");
  await page.clock.fastForward(61_000);
  await expect(who).toContainText("Hidden.");
  expect(await page.content()).not.toContain("Canarius");

  // On another client's page, or another page, it is hidden as well.
  await hand.press(who.getByRole("button", { name: "Show who it is" }));
  await expect(who).toContainText("Heron Canarius");
  await goTo(page, "Today");
  expect(await page.content()).not.toContain("Canarius");

  await goTo(page, "Clients");
  await hand.press(page.getByRole("link", { name: /^K-07/ }));
  await hand.press(who.getByRole("button", { name: "Show who it is" }));
  await expect(who).toContainText("Heron Canarius");
  await page.keyboard.press("Control+l");
  await page.getByLabel("Passphrase", { exact: true }).waitFor();
  expect(await page.content()).not.toContain("Canarius");
  await page.getByLabel("Passphrase", { exact: true }).fill(PASSPHRASE);
  await page.keyboard.press("Enter");
  await expect(who).toContainText("Hidden.");
  expect(await page.content()).not.toContain("Canarius");
});
