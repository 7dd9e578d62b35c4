import { chmodSync, mkdirSync, readdirSync, readFileSync, renameSync, watch, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { Bridge } from "../bridge.mjs";
import { confirmAndMake } from "../journeys/steps";
import { expect, nav, PASSPHRASE, saved, says, test, text, write } from "../fixtures";
import { goTo } from "../pages.mjs";

const JSON_BUTTON = "As one JSON file…";
const MARKDOWN_BUTTON = "As Markdown, a file each…";

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name, exact: true }).click();
}

/** The profile of the cycle that ended, which the sample has filled in. */
async function ended(page: Page): Promise<void> {
  await nav(page, "CPD audit").click();
  await page.getByRole("combobox", { name: "Cycle" }).selectOption("June 2024 to May 2026");
  await expect(page.getByRole("heading", { level: 1, name: "June 2024 to May 2026" })).toBeVisible();
}

/** An empty folder beside the portfolio's. */
function folder(bridge: Bridge, name: string): string {
  const path = join(bridge.folder, name);
  mkdirSync(path);
  return path;
}

test("an export into a folder that has vanished is told, and another folder works", async ({
  page,
  bridge,
  sample,
}) => {
  await sample();
  await ended(page);
  const gone = join(bridge.folder, "a stick that was pulled");
  await bridge.answer({ save: [join(gone, "profile.pdf")] });
  await press(page, "Make a draft PDF");
  await page.getByRole("button", { name: "These lines may leave: make the draft PDF" }).click();
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("The folder or file is not there");
  await expect(alert).toContainText("What was saved before is safe.");
  await expect(alert).toContainText("try again");
  const path = join(folder(bridge, "there"), "profile – 🎻.pdf");
  await bridge.answer({ save: [path] });
  await press(page, "Make a draft PDF");
  await expect(page.getByText("Your draft PDF is made")).toBeVisible();
  await expect(alert).toBeHidden();
  expect(readFileSync(path).subarray(0, 5).toString()).toBe("%PDF-");

  await goTo(page, "Settings");
  await bridge.answer({ save: [join(gone, "all.json")], folder: [gone] });
  for (const button of [JSON_BUTTON, MARKDOWN_BUTTON]) {
    await press(page, button);
    await expect(alert).toContainText("The folder or file is not there");
    await press(page, button);
    await expect(page.getByText(/^Written: /)).toBeVisible();
    await expect(alert).toBeHidden();
  }
  expect(readdirSync(bridge.folder)).not.toContain("a stick that was pulled");
  expect((await bridge.call("hcpc.exports")).exports).toHaveLength(1);
});

test("a disk that fills during an export: told, no half file, and the next try works", async ({
  page,
  bridge,
  hand,
  sample,
}) => {
  test.skip(process.platform !== "linux", "prlimit plays the full disk");
  await sample();
  await ended(page);
  await confirmAndMake(page, hand, bridge, "draft");
  const out = folder(bridge, "a full disk");
  const alert = page.getByRole("alert");
  const path = join(out, "profile.pdf");
  await bridge.answer({ save: [path, path] });
  bridge.fillDisk(8192);
  await press(page, "Make the final PDF");
  await expect(alert).toContainText("disk");
  await expect(alert).toContainText("What was saved before is safe.");
  expect(readdirSync(out)).toEqual([]);
  bridge.fillDisk(null);
  await press(page, "Make the final PDF");
  await expect(page.getByText("Your final PDF is made")).toBeVisible();
  expect(readdirSync(out)).toEqual(["profile.pdf"]);
  const { exports } = await bridge.call("hcpc.exports");
  expect(exports.filter((one: { final: boolean }) => one.final)).toHaveLength(1);

  await goTo(page, "Settings");
  const [json, pages] = [join(folder(bridge, "json"), "all.json"), folder(bridge, "pages")];
  await bridge.answer({ save: [json, json], folder: [pages, pages] });
  for (const [button, where] of [
    [JSON_BUTTON, join(bridge.folder, "json")],
    [MARKDOWN_BUTTON, pages],
  ] as const) {
    bridge.fillDisk(1024);
    await press(page, button);
    await expect(alert).toContainText("What was saved before is safe.");
    expect(readdirSync(where)).toEqual([]);
    bridge.fillDisk(null);
    await press(page, button);
    await expect(page.getByText(/^Written: /)).toBeVisible();
    expect(readdirSync(where).filter((name) => name.startsWith(".triptych-"))).toEqual([]);
  }
});

