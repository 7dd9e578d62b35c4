import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { check, expect, nav, test } from "../fixtures";
import { confirmAndMake, toCycle } from "./steps";

const GAINED =
  "I now leave the room quieter before I speak, which the team has taken up. Mrs Finch, who runs the ward, has seen it.";

/** What the sample therapist does between the letter and the finished pack, on one evening. */
test("from the letter to the finished pack in one evening", async ({ page, bridge, hand, sample }) => {
  // A whole evening's work: it may take longer than other journeys.
  test.slow();
  await sample();
  const { cycles } = await bridge.call("hcpc.cycles");
  const { id } = cycles.find((one: { start: string }) => one.start === "2024-06-01");
  const profile = () => bridge.call("hcpc.get", { id });
  const before = await profile();

  // The letter.
  await toCycle(page, hand, "June 2024 to May 2026");
  await hand.press(page.getByRole("tab", { name: "Where I stand" }));
  await hand.press(page.getByRole("button", { name: "I have been drawn" }));
  const dialog = page.getByRole("dialog");
  await hand.write(dialog.getByLabel("Date of the letter or e-mail"), "02/11/2026");
  await hand.write(dialog.getByLabel("Its deadline"), "31/01/2027");
  await hand.press(dialog.getByRole("button", { name: "Keep it" }));
  const letter = page.getByRole("region", { name: "Drawn for the audit, by the letter of 2 November 2026" });
  await expect(letter.getByRole("heading", { name: "What exists" })).toBeVisible();
  await expect(letter).toContainText("5 chosen for the statement");

  // Another activity, and what it changed, beside the record itself.
  await hand.press(page.getByRole("tab", { name: "Statement" }));
  const could = page.getByRole("region", { name: "Others you could choose" });
  await hand.press(could.getByRole("button", { name: /^Choose/ }).first());
  await expect.poll(async () => (await profile()).chosen.length).toBe(before.chosen.length + 1);
  const number = before.chosen.length + 1;
  const activity = page.getByRole("region", { name: new RegExp(` ${number}\\. `) });
  await hand.press(activity.getByRole("button", { name: /^Show the record’s own words/ }));
  await expect(activity).toContainText("For your eyes");
  // The record's text is there as a start, and is more than the statement has room for.
  for (const [question, answer] of [
    ["What it was", "An evening of playing."],
    ["What I learnt", "To wait."],
    [/^How it improved/, GAINED],
    [/^How it benefited/, "They begin."],
  ] as const) {
    await hand.write(activity.getByRole("textbox", { name: question }), "");
    await page.keyboard.press("Control+a");
    await page.keyboard.type(answer);
  }
  const first = page.getByRole("region", { name: / 1\. / });
  await hand.write(first.getByRole("textbox", { name: "What it was" }), "");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("A course.");
  await expect.poll(async () => (await profile()).chosen[number - 1].quality).toContain("quieter");

  // The assessor's chair: the new sentence shows standard 3.
  await hand.press(page.getByRole("button", { name: "Read it as an assessor" }));
  const chair = page.getByRole("region", { name: "The assessor’s chair" });
  const sentence = chair.locator("[data-at]", { hasText: "I now leave the room quieter" });
  if (hand.kind === "keyboard") {
    await hand.reach(chair.locator("[data-at]").first());
    const places = await chair.locator("[data-at]").allInnerTexts();
    const steps = places.findIndex((words) => words.includes("I now leave the room quieter"));
    for (let step = 0; step < steps; step += 1) await page.keyboard.press("ArrowDown");
    await expect(sentence).toBeFocused();
    await page.keyboard.press("3");
  } else {
    await sentence.dblclick();
    await chair.getByRole("button", { name: /^3\./ }).click();
  }
  await expect(sentence).toHaveAttribute("aria-pressed", "true");

  // Where it stands now: the standard has its sentence, and the name that must not leave is told.
  await hand.press(page.getByRole("tab", { name: "Where I stand" }));
  await expect(page.getByText("Marked in 1 sentence of the statement.")).toBeVisible();
  await expect(page.getByText(/holds what could tell who somebody is: a name\./).first()).toBeVisible();

  // The privacy check: every finding gets its answer.
  await hand.press(page.getByRole("tab", { name: "Privacy" }));
  const finch = page.getByRole("article", { name: /^Mrs Finch/ });
  await hand.press(finch.getByRole("button", { name: "Keep it" }));
  await hand.write(finch.getByRole("textbox", { name: "Why it may stay" }), "She agreed to be named");
  await hand.press(finch.getByRole("button", { name: "Keep it for this reason" }));
  await expect(finch).toHaveCount(0);
  await expect(page.getByText("Everything that was found is answered.")).toBeVisible();
  await check(page);

  // The pack.
  const path = await confirmAndMake(page, hand, bridge, "final");
  const pdf = readFileSync(path);
  expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
  const words = execFileSync("pdftotext", [path, "-"], { encoding: "utf8" }).replace(/\s+/g, " ");
  expect(words).toContain("I now leave the room quieter before I speak");
  expect(words).toContain("Mrs Finch, who runs the ward");
  for (const part of ["Summary of recent work and practice", "Personal statement", "List of activities"])
    expect(words).toContain(part);

  // What left is in the register, with what stayed knowingly; and each part can be pasted into the portal.
  await hand.press(page.getByRole("tab", { name: "Exports" }));
  const exports = page.getByRole("region", { name: "Exports, as a table" });
  await expect(exports).toContainText("a profile, final.pdf");
  await expect(exports).toContainText("1 thing kept knowingly");
  await hand.press(page.getByRole("button", { name: "Copy: Personal statement" }));
  await expect(page.getByText("Personal statement is copied.")).toBeVisible();
  await check(page);

  // Nothing of it reached the record: the evening changed what leaves, and no more.
  const { chosen } = await profile();
  const record = await bridge.call("record.get", { id: chosen[number - 1].record_id });
  expect(JSON.stringify(record.content)).not.toContain("quieter before I speak");
  await hand.press(nav(page, "Today"));
  await expect(page.getByText("Asked for by 31 January 2027")).toBeVisible();
});
