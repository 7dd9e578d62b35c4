import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FormQueue, type QueueDoor, REST } from "./queue";

interface Sent {
  form: string;
  expected: number;
  answer: (version: number) => void;
  refuse: (cause: unknown) => void;
}

function setUp(version = 1) {
  const sent: Sent[] = [];
  const told: string[] = [];
  const door: QueueDoor<string, number> = {
    save: (form, expected) => new Promise((answer, refuse) => sent.push({ form, expected, answer, refuse })),
    versionOf: (answer) => answer,
    isConflict: (cause) => cause === "conflict",
    saved: (_, form) => told.push(`saved ${form}`),
    changed: () => told.push(queue.state),
  };
  const queue: FormQueue<string, number> = new FormQueue(door, version);
  return { queue, sent, told };
}

const settled = () => vi.advanceTimersByTimeAsync(0);

describe("the form queue", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("saves once after the last key", async () => {
    const { queue, sent } = setUp(4);
    queue.change("a");
    await vi.advanceTimersByTimeAsync(REST - 1);
    queue.change("ab");
    await vi.advanceTimersByTimeAsync(REST - 1);
    expect(sent).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(sent.map(({ form, expected }) => [form, expected])).toEqual([["ab", 4]]);
    sent[0].answer(5);
    await settled();
    expect(queue.state).toBe("saved");
    expect(queue.dirty).toBe(false);
  });

  it("never has two saves under way, and sends the newest with the new version", async () => {
    const { queue, sent } = setUp();
    queue.change("a");
    await vi.advanceTimersByTimeAsync(REST);
    queue.change("ab");
    queue.change("abc");
    await vi.advanceTimersByTimeAsync(REST * 3);
    expect(sent).toHaveLength(1);
    sent[0].answer(2);
    await settled();
    expect(sent.map(({ form, expected }) => [form, expected])).toEqual([
      ["a", 1],
      ["abc", 2],
    ]);
    sent[1].answer(3);
    await settled();
    expect(queue.state).toBe("saved");
  });

  it("flushes at once, and waits for what is under way", async () => {
    const { queue, sent } = setUp();
    queue.change("a");
    const first = queue.flush();
    expect(sent).toHaveLength(1);
    queue.change("b");
    const second = queue.flush();
    let done = false;
    void second.then(() => (done = true));
    sent[0].answer(2);
    await settled();
    expect(done).toBe(false);
    sent[1].answer(3);
    await Promise.all([first, second]);
    expect(sent.map((one) => one.form)).toEqual(["a", "b"]);
  });

  it("has nothing to flush when nothing was written", async () => {
    const { queue, sent } = setUp();
    await queue.flush();
    expect(sent).toHaveLength(0);
  });

  it("keeps the words when a save fails, and saves them on the next try", async () => {
    const { queue, sent } = setUp();
    queue.change("a");
    await vi.advanceTimersByTimeAsync(REST);
    sent[0].refuse("disk");
    await settled();
    expect(queue.state).toBe("failed");
    expect(queue.failure).toBe("disk");
    expect(queue.dirty).toBe(true);
    const again = queue.flush();
    expect(sent[1]).toMatchObject({ form: "a", expected: 1 });
    sent[1].answer(2);
    await again;
    expect(queue).toMatchObject({ state: "saved", failure: null });
  });

  it("prefers newer words over those of the failed save", async () => {
    const { queue, sent } = setUp();
    queue.change("a");
    await vi.advanceTimersByTimeAsync(REST);
    queue.change("ab");
    sent[0].refuse("disk");
    await vi.advanceTimersByTimeAsync(REST);
    expect(sent[1].form).toBe("ab");
    sent[1].answer(2);
    await settled();
    expect(queue.state).toBe("saved");
  });

  it("tells a flush that it failed", async () => {
    const { queue, sent } = setUp();
    queue.change("a");
    const flushed = queue.flush();
    sent[0].refuse("disk");
    await expect(flushed).rejects.toBe("disk");
    expect(queue.dirty).toBe(true);
  });

  it("stops at a conflict until it is settled", async () => {
    const { queue, sent } = setUp();
    queue.change("mine");
    await vi.advanceTimersByTimeAsync(REST);
    sent[0].refuse("conflict");
    await settled();
    expect(queue.state).toBe("conflict");
    queue.change("mine more");
    await vi.advanceTimersByTimeAsync(REST * 2);
    expect(sent).toHaveLength(1);
    await expect(queue.flush()).rejects.toBe("conflict");
    queue.settle(9, "both");
    const flushed = queue.flush();
    expect(sent[1]).toMatchObject({ form: "both", expected: 9 });
    sent[1].answer(10);
    await flushed;
    expect(queue.state).toBe("saved");
  });

  it("can take the other version and save nothing", async () => {
    const { queue, sent } = setUp();
    queue.change("mine");
    const flushed = queue.flush().catch(() => undefined);
    sent[0].refuse("conflict");
    await flushed;
    queue.settle(9, null);
    await queue.flush();
    expect(sent).toHaveLength(1);
    expect(queue).toMatchObject({ state: "saved", dirty: false });
  });
});
