import { describe, expect, it } from "vitest";
import { asking } from "./ask.svelte";
import { registerFlush } from "./flush";
import { places } from "./place.svelte";

describe("going elsewhere", () => {
  it("saves first, and waits for it", async () => {
    const order: string[] = [];
    const gone = registerFlush(async () => {
      await Promise.resolve();
      order.push(`saved on ${places.current.page}`);
    });
    expect(await places.go({ page: "records", id: "a" })).toBe(true);
    order.push(`arrived at ${places.current.page}`);
    gone();
    expect(order).toEqual(["saved on today", "arrived at records"]);
  });

  it("stays with words that could not be saved, unless it is told to go", async () => {
    const gone = registerFlush(() => Promise.reject(new Error("disk")));
    const stayed = places.go({ page: "settings" });
    await expect.poll(() => asking.question?.action).toBe("Go on without them");
    asking.answer(false);
    expect(await stayed).toBe(false);
    expect(places.current.page).toBe("records");

    const left = places.back();
    await expect.poll(() => asking.question).not.toBeNull();
    asking.answer(true);
    expect(await left).toBe(true);
    expect(places.current.page).toBe("today");
    gone();
  });

  it("forgets where another portfolio was", async () => {
    await places.go({ page: "profile" });
    places.forget();
    expect(places.canGoBack).toBe(false);
    expect(await places.back()).toBe(false);
  });
});
