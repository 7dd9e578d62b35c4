// `npm run soak -- --minutes M`: a long day in the real window, over and over: write, search, export, back up, bin, lock and
// open again. Each round puts things back as they were, so what grows is wanted by nobody: memory of all processes, open files
// and the portfolio's size are recorded every round, to be read; a leak of files or memory ends it with 1.
//
// `--record FILE` keeps every round as CSV.
import assert from "node:assert/strict";
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { held, memory, processes, withScreen } from "../../../scripts/lib/display.mjs";
import { main, say, Stop } from "../../../scripts/lib/run.mjs";
import { prepare } from "../../../scripts/lib/setup.mjs";
import { Driver } from "./driver.mjs";
import { buildDriven, button, create, labelled, link, LOCKED, said, surroundings, TEXT, unlock } from "./steps.mjs";

/** What is held at its lowest in the last third may be so much more than in the second; in the first the web view still compiles. */
const GROWTH = 1.1;
const COLUMNS = ["minute", "round", "memory_mib", "core_mib", "open_files", "portfolio_kib", "log_kib", "files"];

await main(async () => {
  if (process.platform !== "linux") throw new Stop("This needs WebKitWebDriver, which only Linux has.");
  const { values } = parseArgs({ options: { minutes: { type: "string", default: "30" }, record: { type: "string" } } });
  const minutes = Number(values.minutes);
  if (!(minutes > 0)) throw new Stop("How many minutes? `npm run soak -- --minutes 30`");
  prepare(["core", "window", "screen", "test"]);
  const program = buildDriven();
  const work = mkdtempSync(join(tmpdir(), "triptych-soak-"));
  const at = (name) => join(work, name);
  try {
    for (const name of ["home", "saved"]) mkdirSync(at(name));
    const samples = await withScreen(async (screen) => {
      const driver = await Driver.start({ ...surroundings(at("home"), screen), TRIPTYCH_SAVE_TO: at("saved") });
      try {
        return await soak(await driver.open(program), work, minutes, values.record);
      } finally {
        await driver.stop();
      }
    });
    judge(samples);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
});

async function soak(window, work, minutes, record) {
  const saved = join(work, "saved");
  const begun = Date.now();
  const samples = [];
  const elapsed = () => (Date.now() - begun) / 60_000;
  await create(window);
  await choosePlaceForBackups(window);
  if (record) appendFileSync(record, `${COLUMNS.join(",")}\n`);
  console.log(COLUMNS.join("  "));
  for (let round = 1; elapsed() < minutes; round += 1) {
    await write(window, round);
    await find(window, round);
    await exportProfile(window, saved, round);
    await backUp(window, saved, round);
    await binAndEmpty(window);
    await lock(window, round);
    await unlock(window);
    const sample = { minute: Number(elapsed().toFixed(1)), round, ...measure(window.process(), work) };
    samples.push(sample);
    const line = COLUMNS.map((column) => sample[column]);
    if (record) appendFileSync(record, `${line.join(",")}\n`);
    if (round % 5 === 0) console.log(line.join("  "));
  }
  await window.close();
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

function measure(pid, work) {
  const all = readdirSync(join(work, "home"), { recursive: true }).map((path) => join(work, "home", path));
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

async function goTo(window, page) {
  await window.keys("Control", "k");
  await window.find('//input[@role = "combobox"]');
  await window.type(page);
  await window.find(`//*[@role = "option"][starts-with(normalize-space(.), ${JSON.stringify(page)})]`);
  await window.keys("Enter");
}

async function choosePlaceForBackups(window) {
  await goTo(window, "Backups");
  await window.press(button("Choose a folder"));
  await window.find(`${button("Back up now")}[@aria-disabled = "false"]`);
}

async function write(window, round) {
  await window.keys("Control", "n");
  await window.find(TEXT);
  await window.type(`Round ${round} began with a quiet drum. `.repeat(8));
  await window.find(said("Saved at"));
}

async function find(window, round) {
  await window.keys("Control", "f");
  await window.write(labelled("Search your records"), `"round ${round} began"`);
  await window.find('//mark[contains(., "drum") or contains(., "Round")]');
  await window.press('//ul[@aria-label = "Records"]//a');
  await window.find(TEXT);
}

async function exportProfile(window, saved, round) {
  await window.press(link("CPD audit"));
  await window.press(button("Make a draft PDF"));
  // What leaves stays the same, and is asked about once.
  if (round === 1) await window.press(button("These lines may leave"));
  await window.find(said("Your draft PDF is made"));
  for (const name of readdirSync(saved).filter((name) => name.endsWith(".pdf"))) rmSync(join(saved, name));
}

async function backUp(window, saved, round) {
  await goTo(window, "Backups");
  await window.press(button("Back up now"));
  await window.find(said("The backup is made and checked."));
  const made = readdirSync(saved).filter((name) => name.endsWith(".zip"));
  assert.ok(made.length >= 1, "the backup is there");
  // Two are kept, so that thinning has something to look at; a day of rounds would fill the disk.
  for (const name of made.sort().slice(0, round % 10 === 0 ? -2 : undefined)) rmSync(join(saved, name));
}

async function binAndEmpty(window) {
  await window.press(link("Records"));
  await window.press('//ul[@aria-label = "Records"]//a');
  await window.press(button("More"));
  await window.press('//*[@role = "menuitem"][normalize-space(.) = "Move to the bin"]');
  await goTo(window, "Bin");
  await window.press(button("Empty the bin"));
  await window.press(`//*[@role = "alertdialog" or @role = "dialog"]${button("Empty the bin")}`);
  await window.find(said("The bin is empty"));
}

async function lock(window, round) {
  await window.keys("Control", "l");
  await window.find(LOCKED);
  const shown = await window.evaluate("document.body.innerText");
  assert.ok(!shown.includes(`Round ${round}`), "nothing of it is shown");
}
