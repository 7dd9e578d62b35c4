import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { watchDay } from "./day";

describe("another day", () => {
  beforeEach(() => vi.useFakeTimers({ now: new Date(2026, 10, 28, 23, 59, 50) }));
  afterEach(() => vi.useRealTimers());

  it("is told once when it begins, and again after the next midnight", () => {
    const told = vi.fn();
    const stop = watchDay(told);
    vi.advanceTimersByTime(5_000);
    expect(told).not.toHaveBeenCalled();
    vi.advanceTimersByTime(10_000);
    vi.advanceTimersByTime(60_000);
    expect(told).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(24 * 3_600_000);
    expect(told).toHaveBeenCalledTimes(2);
    stop();
    vi.advanceTimersByTime(24 * 3_600_000);
    expect(told).toHaveBeenCalledTimes(2);
  });

  it("is told by a computer that slept over midnight as soon as it wakes", () => {
    const told = vi.fn();
    watchDay(told);
    vi.setSystemTime(new Date(2026, 10, 30, 8));
    vi.advanceTimersByTime(5_000);
    expect(told).toHaveBeenCalledTimes(1);
  });
});
