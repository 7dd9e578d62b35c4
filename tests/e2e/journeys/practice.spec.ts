import { expect, nav, saved, test, text } from "../fixtures";
import { goTo } from "../pages.mjs";

test("a finished case note is closed; later words are dated additions", async ({ page, bridge, hand, own }) => {
  await own();
  await goTo(page, "New case", "New case note");
  const code = page.getByRole("combobox", { name: "Client code" });
  await hand.write(code, "Margaret");
  await hand.write(text(page), "Came late, stayed long.");
  await expect(page.getByText(/This looks like a name/)).toBeVisible();
  await code.clear();
  await hand.write(code, "K-07");
  await hand.press(text(page));
  await expect(page.getByText(/This looks like a name/)).toBeHidden();

  await hand.press(page.getByRole("button", { name: "Finish", exact: true }));
  await hand.press(
    page.getByRole("dialog", { name: "Finish this case note?" }).getByRole("button", { name: "Finish it" }),
  );
  await expect(page.getByText("This case note is finished and closed.")).toBeVisible();
  await expect(text(page)).toBeHidden();
  await hand.press(page.getByRole("button", { name: "Add a dated addition" }));
  await page.keyboard.type("It was the bus.");
  await hand.press(page.getByRole("button", { name: "Add it, with today’s date" }));
  await expect(page.getByRole("main").getByText("It was the bus.")).toBeVisible();
  await expect(page.getByRole("main").getByText("22 November 2026").last()).toBeVisible();

  // It is never thinned: the bin takes only drafts of it.
  const { rows } = await bridge.call("record.list", { query: {}, offset: 0, limit: 1 });
  await expect(bridge.call("record.bin", { id: rows[0].id })).rejects.toThrow(/refused/);
});

test("a session is noted, its actions wait on the home page, and she reflects on it", async ({
  page,
  bridge,
  hand,
  own,
}) => {
  await own();
  await hand.press(nav(page, "Supervision"));
  await hand.press(page.getByRole("button", { name: "Write the first session" }));
  await expect(text(page)).toBeFocused();
  await page.keyboard.type("About the paper that nobody picks up.");
  await hand.write(page.getByRole("combobox", { name: "Client codes" }), "K-07");
  await page.keyboard.press("Enter");
  await hand.press(page.getByRole("button", { name: "Add an action" }));
  await page.keyboard.type("Bring tape to the next session");
  await hand.write(page.getByLabel("By when"), "30/11/2026");
  await page.keyboard.press("Tab");
  await expect.poll(async () => (await bridge.call("action.open")).actions[0]?.due).toBe("2026-11-30");

  await hand.press(page.getByRole("button", { name: "Reflect on this session" }));
  await expect(page.getByRole("region", { name: "Linked records" })).toContainText("About the paper");
  await expect(page.getByRole("list", { name: "Client codes" })).toContainText("K-07");
  await hand.write(text(page), "I am guarding it from myself.");
  await saved(page);

  await hand.press(nav(page, "Today"));
  const due = page.getByRole("region", { name: "Agreed, and due" });
  await hand.press(due.getByRole("checkbox", { name: "Bring tape to the next session" }));
  await expect.poll(async () => (await bridge.call("action.open")).actions).toEqual([]);
  await hand.press(nav(page, "Records"));
  await hand.press(nav(page, "Today"));
  await expect(due.getByRole("checkbox")).toHaveCount(0);
});

test("for an employed role case notes are off, and the page says why", async ({ page, bridge, hand, own }) => {
  await own();
  await bridge.call("role.save", {
    id: "",
    title: "Music therapist",
    setting: "A school",
    start: "2024-09-01",
    end: null,
    own_practice: false,
    employer: "A county council",
  });
  await goTo(page, "New case", "New case note");
  await hand.write(page.getByRole("combobox", { name: "Client code" }), "K-07");
  const role = page.getByRole("combobox", { name: /role/i });
  await expect(role.getByRole("option", { name: /Music therapist/ })).toBeDisabled();
  await expect(page.getByText(/belong(s)? in the employer’s own system|employer’s system/).first()).toBeVisible();
});
