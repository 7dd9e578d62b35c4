// `npm test`: everything that guards Triptych, one step after the other, on a bare machine.
// `npm test -- clippy journeys` runs only the steps named; `npm test -- --list` says what there is.
// Node's own modules only: this runs before `npm install`.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { buildPage } from "./lib/build.mjs";
import { duration, main, npm, root, run, say, Stop, tool } from "./lib/run.mjs";
import { prepare } from "./lib/setup.mjs";

// The journey in the real window needs a web view that WebDriver may drive: a feature of the tests, never of the package.
const driven = ["--features", "triptych/webdriver"];

// In a terminal cargo shows how far it is; a log needs no line for each of its crates.
const quiet = process.stdout.isTTY ? [] : ["--quiet"];

const steps = [
  { name: "setup", what: "what this machine lacks", run: () => prepare(["core", "window", "screen", "test"]) },
  { name: "format", what: "prettier and rustfmt", run: format },
  { name: "types", what: "svelte-check", run: () => npm(["run", "--silent", "check:ui"]) },
  { name: "units", what: "vitest", run: () => npm(["run", "--silent", "test:ui"]) },
  { name: "pages", what: "the page as shipped, and as the tests drive it", run: pages },
  { name: "scripts", what: "the scripts' own tests, and the package's description", run: scripts },
  {
    name: "shipped",
    what: "licences, and nothing that reaches a network",
    run: () => run(process.execPath, ["scripts/licences.mjs"]),
  },
  { name: "clippy", what: "clippy, warnings denied", run: clippy },
  { name: "build", what: "every crate, its tests and programs (some minutes when new)", run: build },
  {
    name: "stranger",
    what: "a portfolio opened with Python and what the documents say",
    run: () => run(process.execPath, ["tests/stranger/run.mjs"]),
  },
  {
    name: "conformance",
    what: "PDF/UA-1 and PDF/A-2a, by a checker that is not ours",
    run: () => run(process.execPath, ["tests/conformance/run.mjs"]),
  },
  { name: "rust", what: "cargo test", run: () => run("cargo", ["test", "--locked", "--workspace", ...driven]) },
  {
    name: "torture",
    what: "kills, a failing disk and flipped bytes: nothing is lost",
    run: () => run(process.execPath, ["scripts/torture.mjs", "--built"]),
  },
  { name: "journeys", what: "each journey in a browser, over the real core", run: journeys },
  {
    name: "window",
    what: "one journey in the real window, and the desktop that locks it",
    run: window,
  },
  {
    name: "traces",
    what: "the window as shipped: no word in the clear, no inet socket",
    run: () => run(process.execPath, ["tests/e2e/window/traces.mjs"]),
  },
];

await main(() => {
  const chosen = process.argv.slice(2);
  if (chosen.includes("--list")) return list();
  const unknown = chosen.filter((name) => !steps.some((step) => step.name === name));
  if (unknown.length > 0) throw new Stop(`There is no step called ${unknown.join(", ")}: see \`npm test -- --list\`.`);
  // What is built once in a clean run is not worth the room that building by increments takes.
  if (process.env.CI) process.env.CARGO_INCREMENTAL ??= "0";
  return runAll(steps.filter(({ name }) => chosen.length === 0 || name === "setup" || chosen.includes(name)));
});

function runAll(chosen) {
  const begun = Date.now();
  const times = [];
  for (const [i, step] of chosen.entries()) {
    say(`\n== ${i + 1}/${chosen.length} ${step.name}: ${step.what}`);
    const from = Date.now();
    try {
      step.run();
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
      say(
        `\n${error.message}\n\nThe step "${step.name}" failed; once mended, \`npm test -- ${step.name}\` runs it alone.`,
      );
      say(`${i} passed, 1 failed`);
      return 1;
    }
    times.push(`${step.name} ${duration(Date.now() - from)}`);
    say(`   ${duration(Date.now() - from)}`);
  }
  say(`\n${times.join(", ")}; in all ${duration(Date.now() - begun)}`);
  say(`${chosen.length} passed, 0 failed`);
  return 0;
}

function list() {
  for (const { name, what } of steps) say(`${name.padEnd(12)}${what}`);
}

function format() {
  npm(["run", "--silent", "format:check"]);
  run("cargo", ["fmt", "--all", "--check"]);
}

function pages() {
  buildPage("shipped");
  buildPage("bridge");
}

function scripts() {
  const tests = readdirSync(join(root, "scripts")).filter((name) => name.endsWith(".test.mjs"));
  run(process.execPath, ["--test", "--test-reporter", "dot", ...tests.map((name) => join("scripts", name))]);
}

function clippy() {
  run("cargo", ["clippy", "--locked", ...quiet, "--workspace", "--all-targets", "--", "--deny", "warnings"]);
}

// With all targets at once the features of every dependency are settled once: nothing is compiled twice.
function build() {
  run("cargo", ["build", "--locked", ...quiet, "--workspace", "--all-targets", ...driven]);
}

function journeys() {
  tool("@playwright/test#playwright", ["test", "--config", "tests/e2e"]);
}

function window() {
  for (const journey of ["run", "locks"]) run(process.execPath, [`tests/e2e/window/${journey}.mjs`]);
}
