import type { Kind, Query } from "../bindings/contract";
import { backward, forward, type History } from "./history";
import { leave } from "./leave.svelte";

/** Every place there is. Pages take theirs as the prop `place`. */
export type Place =
  | { page: "today" }
  | { page: "records"; id?: string; query?: Partial<Query>; create?: Kind; tag?: string }
  | { page: "capture" }
  | { page: "history"; id: string }
  | { page: "shelf" }
  | { page: "bin" }
  | { page: "supervision"; part?: "agenda" | "agreements" | "log" }
  | { page: "clients"; id?: string; part?: "kept" }
  | { page: "evidence"; id?: string; part?: "new" }
  | { page: "framework"; level?: string }
  | { page: "level"; level: string }
  | { page: "pillar"; pillar: string }
  | { page: "statement"; id: string }
  | { page: "stories" }
  | { page: "hcpc"; cycle?: string; part?: "asked" | "draft" }
  | { page: "year"; year?: number }
  | { page: "profile" }
  | { page: "register" }
  | { page: "settings" }
  | { page: "intake" }
  | { page: "backups"; part?: "now" }
  | { page: "restore"; path?: string };

export type PlaceOf<P extends Place["page"]> = Extract<Place, { page: P }>;

class Places {
  #history = $state.raw<History<Place>>({ past: [], current: { page: "today" } });

  get current(): Place {
    return this.#history.current;
  }

  get canGoBack(): boolean {
    return this.#history.past.length > 0;
  }

  async go(place: Place, options: { replace?: boolean } = {}): Promise<boolean> {
    if (!(await leave())) return false;
    this.#history = forward(this.#history, place, options.replace ?? false);
    return true;
  }

  /** The place has got another name, such as the id of what was new: nobody leaves, so nothing is saved or asked first. */
  rename(place: Place): void {
    this.#history = forward(this.#history, place, true);
  }

  async back(): Promise<boolean> {
    if (!this.canGoBack || !(await leave())) return false;
    this.#history = backward(this.#history);
    return true;
  }

  /** Where one has been, for another page to go on from. */
  get history(): History<Place> {
    return this.#history;
  }

  /** Goes on where another page has ended. */
  goOn(history: History<Place>): void {
    this.#history = history;
  }

  /** Another portfolio was opened: nothing of the one before is gone back to. */
  forget(): void {
    this.#history = { past: [], current: { page: "today" } };
  }
}

/** Kept over a lock, so that unlocking returns to where one was. */
export const places = new Places();

/**
 * Goes to a place, after what is being written has been saved. `replace` leaves no trace of the place one leaves (a new
 * record that has just received its id). False when the user chose to stay with words that could not be saved.
 */
export const go = (place: Place, options: { replace?: boolean } = {}): Promise<boolean> => places.go(place, options);

/** Goes back to the place before. */
export const back = (): Promise<boolean> => places.back();
