import { beforeEach, describe, expect, it, vi } from "vitest";

const calls: [string, unknown][] = [];
vi.mock("../../backend", () => ({
  call: async (name: string, request: { kind?: string; content?: { kind: string } }) => {
    calls.push([name, request]);
    if (name === "record.new") return { kind: request.kind, sections: [{ stage: "text", text: "" }] };
    const stored = { version: 1, saved_at: "2026-11-22T10:00:00Z", updated_at: "2026-11-22T10:00:00Z" };
    return name === "record.create" ? { ...stored, id: `made as ${request.content?.kind}` } : stored;
  },
}));

const { Capture } = await import("./capture.svelte");
const names = (): string[] => calls.map(([name]) => name);

describe("what is written on the home page", () => {
  beforeEach(() => {
    calls.length = 0;
  });

  it("is a draft within a second, and one draft only", async () => {
    vi.useFakeTimers();
    const capture = new Capture();
    await capture.begin("reflection");
    capture.text = "The drum";
    capture.touched();
    await vi.advanceTimersByTimeAsync(1000);
    expect(capture.id).toBe("made as reflection");
    capture.text = "The drum was quiet";
    capture.touched();
    await vi.advanceTimersByTimeAsync(1000);
    expect(names()).toEqual(["record.new", "record.create", "record.save"]);
    vi.useRealTimers();
  });

  it("is nothing while nothing is written", async () => {
    const capture = new Capture();
    await capture.begin("cpd");
    await capture.save();
    await capture.tidy();
    expect(names()).toEqual(["record.new"]);
  });

  it("moves to another kind with its words, and leaves no second draft", async () => {
    const capture = new Capture();
    await capture.begin("reflection");
    capture.text = "Words";
    await capture.save();
    await capture.begin("supervision");
    expect(capture.id).toBe("made as supervision");
    expect(calls.at(-1)).toEqual(["record.bin", { id: "made as reflection" }]);
  });

  it("leaves no draft when the words are taken away again", async () => {
    const capture = new Capture();
    await capture.begin("reflection");
    capture.text = "Words";
    await capture.save();
    capture.text = "";
    await capture.save();
    await capture.tidy();
    expect(names().at(-1)).toBe("record.bin");
    expect(capture.id).toBeNull();
  });
});
