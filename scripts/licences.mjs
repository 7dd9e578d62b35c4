// What is shipped, held against scripts/policy.json: every licence is allowed or excepted with a reason, nothing can reach
// a network, and every font lies beside its licence. What anything is built from comes from the registries, by its hash. The rules are pure functions, tried in licences.test.mjs.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import satisfies from "spdx-satisfies";
import { ask, main, root, say, Stop } from "./lib/run.mjs";

/** What goes into the package: the app and the command line. */
export const shipped = ["triptych", "triptych-cli"];

/**
 * Reads lines of `cargo tree`, as `packages` asks for them.
 * @returns {{name: string, version: string, licence: string, features: string[]}[]} each package once
 */
export function parseTree(text) {
  const found = new Map();
  for (const line of text.split("\n")) {
    const [id, licence, features] = line.split("|");
    const [name, version] = id.split(" ");
    if (!name) continue;
    const list = features.replace(" (*)", "").split(",").filter(Boolean);
    found.set(`${name} ${version}`, { name, version: version.replace(/^v/, ""), licence, features: list });
  }
  return [...found.values()];
}

/** One sentence for each package whose licence is neither allowed nor excepted, and for each exception that nothing needs. */
export function licenceFaults(packages, policy) {
  const faults = [];
  const needed = new Set();
  for (const { name, version, licence } of packages) {
    if (isAllowed(licence, policy.licences)) continue;
    const exception = policy.exceptions.find((one) => one.name === name && one.licence === licence);
    if (exception?.reason) needed.add(exception);
    else faults.push(`${name} ${version}: its licence is ${licence || "not stated"}, which is not on the list`);
  }
  for (const exception of policy.exceptions) {
    if (!needed.has(exception))
      faults.push(`${exception.name}: the exception in the policy is no longer needed; take it out`);
  }
  return faults;
}

function isAllowed(licence, allowed) {
  if (!licence) return false;
  try {
    // Cargo's old way of writing "or" is a slash.
    return satisfies(licence.replaceAll("/", " OR "), allowed);
  } catch {
    return false;
  }
}

/** One sentence for each crate of a lock file that is neither ours nor from crates.io by its hash. */
export function crateSourceFaults(lock, ours) {
  const field = (text, name) => new RegExp(`^${name} = "(.+)"`, "m").exec(text)?.[1];
  const faults = [];
  for (const text of lock.split("[[package]]\n").slice(1)) {
    const [name, source] = [field(text, "name"), field(text, "source")];
    const told = `${name} ${field(text, "version")}`;
    if (!source && !ours.test(name)) faults.push(`${told}: taken from a folder beside this one`);
    else if (source && !/^registry\+https:.*\/crates\.io-index$/.test(source))
      faults.push(`${told}: not from crates.io`);
    else if (source && !/^[0-9a-f]{64}$/.test(field(text, "checksum") ?? "")) faults.push(`${told}: without its hash`);
  }
  return faults;
}

/** The same for npm: the workspace's own packages apart, each comes by its hash and from no address of its own. */
export function moduleSourceFaults(lock) {
  return Object.entries(lock.packages)
    .filter(([path, one]) => path.includes("node_modules/") && !one.link)
    .filter(([, one]) => !/^sha512-/.test(one.integrity ?? "") || /^(git|http|file)/.test(one.resolved ?? ""))
    .map(([path, one]) => `${path} ${one.version}: not from the npm registry by its hash`);
}

/** The same for the Python of the tests: each is one version, by its hashes. */
export function wheelSourceFaults(requirements) {
  const lines = requirements.replaceAll("\\\n", " ").split("\n");
  return lines
    .filter((line) => line.trim() && !line.startsWith("#"))
    .filter((line) => !/^[a-z0-9-]+==[0-9.]+( +--hash=sha256:[0-9a-f]{64})+$/.test(line.trim()))
    .map((line) => `${line.split(" ")[0]}: not one version by its hash`);
}

/** One sentence for each package that could reach a network. */
export function networkFaults(packages, network) {
  const faults = [];
  for (const { name, version, features = [] } of packages) {
    if (network.allowed.some((one) => one.name === name && one.reason)) continue;
    const used = network.features[name]?.filter((feature) => features.includes(feature)) ?? [];
    if (used.length > 0) faults.push(`${name} ${version} with ${used.join(", ")}: can reach a network`);
    if (network.denied.some((pattern) => matches(pattern, name)))
      faults.push(`${name} ${version}: can reach a network`);
  }
  return faults;
}

function matches(pattern, name) {
  return pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : pattern === name;
}

