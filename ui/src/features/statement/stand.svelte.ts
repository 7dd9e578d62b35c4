import { offerUndo } from "../../app/undo.svelte";
import { onLock } from "../../app/session.svelte";
import { call, Failure } from "../../backend";
import type { Answer, Assessment } from "../../bindings/contract";
import { answerFor, answerWords } from "./logic";

/** What "Next for me" asks for. */
export interface NextAsked {
  statement: string;
  note: string;
  by: string | null;
}

/** "Where I stand": one key each, dated and kept by the core, never totalled. */
class Stand {
  /** The statement whose line and date are being asked for. */
  asked = $state.raw<NextAsked | null>(null);
  failure = $state.raw<Failure | null>(null);

  /** Carries a key out on a statement; false when the key means nothing here. */
  press(key: string, statement: string, latest: Assessment | null): boolean {
    const answer = answerFor(key);
    if (answer === null) return false;
    this.choose(statement, answer, latest);
    return true;
  }

  /** The same answer again takes it back; "Next for me" asks for its line and date. */
  choose(statement: string, answer: Answer, latest: Assessment | null): void {
    const now = latest?.answer === answer ? latest : null;
    if (answer === "next-for-me") this.asked = { statement, note: now?.note ?? "", by: now?.by ?? null };
    else void this.set(statement, now === null ? answer : null);
  }

  /** True when it was kept. */
  async set(statement: string, answer: Answer | null, note = "", by: string | null = null): Promise<boolean> {
    try {
      await call("assessment.set", { statement, answer, note, by });
      this.failure = null;
      this.asked = null;
      offerUndo(answer === null ? "Your answer was taken back" : `Noted: ${answerWords(answer)}`);
      return true;
    } catch (cause) {
      this.failure = Failure.from(cause);
      return false;
    }
  }

  forget(): void {
    this.asked = null;
    this.failure = null;
  }
}

export const stand = new Stand();
onLock(() => stand.forget());
