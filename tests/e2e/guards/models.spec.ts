import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { check, expect, saved, test } from "../fixtures";
import { goTo } from "../pages.mjs";

const shelf = (page: Page): Promise<void> => goTo(page, "Keywords and", "Keywords and templates");

test("a model of one's own is made by keyboard, put in order, written with and deleted", async ({
  page,
  bridge,
  own,
}) => {
  await own();
  await shelf(page);
  await page.getByRole("button", { name: "Make a model" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "A reflection model of your own" });
  await dialog.getByLabel("Name").fill("Listening");
  await dialog.getByLabel("Stage 1").fill("Silence");
  await dialog.getByRole("button", { name: "Add a stage" }).press("Enter");
  await expect(dialog.getByLabel("Stage 2")).toBeFocused();
  // Without a heading it is not kept, and says which.
  await dialog.getByRole("button", { name: "Keep it" }).press("Enter");
  await expect(dialog).toContainText("Stage 2 needs a name: its heading.");
  await dialog.getByLabel("Stage 2").fill("Sound");
  await dialog.getByLabel("Its question").last().fill("What did I hear?");
  await dialog.getByLabel("Stage 2").press("Alt+ArrowUp");
  await expect(dialog.getByLabel("Stage 1")).toHaveValue("Sound");
  await expect(dialog.getByLabel("Stage 1")).toBeFocused();
  await check(page);
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  const models = page.getByRole("region", { name: "Reflection models of your own" });
  await expect(models).toContainText("2 stages: Sound, Silence");

  await models.getByLabel("Begin with a model there is").selectOption("gibbs");
  const like = page.getByRole("dialog", { name: "A reflection model of your own" });
  await expect(like.getByLabel(/^Stage/)).toHaveCount(6);
  await like.getByRole("button", { name: "Keep it" }).press("Enter");
  await expect(models.getByRole("listitem").last()).toContainText("Gibbs, my way");
  await models.getByRole("button", { name: /Earlier.*Gibbs, my way/ }).press("Alt+ArrowUp");
  await expect(models.getByRole("listitem").first()).toContainText("Gibbs, my way");
  await check(page);

  await page.keyboard.press("Control+n");
  await page.getByLabel("Reflect with").selectOption("Listening");
  await page.getByRole("textbox", { name: "Sound" }).fill("Rain.");
  await saved(page);
  await expect(page.getByText("What did I hear?")).toBeVisible();
  await page.getByRole("button", { name: "Hide the questions" }).click();
  await expect(page.getByText("What did I hear?")).toBeHidden();
  await page.getByLabel("Reflect with").selectOption("Kolb");
  await expect(page.getByRole("textbox", { name: "Sound (Listening)" })).toHaveText("Rain.");
  await page.getByLabel("Reflect with").selectOption("Listening");
  await saved(page);

  await shelf(page);
  await models.getByRole("button", { name: /Delete.*Listening/ }).click();
  await expect(models).not.toContainText("Listening");
  expect((await bridge.call("model.list")).models[1]).toMatchObject({ name: "Listening", retired: true });
  await goTo(page, "Records");
  await page.getByRole("region", { name: "Records" }).getByRole("link").first().click();
  await expect(page.getByRole("textbox", { name: "Sound" })).toHaveText("Rain.");
  await expect(page.getByText("This model was deleted")).toBeVisible();
  await shelf(page);
  await page.keyboard.press("Control+z");
  await expect(models).toContainText("2 stages: Sound, Silence");
});

test("a model is handed on as a file and brought in, and what is no model is said", async ({ page, bridge, own }) => {
  await own();
  const stages = [{ id: "", name: "Sound", prompt: "What did I hear?" }];
  await bridge.call("model.save", { id: "", name: "Listening", about: "", stages });
  await shelf(page);
  const file = join(bridge.folder, "listening.json");
  await bridge.answer({ save: [file], file: [file, file, file, file] });
  await page.getByRole("button", { name: /Save as a file.*Listening/ }).click();
  await expect(page.getByText(`Saved: ${file}`)).toBeVisible();
  expect(existsSync(file)).toBe(true);
  const models = page.getByRole("region", { name: "Reflection models of your own" });
  await models.getByRole("button", { name: "Bring in from a file" }).click();
  await expect(page.getByText("Nothing new: every model of the file is here already.")).toBeVisible();
  const changed = JSON.parse(readFileSync(file, "utf8"));
  changed.models[0].stages.push("Silence");
  writeFileSync(file, JSON.stringify(changed));
  await models.getByRole("button", { name: "Bring in from a file" }).click();
  await expect(models.getByRole("listitem").nth(1)).toContainText("Listening (2)");
  writeFileSync(file, "x".repeat(3_000_000));
  await models.getByRole("button", { name: "Bring in from a file" }).click();
  await expect(page.getByRole("alert")).toContainText("larger than 1 MB");
  writeFileSync(file, "{}");
  await models.getByRole("button", { name: "Bring in from a file" }).click();
  await expect(page.getByRole("alert")).toContainText("There is no reflection model in this file.");
});
