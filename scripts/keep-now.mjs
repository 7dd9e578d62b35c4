// `npm run fuzz -- --seconds 60 [target …]`: libFuzzer over the doors through which something foreign comes in, each for so
// many seconds. What it finds lies in target/fuzz/found; put it into tests/fuzz/corpus as `found-…` with its mending, and
// every `npm test` tries it again. `--keep` takes the inputs that reach most into the corpus, as few and small as they go.
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ask, main, root, run, say, Stop, windows } from "./lib/run.mjs";
import { prepare } from "./lib/setup.mjs";

const own = join(root, "tests", "fuzz");
const made = "/tmp/wt/tried/target/fuzz";

// What `cargo fuzz` hands to the compiler, all of it known to a stable one: a counter for each branch, and what is compared
// with what. No sanitizer: our own code is safe Rust.
const marks = [
  "-Cpasses=sancov-module",
  "-Cllvm-args=-sanitizer-coverage-level=4",
  "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
  "-Cllvm-args=-sanitizer-coverage-pc-table",
  "-Cllvm-args=-sanitizer-coverage-trace-compares",
  "--cfg=fuzzing",
];

/** The corpus stays small: so many files, and so many bytes of all, for each target. */
const FILES = 24;
const BYTES = 40_000;

/** What was asked for: `{ seconds, keep, names }`. */
export function asked(args, known) {
  const wish = { seconds: 60, keep: false, names: [] };
  for (let at = 0; at < args.length; at += 1) {
    if (args[at] === "--keep") wish.keep = true;
    else if (args[at] === "--seconds") {
      at += 1;
      wish.seconds = Number(args[at]);
      if (!Number.isInteger(wish.seconds) || wish.seconds < 1)
        throw new Stop("--seconds takes a whole number from 1 on.");
    } else if (known.includes(args[at])) wish.names.push(args[at]);
    else throw new Stop(`There is no target called ${args[at]}. There are: ${known.join(", ")}.`);
  }
  if (wish.names.length === 0) wish.names = known;
  return wish;
}

/** Figures from what libFuzzer says at its end. */
export function figures(text) {
  const number = (pattern) => Number([...text.matchAll(pattern)].at(-1)?.[1] ?? 0);
  return {
    runs: number(/^stat::number_of_executed_units:\s+(\d+)/gm),
    perSecond: number(/^stat::average_exec_per_sec:\s+(\d+)/gm),
    branches: number(/\bcov: (\d+)/g),
    kept: number(/\bcorp: (\d+)/g),
    memory: number(/^stat::peak_rss_mb:\s+(\d+)/gm),
  };
}

/** Named by a person; libFuzzer names its inputs by their hash. */
const named = ({ name }) => !/^[0-9a-f]{40}$/.test(name);

/** Which of `files` ({ name, bytes }) stay in the corpus: what a person has named, what was found among it, then the smallest. */
export function chosen(files, most = FILES, bytes = BYTES) {
  const own = files.filter(named);
  const rest = files.filter((one) => !named(one)).sort((a, b) => a.bytes - b.bytes);
  const stay = [...own];
  let room = bytes - own.reduce((sum, one) => sum + one.bytes, 0);
  for (const one of rest) {
    if (stay.length >= most || one.bytes > room) break;
    stay.push(one);
    room -= one.bytes;
  }
  return stay.map(({ name }) => name);
}

/** Packages of the fuzzer's lock file that the other one has otherwise, or not at all; libFuzzer's own are let be. */
export function lockFaults(whole, fuzz) {
  const letBe = ["arbitrary", "jobserver", "libfuzzer-sys", "triptych-fuzz"];
  const packages = (text) => text.split("[[package]]\n").slice(1).map(identity);
  const known = new Set(packages(whole).map(({ said }) => said));
  return packages(fuzz)
    .filter(({ name, said }) => !letBe.includes(name) && !known.has(said))
    .map(({ name }) => name);
}

/** Name, version and checksum of a package, as a lock file has them. */
function identity(text) {
  const field = (name) => new RegExp(`^${name} = "(.+)"`, "m").exec(text)?.[1] ?? "";
  return { name: field("name"), said: ["name", "version", "checksum"].map(field).join(" ") };
}

/** Whether the fuzzer's lock file names all that is needed now. */
export function lockIsWhole() {
  return (
    ask("cargo", ["metadata", "--locked", "--format-version", "1"], {
      cwd: own,
      stdio: ["ignore", "pipe", "ignore"],
    }) !== null
  );
}

