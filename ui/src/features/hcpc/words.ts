/**
 * Word counts while one writes. The core counts again on every save, and its number wins.
 *
 * What always holds: a word is what stands between Unicode white space, exactly as the core cuts it (Rust's
 * `split_whitespace`), divided by long dashes as LibreOffice does. JavaScript's own `\s` would differ: it knows U+FEFF, and not U+0085.
 */

const SPACE = "\\t-\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const WORD = new RegExp(`[^${SPACE}]+`, "gu");

/** Signs of scripts without spaces (each is a word), and what lies between them and long dashes. */
const PIECE =
  /[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]|[^–—\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]+/gu;

/** How many words a text has. */
export function countWords(text: string): number {
  let words = 0;
  for (const [between] of text.matchAll(WORD)) words += between.match(PIECE)?.length ?? 1;
  return words;
}

/** How many words several texts have together. */
export function countAll(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + countWords(text), 0);
}

/** How many lines a field needs for its text, about `width` letters to a line: grows with the words, never shrinks below `least`. */
export function linesFor(text: string, least: number, width: number): number {
  let lines = 1;
  for (const line of text.split("\n")) lines += Math.max(1, Math.ceil(line.length / width));
  return Math.min(60, Math.max(least, lines));
}
