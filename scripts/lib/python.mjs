// A Python of our own with packages from PyPI, for those tests that a stranger's tools have to do.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { find, root, run, status, Stop, windows } from "./run.mjs";

/** The Python with what `requirements.txt` in the folder `here` names; kept until that changes. `why` says what stays untried without it. */
export function ownPython(here, why) {
  const system = find("python3") ?? find("python");
  if (!system) throw new Stop(`Python 3 is missing, so nobody has tried ${why}.`);
  const needs = join(here, "requirements.txt");
  const stamp = createHash("sha256").update(readFileSync(needs)).update(system).digest("hex").slice(0, 12);
  const folder = join(process.env.CARGO_TARGET_DIR ?? join(root, "target"), basename(here), stamp);
  const python = join(folder, windows ? "Scripts" : "bin", windows ? "python.exe" : "python");
  if (existsSync(join(folder, "whole"))) return python;
  rmSync(folder, { recursive: true, force: true });
  run(system, ["-m", "venv", folder]);
  const install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--only-binary", ":all:"];
  if (status(python, [...install, "--require-hashes", "--requirement", needs]) !== 0) {
    throw new Stop(
      `The packages of ${basename(here)}/requirements.txt could not be had from PyPI (see above), so nobody has tried ${why}.\n` +
        "Without a network this step cannot run; on a system or Python for which that file has no hash, add it.",
    );
  }
  writeFileSync(join(folder, "whole"), "");
  return python;
}
