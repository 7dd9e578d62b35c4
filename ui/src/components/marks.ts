import type { Kind } from "../bindings/contract";

/** Drawings on a 24 by 24 grid, filled unless they are lines. */
export const FILLED = {
  triptych: "M1 2.5 6.75 5v14L1 21.5zM8.25 5h7.5v14h-7.5zM17.25 5 23 2.5v19L17.25 19z",
  reflection: "M2.5 11a9.5 9.5 0 0 1 19 0zm2.3-1.8h14.4a7.7 7.7 0 0 0-14.4 0zM2.5 13.2h19a9.5 9.5 0 0 1-19 0z",
  "case-note": "M4.5 2H13v6.5h6.5V22h-15zm10.3.3 4.5 4.5h-4.5zM7.5 11.8v1.9h9v-1.9zm0 4.2v1.9H14V16z",
  supervision: "M8 5a7 7 0 1 1 0 14A7 7 0 0 1 8 5zm8 0a7 7 0 1 1 0 14 7 7 0 0 1 0-14z",
  cpd: "M3 2l19 19.5H3zm4 9.8v5.9h5.8z",
  evidence: "M2 4h20v16H2zm2.2 2.2v11.6h15.6V6.2zM7.5 9.2h9v5.6h-9z",
  action: "M3 4h14v2H5v13h13v-6h2v8H3zm5.2 6.2 1.5-1.3 2.6 3L20.6 2.6l1.5 1.2-9.8 11.6z",
  heed: "M12 1.5 22.5 12 12 22.5 1.5 12zM10.9 6.6v7h2.2v-7zm0 8.7v2.2h2.2v-2.2z",
  harm: "M7.7 2h8.6L22 7.7v8.6L16.3 22H7.7L2 16.3V7.7zm.2 7.4 2.6 2.6-2.6 2.6 1.5 1.5 2.6-2.6 2.6 2.6 1.5-1.5-2.6-2.6 2.6-2.6-1.5-1.5-2.6 2.6-2.6-2.6z",
  well: "M12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20zm-5.4 9.9 4.2 5 6.8-8.6-1.7-1.3-5.2 6.6-2.5-3z",
  note: "M12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20zm-1.2 4.6v2.3h2.4V6.6zm0 4v7h2.4v-7z",
} as const;

export const LINES = {
  tick: "M3.5 13.5 9 20 20.5 4",
  cross: "M4 4l16 16M20 4 4 20",
} as const;

export type MarkName = keyof typeof FILLED | keyof typeof LINES;

/** Tallies for the five levels, on a 24 by 17 grid. */
export const TALLIES: { [level: string]: string } = {
  ass: "M12.6 2 11.6 15",
  pro: "M9.8 2.4 9.2 15M15 1.8 14.4 14.8",
  enh: "M7.4 2.2 6.8 15M12.5 1.8 12 15.2M17.4 2.3 16.9 14.7",
  adv: "M5 2.3 4.4 15M9.9 1.9 9.4 15.2M14.8 2.4 14.4 14.8M19.6 1.8 19.2 15",
  con: "M5 2.3 4.4 15M9.9 1.9 9.4 15.2M14.8 2.4 14.4 14.8M19.6 1.8 19.2 15M1.5 12.2 22.6 4.6",
};

/** The kinds of record, in the order they are offered. */
export const KINDS: readonly Kind[] = ["reflection", "case-note", "supervision", "cpd"];

export const KIND_NAMES: { [kind in Kind]: string } = {
  reflection: "Reflection",
  "case-note": "Case note",
  supervision: "Supervision",
  cpd: "CPD activity",
};
