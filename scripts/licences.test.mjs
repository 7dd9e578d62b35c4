// That the check can fail.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  bundled,
  crateSourceFaults,
  licenceFaults,
  moduleSourceFaults,
  networkFaults,
  pageFaults,
  parseTree,
  wheelSourceFaults,
} from "./licences.mjs";

const policy = {
  licences: ["MIT", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "BSD-3-Clause"],
  exceptions: [{ name: "odd", licence: "MIT AND WTFPL", reason: "asks for nothing" }],
};
const odd = { name: "odd", version: "1.0.0", licence: "MIT AND WTFPL" };
const network = {
  denied: ["reqwest", "openssl*"],
  features: { tokio: ["net", "full"] },
  allowed: [{ name: "openssl-sys", reason: "only its ciphers" }],
};

function licence(text) {
  return licenceFaults([odd, { name: "some", version: "2.0.0", licence: text }], policy);
}

test("a tree is read once for each package, with its features", () => {
  const text = "tokio v1.2.3|MIT|fs,rt\n\ntokio v1.2.3|MIT|fs,rt (*)\nmac v0.1.0 (proc-macro)|MIT/Apache-2.0|\n";
  assert.deepEqual(parseTree(text), [
    { name: "tokio", version: "1.2.3", licence: "MIT", features: ["fs", "rt"] },
    { name: "mac", version: "0.1.0", licence: "MIT/Apache-2.0", features: [] },
  ]);
});

test("allowed licences pass, in every way of writing them", () => {
  for (const text of [
    "MIT",
    "MIT/Apache-2.0",
    "GPL-3.0-only OR MIT",
    "(MIT OR Apache-2.0) AND BSD-3-Clause",
    "Apache-2.0 WITH LLVM-exception",
  ]) {
    assert.deepEqual(licence(text), [], text);
  }
});

test("a licence that is not on the list is named", () => {
  for (const text of [
    "GPL-3.0-only",
    "MIT AND GPL-3.0-only",
    "WTFPL",
    "",
    "see LICENSE.txt",
    "Apache-2.0 WITH Classpath-exception-2.0",
  ]) {
    assert.match(licence(text).join(), /some 2\.0\.0/, text);
  }
});

test("an exception holds for its own package and licence, and only as long as it is needed", () => {
  assert.match(licenceFaults([{ ...odd, name: "other" }], policy)[0], /other 1\.0\.0/);
  assert.match(licenceFaults([{ ...odd, licence: "GPL-2.0-only" }], policy)[0], /odd 1\.0\.0/);
  assert.match(licenceFaults([], policy)[0], /no longer needed/);
});

test("what can reach a network is named, by name, by ending or by feature", () => {
  const packages = [
    { name: "reqwest", version: "1.0.0", features: [] },
    { name: "openssl-src", version: "1.0.0", features: [] },
    { name: "openssl-sys", version: "1.0.0", features: [] },
    { name: "tokio", version: "1.0.0", features: ["fs", "net"] },
    { name: "tokio", version: "2.0.0", features: ["fs"] },
    { name: "reqwestish", version: "1.0.0" },
  ];
  assert.deepEqual(networkFaults(packages, network), [
    "reqwest 1.0.0: can reach a network",
    "openssl-src 1.0.0: can reach a network",
    "tokio 1.0.0 with net: can reach a network",
  ]);
});

test("what the page is bundled from is followed through the lock file, nested copies too", () => {
  const lock = {
    packages: {
      ui: { dependencies: { a: "1" }, devDependencies: { dev: "1" } },
      "node_modules/a": { version: "1.0.0", license: "MIT", dependencies: { b: "2" }, peerDependencies: { gone: "1" } },
      "node_modules/a/node_modules/b": { version: "2.0.0", license: "GPL-3.0-only" },
      "node_modules/b": { version: "1.0.0", license: "MIT" },
      "node_modules/dev": { version: "1.0.0", license: "GPL-3.0-only" },
    },
  };
  assert.deepEqual(bundled(lock, "ui"), [
    { name: "a", version: "1.0.0", licence: "MIT", path: "node_modules/a" },
    { name: "b", version: "2.0.0", licence: "GPL-3.0-only", path: "node_modules/a/node_modules/b" },
  ]);
});

test("a built page that could call out is named", () => {
  assert.deepEqual(
    pageFaults(
      [
        { name: "x.js", text: "await fetch(url)" },
        { name: "y.js", text: "fetched" },
      ],
      ["fetch("],
    ),
    ['x.js: the built page holds "fetch("'],
  );
});

test("a crate that is not ours and not from crates.io by its hash is named", () => {
  const index = "registry+https://example.org/crates.io-index";
  const hash = "ab".repeat(32);
  const lock = (...packages) => packages.map((one) => `[[package]]\n${one}\n`).join("\n");
  const crate = (name, source, sum) =>
    [`name = "${name}"`, 'version = "1.0.0"', source && `source = "${source}"`, sum && `checksum = "${sum}"`]
      .filter(Boolean)
      .join("\n");
  const faults = (...packages) => crateSourceFaults(`version = 4\n\n${lock(...packages)}`, /^triptych(-|$)/);
  assert.deepEqual(faults(crate("triptych"), crate("triptych-core"), crate("a", index, hash)), []);
  for (const wrong of [
    crate("a", "git+https://example.org/a#1", hash),
    crate("a", "registry+https://example.org/other", hash),
    crate("a", index),
    crate("a"),
    crate("triptychon"),
  ]) {
    assert.equal(faults(wrong).length, 1, wrong);
  }
});

test("a module or a wheel without its hash is named", () => {
  const faults = (one) =>
    moduleSourceFaults({ packages: { "": {}, ui: {}, "node_modules/ui": { link: true }, "node_modules/a": one } });
  assert.deepEqual(faults({ version: "1.0.0", integrity: "sha512-x" }), []);
  assert.equal(faults({ version: "1.0.0" }).length, 1);
  assert.equal(faults({ version: "1.0.0", integrity: "sha512-x", resolved: "git+ssh://example.org/a" }).length, 1);
  const hash = `--hash=sha256:${"0".repeat(64)}`;
  assert.deepEqual(wheelSourceFaults(`# why\na==1.0 \\\n    ${hash} \\\n    ${hash}\nb-c==2 ${hash}\n`), []);
  assert.equal(wheelSourceFaults(`a==1.0\nb>=1 ${hash}\nc @ git+https://example.org/c ${hash}\n`).length, 3);
});
