import { expect, test } from "vitest";
import { copyOf, daysLeft, newPoint, pointsOf, reordered, standsSo } from "./logic";

test("each line that was pasted is a point, without its figure", () => {
  const letter =
    "1. How does activity 3 meet standard 4?\r\n\n  b) A certificate for the course\n• Dates\nIn 2024 you say";
  expect(pointsOf(letter)).toEqual([
    "How does activity 3 meet standard 4?",
    "A certificate for the course",
    "Dates",
    "In 2024 you say",
  ]);
  expect(pointsOf("  \n")).toEqual([]);
  expect(pointsOf("2.5 hours are said")).toEqual(["2.5 hours are said"]);
});

test("how it stands is said in words", () => {
  const [one, two] = [newPoint("One"), newPoint("Two")];
  expect(standsSo([])).toBe("No point is written down yet.");
  expect(standsSo([one, { ...two, answer: "So." }])).toBe("1 of 2 points answered, 1 still to answer.");
  expect(standsSo([{ ...one, answer: " " }])).toBe("0 of 1 point answered, 1 still to answer.");
  expect(standsSo([{ ...one, answer: "So." }])).toBe("Its one point is answered.");
  const both = [one, two].map((point) => ({ ...point, answer: "So." }));
  expect(standsSo(both)).toBe("Both points are answered.");
  expect(standsSo([...both, ...both])).toBe("All 4 points are answered.");
  expect([12, 1, 0, -1, -3].map(daysLeft)).toEqual(["in 12 days", "tomorrow", "today", "yesterday", "3 days ago"]);
});

test("points move and never go beyond the ends", () => {
  const points = ["a", "b", "c"].map(newPoint);
  const texts = (at: number, steps: number) => reordered(points, at, steps).map((one) => one.text);
  expect(texts(0, 1)).toEqual(["b", "a", "c"]);
  expect(texts(2, -1)).toEqual(["a", "c", "b"]);
  expect(texts(0, -1)).toEqual(["a", "b", "c"]);
  expect(texts(2, 1)).toEqual(["a", "b", "c"]);
});

test("a copy is not reached by what is typed later", () => {
  const form = { letter: "2026-11-02", deadline: "2026-12-01", points: [newPoint("One")] };
  const copy = copyOf(form);
  form.points[0].answer = "Later.";
  form.points[0].records.push("r1");
  expect(copy.points[0]).toMatchObject({ answer: "", records: [] });
});
