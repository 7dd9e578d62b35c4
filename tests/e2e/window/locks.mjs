// The window locks when the desktop says that nobody is there: a suspend, a locked session, a screen saver, and when it is
// minimised. The desktop is a bus of our own on which logind and the saver are played; all else is the real window.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { built } from "../../../scripts/lib/build.mjs";
import { ask, main, say, Stop } from "../../../scripts/lib/run.mjs";
import { pause, withScreen } from "../../../scripts/lib/display.mjs";
import { PASSPHRASE } from "../pages.mjs";
import { Driver } from "./driver.mjs";
import { buildDriven, labelled, link, LOCKED, said, surroundings, TEXT, unlock } from "./steps.mjs";

/** In everything that is written. */
const MARK = "Quartzmark";
/** The text, in the page. */
const FIELD = `document.querySelector('[role=textbox][aria-label="Text"]')`;
/** Milliseconds for whatever the desktop's other side has to do. */
const PATIENCE = 30_000;

/** One bus for the system and for the session, and who speaks on it. */
class Desktop {
  #lines = [];

  static async start(home, lock) {
    const desktop = new Desktop();
    const socket = join(home, "bus");
    const rules = join(home, "bus.conf");
    // No service is started by it: who is not played is not there.
    writeFileSync(
      rules,
      `<busconfig><listen>unix:path=${socket}</listen><auth>EXTERNAL</auth><policy context="default">
        <allow user="*"/><allow own="*"/><allow send_type="*"/><allow receive_type="*"/></policy></busconfig>`,
    );
    desktop.bus = spawn("dbus-daemon", ["--nofork", "--nopidfile", `--config-file=${rules}`], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    const complaints = [];
    desktop.bus.stderr.on("data", (part) => complaints.push(part));
    desktop.addresses = {
      DBUS_SYSTEM_BUS_ADDRESS: `unix:path=${socket}`,
      DBUS_SESSION_BUS_ADDRESS: `unix:path=${socket}`,
    };
    while (!existsSync(socket)) {
      assert.equal(desktop.bus.exitCode, null, `the bus has ended: ${complaints.join("")}`);
      await pause(20);
    }
    const played = join(dirname(fileURLToPath(import.meta.url)), "logind.py");
    // Debian's own Python has Debian's modules.
    desktop.logind = spawn("/usr/bin/python3", [played, lock], {
      env: { PATH: process.env.PATH, ...desktop.addresses },
      stdio: ["pipe", "pipe", "inherit"],
    });
    createInterface({ input: desktop.logind.stdout }).on("line", (line) => desktop.#lines.push(line));
    await desktop.hears("ready");
    return desktop;
  }

  says(what) {
    this.logind.stdin.write(`${what}\n`);
  }

  /** Waits for the next thing that happens, which must be `line`. */
  async hears(line) {
    const begun = Date.now();
    while (this.#lines.length === 0) {
      assert.equal(this.logind.exitCode, null, "logind is played");
      assert.ok(Date.now() - begun < PATIENCE, `waited in vain for "${line}"`);
      await pause(50);
    }
    assert.equal(this.#lines.shift(), line);
  }

  async stop() {
    for (const child of [this.logind, this.bus]) {
      if (!child || child.exitCode !== null) continue;
      child.kill();
      await once(child, "exit");
    }
  }
}

/** The window with a record open in which somebody writes. */
class Desk {
  #written = 0;

  constructor(window, desktop, env, folder) {
    Object.assign(this, { window, desktop, env, folder });
  }

  /** Begins a record and writes its first words. */
  async begin() {
    this.looksAt();
    await this.window.keys("Control", "n");
    await this.window.find(TEXT);
    await this.window.type(`${MARK} begins, and goes on.`);
    await this.window.find(said("Saved at"));
    this.text = `${MARK} begins, and goes on.`;
  }

  /** Runs xdotool on the window. */
  x(command, ...args) {
    const env = this.env;
    this.id ??= ask("xdotool", ["search", "--onlyvisible", "--name", "^Triptych$"], { env }).split("\n")[0];
    assert.notEqual(ask("xdotool", [command, ...args, this.id], { env }), null, command);
  }

  /** Without a window manager nobody gives the window the focus; without it, no field of the page is told of its own. */
  looksAt() {
    this.x("windowfocus", "--sync");
  }

  /** Puts the cursor into the middle and types there; what was typed is not on the disk yet. */
  async types() {
    const at = `${MARK} begins`.length;
    await this.window.evaluate(
      `(${FIELD}.focus(), getSelection().collapse(${FIELD}.querySelector("p").firstChild, ${at}))`,
    );
    const words = ` ${++this.#written}`;
    await this.window.type(words);
    this.text = this.text.slice(0, at) + words + this.text.slice(at);
    this.cursor = at + words.length;
  }

  /** Nothing of what was written is left in the page. */
  async isLocked() {
    await this.window.find(LOCKED);
    const left = await this.window.evaluate(
      `JSON.stringify([document.documentElement.outerHTML, document.title, String(getSelection()),
        [...document.querySelectorAll("input, textarea, select")].map(({ value }) => value)])`,
    );
    assert.ok(!left.includes(MARK), "no word is left in the page");
  }

  /** Unlocking comes back to the text, to all of it, and to the cursor. */
  async comesBack() {
    await unlock(this.window);
    await this.window.find(TEXT);
    const wanted = JSON.stringify([this.text, this.cursor, true]);
    const seen = `JSON.stringify([${FIELD}?.innerText.trimEnd(), getSelection().anchorOffset, document.activeElement === ${FIELD}])`;
    const begun = Date.now();
    while ((await this.window.evaluate(seen)) !== wanted) {
      if (Date.now() - begun > PATIENCE) assert.equal(await this.window.evaluate(seen), wanted);
      await pause(50);
    }
  }

  /** Stops or continues the web view's process: a page that does not answer. */
  freeze(signal) {
    process.kill(this.window.process("WebKitWebProcess"), signal);
  }
}

async function locksBeforeTheComputerSleeps(desk) {
  await desk.types();
  desk.desktop.says("elsewhere");
  desk.desktop.says("sleep");
  // The computer waits until the portfolio's file has been let go of.
  await desk.desktop.hears("released closed");
  await desk.isLocked();
  desk.desktop.says("wake");
  await desk.desktop.hears("held");
  await desk.comesBack();
  say("Locked before the computer slept, and held the next sleep");
}

async function locksWithTheSession(desk) {
  for (const sign of ["lock", "hint", "saver"]) {
    await desk.types();
    desk.desktop.says(sign);
    await desk.isLocked();
    await desk.comesBack();
  }
  say("Locked with the session, by its hint and with the screen saver");
}

/** Signs that mean nothing to it: the sign after them, heard on the same bus in order, finds it open. */
async function staysOpenOtherwise(desk) {
  await desk.types();
  desk.desktop.says("saver-off");
  desk.desktop.says("elsewhere");
  desk.desktop.says("wake");
  await desk.desktop.hears("held");
  await desk.window.find(TEXT);
  say("Stayed open when another session locked");
}

async function locksWhenThePageDoesNotAnswer(desk) {
  await desk.types();
  await desk.window.find(said("Saved at"));
  desk.freeze("SIGSTOP");
  try {
    desk.desktop.says("sleep");
    await desk.desktop.hears("released closed");
  } finally {
    desk.freeze("SIGCONT");
  }
  await desk.isLocked();
  desk.desktop.says("wake");
  await desk.desktop.hears("held");
  await desk.comesBack();
  say("Locked although the page did not answer");
}

/** Where nothing can be saved, words that would be lost keep it open and it says so; the computer is not kept awake for it. */
async function staysOpenOverWordsThatWouldBeLost(desk) {
  const away = `${desk.folder} away`;
  renameSync(desk.folder, away);
  await desk.types();
  desk.desktop.says("sleep");
  await desk.desktop.hears("released open");
  await desk.window.find(said("Not locked: your last words could not be saved."));
  renameSync(away, desk.folder);
  desk.desktop.says("wake");
  await desk.desktop.hears("held");
  desk.desktop.says("lock");
  await desk.isLocked();
  await desk.comesBack();
  say("Stayed open over words that could not be saved, and locked once they were");
}

async function locksWhenMinimised(desk) {
  await desk.window.press(link("Settings"));
  await desk.window.press('//label[contains(., "Lock when I minimise the window")]/input');
  await desk.window.press(link("Records"));
  await desk.window.press('//ul[@aria-label = "Records"]//a');
  await desk.window.find(TEXT);
  await desk.types();
  // Without a window manager, taking a window off the screen is what minimising is.
  desk.x("windowunmap");
  await desk.isLocked();
  desk.x("windowmap", "--sync");
  desk.looksAt();
  await desk.comesBack();
  say("Locked when it was minimised");
}

await main(async () => {
  if (process.platform !== "linux") throw new Stop("Only Linux has logind.");
  const program = buildDriven();
  const home = mkdtempSync(join(tmpdir(), "triptych-locks-"));
  try {
    await withScreen((screen) => journey(program, home, screen));
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});

async function journey(program, home, screen) {
  const env = surroundings(home, screen);
  const cli = { env: { ...env, TRIPTYCH_TEST_KEY_COST: "floor" }, input: `${PASSPHRASE}\n`, encoding: "utf8" };
  const made = spawnSync(built("triptych-cli"), ["--passphrase-stdin", "init"], cli);
  assert.equal(made.status, 0, made.stderr);
  const folder = join(home, ".local/share/triptych/Portfolio");
  const desktop = await Desktop.start(home, join(folder, "portfolio.lock"));
  let driver;
  try {
    driver = await Driver.start({ ...env, ...desktop.addresses });
    const window = await driver.open(program);
    await desktop.hears("held");
    await unlock(window);
    const desk = new Desk(window, desktop, env, folder);
    await desk.begin();
    await locksBeforeTheComputerSleeps(desk);
    await locksWithTheSession(desk);
    await staysOpenOtherwise(desk);
    await locksWhenThePageDoesNotAnswer(desk);
    await staysOpenOverWordsThatWouldBeLost(desk);
    await locksWhenMinimised(desk);
    await window.close();
  } finally {
    await driver?.stop();
    await desktop.stop();
  }
}
