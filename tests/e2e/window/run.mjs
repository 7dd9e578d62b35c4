// One journey in the real window: create, write, pull the plug, open again, find, export, lock.
// WebKitWebDriver drives the window itself; tauri-driver would only stand between.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { built } from "../../../scripts/lib/build.mjs";
import { pause, withScreen } from "../../../scripts/lib/display.mjs";
import { ask, main, say, Stop } from "../../../scripts/lib/run.mjs";
import { PASSPHRASE } from "../pages.mjs";
import { Driver } from "./driver.mjs";
import {
  buildDriven,
  button,
  create,
  DEFECT,
  labelled,
  link,
  LOCKED,
  said,
  surroundings,
  TEXT,
  unlock,
} from "./steps.mjs";

const WORDS = "The window was open and the blackbird joined in.";

await main(async () => {
  if (process.platform !== "linux") throw new Stop("This journey needs WebKitWebDriver, which only Linux has.");
  const program = buildDriven();
  const home = mkdtempSync(join(tmpdir(), "triptych-window-"));
  try {
    withoutScreen(program, home);
    await withScreen((screen) => journey(program, home, screen));
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});

async function journey(program, home, screen) {
  const saved = join(home, "saved");
  mkdirSync(saved);
  const driver = await Driver.start({ ...surroundings(home, screen), TRIPTYCH_SAVE_TO: saved });
  try {
    let window = await driver.open(program);
    await create(window);
    say("Made a portfolio");
    await write(window);
    const pid = window.process();
    assert.ok(pid, "the program runs below the driver");
    process.kill(pid, "SIGKILL");
    say("Killed in the middle of it");
    await window.close();

    window = await driver.open(program);
    await open(window);
    await meetsADefect(window, driver, home);
    await find(window);
    await exportProfile(window, saved);
    await lock(window);
    await window.close();
  } finally {
    await driver.stop();
  }
  leavesASoundPortfolio(home);
}

/** Where there is no screen, or one that does not answer, a sentence is said and nothing breaks. */
function withoutScreen(program, home) {
  for (const display of [{}, { DISPLAY: ":9999" }]) {
    const env = { PATH: process.env.PATH, HOME: home, GDK_BACKEND: "x11", ...display };
    const { status, stderr } = spawnSync(program, [], { env, encoding: "utf8", timeout: 60_000 });
    assert.equal(status, 1, stderr);
    assert.match(stderr, /found no screen to open its window on\. Nothing was opened or changed\./);
    assert.doesNotMatch(stderr, /panicked/);
  }
  say("Said that there is no screen");
}

async function write(window) {
  await window.keys("Control", "n");
  await window.find(labelled("Text"));
  await window.find(TEXT);
  await window.type(WORDS);
  await window.find(said("Saved at"));
  say("Wrote a reflection");
}

async function open(window) {
  await unlock(window);
  say("Opened it again");
}

/**
 * A panic in the middle of a change that spoils every record, with what was written in its message: told calmly, kept out
 * of the log, and nothing of the change is there afterwards.
 */
async function meetsADefect(window, driver, home) {
  await window.keys("Control", "n");
  await window.fill(TEXT, "An owl");
  await window.find(said("Saved at"));
  await window.fill(labelled("Text"), `An owl, and a ${DEFECT}`);
  await window.find(said("Something went wrong inside Triptych. What was saved is safe."));
  await window.find(said("Your words are still here on the page."));
  const log = readFileSync(join(home, ".local/state/triptych/triptych.log"), "utf8");
  for (const [where, text] of Object.entries({ log, "standard error": driver.said })) {
    assert.match(text, /\bdefect\.rs:\d+/, `${where} has its place in the source`);
    for (const word of ["owl", DEFECT]) assert.ok(!text.includes(word), `"${word}" is in ${where}`);
  }
  await window.fill(labelled("Text"), "An owl was there too.");
  await window.find(said("Saved at"));
  say("Met a defect, and went on writing");
}

/** Nothing but the portfolio lasts, and it is sound. */
function leavesASoundPortfolio(home) {
  const [portfolio] = readdirSync(home, { recursive: true }).filter((path) => basename(path) === "Portfolio");
  const kept = readdirSync(join(home, portfolio)).sort();
  assert.deepEqual(kept, ["portfolio.db", "portfolio.key.json", "portfolio.lock"], "nothing else lasts");
  const env = { PATH: process.env.PATH, HOME: home };
  const checked = ask(built("triptych-cli"), ["--passphrase-stdin", "--json", "check"], { env, input: PASSPHRASE });
  assert.equal(JSON.parse(checked).sound, true);
}

async function find(window) {
  await window.keys("Control", "f");
  await window.write(labelled("Search your records"), "blackb");
  await window.find('//mark[contains(., "blackbird")]');
  await window.press('//ul[@aria-label = "Records"]//a');
  await window.find(TEXT);
  assert.equal(
    await window.evaluate(`document.querySelector('[role=textbox][aria-label="Text"]').innerText.trimEnd()`),
    WORDS,
  );
  say("Found every word of it");
}

async function exportProfile(window, saved) {
  await window.press(link("CPD audit"));
  await window.press(button("Make a draft PDF"));
  await window.press(button("These lines may leave"));
  await window.find(said("Your draft PDF is made"));
  const [name] = readdirSync(saved);
  const words = ask("pdftotext", [join(saved, name), "-"]);
  assert.match(words, /CPD profile|Continuing professional development/i);
  assert.ok(!words.includes("blackbird"), "no private word leaves");
  say(`Exported ${name}`);
}

async function lock(window) {
  await window.keys("Control", "l");
  await window.find(LOCKED);
  assert.ok(!(await window.evaluate("document.body.innerText")).includes("blackbird"), "nothing of it is shown");
  // What was shown must not be asked for either.
  await pause(200);
  assert.equal(await window.evaluate("document.title"), "Triptych");
  say("Locked");
}
