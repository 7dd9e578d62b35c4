import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { watchIdle } from "./idle";

describe("idle", () => {
  const window = new EventTarget();
  const told = vi.fn();
  const soon = vi.fn();
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal("window", window);
    told.mockReset();
    soon.mockReset();
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it("is told once nobody has touched anything for so long", () => {
    const stop = watchIdle(() => 5, told, soon);
    vi.advanceTimersByTime(4 * 60_000);
    window.dispatchEvent(new Event("keydown"));
    vi.advanceTimersByTime(4 * 60_000);
    expect(told).not.toHaveBeenCalled();
    vi.advanceTimersByTime(61_000);
    expect(told).toHaveBeenCalledOnce();
    stop();
  });

  it("is announced a minute before, and taken back by a key", () => {
    const stop = watchIdle(() => 5, told, soon);
    vi.advanceTimersByTime(3 * 60_000 + 55_000);
    expect(soon).not.toHaveBeenCalled();
    vi.advanceTimersByTime(6_000);
    expect(soon.mock.calls).toEqual([[true]]);
    window.dispatchEvent(new Event("keydown"));
    expect(soon.mock.calls).toEqual([[true], [false]]);
    vi.advanceTimersByTime(4 * 60_000 + 5_000);
    expect(soon).toHaveBeenLastCalledWith(true);
    vi.advanceTimersByTime(60_000);
    expect(told).toHaveBeenCalledOnce();
    expect(soon).toHaveBeenLastCalledWith(false);
    stop();
  });

  it("with one minute allowed is announced half a minute before", () => {
    const stop = watchIdle(() => 1, told, soon);
    vi.advanceTimersByTime(25_000);
    expect(soon).not.toHaveBeenCalled();
    vi.advanceTimersByTime(5_000);
    expect(soon).toHaveBeenLastCalledWith(true);
    stop();
  });

  it("is never told when it is switched off", () => {
    const stop = watchIdle(() => 0, told, soon);
    vi.advanceTimersByTime(24 * 3_600_000);
    expect(told).not.toHaveBeenCalled();
    expect(soon).not.toHaveBeenCalled();
    stop();
  });

  it("is found at the first key after a sleep, before that key counts", () => {
    let time = 0;
    const stop = watchIdle(
      () => 5,
      told,
      soon,
      () => time,
    );
    time = 60 * 60_000;
    window.dispatchEvent(new Event("keydown"));
    expect(told).toHaveBeenCalledOnce();
    stop();
  });
});
