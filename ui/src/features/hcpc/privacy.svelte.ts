import { call, Failure } from "../../backend";
import type { AnswerAction, LeavingAsked, LeavingFinding, LeavingFound } from "../../bindings/contract";
import { groups, waiting } from "./privacy";

/** The privacy check over what one profile or addendum would hand out, and the owner's answers. */
export class PrivacyCheck {
  /** `null` until it has been looked at. */
  findings = $state.raw<LeavingFinding[] | null>(null);
  busy = $state(false);
  failure = $state.raw<Failure | null>(null);
  readonly waiting = $derived(waiting(this.findings ?? []));
  readonly open = $derived(groups(this.waiting));
  readonly settled = $derived(groups((this.findings ?? []).filter((one) => one.answer !== null)));
  #of: LeavingAsked;
  #asked = 0;

  constructor(of: LeavingAsked) {
    this.#of = of;
  }

  /** Looks again. */
  async look(): Promise<void> {
    const asked = ++this.#asked;
    try {
      const { findings } = await call("hcpc.privacy", this.#of);
      if (asked !== this.#asked) return;
      this.findings = findings;
      this.failure = null;
    } catch (cause) {
      if (asked === this.#asked) this.failure = Failure.from(cause);
    }
  }

  /** Answers one; `null` takes the answer back. True when it was taken. */
  async answer(key: string, action: AnswerAction | null, words = ""): Promise<boolean> {
    return this.#change(() => call("hcpc.answer", { ...this.#of, answers: [{ key, action, words }] }));
  }

  /** Puts general words in, wherever there are some. */
  async propose(): Promise<boolean> {
    return this.#change(() => call("hcpc.propose", this.#of));
  }

  async #change(change: () => Promise<LeavingFound>): Promise<boolean> {
    const asked = ++this.#asked;
    this.busy = true;
    try {
      const { findings } = await change();
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
