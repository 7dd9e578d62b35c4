import type { Event } from "../bindings/contract";

/** One way to the core. Both answer with JSON text and reject with the core's error as JSON or as an object. */
export interface Transport {
  call(name: string, task: string, request: string): Promise<string>;
  listen(handler: (event: Event) => void): () => void;
  cancel(task: string): Promise<void>;
  readBlob(id: string, offset: number, length: number): Promise<Uint8Array>;
  writeBlob(id: string, offset: number, bytes: Uint8Array): Promise<void>;
}
