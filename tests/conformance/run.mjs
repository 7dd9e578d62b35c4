// What Triptych makes as PDF is what it says: PDF/UA-1 and PDF/A-2a at once, by a checker that is not ours, and sound by qpdf.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { crc32, deflateSync } from "node:zlib";
import { built, buildPage } from "../../scripts/lib/build.mjs";
import { ownPython } from "../../scripts/lib/python.mjs";
import { main, root, run, say } from "../../scripts/lib/run.mjs";

const here = join(root, "tests", "conformance");

await main(() => {
  const python = ownPython(here, "whether the PDFs follow PDF/UA-1 and PDF/A-2a");
  buildPage("shipped");
  // The same build as `npm test` has made: nothing is compiled twice.
  run("cargo", ["build", "--locked", "--quiet", "--workspace", "--all-targets", "--features", "triptych/webdriver"]);
  const folder = mkdtempSync(join(tmpdir(), "triptych-conformance-"));
  try {
    const files = [...ofTheSample(folder), ofEveryKind(folder)];
    const found = check(python, files);
    const wrong = files.flatMap((file) => found[file].map((line) => `${basename(file)}: ${line}`));
    assert.deepEqual(wrong, [], "a PDF does not follow what it claims");
    for (const file of files) run("qpdf", ["--check", "--no-warn", file], { stdio: ["ignore", "ignore", "inherit"] });
    say(`${files.length} PDFs follow PDF/UA-1 and PDF/A-2a: ${files.map((file) => basename(file)).join(", ")}.`);
    noticesWhatIsWrong(python, folder, files[0]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** What the sample's owner would hand out. */
function ofTheSample(folder) {
  const passphrase = join(folder, "passphrase.txt");
  writeFileSync(passphrase, "resonance of office drums 41", { mode: 0o600 });
  const out = [];
  const cli = (...args) => {
    const base = ["--portfolio", join(folder, "Portfolio"), "--passphrase-file", passphrase, "--json"];
    const done = spawnSync(built("triptych-cli"), [...base, ...args], { encoding: "utf8" });
    assert.equal(done.status, 0, done.stderr);
    return JSON.parse(done.stdout);
  };
  const pdf = (name, ...args) => {
    out.push(join(folder, `${name}.pdf`));
    cli(...args, "--out", out.at(-1));
  };
  cli("demo");
  pdf("profile", "export", "hcpc");
  pdf("earlier-profile", "export", "hcpc", "--cycle", "2024-2026");
  pdf("addendum", "export", "addendum", "--cycle", "2024-2026");
  pdf("supervision", "supervision", "log", "--full", "--from", "2024-01-01");
  const weighed = ["--authority", "In person", "--identity-checked", "--harm", "None", "--others", "Taken out"];
  pdf("access", "client", "access", "K-07", ...weighed);
  const paper = (name, ...args) => {
    const words = [...new Set(cli("export", "paper", ...args).doubts.map((one) => one.value))];
    pdf(name, "export", "paper", ...args, ...words.flatMap((word) => ["--other-word", word]));
  };
  paper("cv", "cv");
  paper("appraisal", "appraisal", "--from", "2026-01-01", "--to", "2026-12-31");
  paper("levels", "levels");
  paper("record", "record", cli("record", "list", "--kind", "reflection")[0].id);
  for (const [name, ...args] of [
    ["final-profile", "export", "hcpc", "--cycle", "2024-2026"],
    ["final-addendum", "export", "addendum", "--cycle", "2024-2026"],
  ]) {
    answerAll(cli, name === "final-addendum");
    pdf(name, ...args, "--final");
  }
  return [...out, ...inParts(folder, cli)];
}

/** What the privacy check finds is put in general words, and what has none is kept. */
function answerAll(cli, addendum) {
  const of = ["--cycle", "2024-2026", ...(addendum ? ["--addendum"] : [])];
  cli("privacy", "answer", "--proposed", ...of);
  for (const one of cli("privacy", "list", "--open", ...of)) {
    const own = one.kind.startsWith("client-");
    cli("privacy", "answer", one.key_here, ...of, ...(own ? ["--other-word"] : ["--keep", "It is my own."]));
  }
}

/** A profile whose exhibits are more than one file may hold: pictures that no compression makes small. */
function inParts(folder, cli) {
  const { record } = cli("hcpc", "readiness").traced[0];
  for (let number = 1; number <= 4; number += 1) {
    const picture = join(folder, `noise ${number}.png`);
    writeFileSync(picture, noise(600));
    cli("evidence", "add", picture, "--record", record.record_id);
  }
  cli("hcpc", "number", "pack-megabytes", "1");
  cli("export", "hcpc", "--out", join(folder, "pack.pdf"));
  cli("export", "hcpc", "--out", join(folder, "files.pdf"), "--separate");
  const named = (pattern) => readdirSync(folder).filter((name) => pattern.test(name));
  const parts = named(/^pack part \d of \d\.pdf$/);
  assert.ok(parts.length > 1, "the pack goes in parts");
  const files = named(/^files - \d [a-z]+( \d of \d)?\.pdf$/);
  assert.ok(files.length > 4, "each of the four parts is a file, and the evidence several");
  return [...parts, ...files].map((name) => join(folder, name));
}

/** A PNG of so many pixels a side, each by chance. */
function noise(side) {
  const rows = randomBytes(side * (1 + 3 * side));
  for (let row = 0; row < side; row += 1) rows[row * (1 + 3 * side)] = 0;
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head.set([8, 2], 8);
  const chunk = (kind, data) => {
    const named = Buffer.concat([Buffer.from(kind, "latin1"), data]);
    const around = Buffer.alloc(8);
    around.writeUInt32BE(data.length, 0);
    around.writeUInt32BE(crc32(named), 4);
    return Buffer.concat([around.subarray(0, 4), named, around.subarray(4)]);
  };
  const start = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
  const none = Buffer.alloc(0);
  return Buffer.concat([start, chunk("IHDR", head), chunk("IDAT", deflateSync(rows)), chunk("IEND", none)]);
}

/** A document with some of everything: Welsh and Gaelic, links outwards and within, nested headings, a long table, figures. */
function ofEveryKind(folder) {
  const file = join(folder, "everything.pdf");
  run(built(join("examples", "sample")), [file], { stdio: ["ignore", "ignore", "inherit"] });
  return file;
}

function check(python, files) {
  const done = spawnSync(python, [join(here, "check.py"), ...files], { encoding: "utf8" });
  assert.equal(done.status, 0, done.stderr);
  return JSON.parse(done.stdout);
}

/** That the check can fail: the description of the file lies in it in plain letters. */
function noticesWhatIsWrong(python, folder, file) {
  const bytes = readFileSync(file, "latin1");
  for (const [from, to, said] of [
    ["<pdfuaid:part>1<", "<pdfuaid:part>3<", /^ua1: /],
    ["<pdfaid:part>2<", "<pdfaid:part>7<", /^2a: /],
  ]) {
    assert.ok(bytes.includes(from), from);
    const other = join(folder, "other.pdf");
    writeFileSync(other, Buffer.from(bytes.replace(from, to), "latin1"));
    const found = check(python, [other])[other];
    assert.ok(
      found.some((line) => said.test(line)),
      found.join("\n"),
    );
  }
  say("A file that claims something else is noticed.");
}
