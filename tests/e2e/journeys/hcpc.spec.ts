import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { check, expect, nav, test } from "../fixtures";
import type { Bridge } from "../bridge.mjs";
import { confirmAndMake, toCycle } from "./steps";

/** Writes the summary of the present cycle, and nothing else, as another place would; the cycle's id. */
async function summed(bridge: Bridge, summary: string): Promise<string> {
  const { current } = await bridge.call("hcpc.cycles");
  const { version } = await bridge.call("hcpc.get", { id: current });
  const form = { summary, introduction: "", chosen: [], gaps: [], choices: [] };
  await bridge.call("hcpc.save", { id: current, expected: version, visit: "elsewhere", form });
  return current;
}

/** Writes another summary into the profile of `id`, as another place would; the rest stays. */
async function summedAs(bridge: Bridge, id: string, summary: string): Promise<void> {
  const { version, introduction, chosen, gaps: found } = await bridge.call("hcpc.get", { id });
  const gaps = found.map(({ from, to, explanation }: Record<string, string>) => ({ from, to, explanation }));
  const form = { summary, introduction, chosen, gaps, choices: [] };
  await bridge.call("hcpc.save", { id, expected: version, visit: "elsewhere", form });
}

test("the profile of the cycle that ended leaves as a final PDF, without a private title", async ({
  page,
  bridge,
  hand,
  sample,
}) => {
  // Two cycles and every part of the page: by keyboard it may take longer than other journeys.
  test.slow();
  await sample();
  const { cycles } = await bridge.call("hcpc.cycles");
  const ended = cycles.find((one: { start: string }) => one.start === "2024-06-01");
  const profile = await bridge.call("hcpc.get", { id: ended.id });
  await toCycle(page, hand, "June 2024 to May 2026");
  await expect(page.getByRole("heading", { level: 1, name: "June 2024 to May 2026" })).toBeVisible();
  await hand.press(page.getByRole("button", { name: "Preview" }));
  await expect(page.getByRole("complementary", { name: "Preview" })).toContainText("Summary");
  const path = await confirmAndMake(page, hand, bridge, "final");

  expect(readFileSync(path).subarray(0, 5).toString()).toBe("%PDF-");
  const words = execFileSync("pdftotext", [path, "-"], { encoding: "utf8" }).replace(/\s+/g, " ");
  expect(words).toContain("Clinical supervision");
  const listed = profile.activities.filter((one: { listed: boolean }) => one.listed);
  expect(listed.length).toBeGreaterThan(20);
  const text = [
    profile.summary,
    profile.introduction,
    ...profile.chosen.map((one: object) => Object.values(one).join(" ")),
  ].join(" ");
  for (const { private_title: title, name } of profile.activities) {
    if (title.length > 12 && title !== name && !text.includes(title)) expect(words, title).not.toContain(title);
  }
  await hand.press(page.getByRole("tab", { name: "Exports" }));
  await expect(page.getByRole("region", { name: "Exports, as a table" })).toContainText("a profile, final.pdf");
  const versions = page.getByRole("region", { name: "Finished versions" });
  await hand.press(versions.getByRole("button", { name: /^Read it as it left/ }));
  await expect(versions.getByRole("article", { name: /^The profile as it left/ })).toContainText(
    "Clinical supervision",
  );
  await check(page);
  await hand.press(versions.getByRole("button", { name: /^What changed since/ }));
  await expect(versions).toContainText("Both say the same.");
  await summedAs(bridge, ended.id, "Other words altogether.");
  await expect(versions.getByRole("region", { name: "Summary of recent work and practice" })).toContainText(
    "altogether",
  );

  // Somebody is in a piece behind the next profile: it is out, consent or not, until it is chosen here.
  await hand.choose(page.getByRole("combobox", { name: "Cycle" }), "June 2026 to May 2028");
  const people = page.getByRole("region", { name: "Evidence with people in it" });
  const inIt = async (): Promise<string[]> => {
    const { current } = await bridge.call("hcpc.cycles");
    const { evidence } = await bridge.call("hcpc.get", { id: current });
    return evidence.map((one: { title: string }) => one.title);
  };
  await hand.press(page.getByRole("tab", { name: "The two years" }));
  await expect(people).toContainText("It stays out unless you choose it.");
  expect(await inIt()).not.toContain("A colleague at the board with the re-audit, photographed");
  await hand.press(people.getByRole("checkbox", { name: /A colleague at the board/ }));
  await expect(people).not.toContainText("It stays out unless you choose it.");
  expect(await inIt()).toContain("A colleague at the board with the re-audit, photographed");
});

test("a word too many is a warning on the screen and a refusal on the final PDF", async ({
  page,
  bridge,
  hand,
  own,
}) => {
  await own();
  await hand.press(nav(page, "CPD audit"));
  await hand.press(page.getByRole("tab", { name: "Summary" }));
  const summary = page.getByRole("textbox", { name: "Summary of practice" });
  const words = "word ".repeat(500);
  await summed(bridge, words);
  await expect(summary).toHaveValue(words);
  await hand.write(summary, "too many");
  await expect(page.getByText(/502.*500|2 (words )?(too many|over)/).first()).toBeVisible();
  await hand.press(page.getByRole("button", { name: "Make the final PDF" }));
  await expect(page.getByText("A final PDF has to wait")).toBeVisible();
});

