/**
 * Words as people count them: runs of letters, figures and what binds them. Markdown's signs are none. The core's count
 * decides; this one follows the typing.
 */
export function countWords(text: string): number {
  let count = 0;
  for (const piece of text.split(/\s+/u)) if (/[\p{L}\p{N}]/u.test(piece)) count += 1;
  return count;
}

/** "1 word", "12 words", "1,500 words". */
export function words(count: number): string {
  return `${count.toLocaleString("en-GB")} ${count === 1 ? "word" : "words"}`;
}

/** "1 record", "12 records". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en-GB")} ${count === 1 ? one : many}`;
}
