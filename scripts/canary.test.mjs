// The search for traces finds what it is made to find: otherwise finding nothing would show nothing.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { disguises, findIn, search } from "../tests/e2e/window/canary.mjs";

const WORDS = "quagwortxyzzy";
const forms = disguises(WORDS);
const text = (before, after) => Buffer.from(`${"a".repeat(before)}${WORDS}${after}`);
const amid = (bytes, noise = 20_000) => Buffer.concat([randomBytes(noise), bytes, randomBytes(noise)]);

test("words are found in every encoding, wherever they stand", () => {
  for (const before of [0, 1, 2, 3, 4, 5]) {
    const bytes = text(before, "é and more");
    const wide = Buffer.from(bytes.toString("utf8"), "utf16le");
    assert.ok(findIn(amid(bytes), forms).includes("UTF-8"));
    assert.ok(findIn(amid(wide), forms).includes("UTF-16LE"));
    assert.ok(findIn(amid(Buffer.from(wide).swap16()), forms).includes("UTF-16BE"));
    for (const [kind, one] of [
      ["UTF-8", bytes],
      ["UTF-16LE", wide],
      ["UTF-16BE", Buffer.from(wide).swap16()],
    ]) {
      const found = findIn(amid(Buffer.from(one.toString("base64"))), forms);
      assert.ok(
        found.some((name) => name.startsWith(`base64 of ${kind}`)),
        `${kind} after ${before}`,
      );
    }
  }
});

test("words are found inside what is compressed, whole or cut off", () => {
  const bytes = text(300, " and more".repeat(50));
  for (const [kind, packed] of [
    ["zlib", deflateSync(bytes)],
    ["gzip", gzipSync(bytes)],
  ]) {
    assert.ok(findIn(amid(packed), forms).includes(`UTF-8 in ${kind}`), kind);
    assert.ok(findIn(packed.subarray(0, packed.length - 6), forms).includes(`UTF-8 in ${kind}`), `${kind}, cut off`);
  }
  const raw = deflateRawSync(bytes);
  assert.ok(findIn(Buffer.concat([randomBytes(40), raw]), forms).includes("UTF-8 in deflate"));
  const header = Buffer.alloc(30);
  header.write("PK\x03\x04", "latin1");
  header.writeUInt16LE(5, 26);
  const zipped = Buffer.concat([header, Buffer.from("a.txt"), raw]);
  assert.ok(findIn(amid(zipped), forms).includes("UTF-8 in deflate"));
});

test("folders are looked through whole, names too, except where it is said; noise is no trace", () => {
  const folder = mkdtempSync(join(tmpdir(), "triptych-canary-"));
  try {
    mkdirSync(join(folder, "deep", "deeper"), { recursive: true });
    mkdirSync(join(folder, "exported"));
    writeFileSync(join(folder, "exported", "words.md"), WORDS);
    writeFileSync(join(folder, "noise"), randomBytes(100_000));
    const except = [join(folder, "exported")];
    assert.deepEqual(search(folder, forms, except), { files: 1, hits: [] });
    writeFileSync(join(folder, "deep", "deeper", "one"), text(7, ""));
    writeFileSync(join(folder, "deep", `${WORDS}.txt`), "");
    const { files, hits } = search(folder, forms, except);
    assert.equal(files, 3);
    assert.equal(hits.length, 2);
    assert.equal(search(join(folder, "exported"), forms).hits.length, 1);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
