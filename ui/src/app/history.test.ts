import { describe, expect, it } from "vitest";
import { backward, DEPTH, forward, type History } from "./history";

interface Spot {
  page: string;
  id?: string;
}
const at = (page: string): History<Spot> => ({ past: [], current: { page } });

describe("places one has been", () => {
  it("goes forward and back again", () => {
    const there = forward(forward(at("today"), { page: "records" }), { page: "records", id: "a" });
    expect(there.past).toHaveLength(2);
    expect(backward(there).current).toEqual({ page: "records" });
    expect(backward(backward(there)).current).toEqual({ page: "today" });
  });

  it("stays where it is when nothing lies behind", () => {
    expect(backward(at("today")).current).toEqual({ page: "today" });
  });

  it("does not remember the same place twice", () => {
    expect(forward(at("today"), { page: "today" }).past).toHaveLength(0);
  });

  it("forgets the place it leaves when it is replaced", () => {
    const made = forward(forward(at("today"), { page: "new" }), { page: "records", id: "a" }, true);
    expect(made.past).toEqual([{ page: "today" }]);
  });

  it("remembers so many places and no more", () => {
    let history = at("start");
    for (let step = 0; step < DEPTH + 20; step += 1) history = forward(history, { page: "p", id: String(step) });
    expect(history.past).toHaveLength(DEPTH);
  });
});
