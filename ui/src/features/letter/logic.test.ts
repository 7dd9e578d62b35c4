import { expect, test } from "vitest";
import { copyOf, daysLeft, merge, newPoint, pointsOf, reordered, standsSo } from "./logic";

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

const points = (...answers: string[]) =>
  answers.map((answer, at) => ({ ...newPoint(`What about ${at}?`), id: `${at}`, answer }));
const letter = (...answers: string[]) => ({
  letter: "2026-11-02",
  deadline: "2026-12-01",
  points: points(...answers),
});

test("two answers that were written in two places are both there", () => {
  const base = letter("", "", "");
  const mine = letter("Mine.", "", "");
  const theirs = { ...letter("", "Theirs.", ""), deadline: "2026-12-14" };
  expect(merge(base, mine, theirs)).toEqual({
    form: { ...letter("Mine.", "Theirs.", ""), deadline: "2026-12-14" },
    clashes: [],
  });
});

test("one answer that was written in two places is named, and the one on the screen stands", () => {
  const merged = merge(letter("Before.", ""), letter("Mine.", "Mine."), letter("Theirs.", "Theirs."));
  expect(merged.form).toEqual(letter("Mine.", "Mine."));
  expect(merged.clashes).toEqual(["An answer"]);
});

test("a point that was dropped in one place stays where the other wrote in it, and a new one comes in", () => {
  const base = letter("One.", "Two.");
  const mine = { ...base, points: points("One.", "Two, and more.") };
  const added = { ...newPoint("And this?"), id: "new" };
  const theirs = { ...base, points: [...points("One."), added] };
  const { form, clashes } = merge(base, mine, theirs);
  expect(form.points.map((one) => one.answer)).toEqual(["One.", "", "Two, and more."]);
  expect(clashes).toEqual([]);
  expect(merge(base, base, theirs).form).toEqual(theirs);
  // Nobody wrote in it: it is gone, though something was added on this side.
  const more = { ...base, points: [...points("One.", "Two."), { ...newPoint("Mine?"), id: "mine" }] };
  expect(merge(base, more, theirs).form.points.map((one) => one.id)).toEqual(["0", "mine", "new"]);
  expect(merge(base, mine, base).form).toEqual(mine);
});
