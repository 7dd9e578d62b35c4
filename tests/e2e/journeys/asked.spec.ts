import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { check, expect, nav, test } from "../fixtures";
import { toCycle } from "./steps";

test("HCPC asks for more: its points are answered, and an addendum leaves that goes on from the profile", async ({
  page,
  bridge,
  hand,
  sample,
}) => {
  // From the letter to the addendum: it may take longer than other journeys.
  test.slow();
  await sample();
  const { cycles } = await bridge.call("hcpc.cycles");
  const { id } = cycles.find((one: { start: string }) => one.start === "2024-06-01");
  // The profile has left; its letter of the sample is taken away, to begin with nothing.
  const { letters } = await bridge.call("letter.list", { id });
  await bridge.call("letter.remove", { id: letters[0].id });
  await bridge.call("hcpc.confirm", { id, digest: (await bridge.call("hcpc.lines", { id })).digest });
  const profile = join(bridge.folder, "profile.pdf");
  await bridge.call("hcpc.export", { id, final: true, path: profile, replace: false, for_whom: "HCPC" });
  const { evidence } = await bridge.call("hcpc.get", { id });

  await toCycle(page, hand, "June 2024 to May 2026");
  await hand.press(page.getByRole("tab", { name: "Addendum" }));
  await hand.press(page.getByRole("button", { name: "HCPC has asked for more" }));
  const dialog = page.getByRole("dialog", { name: "HCPC has asked for more" });
  await hand.write(dialog.getByLabel("Date of the letter or e-mail"), "16/11/2026");
  await hand.write(dialog.getByLabel("Answer by"), "01/11/2026");
  await hand.write(
    dialog.getByLabel("What HCPC asks, a point on each line"),
    "1. How has the course changed your work?",
  );
  await page.keyboard.press("Enter");
  await page.keyboard.type("2. Please send a certificate.");
  await hand.press(dialog.getByRole("button", { name: "Keep it" }));
  await expect(dialog).toContainText("The deadline lies before the letter.");
  await dialog.getByLabel("Answer by").clear();
  await hand.write(dialog.getByLabel("Answer by"), "14/12/2026");
  await check(page);
  await hand.press(dialog.getByRole("button", { name: "Keep it" }));
  await expect(dialog).toBeHidden();
  await expect(page.getByText(/To be answered by 14 December 2026, in \d+ days\./).first()).toBeVisible();
  await expect(page.getByRole("heading", { name: "0 of 2 points answered, 2 still to answer." })).toBeVisible();

  // The home page says that it waits, and leads back to it.
  await hand.press(nav(page, "Today"));
  const waits = page.getByRole("region", { name: "HCPC asks for more" });
  await expect(waits).toContainText("answer by 14 December 2026");
  await check(page);
  await hand.press(waits.getByRole("link", { name: "Letter of 16 November: 0 of 2 points answered" }));
  await expect(page.getByRole("heading", { name: "0 of 2 points answered, 2 still to answer." })).toBeVisible();

  // A final addendum waits for the answers; a point names activities, and evidence that is new.
  await hand.press(page.getByRole("button", { name: "Make the final PDF" }));
  await expect(page.getByText("A final PDF has to wait")).toBeVisible();
  const first = page.getByRole("region", { name: /^Point 1/ });
  await hand.write(first.getByLabel("My answer"), "A parent is in the room from the second session on.");
  await hand.press(first.getByRole("button", { name: /^Name activities/ }));
  const activities = page.getByRole("dialog", { name: "Activities for point 1" });
  await hand.write(activities.getByRole("textbox", { name: "Find" }), "music therapy with parent");
  await hand.press(activities.getByRole("checkbox").first());
  await hand.press(activities.getByRole("button", { name: "Use these" }));
  await expect(first).toContainText("Music therapy with parent and child together");
  const second = page.getByRole("region", { name: /^Point 2/ });
  await hand.write(second.getByLabel("My answer"), "Here it is, with a letter from a school.");
  await hand.press(second.getByRole("button", { name: /^Add evidence/ }));
  const pieces = page.getByRole("dialog", { name: "Evidence for point 2" });
  await hand.press(pieces.getByRole("checkbox", { name: /^Letter from a school/ }));
  await hand.press(pieces.getByRole("checkbox", { name: /^Certificate and marker/ }));
  await hand.press(pieces.getByRole("button", { name: "Use these" }));
  const sent = evidence.find((one: { title: string }) => one.title.startsWith("Certificate and marker"));
  await expect(second).toContainText(`E${sent.number} Certificate and marker’s comments`);
  await expect(second).toContainText(`E${evidence.length + 1} Letter from a school after staff training`);
  await expect(page.getByRole("heading", { name: "Both points are answered." })).toBeVisible();
  await check(page);

  const named = async (): Promise<number> => (await bridge.call("letter.list", { id })).letters[0].evidence.length;
  await expect.poll(named).toBe(2);

  const path = join(bridge.folder, "addendum.pdf");
  await bridge.answer({ save: [path] });
  await hand.press(page.getByRole("button", { name: "Make the final PDF" }));
  const lines = page.getByRole("dialog", { name: "Every line that leaves" });
  await expect(lines.getByRole("region", { name: "The lines" })).toContainText("How has the course changed your work?");
  await hand.press(lines.getByRole("button", { name: "These lines may leave: make the final PDF" }));
  await expect(page.getByText("Your final PDF is made")).toBeVisible({ timeout: 20_000 });
  const words = execFileSync("pdftotext", [path, "-"], { encoding: "utf8" }).replace(/\s+/g, " ");
  expect(words).toContain("Further information, in answer to the letter of 16 November 2026");
  expect(words).toContain("A parent is in the room from the second session on.");
  expect(words).toContain("With the profile");
  const left = page.getByRole("region", { name: "What leaves, and what left" });
  await hand.press(left.getByRole("button", { name: /^Read it as it left/ }));
  await expect(left.getByRole("article", { name: /^The addendum as it left/ })).toContainText(
    "Please send a certificate.",
  );
  await hand.press(left.getByRole("button", { name: "Copy the addendum as text" }));
  await expect(left.getByText("The addendum is copied.")).toBeVisible();
  expect((await bridge.desk()).copied.join()).toContain("HCPC asks: How has the course changed your work?");
});