/**
 * The npm packages that the page is bundled from: the interface's dependencies and theirs.
 * @param lock package-lock.json, parsed
 * @param workspace the folder whose dependencies count, such as "ui"
 */
export function bundled(lock, workspace) {
  const found = new Map();
  const visit = (path) => {
    const { dependencies = {}, peerDependencies = {}, peerDependenciesMeta = {} } = lock.packages[path];
    const names = [
      ...Object.keys(dependencies),
      ...Object.keys(peerDependencies).filter((name) => !peerDependenciesMeta[name]?.optional),
    ];
    for (const name of names) {
      const at = resolve(lock.packages, path, name);
      if (!at || found.has(at)) continue;
      const { version, license } = lock.packages[at];
      found.set(at, { name, version, licence: license ?? "", path: at });
      visit(at);
    }
  };
  visit(workspace);
  return [...found.values()];
}

/** Where node finds `name` from within `path`: in the nearest node_modules on the way up. */
function resolve(packages, path, name) {
  for (let from = path; ; from = from.slice(0, Math.max(0, from.lastIndexOf("/")))) {
    const at = `${from ? `${from}/` : ""}node_modules/${name}`;
    if (packages[at]) return at;
    if (!from) return null;
  }
}

/** One sentence for each denied word that the built page holds. */
export function pageFaults(files, denied) {
  return files.flatMap(({ name, text }) =>
    denied.filter((word) => text.includes(word)).map((word) => `${name}: the built page holds ${JSON.stringify(word)}`),
  );
}

function tree(target, edges) {
  const roots = shipped.flatMap((name) => ["--package", name]);
  const text = ask("cargo", [
    "tree",
    "--locked",
    ...roots,
    "--target",
    target,
    "--edges",
    edges,
    "--prefix",
    "none",
    "--format",
    "{p}|{l}|{f}",
  ]);
  if (text === null) throw new Stop(`cargo tree failed for ${target}: is Cargo.lock up to date?`);
  return parseTree(text);
}

function fontFaults() {
  const faults = [];
  const visit = (folder) => {
    const entries = readdirSync(join(root, folder), { withFileTypes: true });
    const names = entries.map(({ name }) => name);
    if (names.some((name) => /\.(ttf|otf|woff2?)$/.test(name)) && !names.some((name) => name.startsWith("OFL"))) {
      faults.push(`${folder}: fonts without their licence beside them`);
    }
    for (const entry of entries) {
      if (entry.isDirectory() && !["node_modules", "dist", "dist-bridge"].includes(entry.name))
        visit(`${folder}/${entry.name}`);
    }
  };
  ["assets", "ui"].forEach(visit);
  return faults;
}

function builtPage() {
  const folder = join(root, "ui", "dist");
  if (!existsSync(folder)) throw new Stop("The page is not built: run `npm run build:ui` first.");
  return readdirSync(folder, { recursive: true })
    .filter((name) => /\.(js|html|css)$/.test(name))
    .map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }));
}

function check() {
  const read = (path) => readFileSync(join(root, path), "utf8");
  const policy = JSON.parse(read("scripts/policy.json"));
  const unique = (lists) => [
    ...new Map(lists.flat().map((one) => [`${one.name} ${one.version} ${one.features}`, one])).values(),
  ];
  const crates = unique(policy.targets.map((target) => tree(target, "normal,build")));
  const linked = unique(policy.targets.map((target) => tree(target, "normal")));
  const modules = bundled(JSON.parse(read("package-lock.json")), "ui");
  const page = builtPage();
  const faults = [
    ...["Cargo.lock", "tests/fuzz/Cargo.lock"].flatMap((path) => crateSourceFaults(read(path), /^triptych(-|$)/)),
    ...moduleSourceFaults(JSON.parse(read("package-lock.json"))),
    ...wheelSourceFaults(read("tests/stranger/requirements.txt")),
    ...wheelSourceFaults(read("tests/conformance/requirements.txt")),
    ...licenceFaults([...crates, ...modules], policy),
    ...networkFaults([...linked, ...modules], policy.network),
    ...pageFaults(page, policy.page.denied),
    ...fontFaults(),
  ];
  if (faults.length > 0) throw new Stop(`Not to be shipped so:\n${faults.map((fault) => `- ${fault}`).join("\n")}`);
  say(
    `${crates.length} crates for ${policy.targets.length} targets, ${modules.length} npm packages and ${page.length} files of the page: allowed, and all of it from the registries.`,
  );
}

if (import.meta.filename === process.argv[1]) await main(check);
