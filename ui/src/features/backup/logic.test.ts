import { describe, expect, it } from "vitest";
import type { BackupStatus } from "../../bindings/contract";
import { ago, awaited, byKind, differences, glance, headline, lacking, size, whereabouts, within } from "./logic";

const status = (days: number | null, more: Partial<BackupStatus> = {}): BackupStatus => ({
  folder: "/stick",
  automatic: true,
  reachable: true,
  current: false,
  insistent: false,
  sample: false,
  files: 0,
  file_bytes: 0,
  read_only: false,
  last:
    days === null
      ? null
      : {
          made_at: "2026-11-13T10:30:00Z",
          made_on: "2026-11-13",
          days,
          file: "a.zip",
          path: "/stick/a.zip",
          damaged: 0,
          missing: 0,
        },
  ...more,
});

describe("the age of a backup", () => {
  it("is said in words", () => {
    expect([0, 1, 3, 40].map(ago)).toEqual(["today", "yesterday", "3 days ago", "40 days ago"]);
    expect(headline(status(null))).toBe("There is no backup yet.");
    expect(headline(status(0))).toBe("Your last backup is of today.");
    expect(headline(status(1))).toBe("Your last backup is one day old.");
    expect(headline(status(9))).toBe("Your last backup is nine days old.");
    expect(headline(status(15))).toBe("Your last backup is 15 days old.");
    expect(headline(status(15, { current: true }))).toBe("Your last backup has everything in it.");
  });

  it("stands on the home page, and the sample asks for nothing", () => {
    expect(glance(status(3))).toBe("Last backup: 3 days ago, checked");
    expect(glance(status(3, { current: true }))).toMatch(/Nothing has changed since$/);
    expect(glance(status(null))).toBe("There is no backup yet");
    expect(glance(status(null, { sample: true }))).toBeNull();
    expect(whereabouts(status(9))).toMatch(/^“a\.zip”, made on 13 November 2026/);
  });
});

describe("the folder of the backups", () => {
  it("is waited for while it is away and something is not in it yet", () => {
    expect(awaited(status(3, { reachable: false }))).toBe(true);
    expect(awaited(status(null, { reachable: false }))).toBe(true);
    for (const not of [{ reachable: true }, { current: true }, { automatic: false }, { folder: null }])
      expect(awaited(status(3, { reachable: false, ...not }))).toBe(false);
  });
});

describe("what is in a backup", () => {
  it("is counted by kind", () => {
    expect(byKind({ reflection: 3, "case-note": 1, cpd: 2, supervision: 0 })).toBe(
      "3 reflections, 1 case note, 2 CPD activities",
    );
    expect(byKind({})).toBe("");
    expect([10, 319_488, 1_500_000, 3e9].map(size)).toEqual(["1 KB", "312 KB", "1.4 MB", "2.8 GB"]);
  });

  it("is compared with the portfolio", () => {
    const none = { newer: {}, changed: {}, gone: {}, more: [], fewer: [], by_counts: false };
    expect(differences(none)).toEqual([]);
    expect(differences({ ...none, newer: { reflection: 2 }, gone: { supervision: 1 } })).toEqual([
      "Written since, and not in it: 2 reflections.",
      "In it, and no longer in your portfolio: 1 supervision session.",
    ]);
    const things = { more: ["1 client code", "2 pieces of evidence"], fewer: ["1 HCPC cycle"] };
    expect(differences({ ...none, ...things })).toEqual([
      "Your portfolio has more by 1 client code, 2 pieces of evidence.",
      "It has more by 1 HCPC cycle.",
    ]);
  });

  it("lacks what is damaged or missing", () => {
    expect(lacking({ damaged: 0, missing: 0 })).toBe("");
    expect(lacking({ damaged: 0, missing: 1 })).toBe("1 file of evidence is missing.");
    expect(lacking({ damaged: 2, missing: 0 })).toBe("2 files of evidence are damaged.");
    expect(lacking({ damaged: 1, missing: 3 })).toBe("1 file of evidence is damaged, and 3 are missing.");
  });

  it("goes to a folder of its own", () => {
    expect(within("/home/anna/", "/data/Portfolio restored 2026-11-24")).toBe(
      "/home/anna/Portfolio restored 2026-11-24",
    );
    expect(within("D:\\Anna", "C:\\Data\\Portfolio 2")).toBe("D:\\Anna\\Portfolio 2");
  });
});
