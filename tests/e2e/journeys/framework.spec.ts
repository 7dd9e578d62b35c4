import { expect, nav, saved, test, text } from "../fixtures";
import { goTo } from "../pages.mjs";

test("the matrix is looked at, as a drawing and as a table, and a cell opens", async ({ page, hand, sample }) => {
  await sample();
  await hand.press(nav(page, "Framework"));
  const matrix = page.getByRole("table", { name: /Statements you have tagged/ });
  await expect(matrix.getByRole("button", { name: /tagged$/ })).toHaveCount(35);
  await expect(matrix).toContainText("yours");
  const cell = matrix.getByRole("button", { name: /^Advanced, Core.* tagged$/ });
  await hand.press(cell);
  await expect(cell).toHaveAttribute("aria-current", "true");
  await hand.press(page.getByRole("button", { name: "Show as a table" }));
  await expect(page.getByRole("region", { name: "Coverage as a table" })).toContainText("All of the level");
});

test("her level, a pillar and a statement are read one after the other", async ({ page, hand, sample }) => {
  await sample();
  await hand.press(nav(page, "Framework"));
  await hand.press(page.getByRole("columnheader").getByRole("link", { name: "Enhanced" }));
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Enhanced");
  await hand.press(page.getByRole("list", { name: /Core/ }).getByRole("link").first());
  await expect(page.getByRole("group", { name: "Where I stand" })).toBeVisible();
  await expect(page.getByRole("heading", { name: /The same theme/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Enhanced");
  await page.keyboard.press("Escape");
  await hand.press(page.getByRole("rowheader").getByRole("link", { name: /Leadership/ }));
  await expect(page.getByRole("heading", { level: 1, name: /Leadership/ })).toBeVisible();
});

test("one key says where she stands; the answer is dated, kept and taken back", async ({ page, bridge, hand, own }) => {
  await own();
  await goTo(page, "KS.14", /KS\.14$/);
  const stand = page.getByRole("group", { name: "Where I stand" });
  const answer = (name: string) => stand.getByRole("button", { name, exact: true });
  await expect(stand).toBeVisible();
  if (hand.kind === "keyboard") await page.keyboard.press("2");
  else await answer("Developing").click();
  await expect(answer("Developing")).toHaveAttribute("aria-pressed", "true");
  if (hand.kind === "keyboard") await page.keyboard.press("3");
  else await answer("Confident").click();
  await expect(answer("Confident")).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByText("Earlier answers (1)")).toBeVisible();

  if (hand.kind === "keyboard") await page.keyboard.press("5");
  else await answer("Next for me").click();
  const next = page.getByRole("dialog", { name: "Next for me" });
  await hand.write(next.getByLabel("In a line, what I want to do"), "Ask for a joint session");
  await hand.write(next.getByLabel("By when"), "1/2/2027");
  await hand.press(next.getByRole("button", { name: "Keep it" }));
  await expect(next).toBeHidden();
  await expect(page.getByText("Ask for a joint session")).toBeVisible();
  await expect(page.getByText("1 February 2027")).toBeVisible();

  await page.keyboard.press("Control+z");
  await expect(answer("Confident")).toHaveAttribute("aria-pressed", "true");
  const coverage = await bridge.call("framework.coverage");
  expect(coverage.statements.map((one: { assessment: { answer: string } }) => one.assessment.answer)).toEqual([
    "confident",
  ]);
});

test("the weekly question opens a record that is tagged to it", async ({ page, hand, sample }) => {
  await sample();
  await hand.press(page.getByRole("button", { name: "Write about it" }));
  await expect(text(page)).toBeFocused();
  await page.keyboard.type("Only last Tuesday.");
  await saved(page);
  await expect(page.getByRole("region", { name: "Tags" }).getByRole("listitem")).toHaveCount(1);
});
