// What `npm install` does not notice, and `npm ci` on another machine stumbles over.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { root } from "./lib/run.mjs";

const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));

test("the lock file names every system's packages", () => {
  const missing = Object.values(packages)
    .flatMap(({ optionalDependencies = {} }) => Object.keys(optionalDependencies))
    .filter((name) => !Object.keys(packages).some((path) => path.endsWith(`node_modules/${name}`)));
  assert.deepEqual(missing, [], "delete node_modules and package-lock.json, then `npm install`");
});

test("the lock file names no registry", () => {
  const named = Object.values(packages).filter(({ resolved }) => resolved?.includes("://"));
  assert.deepEqual(named, [], "npm install --omit-lockfile-registry-resolved leaves it out");
});
