import { describe, expect, it } from "vitest";
import { flushAll, registerFlush } from "./flush";

describe("flush", () => {
  it("waits for every editor and says when one could not save", async () => {
    let saved = 0;
    const gone = [
      registerFlush(async () => {
        saved += 1;
      }),
      registerFlush(() => Promise.reject(new Error("disk"))),
      registerFlush(async () => {
        saved += 1;
      }),
    ];
    expect(await flushAll()).toBe(false);
    expect(saved).toBe(2);
    for (const stop of gone) stop();
    expect(await flushAll()).toBe(true);
    expect(saved).toBe(2);
  });
});
