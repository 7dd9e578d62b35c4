import type { StrengthAnswer } from "../../bindings/contract";

const WORDS = ["Guessed at once", "Very weak", "Weak", "Good", "Strong"];

/** The strength in a sentence, as honest as the figure behind it. */
export function sentence(answer: StrengthAnswer): string {
  const word = WORDS[answer.score] ?? "Weak";
  return answer.score === 0 ? `${word}.` : `${word}: someone who has the file would need ${answer.time} to guess it.`;
}
