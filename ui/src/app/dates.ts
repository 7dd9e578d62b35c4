/** Dates as people write and read them. Inside they are always YYYY-MM-DD, without a time and without a zone. */
/** The months, by name. */
export const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

const pad = (number: number, length = 2): string => String(number).padStart(length, "0");

function parts(iso: string): [number, number, number] | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso);
  return match === null ? null : [Number(match[1]), Number(match[2]), Number(match[3])];
}

function utc(year: number, month: number, day: number): Date {
  const date = new Date(Date.UTC(2000, month - 1, day));
  date.setUTCFullYear(year, month - 1, day);
  return date;
}

/** Whether the day exists; the years 1900 to 2199 are taken. */
export function exists(year: number, month: number, day: number): boolean {
  if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1) return false;
  return utc(year, month, day).getUTCDate() === day;
}

/** What was written in a date field: YYYY-MM-DD, or why not. Empty is `null` without a reason. */
export function parseDate(text: string): { date: string | null; wrong: string | null } {
  const written = text.trim();
  if (written === "") return { date: null, wrong: null };
  const found = numbers(written) ?? words(written);
  if (found === null) return { date: null, wrong: "Write the date as day, month and year, such as 12/04/2026." };
  const [year, month, day] = found;
  if (year < 1900 || year > 2199) return { date: null, wrong: "The year should lie between 1900 and 2199." };
  if (!exists(year, month, day)) return { date: null, wrong: "This day does not exist in the calendar." };
  return { date: `${pad(year, 4)}-${pad(month)}-${pad(day)}`, wrong: null };
}

function numbers(written: string): [number, number, number] | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(written);
  if (iso !== null) return [Number(iso[1]), Number(iso[2]), Number(iso[3])];
  const british = /^(\d{1,2})\s*[/.\- ]\s*(\d{1,2})\s*[/.\- ]\s*(\d{4}|\d{2})$/.exec(written);
  if (british === null) return null;
  return [fullYear(british[3] ?? ""), Number(british[2]), Number(british[1])];
}

function words(written: string): [number, number, number] | null {
  const match = /^(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,})\.?,?\s+(\d{4}|\d{2})$/i.exec(written);
  if (match === null) return null;
  const name = (match[2] ?? "").toLowerCase();
  const month = MONTHS.findIndex((full) => full.toLowerCase().startsWith(name));
  return month < 0 ? null : [fullYear(match[3] ?? ""), month + 1, Number(match[1])];
}

const fullYear = (written: string): number => (written.length === 2 ? 2000 + Number(written) : Number(written));

/** 12/04/2026, for fields and tables. */
export function fieldDate(iso: string | null): string {
  const found = iso === null ? null : parts(iso);
  return found === null ? "" : `${pad(found[2])}/${pad(found[1])}/${pad(found[0], 4)}`;
}

/** 12 April 2026. */
export function longDate(iso: string): string {
  const found = parts(iso);
  return found === null ? iso : `${found[2]} ${MONTHS[found[1] - 1]} ${found[0]}`;
}

/** 12 April, with the year only when it is another one than `today`'s. */
export function shortDate(iso: string, today: string): string {
  return iso.slice(0, 4) === today.slice(0, 4) ? longDate(iso).slice(0, -5) : longDate(iso);
}

/** Sunday. */
export function weekday(iso: string): string {
  const found = parts(iso);
  return found === null ? "" : (DAYS[utc(...found).getUTCDay()] ?? "");
}

/** April 2026. */
export function monthName(iso: string): string {
  return longDate(`${iso.slice(0, 7)}-01`).slice(2);
}

/** Days from one date to another; negative when the second lies before. */
export function daysBetween(from: string, to: string): number {
  const [a, b] = [parts(from), parts(to)];
  return a === null || b === null ? 0 : Math.round((utc(...b).getTime() - utc(...a).getTime()) / 86_400_000);
}

const iso = (date: Date): string => date.toISOString().slice(0, 10);

/** The day of a moment where the user is: 2026-11-22. */
export function localDay(moment: string): string {
  const date = new Date(moment);
  return `${pad(date.getFullYear(), 4)}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}

/** The day `days` later (earlier when negative). */
export function addDays(from: string, days: number): string {
  const found = parts(from);
  return found === null ? from : iso(utc(found[0], found[1], found[2] + days));
}

/** The same day `years` later; 29 February becomes 1 March where there is none. */
export function addYears(from: string, years: number): string {
  const found = parts(from);
  return found === null ? from : iso(utc(found[0] + years, found[1], found[2]));
}

/** Today, yesterday, the day of the week within the last six days, else the date. */
export function nearDate(iso: string, today: string): string {
  const days = daysBetween(iso, today);
  if (days === 0) return "Today";
  if (days === 1) return "Yesterday";
  if (days === -1) return "Tomorrow";
  return days > 1 && days < 7 ? weekday(iso) : shortDate(iso, today);
}

/** "12 April 2026", or "12 to 14 April 2026" and "30 March to 2 April 2026" for a period. */
export function period(from: string, to: string | null): string {
  if (to === null || to === from) return longDate(from);
  const [a, b] = [longDate(from).split(" "), longDate(to).split(" ")];
  if (a[2] !== b[2]) return `${a.join(" ")} to ${b.join(" ")}`;
  return a[1] === b[1] ? `${a[0]} to ${b.join(" ")}` : `${a[0]} ${a[1]} to ${b.join(" ")}`;
}

/** 19:02 on this computer's clock, from an RFC 3339 time. */
export function clock(time: string): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? "" : `${pad(date.getHours())}:${pad(date.getMinutes())}`;
}

/** "75 minutes" or "2 hours", "2 h 15 min". */
export function duration(minutes: number): string {
  if (minutes < 120) return minutes === 1 ? "1 minute" : `${minutes} minutes`;
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return rest === 0 ? `${hours} hours` : `${hours} h ${rest} min`;
}