async function fuzz() {
  if (windows) throw new Stop("The fuzzer is built on Linux and macOS only.");
  const known = readdirSync(join(own, "corpus")).sort();
  const wish = asked(process.argv.slice(2), known);

  const program = "/tmp/w/triptych-fuzz";
  const all = wish.names.map((name) => (wish.keep ? keep(program, name) : search(program, name, wish.seconds)));
  if (all.some((sound) => !sound)) throw new Stop("Something was found: see above.");
}

/** The same versions as everywhere else. */
function refreshLock() {
  const [whole, ownLock] = [join(root, "Cargo.lock"), join(own, "Cargo.lock")];
  if (lockFaults(readFileSync(whole, "utf8"), readFileSync(ownLock, "utf8")).length === 0 && lockIsWhole()) return;
  say("The dependencies have changed: tests/fuzz/Cargo.lock follows. It belongs into the commit.");
  copyFileSync(whole, ownLock);
  if (ask("cargo", ["metadata", "--format-version", "1"], { cwd: own }) === null)
    throw new Stop("cargo metadata failed in tests/fuzz.");
}

function build() {
  refreshLock();
  const host = /^host: (.+)$/m.exec(ask("rustc", ["-vV"]) ?? "")?.[1];
  if (!host) throw new Stop("rustc does not say which machine this is.");
  say("Compiling everything with the fuzzer's marks (some minutes when new)");
  // With a target named, build scripts and macros are compiled without the marks.
  const args = [
    "build",
    "--locked",
    "--quiet",
    "--release",
    "--manifest-path",
    join(own, "Cargo.toml"),
    "--target",
    host,
  ];
  run("cargo", args, {
    env: { CARGO_TARGET_DIR: made, CARGO_ENCODED_RUSTFLAGS: marks.join("\x1f"), CARGO_INCREMENTAL: "0" },
  });
  return join(made, host, "release", "triptych-fuzz");
}

/** Runs one target; whether it held. */
function search(program, name, seconds) {
  const [grown, found] = ["corpus", "found"].map((folder) => join(made, folder, name));
  for (const folder of [grown, found]) mkdirSync(folder, { recursive: true });
  const words = join(own, "words", `${name}.dict`);
  const options = [
    `-max_total_time=${seconds}`,
    "-timeout=20",
    "-rss_limit_mb=3072",
    "-print_final_stats=1",
    `-artifact_prefix=${found}/`,
    ...(existsSync(words) ? [`-dict=${words}`] : []),
  ];
  const done = libfuzzer(program, name, [...options, grown, join(own, "corpus", name)]);
  const { runs, perSecond, branches, kept, memory } = figures(done.stderr);
  say(
    `${name.padEnd(10)} ${String(runs).padStart(10)} runs, ${perSecond}/s, ${branches} branches, ${kept} inputs, ${memory} MiB: ` +
      `${done.status === 0 ? "held" : "BROKEN"}`,
  );
  if (done.status === 0) return true;
  say(done.stderr.split("\n").slice(-40).join("\n"));
  return false;
}

/** Takes what reaches most into the corpus; true. */
function keep(program, name) {
  const [corpus, grown] = [join(own, "corpus", name), join(made, "corpus", name)];
  const fresh = join(made, "fresh", name);
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  const done = libfuzzer(program, name, ["-set_cover_merge=1", "-max_len=8192", fresh, corpus, grown]);
  if (done.status !== 0) throw new Stop(`${name} could not be made smaller:\n${done.stderr.slice(-2000)}`);
  const sized = (folder) =>
    readdirSync(folder).map((file) => ({ name: file, bytes: statSync(join(folder, file)).size }));
  const stay = chosen([...sized(corpus).filter(named), ...sized(fresh).filter((one) => !named(one))]);
  for (const one of sized(corpus)) if (!named(one)) rmSync(join(corpus, one.name));
  for (const file of stay) if (existsSync(join(fresh, file))) renameSync(join(fresh, file), join(corpus, file));
  say(`${name.padEnd(10)} ${stay.length} inputs kept`);
  return true;
}

function libfuzzer(program, name, args) {
  return spawnSync(program, args, {
    cwd: made,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    env: { ...process.env, TRIPTYCH_FUZZ: name },
    stdio: ["ignore", "ignore", "pipe"],
  });
}

if (import.meta.filename === process.argv[1]) await main(fuzz);
