import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { check, expect, saved, test, text } from "../fixtures";
import { goTo, PASSPHRASE } from "../pages.mjs";

test("a client from the first note to a request for the records", async ({ page, bridge, hand, own }) => {
  await own();
  await goTo(page, "Clients");
  await check(page);
  await hand.press(page.getByRole("button", { name: "Make the first client" }));
  const code = page.getByRole("dialog", { name: "A new client" });
  await hand.press(code.getByRole("button", { name: "Make this client" }));
  await expect(code.getByText("A code is needed, such as K-07.")).toBeVisible();
  await hand.write(code.getByLabel("Code"), "K-07");
  await check(page);
  await hand.press(code.getByRole("button", { name: "Make this client" }));
  await expect(page.getByRole("heading", { level: 1, name: "K-07" })).toBeVisible();

  // Goals and risk, in one dialog; one undo takes them back.
  await hand.press(page.getByRole("button", { name: "Goals, summary, ending…" }));
  const facts = page.getByRole("dialog", { name: "On K-07" });
  await hand.write(facts.getByLabel("Goals"), "To be heard.");
  await hand.write(facts.getByLabel("Risk"), "Leaves the room.");
  await check(page);
  await hand.press(facts.getByRole("button", { name: "Keep it" }));
  await expect(page.getByRole("main")).toContainText("To be heard.");
  await expect(page.getByRole("main")).toContainText("Leaves the room.");

  // The note begins with code and number; who did not come is said.
  await hand.press(page.getByRole("button", { name: "Write the note of session 1" }));
  await hand.write(text(page), "Waited with the door open. K-09 passed by.");
  await page.getByLabel("Attendance").selectOption({ label: "Did not attend (DNA)" });
  await hand.write(page.getByLabel("Themes"), "absence");
  await saved(page);
  await expect.poll(async () => (await bridge.call("client.list")).clients[0].notes).toBe(1);
  await check(page);
  await bridge.call("record.create", {
    visit: "v",
    content: {
      kind: "case-note",
      date: "2026-01-05",
      clients: ["K-09"],
      sections: [{ stage: "text", text: "Other." }],
    },
  });

  // Another code while the note lies open elsewhere: it follows, and nothing is lost.
  const { clients } = await bridge.call("client.list");
  const id = clients.find((one: { code: string }) => one.code === "K-07").id as string;
  await bridge.call("client.rename", { id, code: "M-31" });
  await expect(page.getByRole("combobox", { name: "Client code", exact: true }).last()).toHaveValue("M-31");
  await page.keyboard.press("Tab");
  await text(page).press("End");
  await page.keyboard.type(" And came back.");
  await saved(page);
  await expect.poll(async () => (await bridge.call("client.list")).clients.length).toBe(2);

  await goTo(page, "Clients");
  await hand.press(page.getByRole("link", { name: /^M-31/ }));
  const notes = page.getByRole("region", { name: "Case notes, in order" });
  await expect(notes).toContainText("Did not attend (DNA)");
  await expect(notes).toContainText("absence");
  await check(page);

  // How long it is kept: explained, and never called law.
  await hand.press(page.getByRole("button", { name: "Change how long…" }));
  const keep = page.getByRole("dialog", { name: "How long M-31 is kept" });
  await expect(keep).toContainText("not fixed by law");
  await hand.write(keep.getByLabel("Years after the last contact"), "8");
  await hand.write(keep.getByLabel("Not to be erased because"), "A complaint");
  await check(page);
  await hand.press(keep.getByRole("button", { name: "Keep this rule" }));
  await expect(page.getByRole("region", { name: "How long it is kept" })).toContainText("A complaint");

  // A request: the month is counted, what is not weighed stops the file, another's code is marked.
  await hand.press(page.getByRole("button", { name: "Note a request…" }));
  const request = page.getByRole("dialog", { name: "A request for the records" });
  await hand.write(request.getByLabel("By what authority"), "In person");
  await check(page);
  await hand.press(request.getByRole("button", { name: "Keep this request" }));
  const access = page.getByRole("region", { name: "When somebody asks for the records" });
  await expect(access).toContainText("To be answered by");
  await expect(access).toContainText("Still to weigh: whether they are who they say");
  await hand.press(access.getByRole("button", { name: /^Make the file/ }));
  const file = page.getByRole("dialog", { name: "Everything about this client" });
  await expect(file).toContainText("K-09 in “Waited with the door open.");
  await hand.press(file.getByRole("radio", { name: /^To hand out/ }));
  await hand.press(file.getByRole("button", { name: "Make the file" }));
  await expect(
    file
      .getByRole("alert")
      .or(file.getByText(/Not answered yet/))
      .first(),
  ).toBeVisible();
  await check(page);
  const path = join(bridge.folder, "to look through.pdf");
  await bridge.answer({ save: [path] });
  await hand.press(file.getByRole("radio", { name: /^For me to look through/ }));
  await hand.press(file.getByRole("button", { name: "Make the file" }));
  await expect(file).toBeHidden();
  expect((await readFile(path)).subarray(0, 5).toString()).toBe("%PDF-");
  await goTo(page, "Today");
  await expect(page.getByRole("region", { name: "Asked for" })).toContainText("M-31");
  await check(page);
});

