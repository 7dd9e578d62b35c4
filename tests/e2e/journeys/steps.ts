import { expect, type Page } from "@playwright/test";
import { join } from "node:path";
import type { Bridge } from "../bridge.mjs";
import { nav } from "../fixtures";
import type { Hand } from "../hand";

/** Tags the open record to the first statement found for each of `words`, as the keys along the dialog's foot say. */
export async function tagTo(page: Page, hand: Hand, words: string[]): Promise<void> {
  const already = await page.getByRole("region", { name: "Tags" }).getByRole("listitem").count();
  if (hand.kind === "keyboard") await page.keyboard.press("Control+t");
  else await page.getByRole("button", { name: "Add a tag" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a tag" });
  const field = dialog.getByRole("combobox", { name: "Find a statement by its words or its code" });
  await expect(field).toBeFocused();
  for (const [index, word] of words.entries()) {
    await page.keyboard.press("Control+a");
    await page.keyboard.type(word);
    await expect(field).toHaveValue(word);
    if (hand.kind === "keyboard") await page.keyboard.press("Enter");
    else await dialog.getByRole("listbox", { name: "Statements" }).getByRole("option").first().click();
    await expect(dialog.getByText(new RegExp(`${already + index + 1} tags? on this page`))).toBeVisible();
  }
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
}

/** The id of the sample's cycle that has ended. */
export async function endedCycle(bridge: Bridge): Promise<string> {
  const { cycles } = await bridge.call("hcpc.cycles");
  return cycles.find((one: { start: string }) => one.start === "2024-06-01").id;
}

/** Goes to the CPD audit, and there to the cycle called so. */
export async function toCycle(page: Page, hand: Hand, name: string): Promise<void> {
  await hand.press(nav(page, "CPD audit"));
  await hand.choose(page.getByRole("combobox", { name: "Cycle" }), name);
}

/** Reads every line that leaves, confirms them and makes the PDF; gives its path. */
export async function confirmAndMake(
  page: Page,
  hand: Hand,
  bridge: Bridge,
  which: "draft" | "final",
): Promise<string> {
  const path = join(bridge.folder, `a profile, ${which}.pdf`);
  await bridge.answer({ save: [path] });
  await hand.press(page.getByRole("button", { name: `Make ${which === "final" ? "the final" : "a draft"} PDF` }));
  const lines = page.getByRole("dialog", { name: "Every line that leaves" });
  await expect(lines.getByRole("region", { name: "The lines" }).getByRole("listitem").first()).toBeVisible();
  await hand.press(lines.getByRole("button", { name: `These lines may leave: make the ${which} PDF` }));
  // The pages of its evidence are drawn, which takes its time on a busy machine.
  await expect(page.getByText(`Your ${which} PDF is made`)).toBeVisible({ timeout: 20_000 });
  return path;
}
