// Packs as whole programs make them, unlocking included: against Chromium and WeasyPrint printing the same content, and how much
// memory three hundred exhibits take. Needs 3 GB of free disk.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ask, find, run, Stop } from "./run.mjs";

/** The rows. `folder` is what `ratios --prepare` laid out, `python` has WeasyPrint. */
export function packs(program, python, folder) {
  const at = (name) => join(folder, name);
  const chromium = ["chromium", "chromium-browser", "google-chrome"].find(find);
  const flags =
    "--headless --no-sandbox --disable-gpu --disable-background-networking --no-first-run --no-pdf-header-footer";
  const pack = (name) =>
    `${program} --portfolio ${at(name)} --passphrase-file ${at("passphrase.txt")} export hcpc --cycle 2024-2026 --force --out ${at(`${name}.pdf`)}`;
  const commands = {
    pack: pack("pack"),
    chromium: `${chromium} ${flags} --user-data-dir=${at("chromium")} --print-to-pdf=${at("chromium.pdf")} file://${at("pack.html")}`,
    weasyprint: `${python} -m weasyprint --quiet ${at("pack.html")} ${at("weasyprint.pdf")}`,
  };
  // A gigabyte was laid out just now: it is on the disk before anything is timed.
  run("sync", []);
  const times = inTurn(Object.values(commands), at("times.json"));
  const pages = Object.keys(commands).map((name) => pagesOf(at(`${name}.pdf`)));
  const what = `A pack of ${pages[0]} pages, 20 of them exhibits`;
  const row = { name: "packs", what, ours: times[0] };
  const memory = { name: "packs", unit: "MiB" };
  const used = peak(commands.pack, at("memory.txt"));
  return [
    { ...row, against: `Chromium printing the same (${pages[1]} pages)`, theirs: times[1], aim: 0.25 },
    { ...row, against: `WeasyPrint printing the same (${pages[2]} pages)`, theirs: times[2], aim: 0.1 },
    {
      ...memory,
      what: `Memory of that pack`,
      against: "WeasyPrint's",
      ours: used,
      theirs: peak(commands.weasyprint, at("memory.txt")),
      aim: 1,
    },
    {
      ...memory,
      what: "Memory of a pack of 300 exhibits, 1 GB of originals",
      against: "400 MiB",
      ours: peak(pack("many"), at("memory.txt")),
      theirs: 400,
      aim: 1,
    },
  ];
}

/**
 * How long each of the commands takes, in milliseconds: the middle of nine. They take turns, as a machine that is shared is not
 * equally fast from minute to minute.
 */
function inTurn(commands, file) {
  const once = ["--style", "none", "--runs", "1", "--export-json", file];
  const round = () => {
    run("hyperfine", [...once, ...commands]);
    return JSON.parse(readFileSync(file, "utf8")).results.map(({ median }) => median * 1000);
  };
  round();
  const rounds = Array.from({ length: 9 }, round);
  return commands.map((_, at) => rounds.map((times) => times[at]).sort((a, b) => a - b)[4]);
}

function pagesOf(file) {
  return /^Pages:\s+(\d+)/m.exec(ask("pdfinfo", [file]) ?? "")?.[1] ?? "?";
}

/** The most memory that a command had, in MiB. */
export function peak(command, file) {
  const [program, ...args] = command.split(" ");
  if (ask("/usr/bin/time", ["--format", "%M", "--output", file, program, ...args]) === null)
    throw new Stop(`${command} failed.`);
  return Number(readFileSync(file, "utf8")) / 1024;
}
