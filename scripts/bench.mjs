// `npm run bench`: how fast, as ratios against something plain that does the same work in the same run. Nothing asserts on
// time: the table is for reading. `npm run bench -- window` measures only the rows whose name holds that word.
//
// What happens inside one process is measured by `tests/benches/ratios.rs`, which prints a line of JSON for each row:
//   {"name": "search", "what": "…", "against": "…", "ours": ms, "theirs": ms, "aim": 1.2}
// and, called with `--prepare DIR`, lays out what whole programs are timed on, see `tests/benches/packs.rs`.
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { built, buildPage } from "./lib/build.mjs";
import { close, memory, openWindow, pause, withScreen } from "./lib/display.mjs";
import { heavy } from "./lib/heavy.mjs";
import { packs } from "./lib/packs.mjs";
import { ownPython } from "./lib/python.mjs";
import { ask, main, root, run, say, Stop, tool } from "./lib/run.mjs";
import { prepare } from "./lib/setup.mjs";

const sections = [
  { name: "core", measure: inProcess },
  { name: "packs", measure: pack },
  { name: "privacy", measure: privacy },
  { name: "typing", measure: keys },
  { name: "evidence", measure: evidence },
  { name: "window", measure: windows },
];

await main(async () => {
  const chosen = process.argv.slice(2);
  prepare(["core", "window", "screen", "test", "bench"]);
  say("Compiling for release: about a quarter of an hour on two cores when nothing is there yet");
  tool("@tauri-apps/cli#tauri", [
    "build",
    "--no-bundle",
    "--",
    "--locked",
    "--package",
    "triptych",
    "--package",
    "triptych-cli",
  ]);
  const rows = [];
  for (const { name, measure } of sections) {
    if (chosen.length > 0 && !chosen.includes(name)) continue;
    say(`Measuring ${name}`);
    const measured = await measure();
    rows.push(...measured);
    // Each as soon as it is there: what fails later takes nothing away.
    print(measured);
  }
  print(rows);
});

function bench(...args) {
  const text = ask("cargo", [
    "run",
    "--release",
    "--locked",
    "--quiet",
    "--package",
    "triptych-tests",
    "--example",
    "ratios",
    "--",
    ...args,
  ]);
  if (text === null)
    throw new Stop(
      "The measurements in tests/benches/ratios.rs failed: run `cargo run --release -p triptych-tests --example ratios` to see why.",
    );
  return text;
}

function inProcess() {
  return bench()
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line));
}

/** Packs as whole programs make them. */
function pack() {
  return inFolder((folder) => {
    bench("--prepare", folder);
    return packs(built("triptych-cli", "release"), others(), folder);
  });
}

/** The privacy check, its process included, against Presidio that has been started. */
function privacy() {
  const compare = join(root, "tests", "fixtures", "privacy", "compare.py");
  const said = ask(others(), [compare, built("triptych-cli", "release"), "--json"]);
  if (said === null) throw new Stop("tests/fixtures/privacy/compare.py failed.");
  const what = "Privacy check, a thousand words";
  return [{ name: "privacy", what, against: "Presidio with spaCy's small model", ...JSON.parse(said), aim: 0.05 }];
}

/** The Python with WeasyPrint and Presidio. */
function others() {
  return ownPython(join(root, "tests", "benches"), "how fast others are");
}

/** A key in a long record against one in a short: in a browser, over the real core. */
async function keys() {
  buildPage("bridge");
  run("cargo", ["build", "--locked", "--quiet", "--workspace", "--all-targets", "--features", "triptych/webdriver"]);
  // Playwright is there once everything is prepared.
  const { typing } = await import("./lib/typing.mjs");
  const [ours, theirs] = await typing([20_000, 200]);
  return [
    {
      name: "typing",
      what: "Work per key in a record of 20,000 words",
      against: "the same in one of 200 words",
      ours,
      theirs,
      aim: 2,
    },
  ];
}

/** Large files: taking one in, and opening a portfolio that holds many. */
function evidence() {
  return inFolder((folder) => {
    const { adding, copying, full, empty, memory } = heavy(built("triptych-cli", "release"), folder);
    return [
      {
        name: "evidence",
        what: "A file of 1 GB taken in, unlocking included",
        against: "copied, flushed and hashed (SHA-256)",
        ours: adding,
        theirs: copying,
        aim: 2,
      },
      {
        name: "evidence",
        unit: "MiB",
        what: "Memory while a file of 1 GB is taken in",
        against: "while one of 10 MB is",
        ours: memory.large,
        theirs: memory.small,
        aim: 1.2,
      },
      {
        name: "evidence",
        what: "Opening with 10 GB of evidence",
        against: "opening with none",
        ours: full,
        theirs: empty,
        aim: 1.3,
      },
    ];
  });
}

/** From start to a window on the screen, and the memory of all its processes five seconds later. */
async function windows() {
  const features = "bare-window,tauri/custom-protocol";
  run("cargo", [
    "build",
    "--locked",
    "--release",
    "--quiet",
    "--package",
    "triptych",
    "--example",
    "bare-window",
    "--features",
    features,
  ]);
  const programs = [built("triptych", "release"), built(join("examples", "bare-window"), "release")];
  const [ours, theirs] = await withScreen(async (screen) => {
    const samples = programs.map(() => []);
    // In turn, so that whatever else the machine does meets both; the first round only warms the caches.
    for (let round = 0; round < 6; round += 1) {
      for (const [i, program] of programs.entries()) {
        const sample = await sampleWindow(program, screen);
        if (round > 0) samples[i].push(sample);
      }
    }
    return samples.map((list) => ({
      shown: median(list.map((one) => one.shown)),
      memory: median(list.map((one) => one.memory)),
    }));
  });
  const bare = "a bare Tauri window, built the same way";
  return [
    { name: "window", what: "Window shown", against: bare, ours: ours.shown, theirs: theirs.shown, aim: "+300 ms" },
    {
      name: "memory",
      what: "Memory of the process tree",
      against: bare,
      ours: ours.memory,
      theirs: theirs.memory,
      unit: "MiB",
      aim: 1.15,
    },
  ];
}

function sampleWindow(program, screen) {
  return inFolder(async (home) => {
    const env = { PATH: process.env.PATH, HOME: home, LANG: "C.UTF-8", DISPLAY: screen };
    const { child, shown } = await openWindow(program, [], env);
    await pause(5000);
    const used = memory(child.pid);
    await close(child);
    return { shown, memory: used };
  });
}

async function inFolder(body) {
  const folder = mkdtempSync(join(tmpdir(), "triptych-bench-"));
  try {
    return await body(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** A Markdown table, so that it can be pasted where it is wanted. */
function print(rows) {
  say(`\n${cpus().length} cores, ${cpus()[0].model}\n`);
  say("| what | ours | against | theirs | ratio | aim |\n|---|---|---|---|---|---|");
  for (const { what, against, ours, theirs, unit = "ms", aim } of rows) {
    const cells = [what, figure(ours, unit), against, figure(theirs, unit), ratio(ours / theirs), aim];
    say(`| ${cells.join(" | ")} |`);
  }
}

function ratio(value) {
  return value.toFixed(value < 0.095 ? 3 : 2);
}

function figure(value, unit) {
  return `${value < 10 ? value.toFixed(2) : Math.round(value)} ${unit}`;
}
