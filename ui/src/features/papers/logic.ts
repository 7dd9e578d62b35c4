/** Words for papers that others get. */
import type { Paper, PaperAnswer, PaperDoubt } from "../../bindings/contract";

/** How clients stand in it; `codes`: they stay as they were written. */
export function clientsSaid(replaced: number, codes: boolean): string {
  const stay = codes ? " Codes stay as you wrote them." : "";
  if (replaced === 0) return `No ${codes ? "name of a client" : "client"} of yours was found in it.${stay}`;
  const times = replaced === 1 ? "Once" : `${replaced} times`;
  return `${times} general words stand where you wrote a client’s ${codes ? "name" : "code or name"}.${stay}`;
}

/** An appraisal over the year that ends today. */
export function lastYear(today: string): Paper {
  const year = Number(today.slice(0, 4));
  // The day after the same day a year ago; the 29th of February has none.
  const start = new Date(Date.UTC(year - 1, Number(today.slice(5, 7)) - 1, Number(today.slice(8, 10)) + 1));
  return { paper: "appraisal", from: start.toISOString().slice(0, 10), to: today };
}

/** The answers with one more; what was said before under the same key is forgotten. */
export function answered(answers: readonly PaperAnswer[], key: string, otherWord: boolean): PaperAnswer[] {
  return [...answers.filter((one) => one.key !== key), { key, other_word: otherWord }];
}

/** What was said of a word: of its line before everywhere; `null`: nothing yet. */
export function answerFor(answers: readonly PaperAnswer[], doubt: PaperDoubt): boolean | null {
  const said = (key: string) => answers.find((one) => one.key === key)?.other_word;
  return said(doubt.key_here) ?? said(doubt.key) ?? null;
}
