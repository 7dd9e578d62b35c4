// What the command line reaches and the keys of the window would take long for: every feature with a marked word in it.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Milliseconds after which a command is killed in the middle of its work. */
const CUTS = [300, 700, 1500];

/** Puts `word` behind what stands in the named fields of each of `things`. */
function mark(things, fields, word) {
  for (const thing of things) for (const field of fields) if (thing[field]) thing[field] = `${thing[field]} ${word}`;
}

/** The sample as a file to bring in, with `word` in whatever it has: clients and who they are, agreements, templates, evidence. */
function marked(desk, word) {
  const at = (name) => join(desk.exported, name);
  const sample = at("sample portfolio");
  desk.done("--portfolio", sample, "demo");
  desk.done("--portfolio", sample, "export", "json", "--with-identities", "--out", at("sample.json"));
  const all = JSON.parse(readFileSync(at("sample.json"), "utf8"));
  const { clients, supervision } = all;
  const kinds = [
    [clients.identities.map(({ identity }) => identity), ["name", "contacts", "referrer"]],
    [clients.pages.map(({ facts }) => facts), ["goals", "risk"]],
    [[clients.handover], ["colleague", "wishes"]],
    [supervision.agreements, ["purpose", "limits"]],
    [supervision.people, ["contact"]],
    [all.templates, ["name"]],
    [all.models, ["about"]],
    [all.evidence, ["title", "description"]],
    [all.assessments, ["note"]],
  ];
  for (const [things, fields] of kinds) {
    assert.ok(things.length > 0, `the sample has none with ${fields[0]}`);
    mark(things, fields, word);
  }
  writeFileSync(at("marked.json"), JSON.stringify({ ...all, sample: false }));
  renameSync(at("sample.json.files"), at("marked.json.files"));
  return at("marked.json");
}

/** Fills a second portfolio, hands out of it what can be handed out, backs it up, brings it back, and cuts some of that short. */
export function fillsTheRest(desk, word) {
  const out = (name) => join(desk.exported, name);
  const stick = (name) => join(desk.work, "stick", name);
  const here = ["--portfolio", join(desk.work, "second")];
  const done = (...args) => desk.done(...here, ...args);
  mkdirSync(join(desk.work, "stick"));
  const brought = marked(desk, word);
  done("init");
  done("import", "json", brought);
  assert.ok(done("client", "show", "K-07", "--who").includes(word), "who it is was brought in");

  writeFileSync(out("paper.txt"), `An agreement about ${word}.`);
  const added = ["--title", `${word} paper`, "--description", `Of ${word}`];
  const { number } = JSON.parse(done("--json", "evidence", "add", out("paper.txt"), ...added));
  done("evidence", "export", `E${number}`, "--out", out("copy.txt"));
  writeFileSync(out("list.csv"), `Date,Title,Hours,What I learnt\n2026-01-05,${word} course,2,Much of ${word}\n`);
  done("import", "list", out("list.csv"), "--keep-source");
  writeFileSync(out("notes.md"), `# 5 January 2026 ${word}\n\nWritten elsewhere about ${word}.\n`);
  done("import", "text", out("notes.md"), "--accept-offers");
  done("supervision", "take", "--note", `Why ${word}?`);
  done("supervision", "log", "--out", out("log.docx"), "--full");
  done("export", "paper", "cv", "--out", out("cv.docx"));
  done("export", "paper", "levels", "--out", out("levels.pdf"), "--for", word);
  done("privacy", "scan", out("paper.txt"));

  done("backup", "--out", stick("one.zip"));
  done("backup", "--out", stick("all.zip"), "--whole");
  done("backup", "verify", stick("one.zip"));
  done("restore", stick("one.zip"), "--to", join(desk.work, "restored"));
  const { status, stderr } = desk.cli(...here, "rescue", "--out", out("rescued"));
  assert.ok([0, 4].includes(status), stderr);
  done("recovery", "sheet", "--out", out("sheet.pdf"));
  for (const cut of CUTS) {
    desk.cut(cut, ...here, "recovery", "new");
    desk.cut(cut, ...here, "backup", "--out", stick(`cut ${cut}.zip`));
    desk.cut(cut, ...here, "restore", stick("one.zip"), "--to", join(desk.work, `cut ${cut}`));
    desk.cut(cut, ...here, "export", "json", "--out", out(`cut ${cut}.json`));
  }
  done("recovery", "new");
  done("check");
}