test("the dates of a cycle are hers to set", async ({ page, bridge, hand, own }) => {
  await own();
  await hand.press(nav(page, "CPD audit"));
  await hand.press(page.getByRole("button", { name: "Change the dates" }));
  const dialog = page.getByRole("dialog");
  const [first, last] = [dialog.getByLabel(/first day|begins|start/i), dialog.getByLabel(/last day|ends|end/i)];
  await last.clear();
  await hand.write(last, "30/06/2028");
  await page.keyboard.press("Tab");
  await expect(first).toHaveValue("01/06/2026");
  await hand.press(dialog.getByRole("button", { name: /keep|save/i }));
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("June 2028");
  expect((await bridge.call("hcpc.cycles")).cycles[0].end).toBe("2028-06-30");
});

test("what could tell who somebody is waits for an answer, and the answer changes only the copy", async ({
  page,
  bridge,
  hand,
  own,
}) => {
  await own();
  const made = await bridge.call("client.make", { code: "K-07" });
  const identity = { name: "Rose Brown", known_as: "", birth_year: null, contacts: "", referrer: "" };
  await bridge.call("client.identity-save", { id: made.id, identity });
  const summary = "Rose was 9 years old. Dr Finch manages me, and a rose stood on the table.";
  const current = await summed(bridge, summary);

  await hand.press(nav(page, "CPD audit"));
  await hand.press(page.getByRole("button", { name: "Make the final PDF" }));
  await expect(page.getByText("3 places could tell who somebody is")).toBeVisible();
  await hand.press(page.getByRole("button", { name: "Answer them" }));
  const rose = page.getByRole("article", { name: /^Rose/ });
  await expect(rose).toContainText("One of your clients");
  await expect(rose.getByRole("button", { name: /^Keep/ })).toHaveCount(0);
  await check(page);
  const finch = page.getByRole("article", { name: /^Dr Finch/ });
  await hand.press(finch.getByRole("button", { name: "Keep it" }));
  await hand.write(finch.getByRole("textbox", { name: "Why it may stay" }), "HCPC asks who manages me");
  await hand.press(finch.getByRole("button", { name: "Keep it for this reason" }));
  await expect(finch).toHaveCount(0);
  // A rose may be a flower: general words are hers to put there, one by one.
  await expect(page.getByRole("button", { name: /^Use the general words/ })).toHaveCount(0);
  await hand.press(rose.getByRole("button", { name: "Put these words" }));
  await expect(rose).toHaveCount(0);
  const age = page.getByRole("article", { name: /^9 years old/ });
  await hand.press(age.getByRole("button", { name: "Put these words" }));
  await expect(page.getByText("Everything that was found is answered.")).toBeVisible();
  await expect(page.getByRole("region", { name: "Answered" })).toContainText("stays: HCPC asks who manages me");

  const path = await confirmAndMake(page, hand, bridge, "final");
  const words = execFileSync("pdftotext", [path, "-"], { encoding: "utf8" }).replace(/\s+/g, " ");
  expect(words).toContain("A client was of primary-school age. Dr Finch manages me, and a rose stood on the table.");
  expect((await bridge.call("hcpc.get", { id: current })).summary).toBe(summary);
  await hand.press(page.getByRole("tab", { name: "Exports" }));
  await expect(page.getByRole("region", { name: "Exports, as a table" })).toContainText("1 thing kept knowingly");
  await hand.press(page.getByRole("button", { name: "Copy: Summary of practice" }));
  await expect(page.getByText("Summary of practice is copied.")).toBeVisible();
  await hand.press(page.getByRole("link", { name: /^Register of exports/ }));
  await expect(page.getByRole("region", { name: "Everything that left, as a table" })).toContainText(
    "Copied part: Summary of recent work and practice",
  );
});

test("a letter of the audit goes before the cycle, names three steps and can be taken back", async ({
  page,
  bridge,
  hand,
  sample,
}) => {
  await sample();
  await toCycle(page, hand, "June 2024 to May 2026");
  await hand.press(page.getByRole("tab", { name: "Where I stand" }));
  await hand.press(page.getByRole("button", { name: "I have been drawn" }));
  const dialog = page.getByRole("dialog");
  await hand.write(dialog.getByLabel("Date of the letter or e-mail"), "02/11/2026");
  await hand.write(dialog.getByLabel("Its deadline"), "01/11/2026");
  await hand.press(dialog.getByRole("button", { name: "Keep it" }));
  await expect(dialog).toContainText("The deadline lies before the letter.");
  await dialog.getByLabel("Its deadline").clear();
  await hand.write(dialog.getByLabel("Its deadline"), "31/01/2027");
  await hand.press(dialog.getByRole("button", { name: "Keep it" }));
  await expect(dialog).toBeHidden();
  const letter = page.getByRole("region", { name: "Drawn for the audit, by the letter of 2 November 2026" });
  await expect(letter).toContainText("Renew and pay as well");
  expect(await letter.getByRole("listitem").count()).toBeLessThanOrEqual(8);
  await expect(page.getByText(/The letter asks for it by 31 January 2027, in \d+ days\./)).toBeVisible();
  await check(page);
  await hand.press(nav(page, "Today"));
  await expect(page.getByText("Asked for by 31 January 2027")).toBeVisible();
  await hand.press(nav(page, "CPD audit"));
  await expect(page.getByRole("heading", { level: 1, name: "June 2024 to May 2026" })).toBeVisible();
  await page.keyboard.press("Control+z");
  const { cycles } = await bridge.call("hcpc.cycles");
  const ended = cycles.find((one: { start: string }) => one.start === "2024-06-01");
  await expect.poll(async () => (await bridge.call("hcpc.get", { id: ended.id })).drawn).toBeNull();
  await hand.press(nav(page, "Today"));
  await expect(page.getByText("Ends 31 May 2028")).toBeVisible();
});
