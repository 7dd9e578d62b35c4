// Takes a picture of one page, to be looked at while it is made.
// node tests/e2e/look.mjs <page> [--dark] [--zoom 200] [--size 1280x800] [--sample | --empty | --records N] [--full] --out FILE
import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import { Bridge, browser } from "./bridge.mjs";
import { makeOwn, pages, show } from "./pages.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    dark: { type: "boolean" },
    zoom: { type: "string", default: "100" },
    size: { type: "string", default: "1280x800" },
    sample: { type: "boolean" },
    empty: { type: "boolean" },
    records: { type: "string" },
    full: { type: "boolean" },
    out: { type: "string" },
  },
});
const name = positionals[0] ?? "";
if (!(name in pages) || values.out === undefined) {
  process.stderr.write(`Which page, and --out FILE? Pages: ${Object.keys(pages).join(" ")}\n`);
  process.exit(2);
}

const bridge = await Bridge.start();
const window = await chromium.launch(browser);
try {
  if (values.empty || values.records || pages[name].own) await makeOwn(bridge);
  else if (!pages[name].closed) await bridge.call("portfolio.sample");
  if (values.records) await bridge.fill(Number(values.records), true);
  const settings = await bridge.call("settings.get");
  await bridge.call("settings.save", { ...settings, text_size: Number(values.zoom) });
  const [width, height] = values.size.split("x").map(Number);
  const page = await window.newPage({
    viewport: { width, height },
    colorScheme: values.dark ? "dark" : "light",
    reducedMotion: "reduce",
  });
  page.on("pageerror", (error) => process.stderr.write(`page error: ${error.message}\n`));
  page.on("console", (message) => {
    if (message.type() === "error") process.stderr.write(`console: ${message.text()}\n`);
  });
  await page.goto(bridge.url);
  await show(page, name);
  await page.screenshot({ path: values.out, fullPage: values.full });
} finally {
  await window.close();
  await bridge.stop();
}
