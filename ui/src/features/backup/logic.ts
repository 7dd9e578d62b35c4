import { clock, longDate } from "../../app/dates";
import { counted } from "../../app/words";
import type {
  BackupCounts,
  BackupDifference,
  BackupInside,
  BackupOpens,
  BackupStatus,
  Kind,
} from "../../bindings/contract";
import { KIND_NAMES, KINDS } from "../../components/marks";

const FEW = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/** "today", "yesterday", "3 days ago". */
export function ago(days: number): string {
  if (days <= 0) return "today";
  return days === 1 ? "yesterday" : `${days} days ago`;
}

/** The page's first sentence. */
export function headline(status: BackupStatus): string {
  if (status.last === null) return "There is no backup yet.";
  const { days } = status.last;
  if (status.current) return "Your last backup has everything in it.";
  if (days <= 0) return "Your last backup is of today.";
  return `Your last backup is ${FEW[days] ?? days} ${days === 1 ? "day" : "days"} old.`;
}

/** Where the newest backup is and what is known of it. */
export function whereabouts(status: BackupStatus): string {
  if (status.last === null) {
    return "A backup is one file, encrypted like the portfolio. It is opened and counted before it is called one.";
  }
  const { file, made_at, made_on } = status.last;
  return `“${file}”, made on ${longDate(made_on)} at ${clock(made_at)}. It was opened and counted when it was made.`;
}

/** What is wrong with files of evidence, in a sentence; "" where nothing is. */
export function lacking({ damaged, missing }: { damaged: number; missing: number }): string {
  const be = (count: number): string => (count === 1 ? "is" : "are");
  if (damaged + missing === 0) return "";
  if (damaged === 0) return `${counted(missing, "file")} of evidence ${be(missing)} missing.`;
  const also = missing === 0 ? "" : `, and ${missing} ${be(missing)} missing`;
  return `${counted(damaged, "file")} of evidence ${be(damaged)} damaged${also}.`;
}

/** The line of the home page; `null` where nothing is asked. */
export function glance(status: BackupStatus): string | null {
  if (status.sample) return null;
  if (status.last === null) return "There is no backup yet";
  const said = `Last backup: ${ago(status.last.days)}, checked`;
  return status.current ? `${said}. Nothing has changed since` : said;
}

/** Something is still to be backed up, and the folder for it is away. */
export function awaited(status: BackupStatus): boolean {
  return status.folder !== null && status.automatic && !status.reachable && !status.current;
}

/** A time as "22 November 2026, 10:30", on this computer's clock. */
export function moment(time: string): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return "";
  const day = new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
  return `${longDate(day)}, ${clock(time)}`;
}

const SIZES = ["KB", "MB", "GB"];

/** "312 KB", "1.4 MB". */
export function size(bytes: number): string {
  let [amount, at] = [bytes / 1024, 0];
  while (amount >= 1000 && at < SIZES.length - 1) [amount, at] = [amount / 1024, at + 1];
  const said = at === 0 ? Math.max(1, Math.round(amount)).toString() : amount.toFixed(1);
  return `${said} ${SIZES[at] ?? ""}`;
}

/** How many records there are, without the bin. */
export const records = (counts: BackupCounts): number =>
  Object.values(counts.records).reduce<number>((sum, count) => sum + (count ?? 0), 0);

/** "3 reflections, 1 case note". */
export function byKind(counts: { [kind in string]?: number }): string {
  return KINDS.filter((kind) => (counts[kind] ?? 0) > 0)
    .map((kind: Kind) => counted(counts[kind] ?? 0, name(kind), kind === "cpd" ? "CPD activities" : `${name(kind)}s`))
    .join(", ");
}

function name(kind: Kind): string {
  if (kind === "cpd") return "CPD activity";
  return kind === "supervision" ? "supervision session" : KIND_NAMES[kind].toLowerCase();
}

/** What the present portfolio has that the backup lacks, line by line. */
export function differences(difference: BackupDifference): string[] {
  const lines: string[] = [];
  const say = (counts: { [kind in string]?: number }, text: (what: string) => string): void => {
    const what = byKind(counts);
    if (what !== "") lines.push(text(what));
  };
  say(difference.newer, (what) => `Written since, and not in it: ${what}.`);
  say(difference.changed, (what) => `Changed since, and in it as they were: ${what}.`);
  say(difference.gone, (what) => `In it, and no longer in your portfolio: ${what}.`);
  if (difference.more.length > 0) lines.push(`Your portfolio has more by ${difference.more.join(", ")}.`);
  if (difference.fewer.length > 0) lines.push(`It has more by ${difference.fewer.join(", ")}.`);
  return lines;
}

const OPENS: { [opens in BackupOpens]: string } = {
  present: "It opens with your present passphrase, and with your 24 words.",
  "earlier-passphrase":
    "It opens with the passphrase you had when it was made, not with a newer one. Your present 24 words open it too.",
  "earlier-words":
    "It opens with the passphrase and the 24 words you had when it was made. There have been new words since.",
  other: "It belongs to another portfolio, and opens with the passphrase or the 24 words of that one.",
  unknown: "It opens with the passphrase or the 24 words of the portfolio it was made from.",
};

/** Which passphrase opens it, in a sentence. */
export const opens = (inside: Pick<BackupInside, "opens">): string => OPENS[inside.opens];

/** The folder chosen, with the new folder's name below it. */
export function within(folder: string, proposed: string): string {
  const name = /[^\\/]+$/.exec(proposed)?.[0] ?? "Portfolio";
  const separator = folder.includes("\\") && !folder.includes("/") ? "\\" : "/";
  return `${folder.replace(/[\\/]+$/, "")}${separator}${name}`;
}
