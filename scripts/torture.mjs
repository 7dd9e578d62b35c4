// `npm run torture`: what breaks in a bad year, in minutes. Without words it does what `npm test` does.
// - `npm run torture -- --kills 5000`: a process that saves is killed so often, at random moments; nothing may be lost.
// - `npm run torture -- --faults`: on Linux, every call to the disk fails once, in one of five ways by turns; nothing may be
//   lost or halfway. With `--whole` each fails in all five, which takes hours.
// - `npm run torture -- --flips 2000`: a byte of the file is not what was written; it is told, and nothing is written on.
// - `--seed S` chooses the same operations again, `--phase NAME` one kind of work; `--built` compiles nothing.
import { parseArgs } from "node:util";
import { built } from "./lib/build.mjs";
import { main, run, together } from "./lib/run.mjs";
import { prepare } from "./lib/setup.mjs";

/** What `npm test` takes time for. */
const THINNED = { kills: "200", flips: "150" };

await main(async () => {
  const { values } = parseArgs({
    options: {
      kills: { type: "string" },
      flips: { type: "string" },
      faults: { type: "boolean" },
      whole: { type: "boolean" },
      seed: { type: "string" },
      phase: { type: "string" },
      built: { type: "boolean" },
    },
  });
  if (!values.built) {
    prepare(["core"]);
    run("cargo", ["build", "--locked", "--quiet", "--package", "triptych-tests", "--bins"]);
  }
  const torture = (...args) => [built("triptych-torture"), args];
  const kept = (...names) => names.flatMap((name) => (values[name] === undefined ? [] : [`--${name}`, values[name]]));
  const chosen = ["kills", "flips", "faults"].some((name) => values[name] !== undefined);
  const asked = (name) => values[name] ?? (chosen ? undefined : THINNED[name]);
  const all = [];
  if (asked("kills")) all.push(torture("kills", asked("kills"), ...kept("seed", "phase")));
  if (asked("flips")) all.push(torture("flips", asked("flips"), ...kept("seed")));
  // The shim that lets a disk fail is preloaded: something that only Linux has.
  const disk = process.platform === "linux";
  if (values.faults) all.push(torture("faults", values.whole ? "--whole" : "--turns"));
  else if (!chosen && disk) all.push(torture("faults", "--thin"));
  // Each works in folders of its own, and waits for the disk often enough that others fit beside it. One alone says how far it is.
  if (all.length === 1) run(...all[0]);
  else await together(all);
});
