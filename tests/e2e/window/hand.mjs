// A hand at the keyboard of the window as it is shipped: what it runs in, how it is opened, and how it is known that something is done.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { built, buildPage } from "../../../scripts/lib/build.mjs";
import { pause, processes } from "../../../scripts/lib/display.mjs";
import { run } from "../../../scripts/lib/run.mjs";
import { PASSPHRASE } from "../pages.mjs";
import { DEFECT } from "./steps.mjs";

/** Milliseconds for whatever the window has to do. */
const PATIENCE = 40_000;

/** A home with nothing in it, and what is run there. */
export class Desk {
  constructor(home) {
    this.work = home;
    const at = (name) => join(home, name);
    [this.home, this.exported, this.trace] = [at("home"), at("exported"), at("calls")];
    for (const name of ["home", "exported", "temporary", "programs"]) mkdirSync(at(name));
    mkdirSync(at("runtime"), { mode: 0o700 });
    [this.program, this.terminal] = [at("programs/triptych"), at("programs/triptych-cli")];
    buildPage("shipped");
    // Without the tests' feature only the window itself is compiled anew; the copies stay when others build it with the feature.
    run("cargo", ["build", "--locked", "--quiet", "--workspace"]);
    copyFileSync(built("triptych"), this.program);
    copyFileSync(built("triptych-cli"), this.terminal);
    assert.ok(!readFileSync(this.program).includes(DEFECT), "what only tests may ask for is not in it");
    this.env = {
      PATH: process.env.PATH,
      LANG: "C.UTF-8",
      HOME: this.home,
      TMPDIR: at("temporary"),
      XDG_RUNTIME_DIR: at("runtime"),
      TRIPTYCH_TEST_KEY_COST: "floor",
    };
  }

  /** Runs the command line on the portfolio that the window uses too; gives its exit code and what it said. */
  cli(...args) {
    const all = ["--passphrase-stdin", ...args];
    const input = `${PASSPHRASE}\n`;
    const { status, stdout, stderr } = spawnSync(this.terminal, all, {
      env: this.env,
      input,
      encoding: "utf8",
    });
    return { status, stdout, stderr };
  }

  /** Runs the command line, which must succeed; gives what it printed. */
  done(...args) {
    const { status, stdout, stderr } = this.cli(...args);
    assert.equal(status, 0, `${args.join(" ")}: ${stderr}`);
    return stdout;
  }

  /** Runs the command line and kills it after so many milliseconds, in the middle of whatever it does then. */
  cut(after, ...args) {
    const input = `${PASSPHRASE}\n`;
    const all = ["--passphrase-stdin", ...args];
    spawnSync(this.terminal, all, { env: this.env, input, timeout: after, killSignal: "SIGKILL" });
  }

  /** The newest line of the log that says that one of these went well. The log is kept small, so they cannot be counted. */
  last(...operations) {
    const of = (line) => operations.some((operation) => line.includes(` ${operation} `));
    return this.done("log")
      .split("\n")
      .findLast((line) => of(line) && line.endsWith(" ok"));
  }
}

/** The window, and a hand at its keyboard. */
export class Hand {
  /** Opens it, as what `tracer` runs where there is one. */
  static async open(desk, screen, tracer = []) {
    // What the system's dialogs keep of their own goes nowhere: there is no desktop to keep it.
    const quiet = { NO_AT_BRIDGE: "1", GSETTINGS_BACKEND: "memory" };
    const env = { ...desk.env, ...quiet, DISPLAY: screen, GDK_BACKEND: "x11" };
    const [program, ...args] = [...tracer, desk.program];
    const child = spawn(program, args, { env, stdio: ["ignore", "ignore", "inherit"] });
    const hand = Object.assign(new Hand(), { desk, env, child, traced: tracer.length > 0 });
    await hand.until(
      "its window",
      () => (hand.window = hand.x("search", "--onlyvisible", "--name", ".").split("\n")[0]),
    );
    hand.looksAt(hand.window);
    await hand.until("app.status", () => desk.last("app.status") !== undefined);
    await pause(1500);
    return hand;
  }

  x(...args) {
    return spawnSync("xdotool", args, { env: this.env, encoding: "utf8" }).stdout.trim();
  }

  /** Without a window manager nobody gives a window the focus. */
  looksAt(window) {
    this.x("windowfocus", "--sync", window);
  }

  async until(what, question) {
    const begun = Date.now();
    while (!(await question())) {
      assert.equal(this.child.exitCode, null, `the window has ended before ${what}`);
      assert.ok(Date.now() - begun < PATIENCE, `waited in vain for ${what}`);
      await pause(150);
    }
    const title = this.window ? this.x("getwindowname", this.window) : "Triptych";
    assert.equal(title, "Triptych", "the title shows nothing of what is open");
  }

  /** Does `body` and waits until the core has done `operation` once more. */
  async makes(operation, body) {
    const before = this.desk.last(operation);
    await body();
    await this.until(operation, () => this.desk.last(operation) !== before);
    // What the page makes of the answer.
    await pause(400);
  }

  /** Does `body` and waits until what it wrote is saved, with the saves that follow the first. */
  async saves(body) {
    const saved = () => this.desk.last("record.create", "record.save");
    let before = saved();
    await body();
    await this.until("saving", () => saved() !== before);
    do {
      before = saved();
      await pause(1500);
    } while (saved() !== before);
  }

  key(...keys) {
    this.x("key", "--delay", "40", ...keys);
  }

  write(words) {
    this.x("type", "--delay", "25", words);
  }

  async goTo(written) {
    this.key("ctrl+k");
    await pause(500);
    this.write(written);
    await pause(500);
    this.key("Return");
    await pause(500);
  }

  /** Opens the portfolio of the locked window with its passphrase. */
  async unlock() {
    await this.makes("portfolio.open", () => {
      this.write(PASSPHRASE);
      this.key("Return");
    });
  }

  /** Locks, and waits until a fresh page asks for the passphrase. */
  async lock() {
    const before = this.desk.last("app.status");
    await this.makes("portfolio.lock", () => this.key("ctrl+l"));
    await this.until("a fresh page", () => this.desk.last("app.status") !== before);
    await pause(1500);
  }

  /** Answers the system's dialog that asks where to save. */
  async savesAs(path) {
    let dialog = "";
    const other = (id) => id !== "" && id !== this.window;
    await this.until("the dialog", () => {
      dialog = this.x("search", "--onlyvisible", "--name", ".").split("\n").find(other) ?? "";
      return dialog !== "";
    });
    this.looksAt(dialog);
    await pause(500);
    this.key("ctrl+a");
    this.write(path);
    await pause(300);
    this.key("Return");
    await this.until(path, () => existsSync(path));
    this.looksAt(this.window);
  }

  /** The window's own process, the tracer's child where there is one. */
  pid() {
    const { pid } = this.child;
    if (!this.traced) return pid;
    return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ")[0]);
  }

  /** The processes of the web view in which pages run. */
  pages() {
    const named = (pid) => (existsSync(`/proc/${pid}/comm`) ? readFileSync(`/proc/${pid}/comm`, "utf8") : "");
    return processes(this.pid()).filter((pid) => named(pid).startsWith("WebKitWebProces"));
  }

  /** Kills the window without a warning. */
  async kill() {
    process.kill(this.pid(), "SIGKILL");
    if (this.child.exitCode === null) await once(this.child, "exit");
  }
}
