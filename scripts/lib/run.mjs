// Saying what is done, running other programs, and stopping with words that a person can act on.
// Node's own modules only: this runs before `npm install`.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder that holds package.json and Cargo.toml. */
export const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

export const windows = process.platform === "win32";

/** A failure that has been explained: printed as it is, without a stack. */
export class Stop extends Error {}

/** Prints one line about what is being done. */
export function say(text) {
  process.stdout.write(`${text}\n`);
}

/** "850 ms", "12.3 s", "4 min 05 s". */
export function duration(milliseconds) {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  const tenths = Math.round(milliseconds / 100);
  if (tenths < 600) return `${(tenths / 10).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, "0")} s`;
}

/** Runs a program with this terminal; a failure stops everything. */
export function run(program, args, options = {}) {
  const code = status(program, args, options);
  if (code !== 0) throw new Stop(`${program} ${args.join(" ")}: stopped with code ${code}.`);
}

/** Runs a program with this terminal and gives its exit code. */
export function status(program, args, options = {}) {
  const done = spawnSync(program, args, {
    cwd: root,
    stdio: "inherit",
    ...options,
    env: { ...process.env, ...options.env },
  });
  if (done.error) throw new Stop(`${program} could not be started: ${done.error.message}`);
  return done.status ?? 1;
}

/** Runs programs beside each other, `[program, args]` each, and shows what each said once it has ended; a failure stops everything. */
export async function together(all) {
  const ended = await Promise.all(
    all.map(
      ([program, args]) =>
        new Promise((done) => {
          const child = spawn(program, args, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
          const said = [];
          child.stdout.on("data", (bytes) => said.push(bytes));
          child.on("error", (error) => done(`${program} could not be started: ${error.message}`));
          child.on("close", (code) => {
            process.stdout.write(Buffer.concat(said));
            done(code === 0 ? null : `${program} ${args.join(" ")}: stopped with code ${code ?? "none"}.`);
          });
        }),
    ),
  );
  const failed = ended.filter((one) => one !== null);
  if (failed.length > 0) throw new Stop(failed.join("\n"));
}

/** What a program prints, trimmed; null when it fails or is not there. */
export function ask(program, args, options = {}) {
  const done = spawnSync(program, args, { cwd: root, encoding: "utf8", maxBuffer: 1 << 28, ...options });
  return done.status === 0 ? done.stdout.trim() : null;
}

/** Where a program lies on the PATH, or null. */
export function find(program) {
  const names = windows ? [`${program}.exe`, `${program}.cmd`] : [program];
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    for (const name of names) {
      if (folder && existsSync(join(folder, name))) return join(folder, name);
    }
  }
  return null;
}

/** Runs npm; through the npm that started us where there is one, so that no shell is needed on Windows. */
export function npm(args, options = {}) {
  const program = process.env.npm_execpath;
  if (program?.endsWith(".js")) run(process.execPath, [program, ...args], options);
  else run("npm", args, { shell: windows, ...options });
}

/** Runs the program that an npm package brings, by the name it has there. */
export function tool(name, args, options = {}) {
  run(process.execPath, [toolPath(name), ...args], options);
}

/** The JavaScript file behind an npm package's program; `package#program` where the names differ. */
export function toolPath(name) {
  const [from, program = from.split("/").pop()] = name.split("#");
  const folder = join(root, "node_modules", from);
  const bin = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).bin;
  return join(folder, typeof bin === "string" ? bin : bin[program]);
}

/** Runs a script's body; explained failures end with their words and code 1. */
export async function main(body) {
  try {
    process.exitCode = (await body()) ?? 0;
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    process.stderr.write(`\n${error.message}\n`);
    process.exitCode = 1;
  }
}
