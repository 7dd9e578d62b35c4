// What a key costs while one writes: the work of the page's main thread, as the browser counts it.
import { chromium } from "@playwright/test";
import { Bridge, browser } from "../../tests/e2e/bridge.mjs";
import { makeOwn, shell } from "../../tests/e2e/pages.mjs";

/** Keys that are measured, after some that only warm up. */
const KEYS = 120;
const WARM = 30;
/** Longer than the page waits before it saves: what is measured holds the saves too. */
const BETWEEN = 40;

/** Milliseconds of work per key in a record of so many words, for each of `sizes`. */
export async function typing(sizes) {
  const bridge = await Bridge.start();
  const chrome = await chromium.launch(browser);
  try {
    await makeOwn(bridge);
    const found = [];
    for (const size of sizes) found.push(await perKey(bridge, chrome, size));
    return found;
  } finally {
    await chrome.close();
    await bridge.stop();
  }
}

async function perKey(bridge, chrome, size) {
  const content = { kind: "reflection", title: `${size} words`, date: "2026-11-20", sections: [] };
  content.sections.push({ stage: "text", text: text(size) });
  await bridge.call("record.create", { content, visit: `typing ${size}` });
  const page = await chrome.newPage();
  await page.goto(bridge.url);
  await shell(page).waitFor();
  await page
    .getByRole("link", { name: /^Records/ })
    .first()
    .click();
  await page.getByRole("region", { name: "Records" }).getByRole("link", { name: content.title }).click();
  const field = page.getByRole("textbox", { name: "Text", exact: true });
  // In the middle, where most is before and behind.
  await field
    .locator("p")
    .nth(Math.floor(size / 200))
    .click();
  const client = await page.context().newCDPSession(page);
  await client.send("Performance.enable");
  const work = async () => {
    const { metrics } = await client.send("Performance.getMetrics");
    return metrics.find(({ name }) => name === "TaskDuration").value * 1000;
  };
  await press(page, WARM);
  const before = await work();
  await press(page, KEYS);
  const after = await work();
  await page.close();
  return (after - before) / KEYS;
}

async function press(page, keys) {
  for (let at = 0; at < keys; at += 1) {
    await page.keyboard.press(at % 6 === 5 ? "Space" : "abcde"[at % 6]);
    await page.waitForTimeout(BETWEEN);
  }
}

/** Paragraphs of a hundred words. */
function text(words) {
  const paragraph = Array.from(
    { length: 100 },
    (_, at) => ["quiet", "drum", "waited", "again", "she", "played"][at % 6],
  ).join(" ");
  return Array.from({ length: Math.max(1, words / 100) }, () => `${paragraph}.`).join("\n\n");
}
