import { describe, expect, it } from "vitest";
import { PAGE, Windows, scrollFor, stretch } from "./windows";

const rows = (offset: number, count = PAGE): number[] => Array.from({ length: count }, (_, index) => offset + index);

describe("stretch", () => {
  it("covers what is in sight and a few rows around it", () => {
    expect(stretch(0, 500, 100, 1000)).toEqual({ start: 0, end: 13 });
    expect(stretch(5000, 500, 100, 1000)).toEqual({ start: 42, end: 63 });
  });

  it("ends with the list", () => {
    expect(stretch(99_900, 500, 100, 1000)).toEqual({ start: 991, end: 1000 });
    expect(stretch(0, 500, 100, 0)).toEqual({ start: 0, end: 0 });
    expect(stretch(9_000_000, 500, 100, 3)).toEqual({ start: 3, end: 3 });
    expect(stretch(-20, 500, 100, 3)).toEqual({ start: 0, end: 3 });
  });

  it("draws nothing before the height of a row is known", () => {
    expect(stretch(0, 500, 0, 1000)).toEqual({ start: 0, end: 0 });
  });
});

describe("scrollFor", () => {
  it("moves as little as possible", () => {
    expect(scrollFor(3, 0, 500, 100)).toBe(0);
    expect(scrollFor(5, 0, 500, 100)).toBe(100);
    expect(scrollFor(2, 700, 500, 100)).toBe(200);
  });
});

describe("windows", () => {
  it("asks for each page once and hands out its rows", () => {
    const list = new Windows<number>();
    const [first] = list.missing({ start: 0, end: 20 });
    expect(first).toEqual({ offset: 0, generation: 0 });
    expect(list.missing({ start: 0, end: 20 })).toEqual([]);
    expect(list.accept(first!, 100_000, rows(0))).toBe(true);
    expect(list.total).toBe(100_000);
    expect(list.row(42)).toBe(42);
    expect(list.row(100)).toBeUndefined();
  });

  it("asks for both pages across a border", () => {
    const list = new Windows<number>();
    expect(list.missing({ start: 95, end: 110 }).map((one) => one.offset)).toEqual([0, 100]);
    expect(list.missing({ start: 50_000, end: 50_100 }).map((one) => one.offset)).toEqual([50_000]);
  });

  it("drops an answer to an older question", () => {
    const list = new Windows<number>();
    const [old] = list.missing({ start: 0, end: 10 });
    list.renew(true);
    const [fresh] = list.missing({ start: 0, end: 10 });
    expect(list.accept(fresh!, 2, [7, 8])).toBe(true);
    expect(list.accept(old!, 100, rows(0))).toBe(false);
    expect(list.total).toBe(2);
    expect(list.row(0)).toBe(7);
  });

  it("keeps the old rows until the fresh ones are there", () => {
    const list = new Windows<number>();
    const [first] = list.missing({ start: 0, end: 10 });
    list.accept(first!, 3, [1, 2, 3]);
    list.renew(false);
    expect(list.row(1)).toBe(2);
    const [again] = list.missing({ start: 0, end: 3 });
    list.accept(again!, 3, [1, 9, 3]);
    expect(list.row(1)).toBe(9);
  });

  it("drops the old rows with the first answer to another question, not before", () => {
    const list = new Windows<number>();
    const [first, second] = list.missing({ start: 0, end: 150 });
    list.accept(first!, 200, rows(0));
    list.accept(second!, 200, rows(100));
    list.renew(true);
    expect(list.row(150)).toBe(150);
    const [other] = list.missing({ start: 0, end: 10 });
    list.accept(other!, 1, [77]);
    expect(list.total).toBe(1);
    expect(list.row(0)).toBe(77);
    expect(list.row(150)).toBeUndefined();
  });

  it("forgets everything when told", () => {
    const list = new Windows<number>();
    const [first] = list.missing({ start: 0, end: 10 });
    list.accept(first!, 3, [1, 2, 3]);
    list.clear();
    expect(list.total).toBe(0);
    expect(list.row(0)).toBeUndefined();
    expect(list.missing({ start: 0, end: 10 })).toHaveLength(1);
  });

  it("asks again after a failure", () => {
    const list = new Windows<number>();
    const [first] = list.missing({ start: 0, end: 10 });
    list.failed(first!);
    expect(list.missing({ start: 0, end: 10 })).toHaveLength(1);
  });

  it("forgets the pages seen longest ago", () => {
    const list = new Windows<number>();
    for (let page = 0; page < 60; page += 1) {
      const [one] = list.missing({ start: page * PAGE, end: page * PAGE + 1 });
      list.accept(one!, 100_000, rows(page * PAGE));
    }
    expect(list.row(0)).toBeUndefined();
    expect(list.row(5_999)).toBe(5_999);
  });

  it("finds a row among those at hand", () => {
    const list = new Windows<number>();
    const [first] = list.missing({ start: 200, end: 210 });
    list.accept(first!, 1000, rows(200));
    expect(list.find((row) => row === 250)).toBe(250);
    expect(list.find((row) => row === 3)).toBe(-1);
  });
});
