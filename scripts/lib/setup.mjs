// What a bare machine lacks: looked for, installed where that is allowed, otherwise named with the one line to run.
// Node's own modules only: this runs before `npm install`.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { ask, find, npm, root, run, say, Stop, windows } from "./run.mjs";

const linux = process.platform === "linux";

/** Debian's packages, by what they are for. One of `commands` counts as well, wherever it came from. */
const debian = {
  // Compiles SQLCipher and the OpenSSL beneath it.
  core: [{ name: "build-essential" }, { name: "perl" }],
  window: [{ name: "pkg-config" }, { name: "libgtk-3-dev" }, { name: "libwebkit2gtk-4.1-dev" }],
  // A screen where there is none, and a way to ask whether a window is shown.
  screen: [
    { name: "xvfb", commands: ["Xvfb"] },
    { name: "xdotool", commands: ["xdotool"] },
  ],
  test: [
    {
      name: "chromium-headless-shell",
      commands: ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"],
    },
    { name: "webkit2gtk-driver", commands: ["WebKitWebDriver"] },
    { name: "dbus", commands: ["dbus-daemon"] },
    // Its module plays logind on a bus.
    { name: "python3-gi" },
    { name: "qpdf", commands: ["qpdf"] },
    { name: "poppler-utils", commands: ["pdftotext"] },
    // Sees every socket that is asked for.
    { name: "strace", commands: ["strace"] },
    // Its module, not its command, is what the stranger and the checker of PDFs need.
    { name: "python3-venv" },
  ],
  bench: [
    { name: "chromium", commands: ["chromium", "chromium-browser", "google-chrome"] },
    { name: "hyperfine", commands: ["hyperfine"] },
    { name: "time", commands: ["time"] },
  ],
};

/** The same for those who have no apt-get: named, never installed. */
const elsewhere = {
  core: "a C compiler, make and Perl",
  window:
    "the headers of WebKitGTK 4.1 and GTK 3, and pkg-config (Fedora: webkit2gtk4.1-devel gtk3-devel; Arch: webkit2gtk-4.1 gtk3)",
  screen: "Xvfb and xdotool",
  test: "Chromium, WebKitWebDriver, dbus-daemon, qpdf, poppler's tools, strace, and Python 3 with venv and PyGObject",
  bench: "Chromium, hyperfine and GNU time",
};

/** Is there a screen to open a window on? */
export function hasScreen(env = process.env) {
  return !linux || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/**
 * Makes everything ready that `kinds` (the keys of `debian`) need; stops with all that is missing, said at once.
 */
export function prepare(kinds) {
  checkNode();
  const missing = [missingRust(), missingSystem(kinds)].filter(Boolean);
  if (missing.length > 0) throw new Stop(missing.join("\n\n"));
  npmPackages();
}

/** Is `found` ("20.20.2") at least `wanted` ("20.19")? */
export function atLeast(found, wanted) {
  const a = found.split(".").map(Number);
  const b = wanted.split(".").map(Number);
  for (let i = 0; i < b.length; i += 1) {
    if ((a[i] ?? 0) !== b[i]) return (a[i] ?? 0) > b[i];
  }
  return true;
}

function checkNode() {
  const wanted = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).engines.node.replace(">=", "");
  if (!atLeast(process.versions.node, wanted)) {
    throw new Stop(
      `Node ${process.versions.node} is too old: Triptych is built with Node ${wanted} or newer, from nodejs.org.`,
    );
  }
}

