/**
 * The document model of `src-tauri/pdf/src/model.rs` as JSON: what the preview shows and the PDF is made of.
 *
 * Written by hand, because the PDF crate knows nothing of TypeScript. Keep it beside the Rust file when that changes.
 */

/** A run of text in one manner. */
export type PreviewInline =
  | { text: string }
  | { strong: string }
  | { emphasis: string }
  | { link: { text: string; address: string } }
  | { jump: { text: string; to: string } };

/** On which side of its column a text stands. */
export type PreviewAlign = "start" | "end" | "centre";

/** One column of a table; `width` is its share relative to the others'. */
export interface PreviewColumn {
  title: string;
  width: number;
  align: PreviewAlign;
}

/** A line of the contents that leads to another file. */
export interface PreviewElsewhere {
  text: string;
  page: number;
}

/** A piece of the document that stands on lines of its own. */
export type PreviewBlock =
  | { heading: { level: number; text: string } }
  | { paragraph: PreviewInline[] }
  | { list: { ordered: boolean; items: PreviewInline[][] } }
  | { table: { caption?: string; columns: PreviewColumn[]; rows: PreviewInline[][][] } }
  | { facts: [string, PreviewInline[]][] }
  | { note: { label: string; text: PreviewInline[] } }
  | {
      figure: {
        picture: string;
        width: number;
        height: number;
        dots: number;
        alternative: string;
        caption?: string;
        /** What the picture shows in words; lies on it unseen. */
        words?: { text: string; left: number; width: number; baseline: number }[];
      };
    }
  /** The headings of the first two levels with their pages; of other files what is in them. */
  | { contents: { before?: PreviewElsewhere[]; after?: PreviewElsewhere[] } }
  /** Names the heading that comes next. */
  | { anchor: string }
  | "rule"
  | "page-break";

/** One document in reading order. */
export interface PreviewDocument {
  title: string;
  author?: string;
  subject?: string;
  /** BCP 47. */
  language: string;
  /** Without a zone, in universal time. */
  created: string;
  running_header?: string;
  running_footer?: string;
  /** Where its pages stand in a whole that is in several files. */
  counted?: { before: number; of: number; part: string };
  blocks: PreviewBlock[];
}
