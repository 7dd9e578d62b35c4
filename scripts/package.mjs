// `npm run package`: makes the Debian package and looks at it; `npm run package -- --try` (as root) also installs it, runs it
// and removes it again. Elsewhere the same command makes that system's package: NSIS on Windows, DMG on a Mac (untried).
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { built } from "./lib/build.mjs";
import { lookAt, repack, tryOut } from "./lib/deb.mjs";
import { ask, main, root, say, Stop, tool } from "./lib/run.mjs";
import { prepare } from "./lib/setup.mjs";
import { notices } from "./notices.mjs";

const largest = 15_000_000;
const kind = { linux: "deb", win32: "nsis", darwin: "dmg" }[process.platform];
const release = join(built("triptych", "release"), "..");

await main(async () => {
  const trying = process.argv.includes("--try");
  prepare(["core", "window", ...(trying ? ["screen"] : [])]);
  // One run of cargo for both programs, so that what they share is compiled once.
  say("Compiling for release: about a quarter of an hour on two cores when nothing is there yet");
  tauri(["build", "--no-bundle", "--", "--locked", "--package", "triptych", "--package", "triptych-cli"]);
  const path = bundle();
  if (kind === "deb") repack(path);
  const size = statSync(path).size;
  say(`\n${path}\n${(size / 1e6).toFixed(1)} MB`);
  if (size > largest) throw new Stop(`That is larger than the ${largest / 1e6} MB that a package may have.`);
  if (kind !== "deb") return;
  lookAt(path);
  if (trying) await tryOut(path);
});

function tauri(args) {
  tool("@tauri-apps/cli#tauri", args);
}

/** Packs what was compiled and gives the package's path. */
function bundle() {
  const folder = join(release, "bundle", kind);
  rmSync(folder, { recursive: true, force: true });
  const more = kind === "deb" ? ["--config", JSON.stringify({ bundle: { linux: { deb: { files: beside() } } } })] : [];
  tauri(["bundle", "--bundles", kind, ...more]);
  return join(
    folder,
    readdirSync(folder).find((name) => /\.(deb|exe|dmg)$/.test(name)),
  );
}

/** What the Debian package holds beside the app: the command line, its manual and completions, and everybody's licences. */
function beside() {
  const cli = built("triptych-cli", "release");
  const folder = join(release, "beside");
  mkdirSync(folder, { recursive: true });
  const files = { "/usr/bin/triptych-cli": cli };
  const put = (path, bytes) => {
    const from = join(folder, path.split("/").pop());
    writeFileSync(from, bytes);
    files[path] = from;
  };
  const text = (name) => readFileSync(join(root, name), "utf8");
  const print = (...args) => {
    const printed = ask(cli, args);
    if (!printed) throw new Stop(`triptych-cli ${args.join(" ")} printed nothing.`);
    return `${printed}\n`;
  };
  put(
    "/usr/share/doc/triptych/copyright",
    ["LICENSE", "LICENSE-MIT", "NOTICE", "LICENSE-APACHE"].map(text).join("\n\n"),
  );
  put("/usr/share/doc/triptych/changelog.gz", gzipSync(text("CHANGELOG.md"), { level: 9 }));
  put("/usr/share/doc/triptych/third-party.txt.gz", gzipSync(notices(), { level: 9 }));
  put("/usr/share/man/man1/triptych-cli.1.gz", gzipSync(print("man"), { level: 9 }));
  put("/usr/share/bash-completion/completions/triptych-cli", print("completions", "bash"));
  put("/usr/share/zsh/vendor-completions/_triptych-cli", print("completions", "zsh"));
  put("/usr/share/fish/vendor_completions.d/triptych-cli.fish", print("completions", "fish"));
  return files;
}
