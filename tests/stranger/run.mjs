// A stranger opens a portfolio: with docs/data-format.md, Python, PyPI's packages and no line of Triptych. What they read is
// held against what the command line says, and the described schema against the database.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { built, buildPage } from "../../scripts/lib/build.mjs";
import { ownPython } from "../../scripts/lib/python.mjs";
import { main, root, run, say } from "../../scripts/lib/run.mjs";

const here = join(root, "tests", "stranger");
const format = join(root, "docs", "data-format.md");
// An accent in two code points and a ligature: what a keyboard may give, and NFKC makes one.
const PASSPHRASE = "re\u0301sonance of o\uFB03ce drums 41";

await main(() => {
  const python = ownPython(here, "whether a portfolio opens without Triptych");
  buildPage("shipped");
  // The same build as `npm test` has made: nothing is compiled twice.
  run("cargo", ["build", "--locked", "--quiet", "--workspace", "--all-targets", "--features", "triptych/webdriver"]);
  const folder = mkdtempSync(join(tmpdir(), "triptych-stranger-"));
  try {
    const own = portfolio(folder);
    opensWithTheWords(python, own);
    opensWithThePassphrase(python, own);
    opensTheEvidence(python, own);
    unpacksTheBackup(python, own);
    isToldWhatDoesNotOpen(python, own);
    findsTheSchemaDescribed(python, own);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** A portfolio made by the command line, and what that says is in it. */
function portfolio(folder) {
  const file = (name, text) => {
    writeFileSync(join(folder, name), text, { mode: 0o600 });
    return join(folder, name);
  };
  const passphrase = file("passphrase.txt", PASSPHRASE);
  const own = join(folder, "Portfolio");
  const cli = (...args) => {
    const base = ["--portfolio", own, "--passphrase-file", passphrase, "--json"];
    const done = spawnSync(built("triptych-cli"), [...base, ...args], { encoding: "utf8" });
    assert.equal(done.status, 0, done.stderr);
    return JSON.parse(done.stdout);
  };
  const words = file("words.txt", cli("init").words.join(" "));
  const add = (...args) => cli("record", "add", ...args).id;
  add(
    "--kind",
    "reflection",
    "--title",
    "The quiet one",
    "--text",
    "She waited.\n\nThen: *two* notes, 🥁 and naïve silence.",
  );
  add(
    "--kind",
    "case-note",
    "--client",
    "K-07",
    "--date",
    "2026-11-20",
    "--text",
    "The drum stayed silent.",
    "--finished",
  );
  add(
    "--kind",
    "reflection",
    "--model",
    "borton",
    "--stage",
    "what=A torn drawing.",
    "--stage",
    "so-what=It was kept.",
  );
  add("--kind", "cpd", "--type", "formal", "--minutes", "360", "--text", "A day on trauma.", "--tag", "enh.pp.02");
  cli("record", "delete", add("--kind", "reflection", "--text", "To the bin, silent."));
  const listed = cli("record", "list");
  assert.equal(listed.length, 4);
  const records = listed.map(({ id, kind, shown_title, date, body, tags }) => [
    id,
    { kind, title: shown_title, date, text: body, tags: [...tags].sort() },
  ]);
  const found = cli("record", "search", "silen").map(({ id }) => id);
  assert.equal(found.length, 2, "one word, in two of the records");
  const evidence = { "A letter": "Thank you. 🥁", "Nothing said": "", "A long one": "Line after line.\n".repeat(9000) };
  for (const [title, text] of Object.entries(evidence)) cli("evidence", "add", file(`${title}.txt`, text));
  const backup = join(folder, "backup.zip");
  cli("backup", "--out", backup);
  return {
    file,
    folder,
    backup,
    database: join(own, "portfolio.db"),
    envelope: join(own, "portfolio.key.json"),
    passphrase,
    words,
    evidence,
    told: { records: Object.fromEntries(records), found: found.sort() },
  };
}

function ask(python, script, ...args) {
  // In isolation from whatever Python modules the user has.
  const options = {
    encoding: "utf8",
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1", PYTHONIOENCODING: "utf-8" },
  };
  return spawnSync(python, [join(here, script), ...args], options);
}

function opensWithTheWords(python, own) {
  const done = ask(python, "open_with_words.py", own.database, own.words, "silen*");
  assert.equal(done.status, 0, done.stderr);
  assert.deepEqual(JSON.parse(done.stdout), own.told);
  say("The words open it: every record's text, tags and the search are as the command line has them.");
}

function opensWithThePassphrase(python, own) {
  const done = ask(python, "open_with_passphrase.py", own.database, own.envelope, own.passphrase, "silen*");
  assert.equal(done.status, 0, done.stderr);
  assert.deepEqual(JSON.parse(done.stdout), own.told);
  say("So does the passphrase, through the envelope.");
}

function opensTheEvidence(python, own) {
  const done = ask(python, "open_evidence.py", own.database, own.words);
  assert.equal(done.status, 0, done.stderr);
  assert.deepEqual(JSON.parse(done.stdout), own.evidence);
  say("The files of evidence open with the words and an age that is not ours.");
}

function unpacksTheBackup(python, own) {
  const folder = join(own.folder, "unpacked");
  mkdirSync(folder);
  const done = ask(python, "unpack_backup.py", own.backup, own.words, folder);
  assert.equal(done.status, 0, done.stderr);
  assert.match(done.stdout, /without triptych/i, "it brings its own explanation");
  const database = join(folder, "portfolio.db");
  for (const [script, args] of [
    ["open_with_words.py", [own.words]],
    ["open_with_passphrase.py", [join(folder, "portfolio.key.json"), own.passphrase]],
  ]) {
    const opened = ask(python, script, database, ...args, "silen*");
    assert.equal(opened.status, 0, opened.stderr);
    assert.deepEqual(JSON.parse(opened.stdout), own.told);
  }
  const bytes = readFileSync(own.backup);
  bytes[bytes.indexOf("SQLCipher") + 2] ^= 1;
  writeFileSync(own.backup, bytes);
  assert.notEqual(
    ask(python, "unpack_backup.py", own.backup, own.words, folder).status,
    0,
    "a changed byte is noticed",
  );
  say("A backup unpacks, holds the same, and a changed one is noticed.");
}

function isToldWhatDoesNotOpen(python, own) {
  const words = readFileSync(own.words, "utf8").split(" ");
  const swapped = own.file("swapped.txt", [words.at(-1), ...words.slice(1, -1), words[0]].join(" "));
  const other = own.file("other.txt", `${"abandon ".repeat(23)}art`);
  const wrong = own.file("wrong.txt", "not the passphrase");
  const envelope = JSON.parse(readFileSync(own.envelope, "utf8"));
  envelope.sealed.header.kdf.passes += 1;
  const changed = own.file("changed.json", JSON.stringify(envelope));
  for (const [script, args, said] of [
    ["open_with_words.py", [swapped], /do not fit|not a database/],
    ["open_with_words.py", [other], /not a database/],
    ["open_with_passphrase.py", [own.envelope, wrong], /does not open it/],
    ["open_with_passphrase.py", [changed, own.passphrase], /is damaged/],
  ]) {
    const done = ask(python, script, own.database, ...args, "silen*");
    assert.notEqual(done.status, 0, script);
    assert.match(done.stderr, said);
    assert.equal(done.stdout, "");
  }
  say("Other words, a wrong passphrase and a changed envelope do not.");
}

function findsTheSchemaDescribed(python, own) {
  const look = (text) => ask(python, "described.py", own.database, own.words, text);
  const done = look(format);
  assert.equal(done.status, 0, `docs/data-format.md and the database differ:\n${done.stdout}${done.stderr}`);
  // That the comparison can fail.
  const text = readFileSync(format, "utf8");
  for (const [from, to, said] of [
    ["| `minutes` |", "| `hours` |", /record\.hours[^]*record\.minutes/],
    ["### `keyword`", "### Keywords", /the table keyword is not described/],
    ["| `claim` | TEXT |", "| `claim` | INTEGER |", /tag\.claim/],
    ["| `portfolio_id` |", "| `folio` |", /the setting portfolio_id/],
  ]) {
    assert.ok(text.includes(from), from);
    const other = look(own.file("other.md", text.replace(from, to)));
    assert.equal(other.status, 1, other.stderr);
    assert.match(other.stdout, said);
  }
  say("Tables, columns and settings are as docs/data-format.md describes them.");
}
