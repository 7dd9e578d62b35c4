import type { Locator } from "@playwright/test";
import { check, expect, nav, test } from "../fixtures";

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
