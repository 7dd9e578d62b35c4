import { expect, nav, rows, says, test, text, write } from "../fixtures";
import { tagTo } from "./steps";

test("a reflection is saved as it is typed, and found again by a word", async ({ page, bridge, hand, own }) => {
  await own();
  await write(page, "The torn drawing lay between us.");
  const made = await bridge.call("record.list", { query: {}, offset: 0, limit: 10 });
  expect(made.total).toBe(1);

  await hand.write(page.getByRole("textbox", { name: "Title, may stay empty" }), "Torn paper");
  await expect
    .poll(async () => (await bridge.call("record.list", { query: { text: "paper" }, offset: 0, limit: 1 })).total)
    .toBe(1);
  await hand.choose(page.getByRole("combobox", { name: "Reflect with" }), "Gibbs");
  await expect(page.getByRole("heading", { level: 2, name: "Feelings" })).toBeVisible();
  await hand.write(page.getByRole("textbox", { name: "Feelings" }), "Tender, and a little afraid.");
  await expect
    .poll(async () => (await bridge.call("record.list", { query: { text: "tender" }, offset: 0, limit: 1 })).total)
    .toBe(1);

  await hand.press(nav(page, "Today"));
  await expect(page.getByRole("link", { name: /Torn paper/ })).toBeVisible();
  await page.keyboard.press("Control+f");
  await expect(page.getByRole("searchbox")).toBeFocused();
  await page.keyboard.type("afr");
  await expect(rows(page)).toHaveCount(1);
  await page.keyboard.press("Control+a");
  await page.keyboard.type("torn -tender");
  await expect(page.getByText("Nothing found")).toBeVisible();
});

test("what is written on the home page becomes a page of its own", async ({ page, hand, own }) => {
  await own();
  await hand.write(page.getByRole("textbox", { name: "What stayed with you?" }), "The last chord.");
  await hand.press(page.getByRole("button", { name: "Open as a page" }));
  await says(page, "The last chord.");
  await hand.press(nav(page, "Today"));
  await expect(page.getByRole("link", { name: /The last chord/ })).toBeVisible();
});

test("ten statements are tagged without leaving the keys", async ({ page, bridge, hand, own }) => {
  await own();
  await write(page, "A long day with many sides.");
  await tagTo(page, hand, ["KS.1", "KS.2", "KS.3", "KS.4", "KS.5", "KS.6", "KS.7", "KS.8", "KS.9", "KS.10"]);
  const tags = page.getByRole("region", { name: "Tags" });
  await expect(tags.getByRole("listitem")).toHaveCount(10);

  await hand.press(tags.getByRole("button", { name: /^Say how/ }).first());
  const claim = tags.getByRole("textbox", { name: "How this shows it" });
  await expect(claim).toBeFocused();
  await page.keyboard.type("I asked before I assumed.");
  await hand.press(page.getByRole("textbox", { name: "Title, may stay empty" }));
  await expect(tags.getByText("I asked before I assumed.")).toBeVisible();
  const found = async () =>
    (await bridge.call("record.list", { query: { text: "assumed" }, offset: 0, limit: 1 })).total;
  await expect.poll(found).toBe(1);

  await hand.press(tags.getByRole("button", { name: /^Take off/ }).first());
  await expect(tags.getByRole("listitem")).toHaveCount(9);
  await hand.press(page.getByRole("button", { name: "Undo", exact: true }));
  await expect(tags.getByRole("listitem")).toHaveCount(10);
});

test("a date that does not exist is said beside its field, and the last good one stays", async ({
  page,
  bridge,
  hand,
  own,
}) => {
  await own();
  await write(page, "Dated.");
  const date = page.getByLabel("Date", { exact: true });
  await date.clear();
  await hand.write(date, "31/02/2026");
  await page.keyboard.press("Tab");
  await expect(date).toHaveAttribute("aria-invalid", "true");
  await date.clear();
  await hand.write(date, "23.11.26");
  await page.keyboard.press("Tab");
  await expect(page.getByText("This date lies in the future.").first()).toBeVisible();
  await expect
    .poll(async () => (await bridge.call("record.list", { query: {}, offset: 0, limit: 1 })).rows[0].date)
    .toBe("2026-11-23");
});

test("a record is copied as Markdown and printed", async ({ page, bridge, hand, own }) => {
  await own();
  await write(page, "To be **copied**.");
  const more = page.getByRole("button", { name: "More", exact: true });
  await hand.pick(more, "Copy as Markdown");
  await expect.poll(async () => (await bridge.desk()).copied.join()).toContain("To be **copied**.");
  await hand.pick(more, "Print");
  await expect.poll(async () => (await bridge.desk()).printed).toBe(1);
});
