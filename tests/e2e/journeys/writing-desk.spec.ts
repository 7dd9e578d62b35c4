import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, saved, says, test, text, write } from "../fixtures";
import { goTo } from "../pages.mjs";

/** What lies behind a dialog is hidden from readers, its labels too: then the dialog alone is looked at. */
async function axe(page: Page, within: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).include(within).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target)}`)).toEqual([]);
}

test("a quick note becomes a record, a link, a template, and an earlier version that comes back", async ({
  page,
  bridge,
  hand,
  own,
}) => {
  await own();
  const passes = (within = "body"): Promise<void> => axe(page, within);

  // Between two clients: two notes, one key each, and on from where she was.
  await page.keyboard.press("Control+Shift+N");
  const field = page.getByRole("textbox", { name: "What you want to keep" });
  await expect(field).toBeFocused();
  await page.keyboard.type("He hid the drum.");
  await page.keyboard.press("Control+Enter");
  await expect(field).toHaveText("");
  await hand.press(page.getByRole("radio", { name: "Case note" }));
  await hand.write(page.getByRole("textbox", { name: "Client code" }), "K-07");
  await hand.write(field, "She waited by the door.");
  await page.keyboard.press("Control+Enter");
  await expect(field).toHaveText("");
  await expect(page.getByRole("complementary").getByRole("listitem")).toHaveCount(2);
  await passes();
  const drafts = (await bridge.call("record.list", { query: { draft: true }, offset: 0, limit: 9 })).rows;
  expect(drafts.map(({ kind, clients }: { kind: string; clients: string[] }) => [kind, clients])).toContainEqual([
    "case-note",
    ["K-07"],
  ]);
  await hand.press(page.getByRole("button", { name: "Continue where I was" }));
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Case note");

  // A reflection, marked as CPD with one key, linked to the note and seen from it.
  await write(page, "I let the silence be.");
  await page.keyboard.press("Control+Shift+M");
  await saved(page);
  await hand.press(page.getByRole("checkbox", { name: "4, service users" }));
  await hand.write(page.getByLabel("What kind of activity"), "Reflective practice");
  await hand.write(page.getByLabel("Cost in pounds"), "12.50");
  await hand.write(page.getByLabel("Next step"), "Ask her");
  await saved(page);
  await hand.press(page.getByRole("button", { name: "Link to a record…" }));
  const linking = page.getByRole("dialog", { name: "Link to a record" });
  await hand.write(linking.getByRole("searchbox", { name: "Find the other record" }), "waited");
  await expect(linking.getByRole("radio")).toHaveCount(1);
  await hand.press(linking.getByRole("radio"));
  await passes(".dialog");
  await hand.press(linking.getByRole("button", { name: "Link them" }));
  const links = page.getByRole("region", { name: "Linked records" });
  await expect(links).toContainText("Reflects on");
  const reflection = (await bridge.call("record.list", { query: { text: "silence" }, offset: 0, limit: 1 })).rows[0].id;
  const facts = (await bridge.call("record.get", { id: reflection })).content.cpd;
  expect(facts).toMatchObject({ type: "work-based", cost_pence: 1250, standards: [4], next_step: "Ask her" });

  // Kept as a template under a name, and begun again from it.
  await hand.pick(page.getByRole("button", { name: "More" }), "Keep as a template…");
  const naming = page.getByRole("dialog", { name: "Keep as a template" });
  await hand.press(naming.getByRole("button", { name: "Keep the template" }));
  await expect(naming.getByText("A template needs a name")).toBeVisible();
  await hand.write(naming.getByLabel("Name"), "Silence");
  await hand.press(naming.getByRole("button", { name: "Keep the template" }));
  await expect(naming).toBeHidden();

  // Written over on another visit: what it said is kept, shown by word, and brought back.
  await hand.press(links.getByRole("link"));
  await says(page, "She waited by the door.");
  await hand.press(page.getByRole("region", { name: "Linked records" }).getByRole("link"));
  await says(page, "I let the silence be.");
  await text(page).fill("I spoke too soon.");
  await saved(page);
  await hand.pick(page.getByRole("button", { name: "More" }), "What it said before");
  const compared = page.getByRole("region", { name: "Text" });
  await expect(compared.locator("del").first()).toBeVisible();
  await passes();
  await hand.press(page.getByRole("button", { name: "Bring this version back" }));
  await hand.press(
    page.getByRole("alertdialog").or(page.getByRole("dialog")).getByRole("button", { name: "Bring it back" }),
  );
  await says(page, "I let the silence be.");
  expect((await bridge.call("record.history", { id: reflection })).versions.length).toBeGreaterThan(1);
});

test("keywords are put in order, and a selection changes in one step that is taken back in one", async ({
  page,
  bridge,
  hand,
  own,
}) => {
  await own();
  const passes = (within = "body"): Promise<void> => axe(page, within);
  for (const [words, keyword] of [
    ["One.", "impro"],
    ["Two.", "improvising"],
    ["Three.", "drum"],
  ]) {
    const content = await bridge.call("record.new", { kind: "reflection" });
    content.sections[0].text = words;
    content.keywords = [keyword];
    await bridge.call("record.create", { content, visit: "", tags: [] });
  }
  await goTo(page, "Keywords and templates");
  await hand.press(page.getByRole("button", { name: /^Merge ?: impro$/ }));
  const merging = page.getByRole("dialog", { name: "Merge “impro”" });
  await hand.choose(merging.getByLabel("Into"), "improvising (1)");
  await passes(".dialog");
  await hand.press(merging.getByRole("button", { name: "Merge them" }));
  await expect(page.getByRole("button", { name: /^Merge ?: impro$/ })).toHaveCount(0);
  await hand.press(page.getByRole("button", { name: /^Rename ?: drum$/ }));
  const renaming = page.getByRole("dialog", { name: "Rename “drum”" });
  await renaming.getByLabel("New name").clear();
  await hand.write(renaming.getByLabel("New name"), "Improvising");
  await hand.press(renaming.getByRole("button", { name: "Rename it" }));
  await expect(renaming.getByText(/There is a keyword of this name already/)).toBeVisible();
  await renaming.getByLabel("New name").clear();
  await hand.write(renaming.getByLabel("New name"), "drums");
  await hand.press(renaming.getByRole("button", { name: "Rename it" }));
  await expect(page.getByRole("button", { name: /^Rename ?: drums$/ })).toBeVisible();
  await passes();

  // A filter kept under a name, then all that it finds marked as CPD and taken back.
  await goTo(page, "Records");
  const list = page.getByRole("region", { name: "Records" });
  await expect(list.getByRole("link")).toHaveCount(3);
  await hand.press(list.getByRole("button", { name: "Select", exact: true }));
  await hand.press(list.getByRole("button", { name: "Select all 3" }));
  await expect(list.getByRole("checkbox", { checked: true })).toHaveCount(3);
  await passes();
  await hand.pick(list.getByRole("button", { name: "With these 3" }), "Add a keyword…");
  const adding = page.getByRole("dialog", { name: "Add a keyword" });
  await hand.write(adding.getByLabel("Keyword"), "winter");
  await hand.press(adding.getByRole("button", { name: "Give it to 3 records" }));
  await expect(page.getByText("3 records changed.")).toBeVisible();
  const carry = async (): Promise<number> =>
    (await bridge.call("record.list", { query: { keyword: "winter" }, offset: 0, limit: 9 })).total;
  expect(await carry()).toBe(3);
  await hand.press(page.getByRole("button", { name: "Undo" }));
  await expect.poll(carry).toBe(0);

  // The same for a statement and for the mark of CPD: each in one step, each taken back in one.
  const choose = async (what: string): Promise<void> => {
    await hand.press(list.getByRole("button", { name: "Select", exact: true }));
    await hand.press(list.getByRole("button", { name: "Select all 3" }));
    await hand.pick(list.getByRole("button", { name: "With these 3" }), what);
  };
  await choose("Tag to a statement…");
  const tagging = page.getByRole("dialog", { name: "Tag to a statement" });
  await hand.write(tagging.getByRole("searchbox"), "supervision");
  const offered = tagging.getByRole("radio").first();
  await offered.focus();
  await page.keyboard.press("Space");
  await expect(offered).toBeChecked();
  await passes(".dialog");
  await hand.press(tagging.getByRole("button", { name: "Tag 3 records" }));
  await expect(tagging).toBeHidden();
  const tagged = async (): Promise<number> => {
    const { rows } = await bridge.call("record.list", { query: {}, offset: 0, limit: 9 });
    return rows.filter((row: { tags: unknown[] }) => row.tags.length === 1).length;
  };
  expect(await tagged()).toBe(3);
  await hand.press(page.getByRole("button", { name: "Undo" }));
  await expect.poll(tagged).toBe(0);
  await choose("Mark as CPD");
  const asCpd = async (): Promise<number> => {
    const { rows } = await bridge.call("record.list", { query: {}, offset: 0, limit: 9 });
    const records = await Promise.all(rows.map(({ id }: { id: string }) => bridge.call("record.get", { id })));
    return records.filter(({ content }) => content.cpd !== null).length;
  };
  await expect.poll(asCpd).toBe(3);
  await hand.press(page.getByRole("button", { name: "Undo" }));
  await expect.poll(asCpd).toBe(0);

  await list.getByRole("searchbox").fill("two");
  await hand.press(list.getByRole("button", { name: "Keep this filter…" }));
  const keeping = page.getByRole("dialog", { name: "Keep this filter" });
  await hand.write(keeping.getByLabel("Name"), "Twos");
  await hand.press(keeping.getByRole("button", { name: "Keep it" }));
  await expect(list.getByRole("button", { name: "Do not keep this filter" })).toBeVisible();
  await hand.press(
    list
      .getByText("Filters (", { exact: false })
      .or(list.getByText("Filters", { exact: true }))
      .first(),
  );
  await expect(list.getByRole("combobox", { name: "Saved filters" }).locator("option:checked")).toHaveText("Twos");
  expect((await bridge.call("filter.list")).filters[0].name).toBe("Twos");
});

test("an activity is asked about once, and the year shows it", async ({ page, bridge, hand, own }) => {
  await own();
  const passes = (within = "body"): Promise<void> => axe(page, within);
  const { today } = await bridge.call("app.status");
  const day = new Date(Date.parse(`${today}T12:00:00Z`) - 60 * 86_400_000).toISOString().slice(0, 10);
  const content = await bridge.call("record.new", { kind: "cpd" });
  const facts = { provider: "", certificate: false, learnt: "", practice: "", service_users: "" };
  const made = { ...content, title: "A day on loss", date: day, minutes: 90, cpd: { type: "formal", ...facts } };
  const { id } = await bridge.call("record.create", { content: made, visit: "", tags: [] });
  await bridge.call("record.finish", { id, finished: true });
  await goTo(page, "Today");
  const asked = page.getByRole("region", { name: "What is different now for the people you work with?" });
  await expect(asked).toContainText("A day on loss");
  await passes();
  await hand.write(asked.getByRole("textbox"), "She waits for the end of the song.");
  await hand.press(asked.getByRole("button", { name: "Keep this line" }));
  await expect(asked).toHaveCount(0);
  expect((await bridge.call("record.get", { id })).echo.text).toBe("She waits for the end of the song.");
  await goTo(page, "CPD year");
  if (day.slice(0, 4) === today.slice(0, 4)) {
    await expect(page.getByText("1 activity, 90 minutes, of one type.")).toBeVisible();
    await expect(page.getByRole("table")).toContainText("1 h 30 min");
  }
  await passes();
});
