// What the fuzzer's script understands; the fuzzer itself is not part of `npm test`, what it found is (tests/house/kept.rs).
import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { asked, chosen, figures, lockFaults, lockIsWhole } from "./fuzz.mjs";
import { root } from "./lib/run.mjs";

test("targets, seconds and what is not known", () => {
  const known = ["a", "b"];
  assert.deepEqual(asked([], known), { seconds: 60, keep: false, names: known });
  assert.deepEqual(asked(["--seconds", "5", "b"], known), { seconds: 5, keep: false, names: ["b"] });
  assert.deepEqual(asked(["--keep"], known), { seconds: 60, keep: true, names: known });
  for (const wrong of [["c"], ["--seconds"], ["--seconds", "x"], ["--seconds", "0"]]) {
    assert.throws(() => asked(wrong, known), wrong.join(" "));
  }
});

test("the last figures count", () => {
  const said =
    "#2 INITED cov: 7 ft: 7 corp: 1/1b\n#9 DONE cov: 12 ft: 20 corp: 3/8b\nstat::number_of_executed_units: 900\n";
  const read = figures(`${said}stat::average_exec_per_sec:     30\nstat::peak_rss_mb:              41\n`);
  assert.deepEqual(read, { runs: 900, perSecond: 30, branches: 12, kept: 3, memory: 41 });
  assert.equal(figures("").runs, 0);
});

test("what a person has named stays, and the rest is small", () => {
  const [big, small, middle] = ["b", "5", "e"].map((digit) => digit.repeat(40));
  const files = [
    { name: big, bytes: 90 },
    { name: small, bytes: 5 },
    { name: "found-panic", bytes: 50 },
    { name: middle, bytes: 40 },
  ];
  assert.deepEqual(chosen(files, 3, 100), ["found-panic", small, middle]);
  assert.deepEqual(chosen(files, 2, 100), ["found-panic", small]);
  assert.deepEqual(chosen(files, 9, 60), ["found-panic", small]);
});

test("the corpora are small", () => {
  const folder = join(root, "tests", "fuzz", "corpus");
  const files = readdirSync(folder, { recursive: true })
    .map((path) => statSync(join(folder, path)))
    .filter((one) => one.isFile());
  assert.ok(files.length < 200 && files.reduce((sum, one) => sum + one.size, 0) < 300_000);
});

test("the fuzzer is compiled from the same versions as everything else", () => {
  const whole = '[[package]]\nname = "a"\nversion = "1"\n\n[[package]]\nname = "b"\nversion = "1"\n';
  assert.deepEqual(lockFaults(whole, whole.replace('"b"\nversion = "1"', '"b"\nversion = "2"')), ["b"]);
  const read = (path) => readFileSync(join(root, path), "utf8");
  const mend = "`npm run fuzz` first of all brings tests/fuzz/Cargo.lock up to date";
  assert.deepEqual(lockFaults(read("Cargo.lock"), read("tests/fuzz/Cargo.lock")), [], mend);
  assert.ok(lockIsWhole(), mend);
});
