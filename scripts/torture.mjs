// `npm run torture`: what breaks in a bad year, in minutes. Without words it does what `npm test` does.
// - `npm run torture -- --kills 5000`: a process that saves is killed so often, at random moments; nothing may be lost.
// - `--seed S` chooses the same operations again, `--phase NAME` one kind of work; `--built` compiles nothing.
import { parseArgs } from "node:util";
import { built } from "./lib/build.mjs";
import { main, run } from "./lib/run.mjs";
import { prepare } from "./lib/setup.mjs";

/** What `npm test` takes time for. */
const THINNED = { kills: "200" };

await main(() => {
  const { values } = parseArgs({
    options: {
      kills: { type: "string" },
      seed: { type: "string" },
      phase: { type: "string" },
      built: { type: "boolean" },
    },
  });
  if (!values.built) {
    prepare(["core"]);
    run("cargo", ["build", "--locked", "--quiet", "--package", "triptych-tests", "--bins"]);
  }
  const torture = (...args) => run(built("triptych-torture"), args);
  const kept = (...names) => names.flatMap((name) => (values[name] === undefined ? [] : [`--${name}`, values[name]]));
  const kills = values.kills ?? THINNED.kills;
  torture("kills", kills, ...kept("seed", "phase"));
});
