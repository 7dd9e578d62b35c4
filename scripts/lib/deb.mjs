// The Debian package, looked at, and tried out on this very machine.
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { close, openWindow, pause, withScreen } from "./display.mjs";
import { ask, run, say, Stop } from "./run.mjs";

/** Files that the package must hold. */
const contents = [
  "usr/bin/triptych",
  "usr/bin/triptych-cli",
  "usr/share/applications/Triptych.desktop",
  "usr/share/doc/triptych/changelog.gz",
  "usr/share/doc/triptych/copyright",
  "usr/share/doc/triptych/third-party.txt.gz",
  "usr/share/icons/hicolor/32x32/apps/triptych.png",
  "usr/share/icons/hicolor/128x128/apps/triptych.png",
  "usr/share/icons/hicolor/256x256/apps/triptych.png",
  "usr/share/icons/hicolor/512x512/apps/triptych.png",
  "usr/share/man/man1/triptych-cli.1.gz",
];

/** Packs a package anew with xz, whose window spans both programs: what they share is then stored once (half the size). */
export function repack(path) {
  const folder = mkdtempSync(join(tmpdir(), "triptych-deb-"));
  try {
    const tree = join(folder, "tree");
    run("dpkg-deb", ["--raw-extract", path, tree]);
    run("dpkg-deb", ["--root-owner-group", "-Zxz", "-z9", "--build", tree, path], {
      stdio: ["ignore", "ignore", "inherit"],
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Checks a package's fields, files and desktop entry. */
export function lookAt(path) {
  const fields = [
    "Package",
    "Version",
    "Architecture",
    "Section",
    "Maintainer",
    "Installed-Size",
    "Depends",
    "Description",
  ];
  for (const field of fields) {
    const value = ask("dpkg-deb", ["--field", path, field]);
    if (!value) throw new Stop(`The package does not say its ${field}.`);
    say(`${field}: ${value.split("\n")[0]}`);
  }
  const files = ask("dpkg-deb", ["--contents", path])
    .split("\n")
    .map((line) => line.split(/\s+/)[5].replace(/^\.\//, ""));
  const missing = contents.filter((name) => !files.includes(name));
  if (missing.length > 0) throw new Stop(`The package lacks:\n${missing.join("\n")}\nIt holds:\n${files.join("\n")}`);
  const entry = ask("sh", [
    "-c",
    `dpkg-deb --fsys-tarfile "$1" | tar -xO ./usr/share/applications/Triptych.desktop`,
    "sh",
    path,
  ]);
  for (const line of ["Name=Triptych", "Exec=triptych", "Icon=triptych", "Type=Application"]) {
    if (!entry?.split("\n").some((one) => one.startsWith(line)))
      throw new Stop(`The desktop entry lacks ${line}:\n${entry}`);
  }
  say(`${files.filter((name) => !name.endsWith("/")).length} files, desktop entry and icons are there`);
}

/** Installs the package, opens it, and removes it; whatever stays behind is a failure. */
export async function tryOut(path) {
  if (process.getuid() !== 0) throw new Stop("Trying the package out means installing it: run this as root.");
  if (existsSync("/usr/bin/triptych"))
    throw new Stop("Triptych is installed here already: remove it first (apt-get remove triptych).");
  say("\nInstalling the package");
  apt("install", path);
  const files = ask("dpkg", ["-L", "triptych"]).split("\n");
  const home = mkdtempSync(join(tmpdir(), "triptych-home-"));
  try {
    run("triptych", ["--version"]);
    run("triptych-cli", ["--version"]);
    const env = { PATH: process.env.PATH, HOME: home, LANG: "C.UTF-8" };
    const took = await withScreen(async (screen) => {
      const { child, shown } = await openWindow("triptych", [], { ...env, DISPLAY: screen });
      await pause(3000);
      if (child.exitCode !== null) throw new Stop(`The window closed by itself with code ${child.exitCode}.`);
      await close(child);
      return shown;
    });
    say(`Its window was shown after ${(took / 1000).toFixed(1)} s and stayed open`);
  } finally {
    apt("purge", "triptych");
    rmSync(home, { recursive: true, force: true });
  }
  const left = files.filter((file) => /triptych/i.test(file) && existsSync(file));
  if (left.length > 0) throw new Stop(`Removing left behind:\n${left.join("\n")}`);
  say("Removed, and nothing was left behind");
}

function apt(action, what) {
  run("env", ["DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", action, "-y", what], {
    stdio: ["ignore", "ignore", "inherit"],
  });
}
