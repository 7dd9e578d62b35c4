import { readFileSync } from "node:fs";
import { join } from "node:path";
import { check, expect, saved, test, write } from "../fixtures";
import { goTo } from "../pages.mjs";

test("a record goes on paper for others, without its client", async ({ page, bridge, hand, own }) => {
  await own();
  const client = await bridge.call("client.make", { code: "K-07" });
  expect(client).toBeTruthy();
  await write(page, "K-07 hid the drum, and Mr Okafor from the school wrote to me.");
  await saved(page);
  await hand.press(page.getByRole("button", { name: "More" }));
  await hand.press(page.getByRole("menuitem", { name: "As PDF or for Word…" }));
  const dialog = page.getByRole("dialog", { name: "This record on paper" });
  await expect(dialog).toContainText("Once general words stand where you wrote a client’s code or name.");
  await expect(dialog.locator("mark").first()).toContainText("Okafor");
  await check(page);

  // Not before it was read.
  const save = dialog.getByRole("button", { name: "Save it…" });
  await expect(save).toHaveAttribute("aria-disabled", "true");
  await hand.press(dialog.getByRole("checkbox", { name: "I have read these; they may leave" }));
  await hand.press(dialog.getByRole("radio", { name: /a word processor/ }));
  await hand.write(dialog.getByLabel("For whom"), "Line manager, appraisal");
  const path = join(bridge.folder, "a record.docx");
  await bridge.answer({ save: [path] });
  await hand.press(save);
  await expect(page.getByText(`It is made: ${path}`)).toBeVisible();
  expect(readFileSync(path).subarray(0, 2).toString()).toBe("PK");
  expect((await bridge.call("paper.left", {})).papers).toMatchObject([
    { file_name: "a record.docx", for_whom: "Line manager, appraisal" },
  ]);

  // The register says what left; what it is looked for by finds it, and the whole checksum can be copied.
  await goTo(page, "Register of exports");
  const left = page.getByRole("region", { name: "Everything that left, as a table" });
  await expect(left.getByRole("row")).toHaveCount(2);
  await expect(left).toContainText("Paper for others");
  await expect(left).toContainText("a record.docx");
  await expect(left).toContainText("for Line manager, appraisal");
  await check(page);
  const find = page.getByRole("searchbox", { name: /^Find by file/ });
  await hand.write(find, "profile");
  await expect(page.getByRole("status").filter({ hasText: "of 1 entry" })).toHaveText("0 of 1 entry");
  await expect(left).toBeHidden();
  await find.clear();
  await hand.write(find, "line manager");
  await expect(left).toContainText("a record.docx");
  await hand.press(left.getByRole("button", { name: "Copy the checksum of a record.docx" }));
  await expect(page.getByText("The whole checksum is on the clipboard.")).toBeVisible();

  // A time in which there is nothing says so, beside its days.
  await goTo(page, "Profile");
  await hand.press(page.getByRole("button", { name: "Appraisal pack…" }));
  await expect(page.getByRole("dialog", { name: "Appraisal pack" })).toContainText("There is nothing finished between");

  // For whom it was last is offered again, with one key.
  const again = page.getByRole("dialog", { name: "Appraisal pack" });
  await hand.press(again.getByRole("button", { name: "Line manager, appraisal" }));
  await expect(again.getByLabel("For whom")).toHaveValue("Line manager, appraisal");
});

test("a word that could be a client waits until its owner has said which it is", async ({
  page,
  bridge,
  hand,
  own,
}) => {
  await own();
  const { id } = await bridge.call("client.make", { code: "K-07" });
  const identity = { name: "Art Young", known_as: "", birth_year: null, contacts: "", referrer: "" };
  await bridge.call("client.identity-save", { id, identity });
  await write(page, "Art therapy was warm. Art was late.");
  await saved(page);
  await hand.press(page.getByRole("button", { name: "More" }));
  await hand.press(page.getByRole("menuitem", { name: "As PDF or for Word…" }));
  const dialog = page.getByRole("dialog", { name: "This record on paper" });
  const doubts = dialog.getByRole("region", { name: "A client of yours, or a different word?" });
  await expect(doubts.getByRole("status")).toContainText("2 places to answer");
  await expect(dialog.getByRole("button", { name: "Save it…" })).toHaveAttribute("aria-disabled", "true");
  await check(page);

  // Everywhere a different word, and then all of it asked again.
  await hand.press(doubts.getByRole("button", { name: "“Art” is a different word everywhere" }).first());
  await expect(doubts.getByRole("status")).toContainText("All are answered.");
  await expect(dialog.getByRole("button", { name: "Save it…" })).toHaveAttribute("aria-disabled", "false");
  await hand.press(doubts.getByRole("button", { name: "Ask me all of these again" }));
  await expect(doubts.getByRole("status")).toContainText("2 places to answer");
  await hand.press(doubts.getByRole("button", { name: /^A client of mine\W+Art/ }).first());
  await expect(dialog).toContainText("general words stand where you wrote a client’s code or name.");
  await check(page);
});
