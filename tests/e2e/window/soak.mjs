// `npm run soak -- --minutes M`: a long day in the window as it is shipped, over and over: write, search, export, back up, lock,
// bin by the command line, open again and empty the bin. Each round puts things back as they were, so what grows is wanted by
// nobody: memory of all processes, open files and the portfolio's size are recorded every round, to be read; a leak of files or
// memory ends it with 1. It is driven by keys: WebDriver's session would end with the web view's process at each lock.
//
// `--record FILE` keeps every round as CSV.
import assert from "node:assert/strict";
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { held, memory, pause, processes, withScreen } from "../../../scripts/lib/display.mjs";
import { main, say, Stop } from "../../../scripts/lib/run.mjs";
import { prepare } from "../../../scripts/lib/setup.mjs";
import { Desk, Hand } from "./hand.mjs";

/** What is held at its lowest in the last third may be so much more than in the second; in the first the web view still compiles. */
const GROWTH = 1.1;
const COLUMNS = ["minute", "round", "memory_mib", "core_mib", "open_files", "portfolio_kib", "log_kib", "files"];

await main(async () => {
  if (process.platform !== "linux") throw new Stop("This needs Xvfb and xdotool, which only Linux has.");
  const { values } = parseArgs({ options: { minutes: { type: "string", default: "30" }, record: { type: "string" } } });
  const minutes = Number(values.minutes);
  if (!(minutes > 0)) throw new Stop("How many minutes? `npm run soak -- --minutes 30`");
  prepare(["core", "window", "screen", "test"]);
  const work = mkdtempSync(join(tmpdir(), "triptych-soak-"));
  try {
    const desk = new Desk(work);
    judge(await withScreen((screen) => soak(desk, screen, minutes, values.record)));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
});

async function soak(desk, screen, minutes, record) {
  desk.done("init");
  choosesPlaceForBackups(desk);
  // What leaves stays the same, and was read once.
  desk.done("export", "hcpc", "--out", join(desk.exported, "first.pdf"));
  const begun = Date.now();
  const samples = [];
  const elapsed = () => (Date.now() - begun) / 60_000;
  const hand = await Hand.open(desk, screen);
  await hand.unlock();
  if (record) appendFileSync(record, `${COLUMNS.join(",")}\n`);
  console.log(COLUMNS.join("  "));
  for (let round = 1; elapsed() < minutes; round += 1) {
    await write(hand, round);
    await find(hand, round);
    await exportProfile(hand);
    await backUp(hand, round);
    await hand.lock();
    bin(desk);
    await hand.unlock();
    await pause(1500);
    await emptyBin(hand);
    const sample = { minute: Number(elapsed().toFixed(1)), round, ...measure(hand.pid(), desk) };
    samples.push(sample);
    const line = COLUMNS.map((column) => sample[column]);
    if (record) appendFileSync(record, `${line.join(",")}\n`);
    if (round % 5 === 0) console.log(line.join("  "));
  }
  await hand.kill();
  return samples;
}

/** The second third against the last. Memory by its lowest: between two collections of garbage it only grows. */
function judge(samples) {
  const third = Math.floor(samples.length / 3);
  if (third < 5) throw new Stop(`Only ${samples.length} rounds were made: too few to say anything. Take more minutes.`);
  const [before, after] = [samples.slice(third, 2 * third), samples.slice(-third)];
  say(
    `${samples.length} rounds in ${samples.at(-1).minute} minutes; lowest, median and highest of the second and the last third:`,
  );
  for (const column of COLUMNS.slice(2))
    say(`${column}: ${[before, after].map((part) => spread(part, column).join(" ")).join("  →  ")}`);
  const [low, last] = [before, after].map((part) => spread(part, "memory_mib")[0]);
  assert.ok(last <= low * GROWTH, "memory comes back to what it was, but for a tenth");
  const [open, left] = [before, after].map((part) => spread(part, "open_files")[1]);
  assert.ok(left <= open + 2, "no open file is left behind");
  assert.equal(spread(after, "files")[1], spread(before, "files")[1], "no file is left behind");
}

/** The lowest, the median and the highest of a column. */
function spread(samples, column) {
  const sorted = samples.map((sample) => sample[column]).toSorted((a, b) => a - b);
  return [sorted[0], sorted[Math.floor(sorted.length / 2)], sorted.at(-1)];
}

function measure(pid, desk) {
  const all = readdirSync(desk.home, { recursive: true }).map((path) => join(desk.home, path));
  const size = (wanted) =>
    all.filter(wanted).reduce((sum, path) => sum + (statSync(path, { throwIfNoEntry: false })?.size ?? 0), 0);
  const open = processes(pid).reduce((sum, id) => sum + (listed(`/proc/${id}/fd`)?.length ?? 0), 0);
  return {
    memory_mib: Number(memory(pid).toFixed(1)),
    core_mib: Number(held(pid).toFixed(1)),
    open_files: open,
    portfolio_kib: Math.round(size((path) => basename(path).startsWith("portfolio.db")) / 1024),
    log_kib: Math.round(size((path) => path.endsWith(".log")) / 1024),
    files: all.filter((path) => path.includes("Portfolio")).length,
  };
}

function listed(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return null; // It has ended since.
  }
}

/** As Settings would keep it: the system's dialog for folders has no field to write into. */
function choosesPlaceForBackups(desk) {
  const settings = join(desk.home, ".config/triptych/settings.json");
  mkdirSync(dirname(settings), { recursive: true });
  writeFileSync(settings, JSON.stringify({ backup_folder: desk.exported }));
}

async function write(hand, round) {
  await hand.saves(async () => {
    hand.key("ctrl+n");
    await pause(2500);
    hand.write(`Round ${round} began with a quiet drum. `.repeat(8));
  });
}

async function find(hand, round) {
  await hand.makes("record.list", async () => {
    hand.key("ctrl+f");
    await pause(800);
    hand.write(`"round ${round} began"`);
  });
}

async function exportProfile(hand) {
  const path = join(hand.desk.exported, "draft.pdf");
  rmSync(path, { force: true });
  await hand.makes("hcpc.export", async () => {
    await hand.goTo("Make a draft PDF");
    await hand.savesAs(path);
  });
}

async function backUp(hand, round) {
  const { exported } = hand.desk;
  await hand.makes("backup.make", () => hand.goTo("Back up now"));
  const made = readdirSync(exported).filter((name) => name.endsWith(".zip"));
  assert.ok(made.length >= 1, "the backup is there");
  // Two are kept, so that thinning has something to look at; a day of rounds would fill the disk.
  for (const name of made.sort().slice(0, round % 10 === 0 ? -2 : undefined)) rmSync(join(exported, name));
}

/** Only while the window is locked may others open the portfolio. */
function bin(desk) {
  const [{ id }] = JSON.parse(desk.done("--json", "record", "search", "quiet drum"));
  desk.done("record", "delete", id);
}

async function emptyBin(hand) {
  await hand.goTo("Bin");
  await hand.makes("record.empty-bin", async () => {
    hand.key("Tab", "Return");
    await pause(500);
    // The question begins at the answer that changes nothing.
    hand.key("Tab", "Return");
  });
  // The question goes before the next key is heard.
  await pause(1000);
}
