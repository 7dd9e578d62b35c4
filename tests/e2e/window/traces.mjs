// The window as it is shipped, driven by its keys in a home of its own: afterwards no word of it lies anywhere in the clear,
// and no process of it has ever asked for an inet socket.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pause, withScreen } from "../../../scripts/lib/display.mjs";
import { main, say, Stop } from "../../../scripts/lib/run.mjs";
import { disguises, search } from "./canary.mjs";
import { fillsTheRest } from "./filled.mjs";
import { Desk, Hand } from "./hand.mjs";
import { remembers } from "./memory.mjs";

/** A word that is in everything that is written, and in nothing else on this computer: not in another run of this either. */
const CANARY = `quagwort${[...randomBytes(8)].map((byte) => String.fromCharCode(97 + (byte % 26))).join("")}`;
/** Shared places outside the home in which a program may leave something. */
const SHARED = ["/dev/shm", "/tmp", "/var/tmp"];
/** The kinds of socket by which something could leave the computer. */
const INET = /\bsocket\((AF_INET6?|AF_PACKET|AF_VSOCK|AF_BLUETOOTH)\b/;

async function journey(desk, screen) {
  fillsByCommands(desk);
  fillsTheRest(desk, CANARY);
  say("Filled two portfolios by commands, backed up, brought back, rescued, and cut short what was under way");
  const calls = ["-f", "-qq", "--seccomp-bpf", "-e", "trace=%network", "-e", "signal=none", "-A", "-o", desk.trace];
  const hand = await Hand.open(desk, screen, ["strace", ...calls]);
  await hand.unlock();
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

  await hand.saves(async () => {
    hand.key("ctrl+n");
    await pause(1500);
    hand.write(`Before the lock ${CANARY}`);
  });
  const before = hand.pages();
  assert.ok(
    before.some((pid) => remembers(pid, CANARY)),
    "the web view's memory holds what was written, so it can be found there",
  );
  await hand.lock();
  assert.equal(desk.cli("info").status, 0, "locking lets go of it");
  const after = hand.pages();
  assert.ok(after.length > 0 && !after.some((pid) => before.includes(pid)), "another process shows the lock");
  assert.ok(!after.some((pid) => remembers(pid, CANARY)), "and its memory holds no word");
  await hand.unlock();
  await hand.saves(async () => {
    await pause(1500);
    hand.write(" and on where the cursor was");
  });
  await hand.saves(async () => {
    hand.key("ctrl+n");
    await pause(1500);
    hand.write(`After the lock ${CANARY} and before the kill`);
  });
  say("Locked, opened again, and wrote");
  await pause(1500);
  const shown = desk.last("app.status");
  for (const pid of hand.pages()) process.kill(pid, "SIGKILL");
  await hand.until("a page after the crash", () => desk.last("app.status") !== shown);
  await hand.saves(async () => {
    await pause(1500);
    hand.write(" and after a crash");
  });
  say("The web view crashed: it came back where it was, still open");
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
  const places = ["in a case note", "in a supervision", "in a CPD"];
  for (const words of ["Written in the window", "and on where the cursor was", "After the lock", ...places]) {
    const found = JSON.parse(desk.done("--json", "record", "search", `"${words}" ${CANARY}`));
    assert.ok(found.length >= 1, `what was written is there: ${words}`);
  }
  for (const [whole, what] of [
    [`Before the lock ${CANARY} and on where the cursor was`, "unlocking came back to the cursor"],
    [`After the lock ${CANARY} and before the kill and after a crash`, "so did a page that had crashed"],
  ])
    assert.equal(JSON.parse(desk.done("--json", "record", "search", `"${whole}"`)).length, 1, what);
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
