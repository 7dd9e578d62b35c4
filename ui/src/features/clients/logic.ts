import { longDate } from "../../app/dates";
import type {
  AccessAsker,
  AccessRequest,
  Attendance,
  CaseLine,
  ClientFacts,
  ClientLine,
  Retention,
  RetentionRule,
} from "../../bindings/contract";

export const ATTENDANCE: readonly (readonly [Attendance | "", string])[] = [
  ["", "The session took place"],
  ["did-not-attend", "Did not attend (DNA)"],
  ["cancelled-by-client", "Cancelled by the client"],
  ["cancelled-by-me", "Cancelled by me"],
];

/** Days after which the file for a colleague is called old. */
export const OLD_AFTER = 90;

export const RULES: readonly (readonly [RetentionRule, string])[] = [
  ["adult", "As an adult: years after the last contact"],
  ["child", "As a child: until an age"],
  ["own", "A rule of my own: until a day"],
];

export const ASKERS: readonly (readonly [AccessAsker, string])[] = [
  ["client", "The client"],
  ["parent", "A parent, or who has parental responsibility"],
  ["solicitor", "A solicitor"],
  ["other", "Somebody else"],
];

/** What is said of how long a client is kept. */
export function keptWords(kept: Retention): string {
  const until = kept.until === null ? "" : longDate(kept.until);
  switch (kept.state) {
    case "no-rule":
      return "No time of keeping is set.";
    case "no-contact":
      return "There is no session yet to count from.";
    case "no-birth-year":
      return "The year of birth is not noted, so a child’s time cannot be counted.";
    case "running":
      return `Kept until ${until}.`;
    case "due":
      return `Kept long enough since ${until}. Nothing happens by itself.`;
    case "held":
      return until === "" ? "Held: not to be erased." : `Held: not to be erased, although the time was ${until}.`;
  }
}

/** The list in two parts: those who come, and those whose work has ended. */
export function parted(clients: readonly ClientLine[]): { current: ClientLine[]; ended: ClientLine[] } {
  return {
    current: clients.filter((one) => one.ended === null),
    ended: clients.filter((one) => one.ended !== null),
  };
}

/** What a case note says beside its day and title. */
export function noteMarks(note: CaseLine): string[] {
  const missed = ATTENDANCE.find(([id]) => id === note.attendance)?.[1];
  return [
    note.attendance === null ? "" : (missed ?? ""),
    note.ending ? "ending" : "",
    note.draft ? "draft" : "",
    note.themes.trim(),
  ].filter((part) => part !== "");
}

/** What of a request has to be weighed still before anything goes out. */
export function unweighed(request: AccessRequest): string[] {
  return [
    request.authority.trim() === "" ? "by what authority they ask" : "",
    request.identity_checked ? "" : "whether they are who they say",
    request.harm.trim() === "" ? "whether telling could do serious harm to anyone" : "",
    request.others.trim() === "" ? "what becomes of what is said of other people" : "",
  ].filter((part) => part !== "");
}

/** `null` for an empty field, `undefined` for what is no whole number above nought. */
export function wholeNumber(text: string): number | null | undefined {
  const written = text.trim();
  if (written === "") return null;
  return /^[1-9][0-9]{0,4}$/.test(written) ? Number(written) : undefined;
}

/** What is written on the page, label and words, without what is empty. */
export function written(facts: ClientFacts): [string, string][] {
  const all: [string, string][] = [
    ["Goals", facts.goals],
    ["Themes", facts.themes],
    ["Summary of the therapy", facts.summary],
    ["Ending", facts.ending],
  ];
  return all.filter(([, text]) => text.trim() !== "");
}
