import { call, cancel, Failure, listen, newTask } from "../backend";
import type { Commands } from "../bindings/contract";

/** Long work with a count, which can be stopped: a check, an export, making the sample portfolio. */
export class Work {
  active = $state(false);
  done = $state(0);
  total = $state(0);
  unit = $state("");
  #task = "";

  /** Runs a command and follows it. Rejects with its failure; `null` when the user stopped it. */
  async run<N extends keyof Commands>(
    name: N,
    request: Commands[N]["request"],
  ): Promise<Commands[N]["response"] | null> {
    this.#task = newTask();
    this.active = true;
    this.done = this.total = 0;
    this.unit = "";
    const stop = listen((event) => {
      if (event.event !== "progress" || event.task !== this.#task) return;
      this.done = event.done;
      this.total = event.total;
      this.unit = event.unit;
    });
    try {
      return await call(name, request, { task: this.#task });
    } catch (cause) {
      if (Failure.from(cause).code === "cancelled") return null;
      throw cause;
    } finally {
      stop();
      this.active = false;
    }
  }

  /** Follows work that is done here, in so many steps. */
  begin(total: number, unit: string): void {
    this.#task = "";
    this.active = true;
    this.done = 0;
    this.total = total;
    this.unit = unit;
  }

  end(): void {
    this.active = false;
  }

  async stop(): Promise<void> {
    if (this.active && this.#task !== "") await cancel(this.#task);
  }
}
