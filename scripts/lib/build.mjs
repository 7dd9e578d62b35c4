// Builds the page and the programs, and only what changed since.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { npm, root, run, say, windows } from "./run.mjs";

/** The pages that can be built: what is shipped, and what the tests drive over loopback. */
const pages = {
  shipped: { folder: "dist", args: [] },
  bridge: { folder: "dist-bridge", args: ["--", "--mode", "bridge"] },
};

/** Builds the page unless its sources are those of the last build. */
export function buildPage(kind = "shipped") {
  const { folder, args } = pages[kind];
  const stamp = join(root, "node_modules", `.triptych-page-${kind}`);
  const sources = digest(["ui", "assets", "package-lock.json"]);
  const made = existsSync(join(root, "ui", folder, "index.html"));
  if (made && existsSync(stamp) && readFileSync(stamp, "utf8") === sources) return;
  say(kind === "shipped" ? "Building the page" : "Building the page that the tests drive");
  npm(["run", "--silent", "build:ui", ...args]);
  writeFileSync(stamp, sources);
}

/** Where cargo puts a program of the given profile ("debug" or "release"). */
export function built(program, profile = "debug") {
  return join(process.env.CARGO_TARGET_DIR ?? join(root, "target"), profile, windows ? `${program}.exe` : program);
}

/** Builds one package's program for running it here, and gives its path. */
export function buildProgram(name) {
  if (!existsSync(built(name))) {
    say(`Compiling ${name} and the libraries it stands on, SQLCipher and OpenSSL among them.`);
    say("The first time takes some minutes; later starts take seconds.");
  }
  run("cargo", ["build", "--locked", "--package", name]);
  return built(name);
}

/** One hash over the names and contents of files and folders; what is built or fetched does not count. */
function digest(paths) {
  const hash = createHash("sha256");
  const skip = new Set(["node_modules", "dist", "dist-bridge", ".svelte-kit"]);
  const visit = (path) => {
    const entries = readdirSync(join(root, path), { withFileTypes: true }).filter(({ name }) => !skip.has(name));
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const inner = `${path}/${entry.name}`;
      if (entry.isDirectory()) visit(inner);
      else
        hash
          .update(inner)
          .update("\0")
          .update(readFileSync(join(root, inner)))
          .update("\0");
    }
  };
  for (const path of paths) {
    if (path.includes(".")) hash.update(readFileSync(join(root, path)));
    else visit(path);
  }
  return hash.digest("hex");
}
