import type { Place } from "../../app/place.svelte";

/** A page's name in the window's title and in "Go to". */
export const PAGE_NAMES: { [page in Place["page"]]: string } = {
  today: "Today",
  records: "Records",
  capture: "Quick note",
  history: "What it said before",
  shelf: "Keywords and templates",
  bin: "Bin",
  supervision: "Supervision",
  clients: "Clients",
  evidence: "Evidence",
  framework: "Framework",
  level: "Level",
  pillar: "Pillar",
  statement: "Statement",
  stories: "Career stories",
  hcpc: "CPD audit",
  year: "CPD year",
  profile: "Profile",
  register: "Register of exports",
  settings: "Settings",
  intake: "Bring in what you have",
  backups: "Backups",
  restore: "Restore a backup",
};

/** Which entry of the navigation a place belongs to. */
export function entryOf(page: Place["page"]): Place["page"] {
  if (page === "bin" || page === "history" || page === "shelf") return "records";
  if (page === "capture") return "today";
  if (page === "year") return "hcpc";
  if (page === "register") return "profile";
  if (page === "level" || page === "pillar" || page === "statement" || page === "stories") return "framework";
  if (page === "intake" || page === "backups" || page === "restore") return "settings";
  return page;
}

/** Changes when the reader arrives at another page, and not while she goes along a list. */
export function arrival(place: Place): string {
  if (place.page === "level") return `level ${place.level}`;
  if (place.page === "pillar") return `pillar ${place.pillar}`;
  if (place.page === "statement") return `statement ${place.id}`;
  if (place.page === "history") return `history ${place.id}`;
  return place.page;
}
