import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, nav, test } from "../fixtures";
import { goTo } from "../pages.mjs";

const LIST = [
  "Date\tCPD activity\tHours\tWhere",
  "3/4/2024\tCourse on endings\t6\tLeeds",
  "June 2024\tReading: silence\t2\tat home",
  "9 September 2024\tSession 12: DNA\t1\t",
].join("\n");

test("a pasted list is looked at, settled, brought in and taken back", async ({ page, hand, own }) => {
  await own();
  await goTo(page, "Bring in what you have");
  await hand.write(page.getByLabel("What you copied"), LIST);
  await hand.press(page.getByRole("button", { name: "See what becomes of it" }));
  await expect(page.getByText("3 rows, each of which becomes a CPD record")).toBeVisible();
  const bring = page.getByRole("button", { name: /^Bring in/ });
  await expect(bring).toBeDisabled();
  await expect(page.getByText("Only the month is written")).toBeVisible();
  await hand.press(page.getByRole("button", { name: "1 to 30 June 2024" }));
  await expect(page.getByText("Written: “June 2024”")).toHaveCount(0);
  await hand.press(page.getByRole("button", { name: "Come in: 2" }));
  await hand.press(page.getByRole("button", { name: "Another day for Reading: silence" }));
  await hand.press(page.getByRole("button", { name: "1 to 30 June 2024" }));
  await expect(page.getByRole("button", { name: "1 to 30 June 2024" })).toHaveCount(0);
  await hand.press(page.getByRole("button", { name: "Left out: 1" }));
  await expect(page.getByText("It looks like notes on a client: it numbers a session.")).toBeVisible();
  await page.getByLabel("What “Where” becomes").selectOption("Who offered it");
  await hand.press(page.getByLabel("Keep what it comes from as evidence"));
  await hand.press(page.getByRole("button", { name: "Bring in 2 records" }));
  await expect(page.getByText("2 records were brought in; 1 was left out.")).toBeVisible();
  await expect(page.getByText("What it comes from is kept as evidence.")).toBeVisible();
  await hand.press(page.getByRole("link", { name: "See the records" }));
  await expect(page.getByText("Course on endings").first()).toBeVisible();

  // The same list once more: it is here already.
  await goTo(page, "Bring in what you have");
  await hand.write(page.getByLabel("What you copied"), LIST);
  await hand.press(page.getByRole("button", { name: "See what becomes of it" }));
  await hand.press(page.getByRole("button", { name: /^Left out/ }));
  await expect(page.getByText("A record of this day and name is here already.").first()).toBeVisible();
  await hand.press(page.getByRole("button", { name: "Not this after all" }));
  await expect(page.getByRole("heading", { name: "Paste a list or a text" })).toBeVisible();
});

test("a folder of Markdown and a JSON file are chosen; what cannot be read says so", async ({
  page,
  bridge,
  hand,
  own,
}) => {
  await own();
  const folder = join(bridge.folder, "notes");
  mkdirSync(folder);
  writeFileSync(join(folder, "2024-04-03 waiting.md"), "She waited, and then she played.\n");
  const paper = join(bridge.folder, "paper.pdf");
  writeFileSync(paper, "%PDF-1.7");
  await goTo(page, "Bring in what you have");
  await bridge.answer({ file: [paper], folder: [folder] });
  await hand.press(page.getByRole("button", { name: "Choose a file…" }));
  await expect(page.getByRole("alert")).toContainText("This is a PDF");
  await hand.press(page.getByRole("button", { name: "Choose a folder of Markdown…" }));
  await expect(page.getByText("1 piece of text, which becomes a reflection")).toBeVisible();
  await hand.press(page.getByRole("button", { name: "Bring in 1 record" }));
  await expect(page.getByText("1 record was brought in.")).toBeVisible();
  await hand.press(page.getByRole("button", { name: "Undo", exact: true }));
  await expect(page.getByText("Taken back: Bringing in")).toBeVisible();
  await hand.press(nav(page, "Records"));
  await expect(page.getByText("She waited, and then she played.")).toHaveCount(0);

  const json = join(bridge.folder, "portfolio.json");
  await bridge.call("export.json", { path: json, replace: false });
  await goTo(page, "Bring in what you have");
  await bridge.answer({ file: [json] });
  await hand.press(page.getByRole("button", { name: "Choose a JSON file…" }));
  await expect(page.getByText("The portfolio was read.")).toBeVisible();
});
