// `npm run screenshots`: a picture of every page (light, dark, 200 %, narrow, empty, the sample, 100,000 records) in
// out/screenshots, and those of the guide in docs/screenshots, made in a browser over the real core. To be looked at by a
// person. `npm run screenshots -- dark record` takes only the sets and pages named.
import { buildPage } from "./lib/build.mjs";
import { main, run, say } from "./lib/run.mjs";
import { prepare } from "./lib/setup.mjs";

await main(async () => {
  prepare(["core", "test"]);
  buildPage("bridge");
  say("Compiling what the browser talks to");
  run("cargo", ["build", "--locked", "--quiet", "--package", "triptych-tests", "--bins"]);
  // Only now: the npm packages it needs may have been installed a moment ago.
  const { takeAll } = await import("../tests/e2e/screenshots.mjs");
  await takeAll(process.argv.slice(2));
});
