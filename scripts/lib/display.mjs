// A screen of our own for what opens a window, and how much memory a program and its children hold.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { ask } from "./run.mjs";

/** Runs `body` with the DISPLAY of a fresh Xvfb, which stays up between one program and the next. */
export async function withScreen(body) {
  const screen = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  try {
    const [number] = await once(screen.stdio[3], "data");
    return await body(`:${String(number).trim()}`);
  } finally {
    screen.kill();
  }
}

/** Milliseconds from starting a program to its window being shown, and the process, still running. */
export async function openWindow(program, args, env) {
  const begun = performance.now();
  const child = spawn(program, args, { stdio: ["ignore", "ignore", "pipe"], env });
  const said = [];
  child.stderr.on("data", (part) => said.push(part));
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null) {
      const end = child.signalCode ?? `code ${child.exitCode}`;
      throw new Error(`${program} ended with ${end} before its window was shown. It said:\n${said.join("")}`);
    }
    if (ask("xdotool", ["search", "--onlyvisible", "--name", "."], { env }))
      return { child, shown: performance.now() - begun };
    if (performance.now() - begun > 60_000) throw new Error(`${program} has shown no window for a minute`);
    await pause(10);
  }
}

/** Ends a program and waits for it. */
export async function close(child) {
  if (child.exitCode !== null) return;
  child.kill();
  await once(child, "exit");
}

export function pause(milliseconds) {
  return new Promise((done) => setTimeout(done, milliseconds));
}

/** A process and all below it. */
export function processes(pid) {
  const parents = new Map();
  for (const id of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    const parent = read(`/proc/${id}/stat`)
      ?.replace(/^.*\) \S /s, "")
      .split(" ")[0];
    if (parent) parents.set(Number(id), Number(parent));
  }
  const tree = [pid];
  for (const id of tree) for (const [child, parent] of parents) if (parent === id) tree.push(child);
  return tree;
}

/** Memory of a process and all below it in MiB, shared pages divided among those that share them. */
export function memory(pid) {
  return processes(pid)
    .map(held)
    .reduce((sum, one) => sum + one, 0);
}

/** Memory of one process in MiB, counted in the same way. */
export function held(pid) {
  return Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`) ?? "")?.[1] ?? 0) / 1024;
}

function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null; // It has ended since.
  }
}
