import type { Locator } from "@playwright/test";
import { check, expect, nav, test } from "../fixtures";
import { endedCycle, toCycle } from "./steps";

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
  const id = await endedCycle(bridge);
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
  const id = await endedCycle(bridge);
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

test("a piece of evidence is left out and put in again, and the numbers go with it", async ({
  page,
  bridge,
  hand,
  sample,
}) => {
  await sample();
  const id = await endedCycle(bridge);
  const titles = async (): Promise<string[]> => {
    const { evidence } = await bridge.call("hcpc.get", { id });
    return evidence.map((one: { number: number; title: string }) => `E${one.number} ${one.title}`);
  };
  const before = await titles();
  expect(before.length).toBeGreaterThan(1);
  await toCycle(page, hand, "June 2024 to May 2026");
  const region = page.getByRole("region", { name: "Evidence, in its order" });
  await expect(region.getByRole("listitem").first()).toContainText(before[0].replace(/^E\d+ /, ""));
  await hand.press(region.getByRole("button", { name: /^Leave out/ }).first());
  await expect.poll(async () => (await titles()).length).toBe(before.length - 1);
  expect((await titles())[0]).toMatch(/^E1 /);
  const outside = region.getByRole("list", { name: "Left out of this profile" });
  await expect(outside.getByRole("listitem")).toHaveCount(1);
  await expect(outside).toContainText(before[0].replace(/^E\d+ /, ""));
  await check(page);
  // The focus is on the next one of the list, so that one key leaves that out as well; one key takes it back.
  await expect(region.getByRole("button", { name: /^Leave out/ }).first()).toBeFocused();
  await page.keyboard.press("Control+z");
  await expect.poll(titles).toEqual(before);
  await hand.press(region.getByRole("button", { name: /^Leave out/ }).first());
  await hand.press(outside.getByRole("button", { name: /^Put it in/ }));
  await expect.poll(async () => (await titles()).length).toBe(before.length);
  await expect(outside).toHaveCount(0);
});

test("evidence that goes to the bin leaves a number without anything, which is said and closed", async ({
  page,
  bridge,
  hand,
  sample,
}) => {
  await sample();
  const id = await endedCycle(bridge);
  const now = () => bridge.call("hcpc.get", { id });
  const numbers = async (): Promise<number[]> => (await now()).evidence.map((one: { number: number }) => one.number);
  const profile = await now();
  const last = profile.evidence.at(-1);
  const gaps = profile.gaps.map((one: { from: string; to: string; explanation: string }) => ({
    from: one.from,
    to: one.to,
    explanation: one.explanation,
  }));
  const chosen = profile.chosen.map((one: { record_id: string; what: string }) =>
    last.record_ids.includes(one.record_id) ? { ...one, what: `As [E${last.number}] shows.` } : one,
  );
  const form = { summary: profile.summary, introduction: profile.introduction, chosen, gaps, choices: [] };
  await bridge.call("hcpc.save", { id, expected: profile.version, visit: "elsewhere", form });
  await bridge.call("evidence.bin", { id: profile.evidence[0].id });
  expect(await numbers()).toEqual(profile.evidence.slice(1).map((one: { number: number }) => one.number));
  await toCycle(page, hand, "June 2024 to May 2026");
  const region = page.getByRole("region", { name: "Evidence, in its order" });
  await expect(region).toContainText(`E1 stands for nothing any more: “${profile.evidence[0].title}” is in the bin.`);
  await check(page);
  await hand.press(region.getByRole("button", { name: "Number anew" }));
  await expect.poll(numbers).toEqual(profile.evidence.slice(1).map((_: unknown, at: number) => at + 1));
  await expect(region.getByRole("button", { name: "Number anew" })).toHaveCount(0);
  const words = (await now()).chosen.map((one: { what: string }) => one.what);
  expect(words).toContain(`As [E${last.number - 1}] shows.`);
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
  const id = await endedCycle(bridge);
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