test("a process killed while it exports leaves no half file, and the next export clears up", async ({
  page,
  bridge,
  own,
}) => {
  await own();
  await bridge.fill(6000);
  const out = folder(bridge, "out");
  const path = join(out, "all.json");
  await bridge.answer({ save: [path] });
  await goTo(page, "Settings");
  // Killed as soon as anything lies in the folder.
  const killed = new Promise<void>((done, failed) => {
    const watcher = watch(out, () => {
      watcher.close();
      bridge.kill().then(done, failed);
    });
  });
  await press(page, JSON_BUTTON);
  await killed;
  const left = readdirSync(out);
  // Either all of it was quicker than the kill, or nothing lies under the name.
  if (left.includes("all.json")) JSON.parse(readFileSync(path, "utf8"));
  expect(left.filter((name) => name !== "all.json" && !/^\.triptych-\w+\.part$/.test(name))).toEqual([]);

  const again = await Bridge.start(bridge.folder);
  try {
    await again.call("portfolio.open", { folder: null, passphrase: PASSPHRASE });
    await again.call("export.json", { path, replace: true });
    expect(readdirSync(out)).toEqual(["all.json"]);
    expect(JSON.parse(readFileSync(path, "utf8")).records).toHaveLength(6000);
    expect((await again.call("portfolio.check")).sound).toBe(true);
  } finally {
    await again.stop();
  }
});

test("the folder goes while she writes: told, the words stay and can be copied, and they are saved once it is back", async ({
  page,
  bridge,
  own,
}) => {
  test.skip(process.platform === "win32", "Windows does not let a folder go whose files are open");
  await own();
  await write(page, "Safe words.");
  const [place, away] = [join(bridge.folder, "Portfolio"), join(bridge.folder, "Elsewhere")];
  renameSync(place, away);
  await page.keyboard.type(" Words without a folder.");
  const trouble = page.getByRole("alert");
  await expect(trouble).toContainText("The portfolio is no longer where it was opened");
  await expect(trouble).toContainText("Your words are still here on the page.");
  await trouble.getByRole("button", { name: "Copy the text" }).click();
  await expect.poll(async () => (await bridge.desk()).copied.join()).toContain("Words without a folder.");
  await trouble.getByRole("button", { name: "Try again" }).click();
  await expect(trouble).toContainText("no longer where it was opened");
  renameSync(away, place);
  await trouble.getByRole("button", { name: "Try again" }).click();
  await saved(page);
  await expect(trouble).toBeHidden();
  await bridge.call("portfolio.lock");
  await bridge.call("portfolio.open", { folder: null, passphrase: PASSPHRASE });
  const { rows } = await bridge.call("record.list", { query: {}, offset: 0, limit: 1 });
  const { content } = await bridge.call("record.get", { id: rows[0].id });
  expect(content.sections[0].text).toBe("Safe words. Words without a folder.");
});

test("a portfolio on a stick that is not there: told, and found once it is", async ({ page, bridge }) => {
  const [stick, drawer] = [join(bridge.folder, "stick"), join(bridge.folder, "drawer")];
  await bridge.call("portfolio.create", { folder: stick, passphrase: PASSPHRASE });
  await bridge.call("portfolio.lock");
  renameSync(stick, drawer);
  await page.goto(bridge.url);
  const told = page.getByText("Your portfolio is not where Triptych looked for it.");
  await expect(told).toBeVisible();
  await expect(page.getByText("Nothing has been changed.", { exact: false })).toBeVisible();
  await press(page, "Look again");
  await expect(told).toBeVisible();
  renameSync(drawer, stick);
  await press(page, "Look again");
  await expect(told).toBeHidden();
  await page.getByLabel("Passphrase", { exact: true }).fill(PASSPHRASE);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
});