test("an answer is not lost to one that was saved elsewhere meanwhile", async ({ page, bridge, hand, sample }) => {
  await sample();
  const { cycles } = await bridge.call("hcpc.cycles");
  const { id } = cycles.find((one: { start: string }) => one.start === "2024-06-01");
  const first = async () => (await bridge.call("letter.list", { id })).letters[0];
  /** Answers a point of the letter elsewhere, while the page's own save is on its way. */
  const elsewhere = async (point: number, answer: string): Promise<void> => {
    const letter = await first();
    letter.form.points[point].answer = answer;
    await bridge.call("letter.save", {
      cycle: id,
      id: letter.id,
      expected: letter.version,
      visit: "elsewhere",
      form: letter.form,
    });
  };
  let arrive = (): void => undefined;
  let before: (() => Promise<void>) | null = null;
  await page.route("**/call/letter.save", async (route) => {
    const act = before;
    before = null;
    await act?.();
    await route.continue();
    if (act !== null) arrive();
  });
  /** Writes into a point on the page; another has answered one before that is saved. */
  const meet = async (words: string, point: number, answer: string): Promise<void> => {
    const met = new Promise<void>((resolve) => (arrive = resolve));
    before = () => elsewhere(point, answer);
    await hand.write(page.getByRole("region", { name: /^Point 1/ }).getByLabel("My answer"), words);
    await met;
  };
  const answers = async (): Promise<string[]> =>
    (await first()).form.points.map((one: { answer: string }) => one.answer);

  await toCycle(page, hand, "June 2024 to May 2026");
  await hand.press(page.getByRole("tab", { name: "Addendum" }));
  const answer = page.getByRole("region", { name: /^Point 1/ }).getByLabel("My answer");
  await answer.clear();
  await expect.poll(async () => (await answers())[0]).toBe("");

  // Two points: both answers are kept, and nobody is asked.
  await meet("From here.", 1, "From elsewhere.");
  await expect.poll(answers).toEqual(expect.arrayContaining(["From here.", "From elsewhere."]));
  await expect(page.getByRole("region", { name: /^Point 2/ }).getByLabel("My answer")).toHaveValue("From elsewhere.");

  // One point: the words on the screen stay, and whose are kept is asked.
  await meet(" More.", 0, "Otherwise.");
  const note = page.getByRole("alert").filter({ hasText: "also changed elsewhere" });
  await expect(note).toContainText("Written differently in both: an answer.");
  await check(page);
  await hand.press(note.getByRole("button", { name: "Keep what is on the screen" }));
  await expect(note).toBeHidden();
  await expect.poll(async () => (await answers())[0]).toBe("From here. More.");
  await meet(" And more.", 0, "Otherwise again.");
  await hand.press(note.getByRole("button", { name: "Take the other words" }));
  await expect(answer).toHaveValue("Otherwise again.");
  expect((await answers())[0]).toBe("Otherwise again.");
});
