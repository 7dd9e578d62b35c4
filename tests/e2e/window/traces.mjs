// The window as it is shipped, driven by its keys in a home of its own: afterwards no word of it lies anywhere in the clear,
// and no process of it has ever asked for an inet socket.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { built, buildPage } from "../../../scripts/lib/build.mjs";
import { pause, withScreen } from "../../../scripts/lib/display.mjs";
import { main, run, say, Stop } from "../../../scripts/lib/run.mjs";
import { PASSPHRASE } from "../pages.mjs";
import { disguises, search } from "./canary.mjs";
import { fillsTheRest } from "./filled.mjs";
import { DEFECT } from "./steps.mjs";

/** A word that is in everything that is written, and in nothing else on this computer: not in another run of this either. */
const CANARY = `quagwort${[...randomBytes(8)].map((byte) => String.fromCharCode(97 + (byte % 26))).join("")}`;
/** Milliseconds for whatever the window has to do. */
const PATIENCE = 40_000;
/** Shared places outside the home in which a program may leave something. */
const SHARED = ["/dev/shm", "/tmp", "/var/tmp"];
/** The kinds of socket by which something could leave the computer. */
const INET = /\bsocket\((AF_INET6?|AF_PACKET|AF_VSOCK|AF_BLUETOOTH)\b/;

/** A home with nothing in it, and what is run there. */
class Desk {
  constructor(home) {
    this.work = home;
    const at = (name) => join(home, name);
    [this.home, this.exported, this.trace] = [at("home"), at("exported"), at("calls")];
    for (const name of ["home", "exported", "temporary", "programs"]) mkdirSync(at(name));
    mkdirSync(at("runtime"), { mode: 0o700 });
    this.program = at("programs/triptych");
    // Without the tests' feature only the window itself is compiled anew; the copy stays when others build it with the feature.
    run("cargo", ["build", "--locked", "--quiet", "--workspace"]);
    copyFileSync(built("triptych"), this.program);
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
    const { status, stdout, stderr } = spawnSync(built("triptych-cli"), all, {
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
    spawnSync(built("triptych-cli"), all, { env: this.env, input, timeout: after, killSignal: "SIGKILL" });
  }

  /** How often the log says that `operation` went well. */
  count(operation) {
    return this.done("log")
      .split("\n")
      .filter((line) => line.includes(` ${operation} `) && line.endsWith(" ok")).length;
  }
}

/** The window under strace, and a hand at its keyboard. */
class Hand {
  static async open(desk, screen) {
    const env = { ...desk.env, DISPLAY: screen, GDK_BACKEND: "x11", NO_AT_BRIDGE: "1" };
    const calls = ["-f", "-qq", "--seccomp-bpf", "-e", "trace=%network", "-e", "signal=none", "-A", "-o", desk.trace];
    const child = spawn("strace", [...calls, desk.program], { env, stdio: ["ignore", "ignore", "inherit"] });
    const hand = Object.assign(new Hand(), { desk, env, child });
    await hand.until(
      "its window",
      () => (hand.window = hand.x("search", "--onlyvisible", "--name", ".").split("\n")[0]),
    );
    hand.x("windowfocus", "--sync", hand.window);
    return hand;
  }

  x(...args) {
    return spawnSync("xdotool", args, { env: this.env, encoding: "utf8" }).stdout.trim();
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
    const before = this.desk.count(operation);
    await body();
    await this.until(operation, () => this.desk.count(operation) > before);
    // What the page makes of the answer.
    await pause(400);
  }

  /** Does `body` and waits until what it wrote is saved, with the saves that follow the first. */
  async saves(body) {
    const saved = () => this.desk.count("record.create") + this.desk.count("record.save");
    let before = saved();
    await body();
    await this.until("saving", () => saved() > before);
    do {
      before = saved();
      await pause(1500);
    } while (saved() > before);
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

  /** The window's own process, the tracer's child. */
  pid() {
    const { pid } = this.child;
    return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ")[0]);
  }

  /** Kills the window without a warning. */
  async kill() {
    process.kill(this.pid(), "SIGKILL");
    if (this.child.exitCode === null) await once(this.child, "exit");
  }
}

async function journey(desk, screen) {
  fillsByCommands(desk);
  fillsTheRest(desk, CANARY);
  say("Filled two portfolios by commands, backed up, brought back, rescued, and cut short what was under way");
  const hand = await Hand.open(desk, screen);
  await hand.until("app.status", () => desk.count("app.status") > 0);
  await pause(1500);
  await hand.makes("portfolio.open", () => {
    hand.write(PASSPHRASE);
    hand.key("Return");
  });
  say("Opened the window as it is shipped");
  assert.equal(desk.cli("info").status, 7, "the second to open it is told who has it");

  await hand.saves(async () => {
    hand.key("ctrl+n");
    await pause(1500);
    hand.write(`Written in the window ${CANARY} reflection`);
  });
  for (const kind of ["case note", "supervision", "CPD activity"]) {
    await hand.saves(async () => {
      await hand.goTo(`New ${kind}`);
      await pause(1000);
      hand.write(`${CANARY} in a ${kind}`);
    });
  }
  say("Wrote a record of every kind");
  await hand.makes("record.list", async () => {
    hand.key("ctrl+f");
    await pause(800);
    hand.write(`${CANARY} window`);
  });
  for (const page of ["Supervision", "Framework", "CPD audit", "Profile", "Bin", "Settings"]) await hand.goTo(page);
  await hand.makes("undo.undo", () => hand.goTo("Take the last change back"));
  await hand.makes("undo.redo", () => hand.goTo("Make it again"));
  say("Searched, went through the pages, took back and made again");

  await hand.makes("portfolio.lock", () => hand.key("ctrl+l"));
  assert.equal(desk.cli("info").status, 0, "locking lets go of it");
  await pause(500);
  await hand.makes("portfolio.open", () => {
    hand.write(PASSPHRASE);
    hand.key("Return");
  });
  await hand.saves(async () => {
    hand.key("ctrl+n");
    await pause(1500);
    hand.write(`After the lock ${CANARY} and before the kill`);
  });
  say("Locked, opened again, and wrote");
  await hand.kill();
  leavesNoLock(desk);
}

/** What the keys of the window would take long to reach. */
function fillsByCommands(desk) {
  desk.done("init");
  const add = (...args) => JSON.parse(desk.done("--json", "record", "add", ...args)).id;
  const common = ["--title", `${CANARY} title`, "--text", `A text with ${CANARY}.`, "--keyword", CANARY];
  add("--kind", "reflection", ...common, "--tag", "enh.pp.02", "--finished");
  const note = add("--kind", "case-note", ...common, "--client", CANARY, "--setting", CANARY);
  add("--kind", "supervision", ...common, "--supervisor", CANARY, "--themes", CANARY, "--minutes", "60");
  const cpd = ["--learnt", CANARY, "--practice", CANARY, "--service-users", CANARY, "--provider", CANARY];
  add("--kind", "cpd", ...common, "--type", "formal", "--minutes", "90", ...cpd);
  desk.done("record", "tag", note, "enh.pp.02", "--claim", `${CANARY} claimed`);
  desk.done("record", "search", CANARY);
  const gone = add("--kind", "reflection", ...common);
  desk.done("record", "delete", gone);
  desk.done("export", "markdown", "--out", join(desk.exported, "markdown"));
  desk.done("export", "json", "--out", join(desk.exported, "all.json"));
  assert.equal(desk.cli("export", "json", "--out", join(desk.exported, "all.json")).status, 5, "never over a file");
  desk.done("export", "hcpc", "--out", join(desk.exported, "profile.pdf"));
  assert.notEqual(desk.cli("export", "json", "--out", "/proc/nowhere/all.json").status, 0, "not where nothing can be");
}

/** A killed window keeps nobody out, and all that it had saved is there. */
function leavesNoLock(desk) {
  for (const words of ["Written in the window", "After the lock", "in a case note", "in a supervision", "in a CPD"]) {
    const found = JSON.parse(desk.done("--json", "record", "search", `"${words}" ${CANARY}`));
    assert.ok(found.length >= 1, `what was written is there: ${words}`);
  }
  say("Killed: it opens at once, and every word is there");
}

function leavesNoWord(desk, before) {
  const forms = disguises(CANARY);
  assert.ok(search(desk.exported, forms).hits.length >= 5, "what was exported is found, so the search can find");
  const control = join(desk.home, ".cache", "control");
  mkdirSync(join(desk.home, ".cache"), { recursive: true });
  writeFileSync(control, Buffer.from(CANARY, "utf16le").toString("base64"));
  assert.equal(search(desk.work, forms, [desk.exported]).hits.length, 1, "a word planted beside it is found");
  rmSync(control);

  const own = search(desk.work, forms, [desk.exported]);
  assert.ok(own.files >= 5, "the portfolio, the log and the tracer's file are looked through");
  assert.deepEqual(own.hits, []);
  const left = listed().filter((path) => !before.includes(path));
  assert.deepEqual(
    left.flatMap((path) => search(path, forms, [desk.work]).hits),
    [],
  );
  say(`Looked through ${own.files} files of its home and ${left.length} new shared ones: no word of it`);
}

/** What lies in the shared places. */
function listed() {
  return SHARED.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));
}

function opensNoSocket(desk) {
  const calls = readFileSync(desk.trace, "utf8").split("\n");
  const kinds = new Set(calls.flatMap((line) => /\bsocket\((\w+)/.exec(line)?.[1] ?? []));
  assert.ok(kinds.has("AF_UNIX"), "the tracer has seen the window reach its screen");
  const processes = new Set(calls.map((line) => line.split(" ")[0]).filter(Boolean));
  assert.ok(processes.size > 1, "the web view's processes are traced too");
  assert.deepEqual(
    calls.filter((line) => INET.test(line)),
    [],
  );
  say(`${processes.size} threads traced, sockets of ${[...kinds].join(", ")}: none that leaves the computer`);
}

/** The tracer is shown one that does what the window must not. */
function provesThatSocketsAreSeen() {
  const folder = mkdtempSync(join(tmpdir(), "triptych-control-"));
  try {
    const trace = join(folder, "calls");
    const reach = "require('net').connect(9, '127.0.0.1').on('error', () => {})";
    const child = `require('child_process').spawnSync(process.execPath, ['-e', ${JSON.stringify(reach)}])`;
    const args = ["-f", "-qq", "--seccomp-bpf", "-e", "trace=%network", "-o", trace, process.execPath, "-e", child];
    const { status, stderr } = spawnSync("strace", args, { encoding: "utf8" });
    assert.equal(status, 0, stderr);
    assert.match(readFileSync(trace, "utf8"), INET, "an inet socket of a process below is seen");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

await main(async () => {
  if (process.platform !== "linux") throw new Stop("This journey needs strace and Xvfb, which only Linux has.");
  provesThatSocketsAreSeen();
  buildPage("shipped");
  const home = mkdtempSync(join(tmpdir(), "triptych-traces-"));
  try {
    const desk = new Desk(home);
    const before = listed();
    await withScreen((screen) => journey(desk, screen));
    leavesNoWord(desk, before);
    opensNoSocket(desk);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});
