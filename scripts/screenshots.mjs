// `npm run screenshots`: a picture of every page (light, dark, 200 %, empty, the sample, 100,000 records) in
// docs/screenshots, made in a browser over the real core. To be looked at by a person.
import { buildPage } from "./lib/build.mjs";
import { main, run, say, tool } from "./lib/run.mjs";
import { prepare } from "./lib/setup.mjs";

await main(() => {
  prepare(["core", "test"]);
  buildPage("bridge");
  say("Compiling what the browser talks to");
  run("cargo", ["build", "--locked", "--quiet", "--package", "triptych-tests", "--bins"]);
  tool("@playwright/test#playwright", [
    "test",
    "--config",
    "tests/e2e/screenshots.config.ts",
    ...process.argv.slice(2),
  ]);
});
