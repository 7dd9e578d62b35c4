import { check, expect, test } from "../fixtures";
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

test("a part in which something waits for an answer leads to the privacy check", async ({
  page,
  bridge,
  hand,
  own,
}) => {
  await own();
  const { current: id } = await bridge.call("hcpc.cycles");
  const { version } = await bridge.call("hcpc.get", { id });
  const form = {
    summary: "Dr Finch manages me.",
    introduction: "",
    chosen: [],
    gaps: [],
    choices: [],
  };
  await bridge.call("hcpc.save", { id, expected: version, visit: "", form });
  await bridge.call("hcpc.confirm", { id, digest: (await bridge.call("hcpc.lines", { id })).digest });
  await goTo(page, "CPD audit");
  await hand.press(page.getByRole("tab", { name: "Exports" }));
  await hand.press(page.getByRole("button", { name: "Copy: Summary of practice" }));
  const told = page.getByRole("region", { name: "For the portal" }).getByRole("alert");
  await check(page);
  await hand.press(told.getByRole("button", { name: "See the privacy check" }));
  await expect(page.getByRole("tab", { name: "Privacy" })).toHaveAttribute("aria-selected", "true");
  await expect(page.getByRole("article", { name: /^Dr Finch/ })).toBeVisible();
});
