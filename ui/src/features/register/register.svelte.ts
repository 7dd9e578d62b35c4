import { call, Failure } from "../../backend";
import type { LeftKind, RegisterLine } from "../../bindings/contract";

/** Lines shown at a time. */
const STEP = 100;

/** What can leave, in words, as the filter offers it. */
export const KINDS: { kind: LeftKind; words: string }[] = [
  { kind: "hcpc", words: "CPD profiles" },
  { kind: "addendum", words: "Addenda to profiles" },
  { kind: "copied", words: "Copied parts of profiles" },
  { kind: "paper", words: "Papers for others" },
  { kind: "supervision", words: "Supervision logs" },
  { kind: "access", words: "Clients’ own records" },
  { kind: "evidence", words: "Evidence" },
  { kind: "markdown", words: "The portfolio as Markdown" },
  { kind: "json", words: "The portfolio as JSON" },
];

/** Everything that ever left, as far as it is shown. */
export class LeftRegister {
  lines = $state.raw<RegisterLine[]>([]);
  /** Lines that fit. */
  total = $state(0);
  /** Lines there are; `null` before anything is known. */
  all = $state<number | null>(null);
  kind = $state<LeftKind | "">("");
  find = $state("");
  failure = $state.raw<Failure | null>(null);
  #turn = 0;

  async load(count = STEP): Promise<void> {
    const turn = (this.#turn += 1);
    try {
      const lines: RegisterLine[] = [];
      let page;
      do {
        page = await call("register.list", {
          kind: this.kind === "" ? null : this.kind,
          find: this.find,
          offset: lines.length,
          limit: STEP,
        });
        lines.push(...page.lines);
      } while (page.lines.length > 0 && lines.length < Math.min(count, page.total));
      if (turn !== this.#turn) return;
      this.lines = lines;
      this.total = page.total;
      this.all = page.all;
      this.failure = null;
    } catch (cause) {
      if (turn === this.#turn) this.failure = Failure.from(cause);
    }
  }

  /** What is shown, read again. */
  again(): Promise<void> {
    return this.load(Math.max(STEP, this.lines.length));
  }

  more(): Promise<void> {
    return this.load(this.lines.length + STEP);
  }
}
