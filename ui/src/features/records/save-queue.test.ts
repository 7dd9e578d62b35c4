import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { PAUSE, SaveQueue, type SaveFailure, type SaveState, type Stored } from "./save-queue";

interface Page {
  text: string;
  minutes: number | null;
}

const failure = (code: string, field: string | null = null): SaveFailure => ({
  code,
  message: code,
  hint: null,
  field,
});

/** A portfolio of one record that answers after ten milliseconds. */
class Core {
  stored: Page | null = null;
  version = 0;
  calls: { expected: number | null; text: string }[] = [];
  underWay = 0;
  most = 0;
  fail: ((content: Page) => SaveFailure | null) | null = null;

  async answer(expected: number | null, content: Page): Promise<Stored> {
    this.calls.push({ expected, text: content.text });
    this.underWay += 1;
    this.most = Math.max(this.most, this.underWay);
    await new Promise((done) => setTimeout(done, 10));
    this.underWay -= 1;
    const refused = this.fail?.(content) ?? null;
    if (refused) throw refused;
    if (expected !== null && expected !== this.version) throw failure("conflict");
    this.version += 1;
    this.stored = { ...content };
    return { id: "a", version: this.version, saved_at: `t${this.version}` };
  }
}

function setUp(stored: { version: number } | null = null) {
  const core = new Core();
  core.version = stored?.version ?? 0;
  const screen: Page = { text: "", minutes: null };
  const states: SaveState[] = [];
  const held: string[][] = [];
  const queue = new SaveQueue<Page, Stored>(
    {
      create: (content) => core.answer(null, content),
      save: (_, expected, content) => core.answer(expected, content),
      snapshot: () => ({ ...screen }),
      part: (content, field) => (field === "minutes" ? content.minutes : undefined),
      withPart: (content, field, value) =>
        field === "minutes" ? { ...content, minutes: value as number | null } : content,
      onState: (state) => states.push(state),
      onSaved: (_, sent) => sent,
      onHeld: (fields) => held.push([...fields.keys()]),
    },
    stored && { id: "a", version: stored.version, saved_at: "t0" },
    { text: "", minutes: null },
  );
  const type = (text: string) => {
    screen.text = text;
    queue.touch();
  };
  return { core, screen, states, held, queue, type };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("when it saves", () => {
  it("leaves nothing behind of a record that was never touched", async () => {
    const { core, queue } = setUp();
    expect(await queue.flush()).toBe(true);
    expect(core.calls).toEqual([]);
    expect(queue.state).toEqual({ at: "untouched" });
  });

  it("takes along what is typed while it stores: whoever leaves is not stopped by her own quick fingers", async () => {
    const { core, queue, type } = setUp();
    type("The torn");
    const flushed = queue.flush();
    await vi.advanceTimersByTimeAsync(5);
    type("The torn drawing");
    await vi.advanceTimersByTimeAsync(20);
    expect(await flushed).toBe(true);
    expect(core.stored?.text).toBe("The torn drawing");
  });

  it("makes the record on the first change and saves it from then on", async () => {
    const { core, queue, type } = setUp();
    type("A");
    await vi.advanceTimersByTimeAsync(PAUSE + 20);
    type("A drum");
    await vi.advanceTimersByTimeAsync(PAUSE + 20);
    expect(core.calls).toEqual([
      { expected: null, text: "A" },
      { expected: 1, text: "A drum" },
    ]);
    expect(queue.state).toEqual({ at: "saved", when: "t2" });
  });

  it("waits for a pause, but not for ever", async () => {
    const { core, type } = setUp();
    for (let key = 1; key <= 40; key += 1) {
      type("x".repeat(key));
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(core.calls.length).toBe(1);
    expect(core.calls[0]?.text.length).toBeGreaterThan(25);
    await vi.advanceTimersByTimeAsync(PAUSE + 20);
    expect(core.stored?.text.length).toBe(40);
  });

  it("sends nothing when the change was taken back", async () => {
    const { core, queue, type } = setUp({ version: 3 });
    type("A");
    type("");
    await vi.advanceTimersByTimeAsync(PAUSE + 20);
    expect(core.calls).toEqual([]);
    expect(queue.state).toEqual({ at: "saved", when: "t0" });
  });

  it("never has two saves under way, and the next carries the version returned", async () => {
    const { core, queue, type } = setUp({ version: 7 });
    type("one");
    const first = queue.flush();
    type("two");
    const second = queue.flush();
    type("three");
    const third = queue.flush();
    await vi.advanceTimersByTimeAsync(100);
    await Promise.all([first, second, third]);
    expect(core.most).toBe(1);
    expect(core.stored?.text).toBe("three");
    expect(core.calls.map((call) => call.expected)).toEqual(core.calls.map((_, index) => 7 + index));
  });

  it("saves what was typed while a save was under way", async () => {
    const { core, queue, type } = setUp();
    type("one");
    await vi.advanceTimersByTimeAsync(PAUSE + 5);
    type("one two");
    await vi.advanceTimersByTimeAsync(6);
    expect(queue.state).toEqual({ at: "waiting" });
    await vi.advanceTimersByTimeAsync(PAUSE + 20);
    expect(core.stored?.text).toBe("one two");
    expect(queue.safe).toBe(true);
  });
});

describe("what can go wrong", () => {
  it("keeps the words and tries again when asked", async () => {
    const { core, queue, type } = setUp();
    core.fail = () => failure("disk");
    type("kept");
    const flushed = queue.flush();
    await vi.advanceTimersByTimeAsync(20);
    expect(await flushed).toBe(false);
    expect(queue.state).toMatchObject({ at: "failed", failure: { code: "disk" } });
    core.fail = null;
    const again = queue.flush();
    await vi.advanceTimersByTimeAsync(20);
    expect(await again).toBe(true);
    expect(core.stored?.text).toBe("kept");
  });

  it("tries again with the next key", async () => {
    const { core, queue, type } = setUp();
    core.fail = () => failure("disk");
    type("a");
    await vi.advanceTimersByTimeAsync(PAUSE + 20);
    core.fail = null;
    type("ab");
    await vi.advanceTimersByTimeAsync(PAUSE + 20);
    expect(core.stored?.text).toBe("ab");
    expect(queue.state.at).toBe("saved");
  });

  it("stops at a conflict until it is settled: mine", async () => {
    const { core, queue, type } = setUp({ version: 1 });
    core.version = 5;
    type("mine");
    await vi.advanceTimersByTimeAsync(PAUSE + 20);
    expect(queue.state).toEqual({ at: "conflict" });
    type("mine, longer");
    await vi.advanceTimersByTimeAsync(PAUSE + 20);
    expect(core.calls.length).toBe(1);
    const settled = queue.keepMine(5);
    await vi.advanceTimersByTimeAsync(20);
    expect(await settled).toBe(true);
    expect(core.stored?.text).toBe("mine, longer");
  });

  it("stops at a conflict until it is settled: theirs", async () => {
    const { core, queue, screen, type } = setUp({ version: 1 });
    core.version = 5;
    type("mine");
    await vi.advanceTimersByTimeAsync(PAUSE + 20);
    screen.text = "theirs";
    queue.adopt({ version: 5, saved_at: "t5" }, { ...screen });
    expect(await queue.flush()).toBe(true);
    expect(core.calls.length).toBe(1);
    expect(queue.state).toEqual({ at: "saved", when: "t5" });
  });

  it("holds back a refused field and saves the rest", async () => {
    const { core, queue, screen, held, type } = setUp();
    core.fail = (content) => (content.minutes === 99_999 ? failure("invalid", "minutes") : null);
    screen.minutes = 99_999;
    type("a page of writing");
    await vi.advanceTimersByTimeAsync(PAUSE + 40);
    expect(core.stored).toEqual({ text: "a page of writing", minutes: null });
    expect(held.at(-1)).toEqual(["minutes"]);
    type("a page of writing, and more");
    await vi.advanceTimersByTimeAsync(PAUSE + 40);
    expect(core.stored).toEqual({ text: "a page of writing, and more", minutes: null });
    screen.minutes = 60;
    queue.touch();
    await vi.advanceTimersByTimeAsync(PAUSE + 40);
    expect(core.stored?.minutes).toBe(60);
    expect(held.at(-1)).toEqual([]);
  });

  it("says so when a refused field cannot be held back", async () => {
    const { core, queue, type } = setUp();
    core.fail = () => failure("invalid", "sections");
    type("far too long");
    await vi.advanceTimersByTimeAsync(PAUSE + 20);
    expect(queue.state).toMatchObject({ at: "failed", failure: { field: "sections" } });
  });
});

describe("changes between two saves", () => {
  it("stores what is on screen first, makes a new record if it must, and takes over the version", async () => {
    const { core, queue, type } = setUp();
    const tagged = queue.between(
      async (id) => {
        core.version += 1;
        return { id, version: core.version };
      },
      (answer) => answer.version,
    );
    await vi.advanceTimersByTimeAsync(20);
    expect(await tagged).toEqual({ id: "a", version: 2 });
    type("after the tag");
    await vi.advanceTimersByTimeAsync(PAUSE + 20);
    expect(core.calls.at(-1)).toEqual({ expected: 2, text: "after the tag" });
    expect(queue.state.at).toBe("saved");
  });

  it("does not run when the record could not be stored", async () => {
    const { core, queue, type } = setUp();
    core.fail = () => failure("disk");
    type("a");
    const change = vi.fn(() => Promise.resolve(1));
    const answer = queue.between(change);
    await vi.advanceTimersByTimeAsync(20);
    expect(await answer).toBeNull();
    expect(change).not.toHaveBeenCalled();
  });

  it("hands a failure of the change to whoever asked, and goes on saving", async () => {
    const { core, queue, type } = setUp({ version: 1 });
    await expect(queue.between(() => Promise.reject(failure("refused")))).rejects.toMatchObject({ code: "refused" });
    type("still here");
    await vi.advanceTimersByTimeAsync(PAUSE + 20);
    expect(core.stored?.text).toBe("still here");
  });

  it("sends nothing after it is closed", async () => {
    const { core, queue, type } = setUp();
    type("a");
    queue.close();
    await vi.advanceTimersByTimeAsync(PAUSE + 20);
    expect(core.calls).toEqual([]);
  });
});
