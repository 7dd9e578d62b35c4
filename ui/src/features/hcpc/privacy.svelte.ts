import { call, Failure } from "../../backend";
import type { AnswerAction, AnswerGiven, LeavingFinding } from "../../bindings/contract";
import { groups, proposals, waiting } from "./privacy";

/** The privacy check over what one profile would hand out, and the owner's answers. */
export class PrivacyCheck {
  /** `null` until it has been looked at. */
  findings = $state.raw<LeavingFinding[] | null>(null);
  busy = $state(false);
  failure = $state.raw<Failure | null>(null);
  readonly waiting = $derived(waiting(this.findings ?? []));
  readonly open = $derived(groups(this.waiting));
  readonly settled = $derived(groups((this.findings ?? []).filter((one) => one.answer !== null)));
  #id: string;
  #asked = 0;

  constructor(cycleId: string) {
    this.#id = cycleId;
  }

  /** Looks again. */
  async look(): Promise<void> {
    const asked = ++this.#asked;
    try {
      const { findings } = await call("hcpc.privacy", { id: this.#id });
      if (asked !== this.#asked) return;
      this.findings = findings;
      this.failure = null;
    } catch (cause) {
      if (asked === this.#asked) this.failure = Failure.from(cause);
    }
  }

  /** Answers one; `null` takes the answer back. True when it was taken. */
  async answer(key: string, action: AnswerAction | null, words = ""): Promise<boolean> {
    return this.#answer([{ key, action, words }]);
  }

  /** Puts the proposals in, wherever there is one. */
  async propose(): Promise<boolean> {
    return this.#answer(proposals(this.findings ?? []));
  }

  async #answer(answers: AnswerGiven[]): Promise<boolean> {
    const asked = ++this.#asked;
    this.busy = true;
    try {
      const { findings } = await call("hcpc.answer", { id: this.#id, answers });
      if (asked === this.#asked) this.findings = findings;
      this.failure = null;
      return true;
    } catch (cause) {
      this.failure = Failure.from(cause);
      return false;
    } finally {
      this.busy = false;
    }
  }
}
