/**
 * The only door to the core. Every page comes through here, and nothing else knows whether a window or a test stands
 * behind it.
 */
import type { Commands, Event } from "../bindings/contract";
import { Failure } from "./failure";
import { tauri } from "./tauri";
import type { Transport } from "./transport";

export { Failure } from "./failure";

let transport: Promise<Transport> | null = null;

async function choose(): Promise<Transport> {
  const internals = window.__TAURI_INTERNALS__;
  if (internals !== undefined) return tauri(internals);
  if (import.meta.env.VITE_BRIDGE === "1") {
    const token = document.querySelector<HTMLMetaElement>('meta[name="triptych-bridge"]')?.content;
    if (token !== undefined) return (await import("./bridge")).bridge(token);
  }
  throw new Failure({
    code: "internal",
    message: "This page belongs to Triptych and does nothing outside it.",
    hint: "Open Triptych itself.",
    field: null,
    detail: "no transport",
  });
}

const door = (): Promise<Transport> => (transport ??= choose());

const watchers = new Set<(failure: Failure, command: keyof Commands) => void>();

/** Told of every failed call, beside whoever made it: some failures concern the whole window (damage, a lock). */
export function onFailure(watcher: (failure: Failure, command: keyof Commands) => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

let tasks = 0;

/** A name for a long call, so that its progress can be followed and it can be cancelled. */
export function newTask(): string {
  tasks += 1;
  return `task-${Date.now().toString(36)}-${tasks}`;
}

/** Asks the core. Rejects with a {@link Failure}. */
export async function call<N extends keyof Commands>(
  name: N,
  request: Commands[N]["request"],
  options: { task?: string } = {},
): Promise<Commands[N]["response"]> {
  try {
    const answer = await (await door()).call(name, options.task ?? newTask(), JSON.stringify(request));
    return JSON.parse(answer) as Commands[N]["response"];
  } catch (cause) {
    const failure = Failure.from(cause);
    for (const watcher of watchers) watcher(failure, name);
    throw failure;
  }
}

/** Hears progress, changes and locking until the returned function is called. */
export function listen(handler: (event: Event) => void): () => void {
  let stop = (): void => undefined;
  let stopped = false;
  door().then(
    (there) => {
      if (!stopped) stop = there.listen(handler);
    },
    // Without a door the first call says so, where the user can read it.
    () => undefined,
  );
  return () => {
    stopped = true;
    stop();
  };
}

/** Stops a long call; it rejects with the code `cancelled`. */
export async function cancel(task: string): Promise<void> {
  try {
    await (await door()).cancel(task);
  } catch (cause) {
    throw Failure.from(cause);
  }
}

/** At most `length` bytes of a blob from `offset` on; none at its end. */
export async function readBlob(id: string, offset: number, length: number): Promise<Uint8Array> {
  try {
    return await (await door()).readBlob(id, offset, length);
  } catch (cause) {
    throw Failure.from(cause);
  }
}

/** Writes `bytes` into a blob at `offset`, which must not leave a hole. */
export async function writeBlob(id: string, offset: number, bytes: Uint8Array): Promise<void> {
  try {
    await (await door()).writeBlob(id, offset, bytes);
  } catch (cause) {
    throw Failure.from(cause);
  }
}
