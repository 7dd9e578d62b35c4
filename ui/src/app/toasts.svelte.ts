export interface Toast {
  id: number;
  text: string;
  action: { label: string; run: () => void } | null;
}

/** How long a toast stays, in milliseconds; one with a button stays longer. None goes while it has focus or pointer. */
export const STAYS = 6_000;
export const STAYS_WITH_ACTION = 15_000;

class Toasts {
  list = $state.raw<Toast[]>([]);
  #next = 1;

  show(text: string, action: Toast["action"] = null): void {
    // One at a time is read; a second one replaces the first.
    this.list = [{ id: this.#next++, text, action }];
  }

  drop(id: number): void {
    this.list = this.list.filter((toast) => toast.id !== id);
  }

  clear(): void {
    this.list = [];
  }
}

export const toasts = new Toasts();

/** Says something in passing; never the only place where an error stands. */
export const toast = (text: string, action: Toast["action"] = null): void => toasts.show(text, action);