test("an erasure asks first, decides one by one, and leaves a dated line", async ({ page, bridge, hand, own }) => {
  await own();
  const make = (kind: string, title: string, words: string): Promise<unknown> =>
    bridge.call("record.create", {
      visit: "v",
      content: { kind, title, date: "2026-01-05", clients: ["K-07"], sections: [{ stage: "text", text: words }] },
    });
  await make("case-note", "", "Hid the xylophone.");
  await make("reflection", "After it", "K-07 stayed with me.");
  await make("supervision", "Spoke of it", "The xylophone of K-07.");
  const drawing = join(bridge.folder, "river.txt");
  await writeFile(drawing, "A river.");
  await bridge.call("evidence.add", {
    path: drawing,
    facts: { title: "A river", kind: "self-made", date: null, made_by: "K-07", description: "", people: true },
  });
  await goTo(page, "Clients");
  await hand.press(page.getByRole("link", { name: /^K-07/ }));
  await hand.press(page.getByRole("button", { name: "Erase this client…" }));
  const dialog = page.getByRole("dialog", { name: "Erase K-07" });
  await expect(dialog).toContainText("1 case note");
  await expect(dialog).toContainText("This evidence goes too, with its files:");
  await expect(dialog.getByRole("list", { name: "Evidence that goes too" })).toContainText("E1 A river");
  const erase = dialog.getByRole("button", { name: "Erase for good" });
  await expect(erase).toHaveAttribute("aria-disabled", "true");
  await check(page);
  for (const question of await dialog.getByRole("radiogroup").all()) {
    const no = question.getByRole("radio", { name: "No", exact: true });
    if ((await no.count()) > 0) await hand.press(no);
  }
  await hand.press(dialog.getByRole("radiogroup", { name: /After it/ }).getByRole("radio", { name: /^Keep it/ }));
  await hand.press(
    dialog.getByRole("radiogroup", { name: /Spoke of it/ }).getByRole("radio", { name: /^Erase it too/ }),
  );
  await expect(erase).toHaveAttribute("aria-disabled", "false");
  await hand.write(dialog.getByLabel("The code once more"), "K-08");
  await hand.press(erase);
  await expect(dialog.getByText("This is not the client’s code.")).toBeVisible();
  await dialog.getByLabel("The code once more").clear();
  await hand.write(dialog.getByLabel("The code once more"), "K-07");
  await hand.write(dialog.getByLabel("Why"), "The time is over");
  await hand.press(erase);
  await expect(page.getByText(/^Erased: 1 case note and 1 other record/)).toBeVisible();
  expect((await bridge.call("evidence.list", { bin: false })).lines).toEqual([]);
  await expect(page.getByRole("region", { name: "Erased" })).toContainText("The time is over");
  await check(page);
  const list = await bridge.call("record.list", { query: {}, offset: 0, limit: 9 });
  expect(list.total).toBe(1);
  const left = await bridge.call("record.get", { id: list.rows[0].id });
  expect(left.content.sections[0].text).toBe("[client] stayed with me.");
  expect((await bridge.call("undo.undo")).label).toBeNull();
});

test("if she cannot work: a colleague, a file under its own passphrase, a sheet, and its age at home", async ({
  page,
  bridge,
  hand,
  own,
}) => {
  await own();
  await bridge.call("client.make", { code: "K-07" });
  await goTo(page, "Clients");
  const part = page.getByRole("region", { name: "If I cannot work" });
  await hand.press(part.getByRole("button", { name: "Name a colleague…" }));
  const words = page.getByRole("dialog", { name: "If I cannot work" });
  await hand.write(words.getByLabel("Who steps in"), "Sam Colleague");
  await hand.write(words.getByLabel("What I wish"), "Please ring.");
  await check(page);
  await hand.press(words.getByRole("button", { name: "Keep it" }));
  await expect(part).toContainText("No file or sheet has been made of it yet.");
  const file = page.getByRole("dialog", { name: "For your colleague" });
  const make = file.getByRole("button", { name: "Make it" });

  await hand.press(part.getByRole("button", { name: "Make the file or the sheet…" }));
  // The portfolio's own passphrase is refused: it would open everything.
  for (const field of await file.locator("input[type=password]").all()) await hand.write(field, PASSPHRASE);
  await expect(async () => {
    await hand.press(make);
    await expect(file.getByText(/opens your portfolio/)).toBeVisible({ timeout: 1000 });
  }).toPass();
  for (const field of await file.locator("input[type=password]").all())
    await expect(field, "it left the page when it was sent").toHaveValue("");
  await check(page);
  const other = "velvet anchor misty ladder";
  for (const field of await file.locator("input[type=password]").all()) {
    await field.clear();
    await hand.write(field, other);
  }
  const path = join(bridge.folder, "mine.pdf.age");
  await bridge.answer({ save: [path] });
  await expect(async () => {
    // The key of the file is made slow on purpose: on a busy machine it takes its time, and is asked for once.
    if (await make.isVisible()) await hand.press(make);
    await expect(file).toBeHidden({ timeout: 20_000 });
  }).toPass();
  expect((await readFile(path)).subarray(0, 21).toString()).toBe("age-encryption.org/v1");
  await expect(part).toContainText("The file or sheet is of");
  await goTo(page, "Today");
  await expect(page.getByRole("region", { name: "If you cannot work" })).toContainText("Sam Colleague");
  await check(page);
});
