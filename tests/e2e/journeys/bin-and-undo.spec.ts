import { expect, rows, test, write } from "../fixtures";
import { goTo } from "../pages.mjs";

test("a record goes to the bin, comes back by Undo, goes again, and is put back", async ({ page, hand, own }) => {
  await own();
  await write(page, "Nothing is lost.");
  const more = page.getByRole("button", { name: "More", exact: true });
  await hand.pick(more, "Move to the bin");
  await expect(rows(page)).toHaveCount(0);
  await hand.press(page.getByRole("button", { name: "Undo", exact: true }));
  await expect(rows(page)).toHaveCount(1);

  await hand.press(rows(page).first());
  await hand.pick(more, "Move to the bin");
  await expect(rows(page)).toHaveCount(0);
  await goTo(page, "Bin");
  await hand.press(page.getByRole("list", { name: "In the bin" }).getByRole("button", { name: /^Put back/ }));
  await expect(page.getByRole("heading", { name: "The bin is empty" })).toBeVisible();
  await goTo(page, "Records");
  await expect(rows(page)).toHaveCount(1);
});

test("emptying the bin asks, says what goes, and leaves nothing to find", async ({ page, bridge, hand, own }) => {
  await own();
  await write(page, "Elderflower and nothing else.");
  await hand.pick(page.getByRole("button", { name: "More", exact: true }), "Move to the bin");
  await goTo(page, "Bin");
  await hand.press(page.getByRole("button", { name: "Empty the bin" }));
  const asked = page.getByRole("dialog", { name: "Empty the bin?" });
  await expect(asked.getByText(/1 reflection/)).toBeVisible();
  await hand.press(asked.getByRole("button", { name: "Leave things as they are" }));
  await expect(page.getByRole("list", { name: "In the bin" }).getByRole("listitem")).toHaveCount(1);
  await hand.press(page.getByRole("button", { name: "Empty the bin" }));
  await hand.press(asked.getByRole("button", { name: "Empty the bin" }));
  await expect(page.getByRole("heading", { name: "The bin is empty" })).toBeVisible();
  const found = await bridge.call("record.list", { query: { text: "elderflower" }, offset: 0, limit: 1 });
  expect(found.total).toBe(0);
  expect((await bridge.call("undo.state")).undo).toBeNull();
});

test("changes are taken back and made again, one visit to the editor at a time", async ({
  page,
  bridge,
  hand,
  own,
}) => {
  await own();
  await write(page, "First words.");
  await page.keyboard.type(" Second words.");
  const body = async (): Promise<string | undefined> => {
    const { rows } = await bridge.call("record.list", { query: {}, offset: 0, limit: 1 });
    if (rows.length === 0) return undefined;
    // Taken back between the two questions is as good as gone before the first.
    const record = await bridge.call("record.get", { id: rows[0].id }).catch(() => undefined);
    return record?.content.sections.map((section: { text: string }) => section.text).join("");
  };
  await expect.poll(body).toBe("First words. Second words.");
  await goTo(page, "Today");
  await page.getByRole("heading", { level: 1 }).waitFor();
  await hand.press(page.getByRole("button", { name: "Night" }));
  await page.keyboard.press("Control+z");
  await expect.poll(body).toBe(undefined);
  await page.keyboard.press("Control+Shift+z");
  await expect.poll(body).toBe("First words. Second words.");
});
