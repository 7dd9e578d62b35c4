import type { Locator } from "@playwright/test";
import { check, expect, nav, test } from "../fixtures";
import { toCycle } from "./steps";

test("activities are suggested with a reason, taken one by one, and each is a step of its own", async ({
  page,
  bridge,
  hand,
  sample,
}) => {
  await sample();
  await hand.press(nav(page, "CPD audit"));
  const could = page.getByRole("region", { name: "Activities you could choose" });
  await expect(could.getByRole("listitem").first()).toContainText(/nothing else here is|the only/i);
  await check(page);
  const chosen = async (): Promise<string[]> => {
    const { current } = await bridge.call("hcpc.cycles");
    const profile = await bridge.call("hcpc.get", { id: current });
    return profile.chosen.map((one: { record_id: string }) => one.record_id);
  };
  const way = (title: string): Locator => could.getByRole("button", { name: new RegExp(`^Choose.*${title}`) });
  const before = await chosen();
  const { current } = await bridge.call("hcpc.cycles");
  const { activities } = await bridge.call("hcpc.suggest", { id: current });
  expect(await chosen()).toEqual(before);
  await hand.press(way(activities[0].title));
  await expect.poll(chosen).toEqual([...before, activities[0].record_id]);
  // The next one has the focus, so that one key takes it too.
  await expect(way(activities[1].title)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect.poll(chosen).toEqual([...before, activities[0].record_id, activities[1].record_id]);
  await page.keyboard.press("Control+z");
  await expect.poll(chosen).toEqual([...before, activities[0].record_id]);
  await expect(way(activities[1].title)).toBeVisible();
});

test("the statement is read as an assessor, sentence by sentence, and a mark lapses with its words", async ({
  page,
  bridge,
  hand,
  sample,
}) => {
  await sample();
  const { cycles } = await bridge.call("hcpc.cycles");
  const { id } = cycles.find((one: { start: string }) => one.start === "2024-06-01");
  const marks = async (standard: number): Promise<number[]> => {
    const { standards } = await bridge.call("hcpc.chair", { id });
    return [standards[standard - 1].marked, standards[standard - 1].lapsed];
  };
  await toCycle(page, hand, "June 2024 to May 2026");
  await hand.press(page.getByRole("tab", { name: "Statement" }));
  await hand.press(page.getByRole("button", { name: "Read it as an assessor" }));
  const chair = page.getByRole("region", { name: "The assessor’s chair" });
  const sentences = chair.locator("[data-at]");
  await expect(chair).toContainText("Nobody has marked a sentence for it yet.");
  const ours = chair.getByText("Supporting evidence (E1)", { exact: true });
  await expect(ours).toBeVisible();
  if (hand.kind === "keyboard") {
    await hand.reach(sentences.first());
    await page.keyboard.press("ArrowDown");
    await expect(sentences.nth(1)).toBeFocused();
    await page.keyboard.press("3");
  } else {
    // What the paper says itself is nobody's to mark.
    await ours.dblclick();
    await expect(chair.getByRole("button", { name: /^3\./ })).toBeDisabled();
    await sentences.nth(1).dblclick();
    await chair.getByRole("button", { name: /^3\./ }).click();
  }
  await expect.poll(() => marks(3)).toEqual([1, 0]);
  await expect(sentences.nth(1)).toHaveAttribute("aria-pressed", "true");
  await expect(chair).toContainText("Marked in 1 sentence of the statement.");
  await check(page);
  // The sentence reads otherwise in another place: the mark has lapsed, is said, and comes back with the words.
  const profile = await bridge.call("hcpc.get", { id });
  const gaps = profile.gaps.map((one: { from: string; to: string; explanation: string }) => ({
    from: one.from,
    to: one.to,
    explanation: one.explanation,
  }));
  const [first, ...rest] = profile.chosen;
  const chosen = [{ ...first, what: "Other words." }, ...rest];
  const form = { summary: profile.summary, introduction: profile.introduction, chosen, gaps, choices: [] };
  await bridge.call("hcpc.save", { id, expected: profile.version, visit: "elsewhere", form });
  await expect(chair).toContainText("1 marked sentence reads otherwise now: that mark has lapsed.");
  await page.keyboard.press("Control+z");
  await expect.poll(() => marks(3)).toEqual([1, 0]);
  await hand.press(page.getByRole("tab", { name: "Where I stand" }));
  await expect(page.getByText("Marked in 1 sentence of the statement.")).toBeVisible();
});

test("evidence is put in order, and the numbers follow", async ({ page, bridge, hand, sample }) => {
  await sample();
  const { cycles } = await bridge.call("hcpc.cycles");
  const { id } = cycles.find((one: { start: string }) => one.start === "2024-06-01");
  const titles = async (): Promise<string[]> => {
    const { evidence } = await bridge.call("hcpc.get", { id });
    return evidence.map((one: { title: string }) => one.title);
  };
  const before = await titles();
  await toCycle(page, hand, "June 2024 to May 2026");
  const order = page.getByRole("region", { name: "Evidence, in its order" });
  const moved = [before[1], before[0], ...before.slice(2)];
  await hand.press(
    order
      .getByRole("listitem")
      .nth(1)
      .getByRole("button", { name: /^Earlier/ }),
  );
  await expect.poll(titles).toEqual(moved);
  await expect(order.getByRole("listitem").first()).toContainText(before[1]);
  await check(page);
  // Moved to the top there is only one way left, and the focus is on it.
  await expect(
    order
      .getByRole("listitem")
      .first()
      .getByRole("button", { name: /^Later/ }),
  ).toBeFocused();
  await page.keyboard.press("Alt+ArrowDown");
  await expect.poll(titles).toEqual(before);
  await page.keyboard.press("Control+z");
  await expect.poll(titles).toEqual(moved);
  await hand.press(order.getByRole("button", { name: "In the order of the statement" }));
  await expect.poll(titles).toEqual(before);
});

test("a line of the plan is on the first page, and one key settles it", async ({ page, bridge, hand, own }) => {
  await bridge.travel("2027-12-01T09:00:00Z");
  await own();
  const line = page.getByText(/^Six months are left:/).first();
  await expect(line).toBeVisible();
  await hand.press(page.getByRole("button", { name: /^In a week/ }));
  await expect(line).toBeHidden();
  await page.keyboard.press("Control+z");
  await expect(line).toBeVisible();
  await hand.press(page.getByRole("button", { name: /^Done/ }));
  await expect(line).toBeHidden();
  const { current } = await bridge.call("hcpc.cycles");
  const { days, now } = await bridge.call("hcpc.reminders", { id: current });
  expect(now).toBeNull();
  expect(days.find((one: { reminder: string }) => one.reminder === "six-months").done).toBe(true);
});

test("the statement goes by standard, or from a plan, and one key takes it back", async ({
  page,
  bridge,
  hand,
  sample,
}) => {
  await sample();
  const { cycles } = await bridge.call("hcpc.cycles");
  const { id } = cycles.find((one: { start: string }) => one.start === "2024-06-01");
  const assembly = async () => (await bridge.call("hcpc.get", { id })).assembly;
  await toCycle(page, hand, "June 2024 to May 2026");
  await hand.press(page.getByRole("tab", { name: "Statement" }));
  const otherwise = page.getByRole("button", { name: "Put it together otherwise" });
  await hand.press(otherwise);
  const dialog = page.getByRole("dialog", { name: "How the statement is put together" });
  await hand.press(dialog.getByRole("radio", { name: /By standard/ }));
  await hand.press(dialog.getByRole("button", { name: "Keep it" }));
  await expect(page.getByText("Put together by standard.")).toBeVisible();
  expect((await assembly()).by).toBe("standard");
  await hand.press(otherwise);
  await hand.press(dialog.getByRole("radio", { name: /From my plan/ }));
  await hand.write(dialog.getByRole("textbox", { name: "Aim 1" }), "Wait longer");
  await hand.press(dialog.getByRole("button", { name: "Another aim" }));
  await expect(dialog.getByRole("textbox", { name: "Aim 2" })).toBeFocused();
  await page.keyboard.type("Write sooner");
  await check(page);
  await hand.choose(dialog.getByRole("combobox").first(), "Aim 2: Write sooner");
  await hand.press(dialog.getByRole("button", { name: /^Take away/ }).first());
  await hand.press(dialog.getByRole("button", { name: "Keep it" }));
  await expect(page.getByText("Put together from your plan.")).toBeVisible();
  const { chosen } = await bridge.call("hcpc.get", { id });
  const plan = { by: "plan", aims: [{ text: "Write sooner", record_ids: [chosen[0].record_id] }] };
  expect(await assembly()).toEqual(plan);
  await page.keyboard.press("Control+z");
  await expect(page.getByText("Put together by standard.")).toBeVisible();
});
