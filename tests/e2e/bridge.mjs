// Starts a bridge, and asks it what only tests may ask.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { built } from "../../scripts/lib/build.mjs";
import { find, root } from "../../scripts/lib/run.mjs";

/** What the browser is started with: nothing that looks for a network. */
export const browser = {
  // The shell draws the same pages without a window around them, for a fifth less work.
  executablePath: ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"]
    .map(find)
    .find((path) => path !== null),
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
};

/** A bridge of its own over a folder of its own; both go with `stop`. */
export class Bridge {
  constructor(child, ready, folder, temporary) {
    Object.assign(this, ready, { child, folder, temporary });
  }

  /** With `bound`, modes of files and folders bind even the superuser, who else passes over them. */
  static async start(folder = null, { bound = false } = {}) {
    const program = built("triptych-bridge");
    const pages = join(root, "ui", "dist-bridge");
    if (!existsSync(program)) throw new Error("Build the bridge first: cargo build -p triptych-tests");
    if (!existsSync(pages)) throw new Error("Build the pages first: npm run build:ui -- --mode bridge");
    const home = folder ?? mkdtempSync(join(tmpdir(), "triptych-"));
    // A file that grows beyond a limit is then an error to the program and not its end: see `fillDisk`.
    const args = ["-c", 'trap "" XFSZ; exec "$0" "$@"', program, "--folder", home, "--pages", pages, "--attached"];
    const gives = ["--bounding-set=-dac_override,-dac_read_search", "sh"];
    const [shell, first] = bound && process.getuid?.() === 0 ? ["setpriv", gives] : ["sh", []];
    const child = spawn(shell, [...first, ...args], { stdio: ["pipe", "pipe", "inherit"] });
    const lines = createInterface({ input: child.stdout });
    const [line] = await once(lines, "line");
    return new Bridge(child, JSON.parse(line), home, folder === null);
  }

  /** Ends the process as a pulled plug would; the folder stays. */
  async kill() {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill("SIGKILL");
    await once(this.child, "exit");
  }

  async stop() {
    await this.kill();
    if (this.temporary) rmSync(this.folder, { recursive: true, force: true });
  }

  /** A command of the core's. */
  async call(name, request = {}) {
    return this.#ask("POST", `/call/${name}`, request);
  }

  /** What was copied, opened, printed and proposed so far. */
  async desk() {
    return this.#ask("GET", "/test/host");
  }

  /** The next dialogs' answers: `{ save: [path or null], folder: [path or null] }`. */
  async answer(dialogs) {
    await this.#ask("POST", "/test/host", dialogs);
  }

  /** Many generated records at once; `around` them evidence, people, agreements and clients' pages too. */
  async fill(records, around = false) {
    await this.#ask("POST", "/test/fill", { records, around });
  }

  /** No file grows beyond `bytes` from now on, as on a full disk; `null` makes room again. Linux alone can do that. */
  fillDisk(bytes) {
    const size = bytes === null ? "unlimited:unlimited" : `${bytes}:unlimited`;
    execFileSync("prlimit", ["--pid", String(this.pid), `--fsize=${size}`]);
  }

  /** Tells the page that the computer is about to sleep or its screen was locked. */
  async locking() {
    await this.#ask("POST", "/test/locking", {});
  }

  /** Tells the page that the window is about to close. */
  async closing() {
    await this.#ask("POST", "/test/closing", {});
  }

  /** From now on it is a machine that spends so much on wrapping a key: `{ memory_kib, passes, lanes }`. */
  async spend(cost) {
    await this.#ask("POST", "/test/cost", cost);
  }

  /** Moves the clock: "2026-12-01T09:00:00Z". */
  async travel(now) {
    await this.#ask("POST", "/test/now", { now });
  }

  async #ask(method, path, body) {
    const headers = { "x-triptych-token": this.token };
    const response = await fetch(this.origin + path, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
    return JSON.parse(text);
  }
}
