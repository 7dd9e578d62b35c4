import type { Event } from "../bindings/contract";
import type { Transport } from "./transport";

/** The part of Tauri's bridge that is used here; the npm package would bring the rest along. */
interface Internals {
  invoke<T>(command: string, args?: unknown, options?: { headers: { [name: string]: string } }): Promise<T>;
  transformCallback(callback: (message: unknown) => void): number;
}

declare global {
  interface Window {
    __TAURI_INTERNALS__?: Internals;
  }
}

/** The window's own transport. */
export function tauri(internals: Internals): Transport {
  return {
    call: (name, task, request) => internals.invoke<string>("call", { name, task, request }),
    cancel: (task) => internals.invoke("cancel", { task }),
    readBlob: async (id, offset, length) =>
      new Uint8Array(await internals.invoke<ArrayBuffer>("read_blob", { id, offset, length })),
    writeBlob: (id, offset, bytes) =>
      internals.invoke("write_blob", bytes, { headers: { id, offset: String(offset) } }),
    listen: (handler) => listen(internals, handler),
  };
}

/** Tauri numbers a channel's messages, because they may overtake one another. */
function listen(internals: Internals, handler: (event: Event) => void): () => void {
  let next = 0;
  let open = true;
  const waiting = new Map<number, Event>();
  const callback = internals.transformCallback((raw) => {
    const message = raw as { index: number; message?: Event | string; end?: boolean };
    if (message.message === undefined) return;
    const event = typeof message.message === "string" ? (JSON.parse(message.message) as Event) : message.message;
    waiting.set(message.index, event);
    for (let ready = waiting.get(next); ready !== undefined; ready = waiting.get(next)) {
      waiting.delete(next);
      next += 1;
      if (open) handler(ready);
    }
  });
  void internals.invoke("listen", { channel: `__CHANNEL__:${callback}` });
  return () => {
    open = false;
  };
}
