import AxeBuilder from "@axe-core/playwright";
import { expect, nav, test, text, write } from "../fixtures";

const WORDS =
  "Took the long silence to supervision. My supervisor heard the countertransference before I did. On Friday a family " +
  "asked about consent, through an interpreter, and I wrote to the ward about the outcome measure.";

test("what is written suggests its tags: one is taken, one is never shown for this page again", async ({
  page,
  bridge,
  hand,
  own,
}) => {
  await own();
  const profile = await bridge.call("profile.get");
  await bridge.call("profile.save", { ...profile, expected: profile.version, level: "pro" });
  await write(page, WORDS);
  const suggested = page.getByRole("region", { name: "Suggested" });
  const first = suggested.getByRole("listitem").first();
  await expect(first).toContainText(/because: /);
  const taken = (await first.locator(".text").textContent()) ?? "";
  await expect(text(page)).toBeFocused();
  const shown = await suggested.getByRole("listitem").count();
  expect(shown).toBeLessThanOrEqual(5);
  const { violations } = await new AxeBuilder({ page }).include(".margin").analyze();
  expect(violations).toEqual([]);

  // One key, without leaving the text; by mouse, its button.
  if (hand.kind === "keyboard") await page.keyboard.press("Alt+1");
  else await first.getByRole("button", { name: /^Tag/ }).click();
  const tags = page.getByRole("region", { name: "Tags", exact: true });
  await expect(tags.getByRole("listitem")).toContainText(taken);
  await expect(suggested.getByText(taken)).toHaveCount(0);
  if (hand.kind === "keyboard") await expect(text(page)).toBeFocused();

  const next = (await suggested.getByRole("listitem").first().locator(".text").textContent()) ?? "";
  await hand.press(suggested.getByRole("button", { name: /^Not this one/ }).first());
  await expect(suggested.getByText(next)).toHaveCount(0);
  await hand.press(nav(page, "Today"));
  await hand.press(page.getByRole("link", { name: /Took the long silence/ }));
  await expect(suggested.getByRole("listitem").first()).toBeVisible();
  await expect(suggested.getByText(next)).toHaveCount(0);
});

test("turned off in Settings, nothing is asked; turned on again, it is", async ({ page, hand, own }) => {
  await own();
  const asked: string[] = [];
  page.on("request", (request) => {
    if (`${request.url()} ${JSON.stringify(request.headers())}`.includes("record.suggest")) asked.push(request.url());
  });
  const choice = page.getByRole("checkbox", { name: /^While I write, suggest/ });
  await hand.press(nav(page, "Settings"));
  await hand.press(choice);
  await write(page, WORDS);
  await hand.press(nav(page, "Settings"));
  expect(asked).toEqual([]);
  await hand.press(choice);
  await hand.press(nav(page, "Today"));
  await hand.press(page.getByRole("link", { name: /Took the long silence/ }));
  await expect(page.getByRole("region", { name: "Suggested" })).toBeVisible();
  expect(asked).not.toEqual([]);
});
