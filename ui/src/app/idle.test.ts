import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { watchIdle } from "./idle";

describe("idle", () => {
  const window = new EventTarget();
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal("window", window);
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it("is told once nobody has touched anything for so long", () => {
    const told = vi.fn();
    const stop = watchIdle(() => 5, told);
    vi.advanceTimersByTime(4 * 60_000);
    window.dispatchEvent(new Event("keydown"));
    vi.advanceTimersByTime(4 * 60_000);
    expect(told).not.toHaveBeenCalled();
    vi.advanceTimersByTime(61_000);
    expect(told).toHaveBeenCalledOnce();
    stop();
  });

  it("is never told when it is switched off", () => {
    const told = vi.fn();
    const stop = watchIdle(() => 0, told);
    vi.advanceTimersByTime(24 * 3_600_000);
    expect(told).not.toHaveBeenCalled();
    stop();
  });

  it("is found at the first key after a sleep, before that key counts", () => {
    let time = 0;
    const told = vi.fn();
    const stop = watchIdle(
      () => 5,
      told,
      () => time,
    );
    time = 60 * 60_000;
    window.dispatchEvent(new Event("keydown"));
    expect(told).toHaveBeenCalledOnce();
    stop();
  });
});
