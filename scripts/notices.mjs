// The licence texts of everything that is compiled into the package, each text once: what the licences ask for.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { ask, root } from "./lib/run.mjs";
import { bundled, shipped } from "./licences.mjs";

/** One text: NOTICE, then each licence under the names of those it belongs to. */
export function notices() {
  const owners = new Map();
  for (const { name, version, licence, folder } of [...crates(), ...modules()]) {
    const texts = readTexts(folder);
    if (texts.length === 0) texts.push(`Under ${licence}; the package brings no text of its own.`);
    for (const text of texts) owners.set(text, (owners.get(text) ?? new Set()).add(`${name} ${version}`));
  }
  const parts = [...owners].map(([text, names]) => `${[...names].sort().join(", ")}\n\n${text}\n`).sort();
  return [readFileSync(join(root, "NOTICE"), "utf8"), ...parts].join(`\n${"=".repeat(80)}\n\n`);
}

function readTexts(folder) {
  return readdirSync(folder)
    .filter(
      (name) => /^(licen[cs]e|copying|copyright|notice|unlicense)/i.test(name) && statSync(join(folder, name)).isFile(),
    )
    .map((name) => readFileSync(join(folder, name), "utf8").replaceAll("\r\n", "\n").trim());
}

/** The crates behind the programs on this machine, ours left out. */
function crates() {
  const target = /^host: (.+)$/m.exec(ask("rustc", ["-vV"]))[1];
  const text = ask("cargo", ["metadata", "--locked", "--format-version", "1", "--filter-platform", target]);
  const { packages, resolve } = JSON.parse(text);
  const edges = new Map(resolve.nodes.map(({ id, deps }) => [id, deps]));
  const found = new Set(packages.filter(({ name, source }) => !source && shipped.includes(name)).map(({ id }) => id));
  for (const id of found) {
    for (const { pkg, dep_kinds: kinds } of edges.get(id)) {
      if (kinds.some(({ kind }) => kind !== "dev")) found.add(pkg);
    }
  }
  return packages
    .filter(({ id, source }) => source && found.has(id))
    .map(({ name, version, license, manifest_path }) => ({
      name,
      version,
      licence: license,
      folder: dirname(manifest_path),
    }));
}

/** The npm packages behind the page. */
function modules() {
  return bundled(JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")), "ui")
    .map((one) => ({ ...one, folder: join(root, one.path) }))
    .filter(({ folder }) => existsSync(folder));
}
