// What docs/security.md promises is shown by tests that exist, and that `npm test` runs.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { test } from "node:test";
import { root } from "./lib/run.mjs";

const folders = ["scripts", "src-tauri", "tests", "ui/src"];
const sources = folders.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true })
    .map((path) => `${folder}/${path.split(sep).join("/")}`)
    .filter((path) => /\.(rs|mjs|ts|py)$/.test(path) && !path.includes("node_modules/")),
);

/** The rows below "The promises": what is promised, and the tests named beside it. */
function promises(text) {
  const [, part = ""] = text.split(/^## The promises.*$/m);
  const [own] = part.split(/^## /m);
  return own
    .split("\n")
    .filter((line) => line.startsWith("| ") && !line.startsWith("| promise |"))
    .map((line) => line.split(/(?<!\\)\|/))
    .map((cells) => ({
      promise: cells[1].trim(),
      tests: [...(cells[2] ?? "").matchAll(/`([^`]+)`/g)].map(([, it]) => it),
    }));
}

/** What is wrong with the name of a test, in a sentence; null when nothing is. */
function fault(named, files, read) {
  const [path, ...rest] = named.split("::");
  const name = rest.join("::");
  if (!name) return `${named}: say it as file::test`;
  if (path === "npm test") {
    return read("scripts/test.mjs").includes(`name: "${name}"`) ? null : `${named}: there is no such step`;
  }
  const found = files.filter((file) => file === path || file.endsWith(`/${path}`));
  if (found.length !== 1) return `${named}: ${found.length} files are called so`;
  return isTest(found[0], name, read(found[0])) ? null : `${named}: there is no such test`;
}

function isTest(file, name, text) {
  if (/\.test\.mjs$|\.(spec|test)\.ts$/.test(file)) {
    return [`test("${name}"`, `it("${name}"`, `test('${name}'`].some((start) => text.includes(start));
  }
  if (!file.endsWith(".rs")) return text.includes(`def ${name}(`) || text.includes(`function ${name}(`);
  const lines = text.split("\n").map((line) => line.trim());
  const at = lines.findIndex((line) => line.startsWith(`fn ${name}(`));
  for (let above = at - 1; above >= 0 && /^(#\[|\/\/)/.test(lines[above]); above -= 1) {
    if (lines[above] === "#[test]") return true;
  }
  return false;
}

test("every promise names tests, and each of them is there", () => {
  const rows = promises(readFileSync(join(root, "docs", "security.md"), "utf8"));
  assert.ok(rows.length > 15, "the table is read");
  const read = (path) => readFileSync(join(root, path), "utf8");
  const faults = rows.flatMap(({ promise, tests }) =>
    tests.length === 0 ? [`"${promise}" names no test`] : tests.map((one) => fault(one, sources, read)).filter(Boolean),
  );
  assert.deepEqual(faults, []);
});

test("a promise without a test, and a test that is not there, are named", () => {
  const table =
    "## The promises, and more\n\n### A\n\n| promise | shown by |\n|---|---|\n| one | `a.rs::b`, `c` |\n| two | |\n\n## Next\n\n| no | row |\n";
  assert.deepEqual(promises(table), [
    { promise: "one", tests: ["a.rs::b", "c"] },
    { promise: "two", tests: [] },
  ]);
  const files = ["x/a.rs", "y/a.rs", "z/b.rs", "z/c.spec.ts"];
  const text = {
    "z/b.rs": "#[cfg(unix)]\n#[test]\nfn shown() {}\n\nfn helper() {}\n",
    "z/c.spec.ts": 'test("it is", () => {})',
  };
  const read = (path) => text[path] ?? '{ name: "window" }';
  for (const right of ["b.rs::shown", "c.spec.ts::it is", "npm test::window"])
    assert.equal(fault(right, files, read), null, right);
  for (const wrong of [
    "b.rs::helper",
    "b.rs::gone",
    "c.spec.ts::it",
    "a.rs::two",
    "d.rs::none",
    "b.rs",
    "npm test::none",
  ]) {
    assert.notEqual(fault(wrong, files, read), null, wrong);
  }
});
