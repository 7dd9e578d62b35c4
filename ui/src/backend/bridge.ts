import type { Event } from "../bindings/contract";
import type { Transport } from "./transport";

/** The loopback transport: only in the build that the tests drive in a browser. */
export function bridge(token: string): Transport {
  const send = async (method: string, path: string, body: BodyInit | null, task = ""): Promise<Response> => {
    const headers: { [name: string]: string } = { "x-triptych-token": token };
    if (task !== "") headers["x-triptych-task"] = task;
    const response = await fetch(path, { method, headers, body });
    if (response.ok) return response;
    throw await response.text();
  };
  return {
    call: async (name, task, request) => (await send("POST", `/call/${name}`, request, task)).text(),
    cancel: async (task) => void (await send("POST", `/cancel/${task}`, null)),
    readBlob: async (id, offset, length) => {
      const response = await send("GET", `/blob/${id}?offset=${offset}&length=${length}`, null);
      return new Uint8Array(await response.arrayBuffer());
    },
    writeBlob: async (id, offset, bytes) =>
      void (await send("PUT", `/blob/${id}?offset=${offset}`, new Blob([bytes.slice()]))),
    listen: (handler) => {
      const source = new EventSource(`/events?token=${encodeURIComponent(token)}`);
      // What changed before it listened, also after the stream broke, was told to nobody: the page asks again.
      source.onopen = () => handler({ event: "changed" });
      source.onmessage = (message: MessageEvent<string>) => handler(JSON.parse(message.data) as Event);
      return () => source.close();
    },
  };
}
