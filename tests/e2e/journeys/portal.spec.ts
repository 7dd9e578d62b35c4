import { expect, test } from "../fixtures";
import { goTo } from "../pages.mjs";

test("a part that may not be copied yet leads to the lines that leave, and is copied once they are read", async ({
  page,
  hand,
  sample,
}) => {
  await sample();
  await goTo(page, "CPD audit");
  await hand.press(page.getByRole("tab", { name: "Exports" }));
  const copy = page.getByRole("button", { name: "Copy: Personal statement" });
  await hand.press(copy);
  const told = page.getByRole("region", { name: "For the portal" }).getByRole("alert");
  await hand.press(told.getByRole("button", { name: "Read every line that leaves" }));
  const lines = page.getByRole("dialog", { name: "Every line that leaves" });
  await hand.press(lines.getByRole("button", { name: "These lines may leave", exact: true }));
  await expect(lines).toBeHidden();
  await expect(told).toBeHidden();
  await hand.press(copy);
  await expect(page.getByText("Personal statement is copied.")).toBeVisible();
});
