import { onLock } from "../../app/session.svelte";
import { call, Failure } from "../../backend";
import type { ClientFacts, ClientIdentity, ClientOverview, ClientPage } from "../../bindings/contract";

/** How long who a client is stays on screen. */
export const SEEN_FOR = 60_000;

/** The list of clients, and the one whose page lies open. */
export class Clients {
  overview = $state.raw<ClientOverview | null>(null);
  page = $state.raw<ClientPage | null>(null);
  failure = $state.raw<Failure | null>(null);
  #wanted: string | null = null;
  #turn = 0;

  /** Loads the list, and the page of `id` where one is asked for. */
  async load(id: string | null = this.#wanted): Promise<void> {
    const turn = (this.#turn += 1);
    if (id !== this.#wanted) this.page = null;
    this.#wanted = id;
    try {
      const overview = await call("client.list", {});
      const page = id === null ? null : await call("client.get", { id });
      if (turn !== this.#turn) return;
      this.overview = overview;
      this.page = page;
      this.failure = null;
    } catch (cause) {
      if (turn !== this.#turn) return;
      this.failure = Failure.from(cause);
      // What was erased or taken back meanwhile is on no page any more.
      if (this.failure.code === "not-found") this.page = null;
    }
  }

  async save(page: ClientPage, facts: ClientFacts): Promise<void> {
    await call("client.save", { id: page.id, expected: page.version, facts });
  }
}

/** Who a client is: shown after a click, and hidden again after a minute, on another page, and when the portfolio locks. */
export class Who {
  seen = $state.raw<ClientIdentity | null>(null);
  failure = $state.raw<Failure | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #turn = 0;
  readonly #forget = onLock(() => this.hide());

  async show(id: string): Promise<void> {
    const turn = (this.#turn += 1);
    this.failure = null;
    try {
      const seen = await call("client.identity", { id });
      // Hidden, or another client's, while the answer was on its way.
      if (turn !== this.#turn) return;
      this.seen = seen;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.hide(), SEEN_FOR);
    } catch (cause) {
      if (turn === this.#turn) this.failure = Failure.from(cause);
    }
  }

  hide(): void {
    this.#turn += 1;
    clearTimeout(this.#timer);
    this.seen = null;
  }

  end(): void {
    this.hide();
    this.#forget();
  }
}
