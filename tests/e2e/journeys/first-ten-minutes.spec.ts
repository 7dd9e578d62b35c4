import { execFileSync } from "node:child_process";
import { expect, nav, rows, test, write } from "../fixtures";
import { confirmAndMake } from "./steps";
import { tagTo } from "./steps";

test("she tries the sample, writes, tags, finds, looks at her level and exports", async ({ page, bridge, hand }) => {
  await page.goto(bridge.url);
  await hand.press(page.getByRole("button", { name: "Try the sample portfolio" }));
  await expect(page.getByRole("region", { name: "Sample portfolio" })).toBeVisible();

  await write(page, "The kazoo broke the silence, and we both laughed for the first time.");

  await tagTo(page, hand, ["KS.14", "self-awareness"]);
  await expect(page.getByRole("region", { name: "Tags" }).getByRole("listitem")).toHaveCount(2);

  await page.keyboard.press("Control+f");
  await expect(page.getByRole("searchbox")).toBeFocused();
  await page.keyboard.type("kazoo");
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page).first().getByText("kazoo", { exact: true })).toHaveRole("mark");

  await hand.press(nav(page, "Framework"));
  await hand.press(page.getByRole("columnheader").getByRole("link", { name: "Enhanced" }));
  await expect(page.getByRole("heading", { level: 1, name: /Enhanced/ })).toBeVisible();

  await hand.press(nav(page, "CPD audit"));
  const path = await confirmAndMake(page, hand, bridge, "draft");
  const words = execFileSync("pdftotext", [path, "-"], { encoding: "utf8" });
  expect(words).toContain("Clinical supervision");
  expect(words).not.toContain("kazoo");
});
