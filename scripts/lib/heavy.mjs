// What large evidence costs: a file of 1 GB taken in, and a portfolio opened that holds ten of them. Needs 14 GB of free disk.
import { createHash, randomBytes } from "node:crypto";
import { appendFileSync, closeSync, copyFileSync, fsyncSync, openSync, readSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { peak } from "./packs.mjs";
import { ask, Stop } from "./run.mjs";

const BLOCK = 1 << 20;
const BLOCKS = 1024;
/** Files of that size in the full portfolio. */
const FILES = 10;
const OPENINGS = 9;

/**
 * Medians in milliseconds: adding a file, copying and hashing it, opening the full portfolio, opening an empty one. And the most
 * memory, in MiB, while a file of 1 GB and one of 10 MB are added.
 */
export function heavy(program, folder) {
  const at = (name) => join(folder, name);
  writeFileSync(at("passphrase.txt"), "amber kettle drum seven rivers\n");
  const call = (portfolio, ...args) => {
    const all = ["--portfolio", at(portfolio), "--passphrase-file", at("passphrase.txt"), ...args];
    const begun = performance.now();
    if (ask(program, all) === null) throw new Stop(`triptych-cli ${args.join(" ")} failed.`);
    return performance.now() - begun;
  };
  for (const portfolio of ["full", "empty"]) call(portfolio, "init");
  for (let i = 0; i < BLOCKS; i += 1) appendFileSync(at("large.bin"), randomBytes(BLOCK));
  const adding = [];
  const copying = [];
  for (let i = 0; i < FILES; i += 1) {
    // Another content each time: the same is stored once.
    appendFileSync(at("large.bin"), String(i));
    copying.push(copy(at("large.bin"), at("copy.bin")));
    adding.push(call("full", "evidence", "add", at("large.bin")));
  }
  const opening = { full: [], empty: [] };
  const most = (file) =>
    peak(
      [program, "--portfolio", at("empty"), "--passphrase-file", at("passphrase.txt"), "evidence", "add", file].join(
        " ",
      ),
      at("memory.txt"),
    );
  for (let i = 0; i < OPENINGS; i += 1) for (const name of ["full", "empty"]) opening[name].push(call(name, "info"));
  writeFileSync(at("small.bin"), randomBytes(10 * BLOCK));
  const memory = { small: most(at("small.bin")), large: most(at("large.bin")) };
  return {
    memory,
    adding: median(adding),
    copying: median(copying),
    full: median(opening.full),
    empty: median(opening.empty),
  };
}

/** What `cp`, a flush to the disk and `sha256sum` do. */
function copy(from, to) {
  const begun = performance.now();
  copyFileSync(from, to);
  const file = openSync(to, "r+");
  fsyncSync(file);
  const hash = createHash("sha256");
  const block = Buffer.alloc(BLOCK);
  for (let read = readSync(file, block); read > 0; read = readSync(file, block)) hash.update(block.subarray(0, read));
  closeSync(file);
  hash.digest();
  return performance.now() - begun;
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
