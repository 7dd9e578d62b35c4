import { Failure } from "../../backend";

interface Rules {
  /** What else has to be right before anything is sent. */
  ready?: () => boolean;
  /** Takes a failure that belongs beside another field; false when it does not. */
  elsewhere?: (failure: Failure, said: string) => boolean;
}

/** What is done only for whoever gives the passphrase, which leaves the page as soon as it is sent. */
export class Guarded {
  passphrase = $state("");
  busy = $state(false);
  /** What is wrong with the passphrase, to stand beside its field. */
  wrong = $state<string | null>(null);
  error = $state.raw<Failure | null>(null);

  /** The answer to a form: `act` sends the passphrase before it waits for anything. */
  async submit(event: SubmitEvent, act: (passphrase: string) => Promise<void>, rules: Rules = {}): Promise<void> {
    event.preventDefault();
    if (this.busy) return;
    this.wrong = this.passphrase === "" ? "Write your passphrase first." : null;
    this.error = null;
    const ready = rules.ready?.() ?? true;
    if (this.wrong !== null || !ready) return;
    this.busy = true;
    try {
      const acted = act(this.passphrase);
      this.passphrase = "";
      await acted;
    } catch (cause) {
      const failure = Failure.from(cause);
      const said = [failure.message, failure.hint].filter(Boolean).join(" ");
      if (failure.code === "wrong-passphrase" || failure.field === "passphrase") this.wrong = said;
      else if (!(rules.elsewhere?.(failure, said) ?? false)) this.error = failure;
    } finally {
      this.busy = false;
    }
  }
}