/** What to say about Rust, or null; a cargo that is installed but not on the PATH is put there for what we start. */
function missingRust() {
  const wanted = /^rust-version = "(.+)"$/m.exec(readFileSync(join(root, "Cargo.toml"), "utf8"))[1];
  const folder = join(process.env.CARGO_HOME ?? join(homedir(), ".cargo"), "bin");
  if (!find("cargo") && existsSync(join(folder, windows ? "cargo.exe" : "cargo"))) {
    process.env.PATH = folder + delimiter + (process.env.PATH ?? "");
  }
  const curl = find("curl") || !find("apt-get") ? "" : "sudo apt-get install -y curl && ";
  const install = windows
    ? "winget install Rustlang.Rustup"
    : `${curl}curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- -y`;
  if (!find("cargo"))
    return `Rust is missing. Install it with this line, then run the same command again:\n  ${install}`;
  const found = /^rustc (\d+\.\d+\.\d+)/.exec(ask("rustc", ["--version"]) ?? "")?.[1];
  if (found && atLeast(found, wanted)) return null;
  const line = find("rustup") ? "rustup default stable && rustup update stable" : install;
  const state = found
    ? `Rust ${found} is too old: ${wanted} or newer is needed.`
    : "Rust is installed, but its compiler does not start.";
  return `${state} Mend it with this line, then run the same command again:\n  ${line}`;
}

/** Installs the system's packages where we may; what to say about those that remain missing, or null. */
function missingSystem(kinds) {
  if (windows) return find("perl") ? null : windowsNeeds();
  if (process.platform === "darwin") return ask("xcode-select", ["-p"]) ? null : macNeeds();
  if (!linux) return null;
  if (!find("dpkg-query") || !find("apt-get")) return otherLinux(kinds);
  const missing = missingDebian(kinds);
  if (missing.length === 0) return null;
  const line = `sudo apt-get update && sudo apt-get install -y ${missing.join(" ")}`;
  const asRoot = process.getuid() === 0 ? [] : ask("sudo", ["-n", "true"]) === null ? null : ["sudo", "-n"];
  if (asRoot === null)
    return `These packages are missing. Install them with this line, then run the same command again:\n  ${line}`;
  say(`Installing ${missing.length} missing packages: ${missing.join(" ")}`);
  const [program, ...rest] = [...asRoot, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"];
  try {
    run(program, [...rest, "update"]);
    run(program, [...rest, "install", "-y", "--no-install-recommends", ...missing], {
      stdio: ["ignore", "ignore", "inherit"],
    });
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return `The packages could not be installed (see above). Once that is mended, this line does it:\n  ${line}`;
  }
  return null;
}

function missingDebian(kinds) {
  const wanted = kinds.flatMap((kind) => debian[kind]).filter(({ commands }) => !commands?.some(find));
  const installed = new Set();
  for (const { name } of wanted) {
    if (ask("dpkg-query", ["-W", "-f", "${db:Status-Status}", name]) === "installed") installed.add(name);
  }
  return wanted.map(({ name }) => name).filter((name) => !installed.has(name));
}

function otherLinux(kinds) {
  const core = ["cc", "make", "perl"].every(find);
  const window = ask("pkg-config", ["--exists", "webkit2gtk-4.1", "gtk+-3.0"]) !== null;
  const have = (kind) => ({ core, window })[kind] ?? debian[kind].every(({ commands }) => commands?.some(find) ?? true);
  const missing = kinds.filter((kind) => !have(kind)).map((kind) => `- ${elsewhere[kind]}`);
  if (missing.length === 0) return null;
  return `This Linux has no apt-get, so please install with its own package manager, then run the same command again:\n${missing.join("\n")}`;
}

function macNeeds() {
  return "Apple's command line tools are missing. Install them with this line, then run the same command again:\n  xcode-select --install";
}

function windowsNeeds() {
  return (
    "Perl is missing: the encrypted database is compiled with it. Install it with this line, then run the same command again:\n" +
    "  winget install StrawberryPerl.StrawberryPerl\n" +
    "Rust on Windows also needs Microsoft's C++ build tools: winget install Microsoft.VisualStudio.2022.BuildTools"
  );
}

/** npm's packages by the lock file; a stamp remembers which lock file they were made from. */
function npmPackages() {
  const stamp = join(root, "node_modules", ".triptych-lock");
  const lock = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return;
  say("Installing the npm packages that package-lock.json names");
  npm(["ci", "--no-audit", "--no-fund", "--loglevel=error"], { env: { PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: "1" } });
  writeFileSync(stamp, lock);
}
