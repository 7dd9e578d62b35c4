import { expect, nav, PASSPHRASE, test } from "../fixtures";

test("she makes her own portfolio, keeps its words, and begins", async ({ page, bridge, hand }) => {
  await page.goto(bridge.url);
  await expect(page.getByRole("heading", { level: 1, name: "Choose a passphrase" })).toBeVisible();

  const passphrase = page.getByLabel("Passphrase", { exact: true });
  await hand.write(passphrase, "password");
  await expect(page.getByText("guess", { exact: false }).first()).toBeVisible();
  await passphrase.clear();
  await hand.write(passphrase, PASSPHRASE);
  await hand.write(page.getByLabel("The same again"), "amber kettle");
  await expect(page.getByText("These two are not the same yet.")).toBeVisible();
  await hand.write(page.getByLabel("The same again"), PASSPHRASE.slice("amber kettle".length));
  const make = page.getByRole("button", { name: "Make my portfolio" });
  await expect(make).not.toHaveAttribute("aria-disabled", "true");
  await hand.press(make);

  const sheet = page.getByRole("region", { name: "Write down these 24 words" });
  await expect(sheet.getByRole("listitem").first()).toHaveText(/[a-z]/);
  await expect(sheet.getByRole("listitem")).toHaveCount(24);
  const words = await sheet.getByRole("listitem").allInnerTexts();
  await hand.press(sheet.getByRole("button", { name: "Print them" }));
  await expect.poll(async () => (await bridge.desk()).printed).toBe(1);

  await hand.press(sheet.getByRole("button", { name: "I have them: check three" }));
  const fields = sheet.getByLabel(/^Word \d+$/);
  await expect(fields).toHaveCount(3);
  for (const field of await fields.all()) await hand.write(field, "abandon");
  await hand.press(sheet.getByRole("button", { name: "Check them" }));
  await expect(sheet.getByText(/is not what your sheet should say/)).toBeVisible();
  for (const field of await fields.all()) {
    const position = Number(
      (await field.evaluate((input: HTMLInputElement) => input.labels?.[0]?.innerText))?.slice(5),
    );
    await field.clear();
    await hand.write(field, (words[position - 1] ?? "").replace(/^\W*\d*\W*/, ""));
  }
  await hand.press(sheet.getByRole("button", { name: "Check them" }));
  await expect(sheet.getByText(/^Checked\./)).toBeVisible();

  const last = page.getByRole("region", { name: "Say where you are" });
  await hand.press(last.getByLabel(/music/i));
  await hand.press(last.getByRole("radio", { name: /Proficient/ }));
  await hand.press(last.getByRole("button", { name: "Open my portfolio" }));

  await expect(page.getByRole("heading", { level: 1, name: "22 November 2026" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Recovery words" })).toBeHidden();
  const status = await bridge.call("app.status");
  expect(status.words_to_confirm).toEqual([]);
  const profile = await bridge.call("profile.get");
  expect([profile.profession, profile.level]).toEqual(["music", "pro"]);
});

test("the check of the words may wait until the second opening", async ({ page, bridge, hand }) => {
  await page.goto(bridge.url);
  await hand.write(page.getByLabel("Passphrase", { exact: true }), PASSPHRASE);
  await hand.write(page.getByLabel("The same again"), PASSPHRASE);
  const make = page.getByRole("button", { name: "Make my portfolio" });
  await expect(make).not.toHaveAttribute("aria-disabled", "true");
  await hand.press(make);
  await hand.press(page.getByRole("button", { name: "Check next time I open it" }));
  await hand.press(page.getByRole("button", { name: "Open my portfolio" }));
  await expect(nav(page, "Today")).toBeVisible();
  await page.keyboard.press("Control+l");
  await hand.write(page.getByLabel("Passphrase", { exact: true }), PASSPHRASE);
  await page.keyboard.press("Enter");
  const strip = page.getByRole("region", { name: "Recovery words" });
  await expect(strip).toBeVisible();
  await hand.press(strip.getByRole("button", { name: "Check three words" }));
  await expect(page.getByRole("dialog", { name: "Three of your 24 words" }).getByLabel(/^Word \d+$/)).toHaveCount(3);
});
