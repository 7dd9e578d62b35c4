import type { Event } from "../bindings/contract";
import type { Transport } from "./transport";

type Headers = { [name: string]: string };

/** The part of Tauri's bridge that is used here; the npm package would bring the rest along. */
interface Internals {
  invoke<T>(command: string, args?: unknown, options?: { headers: Headers }): Promise<T>;
  transformCallback(callback: (message: unknown) => void): number;
}

declare global {
  interface Window {
    __TAURI_INTERNALS__?: Internals;
  }
}

/** The window's own transport: one command, whose headers say what is wanted and whose body is bytes both ways. */
export function tauri(internals: Internals): Transport {
  const knock = async (headers: Headers, body: Uint8Array = new Uint8Array()): Promise<Uint8Array> =>
    new Uint8Array(await internals.invoke<ArrayBuffer>("door", body, { headers }));
  return {
    call: async (name, task, request) => {
      const answer = await knock({ verb: "call", name, task }, new TextEncoder().encode(request));
      return new TextDecoder().decode(answer);
    },
    cancel: async (task) => void (await knock({ verb: "cancel", task })),
    readBlob: (id, offset, length) => knock({ verb: "read", id, offset: String(offset), length: String(length) }),
    writeBlob: async (id, offset, bytes) => void (await knock({ verb: "write", id, offset: String(offset) }, bytes)),
    listen: (handler) => listen(internals, knock, handler),
  };
}

/** Tauri numbers a channel's messages, because they may overtake one another. */
function listen(
  internals: Internals,
  knock: (headers: Headers) => Promise<unknown>,
  handler: (event: Event) => void,
): () => void {
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
  void knock({ verb: "listen", channel: `__CHANNEL__:${callback}` });
  return () => {
    open = false;
  };
}
