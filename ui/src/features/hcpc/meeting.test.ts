import { expect, test } from "vitest";
import { Meeting } from "./meeting.svelte";
import { FormQueue } from "./queue";

/** A form that was written elsewhere meanwhile, and a disk that cannot be read at first. */
function met(clashes: string[]) {
  const saved: string[] = [];
  const shown: boolean[] = [];
  const failed: string[] = [];
  let readable = false;
  const queue: FormQueue<string, number> = new FormQueue<string, number>(
    {
      save: (form, expected) => {
        if (expected !== 2) return Promise.reject(new Error("conflict"));
        saved.push(form);
        return Promise.resolve(3);
      },
      versionOf: (answer) => answer,
      isConflict: () => true,
      saved: () => undefined,
      changed: () => meeting.look(),
    },
    1,
  );
  const meeting: Meeting<string, number> = new Meeting(queue, {
    theirs: () => (readable ? Promise.resolve(2) : Promise.reject(new Error("no disk"))),
    clashes: () => clashes,
    putTogether: (theirs, keepMine) => {
      shown.push(keepMine);
      queue.settle(theirs, keepMine ? "mine" : "theirs");
    },
    failed: (failure) => failed.push(failure.message),
  });
  return { queue, meeting, saved, shown, failed, heal: () => (readable = true) };
}

test("a disk that could not be read is asked again by the next save, and both sides are put together", async () => {
  const { queue, meeting, saved, shown, failed, heal } = met([]);
  queue.change("here");
  await expect(meeting.flush()).rejects.toThrow();
  expect(failed).toHaveLength(1);
  expect(saved).toEqual([]);
  heal();
  await meeting.flush();
  expect(shown).toEqual([true]);
  expect(saved).toEqual(["mine"]);
});

test("where both wrote the same words nothing is saved before one has chosen", async () => {
  const { queue, meeting, saved, shown, heal } = met(["An answer"]);
  heal();
  queue.change("here");
  await expect(meeting.flush()).rejects.toThrow();
  expect(meeting.conflict).toMatchObject({ clashes: ["An answer"] });
  await expect(meeting.flush()).rejects.toThrow();
  expect([saved, shown]).toEqual([[], []]);
  meeting.settle(false);
  await meeting.flush();
  expect([saved, shown]).toEqual([["theirs"], [false]]);
  expect(meeting.conflict).toBeNull();
});
