// A picture of every page in every state that a person should look at.
import { copyFileSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { root, say } from "../../scripts/lib/run.mjs";
import { Bridge, browser } from "./bridge.mjs";
import { makeOwn, pages, PASSPHRASE, show } from "./pages.mjs";

/** States of a portfolio, and ways of looking at it. */
const sets = {
  light: {},
  dark: { colorScheme: "dark" },
  large: { textSize: 200 },
  narrow: { width: 900, height: 700 },
  empty: { records: 0 },
  "empty-dark": { records: 0, colorScheme: "dark" },
  full: { records: 100_000 },
};

/** The pictures of the guide: page and file. */
const guide = {
  today: "today-light",
  record: "records-light",
  framework: "framework-light",
  hcpc: "hcpc-light",
  writing: "writing-light",
  model: "model-light",
  capture: "capture-light",
  year: "year-light",
  client: "client-light",
  "evidence-piece": "evidence-light",
  supervision: "supervision-light",
  "intake-looked": "intake-light",
};

/** Takes the pictures of the sets and pages named; of all without a name. */
export async function takeAll(names) {
  const chosen = (all) => {
    const some = all.filter((name) => names.includes(name));
    return some.length > 0 ? some : all;
  };
  const window = await chromium.launch(browser);
  try {
    for (const name of chosen(Object.keys(sets))) await takeSet(window, name, chosen(Object.keys(pages)));
  } finally {
    await window.close();
  }
}

async function takeSet(window, set, all) {
  const { colorScheme = "light", textSize = 100, width = 1280, height = 800, records = null } = sets[set];
  const names = all.filter((name) => records !== null || !pages[name].own);
  const folder = join(root, "out", "screenshots", set);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const bridge = await Bridge.start();
  const context = await window.newContext({ viewport: { width, height }, colorScheme, reducedMotion: "reduce" });
  try {
    const settings = await bridge.call("settings.get");
    await bridge.call("settings.save", { ...settings, text_size: textSize, idle_minutes: 0 });
    const [closed, open] = [names.filter((name) => pages[name].closed), names.filter((name) => !pages[name].closed)];
    for (const name of closed) await take(context, bridge, name, folder);
    if (records === null) await bridge.call("portfolio.sample");
    else await makeOwn(bridge);
    if (records > 0) await bridge.fill(records, true);
    // Those that lock come last. Of the sample there is one; what one's own has locked is opened for the next.
    for (const name of open.filter((one) => !pages[one].locks)) await take(context, bridge, name, folder);
    for (const name of open.filter((one) => pages[one].locks)) {
      if (records !== null) await bridge.call("portfolio.open", { folder: null, passphrase: PASSPHRASE });
      await take(context, bridge, name, folder);
    }
  } finally {
    await context.close();
    await bridge.stop();
  }
  if (set === "light") {
    mkdirSync(join(root, "docs", "screenshots"), { recursive: true });
    for (const name of names.filter((one) => one in guide)) {
      copyFileSync(join(folder, `${name}.png`), join(root, "docs", "screenshots", `${guide[name]}.png`));
    }
  }
  say(`${set}: ${names.length} pictures in out/screenshots/${set}`);
}

async function take(context, bridge, name, folder) {
  const page = await context.newPage();
  try {
    await page.goto(bridge.url);
    await show(page, name);
    await page.screenshot({ path: join(folder, `${name}.png`) });
  } finally {
    await page.close();
  }
}
