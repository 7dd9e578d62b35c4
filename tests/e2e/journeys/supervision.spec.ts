import AxeBuilder from "@axe-core/playwright";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, nav, saved, test, text, write } from "../fixtures";
import { goTo } from "../pages.mjs";

test("from an agreement and a marked passage to a session, its actions and a log to sign", async ({
  page,
  bridge,
  hand,
  own,
}) => {
  // From the agreement to the signed log: by keyboard it may take longer than other journeys.
  test.slow();
  await own();
  const passes = async (): Promise<void> => {
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target)}`)).toEqual([]);
  };

  // An agreement with somebody new; one that ends before it starts is refused beside the field.
  await goTo(page, "Supervision");
  await hand.press(page.getByRole("link", { name: "Agreements and people" }));
  await hand.press(page.getByRole("button", { name: "Add an agreement" }));
  const dialog = page.getByRole("dialog", { name: "Add an agreement" });
  await hand.write(dialog.getByLabel("With", { exact: true }), "A. Field");
  await hand.write(dialog.getByLabel("Last day"), "01/01/2020");
  await hand.write(dialog.getByLabel("Length in minutes"), "75");
  await hand.press(dialog.getByRole("button", { name: "Keep this agreement" }));
  await expect(dialog.getByText("The agreement ends before it starts.")).toBeVisible();
  await dialog.getByLabel("Last day").clear();
  await hand.write(dialog.getByLabel("Review on"), "01/12/2026");
  await passes();
  await hand.press(dialog.getByRole("button", { name: "Keep this agreement" }));
  await expect(page.getByRole("heading", { name: "A. Field: clinical" })).toBeVisible();
  await passes();

  // Its signed page: chosen, seen, taken off, and there again by one step back.
  const signed = join(bridge.folder, "signed.txt");
  await writeFile(signed, "We agreed.");
  await bridge.answer({ file: [signed] });
  await hand.press(page.getByRole("button", { name: "Add a file… to the agreement with A. Field: clinical" }));
  const files = page.getByRole("list", { name: "Files of the agreement with A. Field: clinical" });
  await expect(files.getByRole("link", { name: /E1 signed/ })).toBeVisible();
  await passes();
  await hand.press(files.getByRole("button", { name: "Take E1 off the agreement with A. Field: clinical" }));
  await expect(files).toBeHidden();
  await page.keyboard.press("Control+z");
  await expect(files.getByRole("link", { name: /E1 signed/ })).toBeVisible();
  await goTo(page, "Today");
  await expect(page.getByRole("region", { name: "To review" })).toContainText("A. Field");

  // A passage that is marked while writing waits word for word, whatever becomes of the text.
  await write(page, "He hid the drum.");
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Control+Shift+S");
  await expect(page.getByText("The passage is on the agenda")).toBeVisible();
  await page.keyboard.type("Something else entirely.");
  await saved(page);
  await hand.press(nav(page, "Supervision"));
  const next = page.getByRole("region", { name: "For the next session" });
  await expect(next.getByText("He hid the drum.", { exact: true })).toBeVisible();
  await hand.write(next.getByLabel(/^What to ask or say/), "Why do I say nothing?");
  await page.keyboard.press("Tab");
  await hand.write(next.getByLabel("Something else to bring"), "Cover in August");
  await hand.press(next.getByRole("button", { name: "Add it" }));
  await expect(next.getByRole("listitem")).toHaveCount(2);
  await expect.poll(async () => (await bridge.call("supervision.get")).agenda[0].note).toBe("Why do I say nothing?");
  await passes();

  // The session is made of it, under the agreement; what was not reached goes back.
  await hand.press(next.getByRole("button", { name: "Begin the session" }));
  const brought = page.getByRole("region", { name: "What you brought" });
  await expect(brought).toContainText("Why do I say nothing?");
  await hand.press(brought.getByRole("button", { name: /^Not reached ?: Cover in August/ }));
  await expect(brought.getByRole("listitem")).toHaveCount(1);
  await hand.write(text(page), "We spoke of the drum with Mrs Jones.");
  await expect(page.getByText(/There seems to be a name in this text/)).toBeVisible();
  await hand.write(page.getByRole("textbox", { name: "Countertransference" }), "I hold my breath.");
  await hand.press(page.getByRole("button", { name: "Add an action" }));
  await page.keyboard.type("Send the paper");
  await hand.write(page.getByLabel("Whose it is"), "A. Field");
  await saved(page);
  await expect(page.getByText(/without a date/)).toBeVisible();
  await passes();
  const { id } = (await bridge.call("record.list", { query: { kinds: ["supervision"] }, offset: 0, limit: 1 })).rows[0];
  const record = await bridge.call("record.get", { id });
  expect(record.content.supervision).toMatchObject({ supervisor: "A. Field", type: "clinical", given: false });
  expect(record.content.minutes).toBe(75);

  // She reflects beside it; the next session carries the action forward until it is done.
  await hand.press(page.getByRole("button", { name: "Reflect on this session" }));
  await expect(page.getByRole("region", { name: /^The session of/ })).toContainText("I hold my breath.");
  await hand.press(nav(page, "Supervision"));
  await expect(next.getByRole("checkbox", { name: "Take along: Cover in August" })).toBeChecked();
  await hand.press(next.getByRole("button", { name: "Begin the session" }));
  const carried = page.getByRole("region", { name: "Carried forward" });
  await hand.press(carried.getByRole("checkbox", { name: "A. Field: Send the paper" }));
  await expect(carried).toHaveCount(0);

  // Her own measure, and the log: without codes unless she says so, and kept in the register.
  await hand.press(nav(page, "Supervision"));
  await hand.press(page.getByRole("link", { name: "Log and hours" }));
  await hand.press(page.getByRole("button", { name: "Set your measure…" }));
  const measure = page.getByRole("dialog", { name: "Your own measure" });
  await hand.write(measure.getByLabel("A session every so many weeks"), "3");
  await passes();
  await hand.press(measure.getByRole("button", { name: "Keep this measure" }));
  await expect(page.getByText(/A session every 3 weeks\./)).toBeVisible();
  const path = join(bridge.folder, "a log.pdf");
  await bridge.answer({ save: [path] });
  await hand.press(page.getByRole("button", { name: "The log as PDF or for Word…" }));
  const print = page.getByRole("dialog", { name: "The log on paper" });
  await expect(print.getByRole("checkbox", { name: "With client codes, as you wrote them" })).not.toBeChecked();
  await passes();
  await hand.press(print.getByRole("checkbox", { name: "I have read these; they may leave" }));
  await hand.press(print.getByRole("button", { name: "Save it…" }));
  await expect(page.getByRole("main").getByText("a log.pdf")).toBeVisible();
  expect((await readFile(path)).subarray(0, 5).toString()).toBe("%PDF-");
  await passes();
});

test("a session that she gave stands apart and suggests facilitating learning", async ({ page, bridge, hand, own }) => {
  await own();
  await bridge.call("profile.save", {
    expected: 1,
    name: "",
    profession: null,
    registration: "",
    registered_since: null,
    level: "enh",
  });
  await goTo(page, "New supervision", "New supervision");
  await expect(text(page)).toBeFocused();
  await page.keyboard.type("With a trainee.");
  await saved(page);
  await hand.press(page.getByRole("checkbox", { name: "I gave this session" }));
  const shows = page.getByRole("region", { name: "What supervising may show" });
  const offers = shows.getByRole("button", { name: /^Tag it/ });
  await expect(offers.first()).toBeVisible();
  const before = await offers.count();
  await hand.press(offers.first());
  await expect(offers).toHaveCount(before - 1);
  await expect(page.getByRole("region", { name: "Tags" }).getByRole("listitem")).toHaveCount(1);
  const { log } = await bridge.call("supervision.get");
  expect(log.years[0]).toMatchObject({ sessions: 0, given: 1 });
});
