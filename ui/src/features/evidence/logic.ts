import type {
  Consent,
  ConsentState,
  EvidenceFile,
  EvidenceHeard,
  EvidenceKind,
  EvidenceLine,
} from "../../bindings/contract";
import { longDate } from "../../app/dates";
import { counted } from "../../app/words";

/** The kinds of evidence, in the order they are offered. */
export const KINDS: readonly (readonly [EvidenceKind, string])[] = [
  ["self-made", "Made by myself"],
  ["showing-reflection", "Showing reflection"],
  ["from-others", "From others"],
];

export const kindName = (kind: EvidenceKind): string => KINDS.find(([id]) => id === kind)?.[1] ?? kind;

/** The largest film that is shown: the web view keeps all of it in memory, and fails beyond. */
export const FILM_LIMIT = 8_000_000;
/** How much of a text is shown. */
export const TEXT_LIMIT = 64 * 1024;

/** "3.4 MB", in steps of a thousand as file managers count. */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return bytes === 1 ? "1 byte" : `${bytes} bytes`;
  const units = ["kB", "MB", "GB"];
  let size = bytes / 1000;
  let unit = 0;
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${size < 9.95 ? size.toFixed(1) : Math.round(size)} ${units[unit]}`;
}

/** "PNG picture, 3.4 MB". */
export const fileText = (file: EvidenceFile | null): string =>
  file === null ? "No file" : `${file.says}, ${sizeText(file.size)}`;

/** What stands beside a piece in the list; empty when there is nothing to heed. */
export function consentMark(state: ConsentState): string {
  if (state === "missing") return "no consent yet";
  if (state === "ended") return "consent is over";
  if (state === "withdrawn") return "consent withdrawn";
  return "";
}

/** How consent stands, in a sentence. */
export function consentWords(state: ConsentState, consent: Consent | null): string {
  switch (state) {
    case "not-needed":
      return "Nobody’s work, voice or face is in it, so no consent is needed.";
    case "missing":
      return consent === null
        ? "Somebody is in it and no consent is recorded: it stays in the portfolio and in no export."
        : "They were not told that therapy does not depend on it, so this is no consent yet: it stays in no export.";
    case "ended":
      return "Consent does not hold on this day: it stays in no export.";
    case "withdrawn":
      return `Consent was withdrawn${consent?.withdrawn ? ` on ${longDate(consent.withdrawn)}` : ""}: it stays in no export.`;
    case "valid":
      return consent?.until
        ? `Consent holds until ${longDate(consent.until)}.`
        : "Consent holds until it is withdrawn.";
  }
}

/** "1:05", or "1:02:05" from an hour on. */
export function timeText(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (part: number): string => String(part).padStart(2, "0");
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** "2 minutes 5 seconds". */
export function lengthText(seconds: number): string {
  const whole = Math.round(seconds);
  const part = (count: number, one: string): string => (count === 0 ? "" : `${count} ${one}${count === 1 ? "" : "s"}`);
  const parts = [
    part(Math.floor(whole / 3600), "hour"),
    part(Math.floor(whole / 60) % 60, "minute"),
    part(whole % 60, "second"),
  ];
  return parts.filter((one) => one !== "").join(" ") || "less than a second";
}

/** What the wave shows, for whoever cannot see it. */
export function waveWords(heard: Pick<EvidenceHeard, "seconds" | "wave">): string {
  const { wave, seconds } = heard;
  if (wave.length === 0) return "";
  const loudest = wave.reduce((best, loud, at) => (loud > (wave[best] ?? 0) ? at : best), 0);
  const quiet = Math.round((wave.filter((loud) => loud < 8).length / wave.length) * 100);
  const peak = `Loudest at ${timeText((loudest / wave.length) * seconds)}`;
  if (quiet >= 95) return "Silent almost all through.";
  return quiet === 0 ? `${peak}; never quite silent.` : `${peak}; silent for ${quiet} per cent of it.`;
}

/** The drawing of a wave in a field of 1,000 by 100. */
export function wavePath(wave: readonly number[]): string {
  const step = 1000 / Math.max(1, wave.length);
  return wave
    .map((loud, at) => {
      const half = Math.max(0.75, (loud / 255) * 48);
      return `M${((at + 0.5) * step).toFixed(1)} ${(50 - half).toFixed(1)}V${(50 + half).toFixed(1)}`;
    })
    .join("");
}

/** The pieces that fit what is written, by title, number, description, maker and file. */
export function found(lines: readonly EvidenceLine[], words: string): EvidenceLine[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return lines.filter((line) => {
    const about = [`e${line.number}`, line.title, line.description, line.made_by, line.file?.name, line.file?.says];
    const text = about.join(" ").toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

/** A box over a picture, in shares of its sides. */
export interface Box {
  page: number;
  x: number;
  y: number;
  width: number;
  height: number;
}

const within = (value: number): number => Math.min(1, Math.max(0, value));

/** The box between two corners, within the picture. */
export function boxOf(page: number, from: { x: number; y: number }, to: { x: number; y: number }): Box {
  const [left, right] = [within(Math.min(from.x, to.x)), within(Math.max(from.x, to.x))];
  const [top, bottom] = [within(Math.min(from.y, to.y)), within(Math.max(from.y, to.y))];
  return { page, x: left, y: top, width: right - left, height: bottom - top };
}

/** A box moved, or with its lower right corner moved, and still within the picture. */
export function moved(box: Box, dx: number, dy: number, size: boolean): Box {
  if (size) {
    const width = Math.min(1 - box.x, Math.max(0.01, box.width + dx));
    const height = Math.min(1 - box.y, Math.max(0.01, box.height + dy));
    return { ...box, width, height };
  }
  return {
    ...box,
    x: Math.min(1 - box.width, Math.max(0, box.x + dx)),
    y: Math.min(1 - box.height, Math.max(0, box.y + dy)),
  };
}

/** The pictures among `lines`, those of the record first. */
export function pictures(lines: readonly EvidenceLine[], own: ReadonlySet<string>): EvidenceLine[] {
  const all = lines.filter((line) => line.file?.family === "picture");
  return [...all.filter((line) => own.has(line.id)), ...all.filter((line) => !own.has(line.id))];
}

/** Titles in a sentence: the first three of them, and how many more. */
export function titles(records: readonly { title: string }[]): string {
  const named = records.slice(0, 3).map(({ title }) => `“${title === "" ? "a record without words" : title}”`);
  const more = records.length - named.length;
  if (more > 0) return `${named.join(", ")} and ${counted(more, "more record")}`;
  return named.length > 1 ? `${named.slice(0, -1).join(", ")} and ${named.at(-1)}` : (named[0] ?? "");
}
