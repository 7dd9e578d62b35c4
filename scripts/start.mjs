// `npm start`: builds Triptych on a bare machine and opens it. Without a screen it shows what the command line can do.
// Node's own modules only: this runs before `npm install`.
import { randomBytes } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildPage, buildProgram } from "./lib/build.mjs";
import { main, run, say, status } from "./lib/run.mjs";
import { hasScreen, prepare } from "./lib/setup.mjs";

await main(() => (hasScreen() ? openWindow(process.argv.slice(2)) : showCommandLine()));

function openWindow(args) {
  prepare(["core", "window"]);
  buildPage();
  const program = buildProgram("triptych");
  say("Opening Triptych");
  return status(program, args);
}

/** No screen: the sample portfolio and its HCPC profile, in a folder of their own. */
function showCommandLine() {
  say("There is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set), so the command line is built instead.");
  prepare(["core"]);
  const program = buildProgram("triptych-cli");
  const folder = mkdtempSync(join(tmpdir(), "triptych-"));
  const portfolio = join(folder, "portfolio");
  const passphrase = join(folder, "passphrase.txt");
  const profile = join(folder, "hcpc-profile.pdf");
  writeFileSync(passphrase, `${randomBytes(18).toString("base64url")}\n`, { mode: 0o600 });
  const open = ["--portfolio", portfolio, "--passphrase-file", passphrase];
  run(program, [...open, "demo"]);
  run(program, [...open, "export", "hcpc", "--cycle", "2024-2026", "--out", profile]);
  say(`
The sample portfolio   ${portfolio}
its passphrase         ${passphrase}
its HCPC profile       ${profile}
the command line       ${program} --help

A window needs a display: run \`npm start\` in a desktop session.`);
}
