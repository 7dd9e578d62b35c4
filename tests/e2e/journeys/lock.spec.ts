import { expect, nav, PASSPHRASE, says, test, text } from "../fixtures";

test("locking keeps the place, and unlocking returns to it", async ({ page, hand, own }) => {
  await own();
  await page.keyboard.press("Control+n");
  await expect(text(page)).toBeFocused();
  await page.keyboard.type("Half a sentence");
  if (hand.kind === "keyboard") await page.keyboard.press("Control+l");
  else await page.getByRole("button", { name: "Lock" }).click();
  const passphrase = page.getByLabel("Passphrase", { exact: true });
  await expect(passphrase).toBeFocused();
  await expect(page.getByText("Half a sentence")).toHaveCount(0);
  expect(await page.title()).toBe("Triptych");

  await page.keyboard.type("amber kettle drum seven river");
  await page.keyboard.press("Enter");
  await expect(page.getByText(/does not open|not the right passphrase|passphrase is not/i)).toBeVisible();
  await expect(passphrase).toBeFocused();
  await expect(passphrase).toHaveValue("");
  await page.keyboard.type(PASSPHRASE);
  await page.keyboard.press("Enter");
  await says(page, "Half a sentence");
});

test("the recovery words open it, and a new passphrase is set", async ({ page, bridge, hand, own }) => {
  const words = await own();
  await page.keyboard.press("Control+l");
  await hand.press(page.getByRole("button", { name: "Use my 24 words" }));
  const field = page.getByLabel("The 24 words, in order");
  await hand.write(field, [...words.slice(0, 23), words[0] === "zoo" ? "abandon" : "zoo"].join(" "));
  const fresh = "five other words of hers";
  await hand.write(page.getByLabel("New passphrase"), fresh);
  await hand.write(page.getByLabel("The same again"), fresh);
  const open = page.getByRole("button", { name: "Open with the words" });
  await expect(open).not.toHaveAttribute("aria-disabled", "true");
  await hand.press(open);
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await field.clear();
  await hand.write(field, words.map((word, index) => `${index + 1}. ${word}`).join("\n"));
  // A passphrase leaves the page as it is sent: it is written again.
  await hand.write(page.getByLabel("New passphrase"), fresh);
  await hand.write(page.getByLabel("The same again"), fresh);
  await expect(open).not.toHaveAttribute("aria-disabled", "true");
  await hand.press(open);
  await expect(nav(page, "Today")).toBeVisible();
  await bridge.call("portfolio.lock");
  await expect(page.getByLabel("Passphrase", { exact: true })).toBeVisible();
  await expect(bridge.call("portfolio.open", { folder: null, passphrase: PASSPHRASE })).rejects.toThrow(
    /wrong-passphrase/,
  );
  await bridge.call("portfolio.open", { folder: null, passphrase: fresh });
});