test("who comes for the first time is told of nothing missing", async ({ page, bridge }) => {
  await page.goto(bridge.url);
  await expect(page.getByRole("heading", { level: 1, name: "Choose a passphrase" })).toBeVisible();
  await expect(page.getByText("not where Triptych looked for it")).toBeHidden();
});

test("half of a character is refused in words, and the text stays until it is mended", async ({ page, own }) => {
  await own();
  await write(page, "Whole.");
  // A half does not come through `fill` as one.
  await page.getByRole("button", { name: "Markdown" }).click();
  await text(page).evaluate((field: HTMLTextAreaElement) => {
    field.value = `Whole. ${String.fromCharCode(0xd83e)} and more`;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  });
  const trouble = page.getByRole("alert");
  await expect(trouble).toContainText("Half of a character stands in this text");
  await expect(trouble).toContainText("Your words are still here on the page.");
  await text(page).fill("Whole. 🥁 and more");
  await expect(trouble).toBeHidden();
  await saved(page);
  await expect(text(page)).toHaveValue("Whole. 🥁 and more");
});

test("a portfolio cannot go where a file lies: told, and another folder works", async ({ page, bridge }) => {
  const file = join(bridge.folder, "a file");
  writeFileSync(file, "mine");
  await page.goto(bridge.url);
  await page.getByLabel("Passphrase", { exact: true }).fill(PASSPHRASE);
  await page.getByLabel("The same again").fill(PASSPHRASE);
  await bridge.answer({ folder: [file, join(bridge.folder, "another")] });
  await press(page, "Choose another");
  await press(page, "Make my portfolio");
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("A file stands where a folder is needed");
  await expect(alert).toContainText("Choose another folder.");
  await press(page, "Choose another");
  // What was sent has left the page, so it is typed again.
  await page.getByLabel("Passphrase", { exact: true }).fill(PASSPHRASE);
  await page.getByLabel("The same again").fill(PASSPHRASE);
  await press(page, "Make my portfolio");
  await expect(page.getByRole("region", { name: "Write down these 24 words" })).toBeVisible();
  expect(readFileSync(file, "utf8")).toBe("mine");
});

test.describe("where nothing may be written", () => {
  test.skip(process.platform === "win32", "modes are Unix'");
  test.use({ bound: true });

  /** Closes the folder and everything in it while `body` runs. */
  async function closed(path: string, body: () => Promise<void>): Promise<void> {
    const modes = (inside: number, outside: number) => {
      chmodSync(path, 0o700);
      for (const name of readdirSync(path)) chmodSync(join(path, name), inside);
      chmodSync(path, outside);
    };
    modes(0o400, 0o500);
    try {
      await body();
    } finally {
      modes(0o600, 0o700);
    }
  }

  test("her portfolio does not open, says why, and opens once it may", async ({ page, bridge, own }) => {
    await own();
    await write(page, "Still here.");
    await page.keyboard.press("Control+l");
    const passphrase = page.getByLabel("Passphrase", { exact: true });
    const alert = page.getByRole("alert");
    await expect(passphrase).toBeVisible();
    await closed(join(bridge.folder, "Portfolio"), async () => {
      await passphrase.fill(PASSPHRASE);
      await page.keyboard.press("Enter");
      await expect(alert).toContainText("This folder may not be written to");
      await expect(alert).toContainText("What was saved before is safe.");
    });
    await passphrase.fill(PASSPHRASE);
    await page.keyboard.press("Enter");
    await says(page, "Still here.");
  });

  test("an export is told, and another folder works", async ({ page, bridge, sample }) => {
    await sample();
    await goTo(page, "Settings");
    const out = folder(bridge, "closed");
    await bridge.answer({ save: [join(out, "all.json")], folder: [out] });
    await closed(out, async () => {
      for (const button of [JSON_BUTTON, MARKDOWN_BUTTON]) {
        await press(page, button);
        await expect(page.getByRole("alert")).toContainText("This folder may not be written to");
        await press(page, button);
        await expect(page.getByText(/^Written: /)).toBeVisible();
      }
      expect(readdirSync(out)).toEqual([]);
    });
  });
});
