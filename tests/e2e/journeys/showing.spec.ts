import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { check, expect, saved, test, text } from "../fixtures";
import { goTo } from "../pages.mjs";

/** The sample's own files: a picture, a recording, a page. */
const demo = (name: string): string => join(import.meta.dirname, "..", "..", "..", "assets", "demo", "files", name);

test("a file becomes evidence, is described, linked, redacted and let go only with consent", async ({
  page,
  bridge,
  hand,
  own,
}) => {
  await own();
  const reflection = await bridge.call("record.create", {
    visit: "v",
    content: {
      kind: "reflection",
      title: "A walk",
      date: "2026-01-05",
      sections: [{ stage: "text", text: "By the river." }],
    },
  });
  await goTo(page, "Evidence");
  await expect(page.getByRole("heading", { level: 1, name: "Evidence shows what you say" })).toBeVisible();
  await check(page);

  // By the dialog; what it is, its content says.
  const wrong = join(bridge.folder, "chart.jpg");
  await writeFile(wrong, await readFile(demo("re-audit.png")));
  await bridge.answer({ file: [wrong] });
  await hand.press(page.getByRole("button", { name: "Add a file…" }));
  const main = page.getByRole("main");
  await expect(main.getByRole("heading", { level: 1, name: "E1 chart" })).toBeVisible();
  await expect(main).toContainText("PNG picture, 3.4 kB");
  const picture = main.getByRole("img", { name: "chart: not described yet" });
  await expect(picture).toHaveAttribute("src", /^blob:/);
  await expect.poll(() => picture.evaluate((one: HTMLImageElement) => one.naturalWidth)).toBe(640);
  await check(page);

  // Described, and somebody is in it: it does not leave without consent.
  await hand.press(main.getByRole("button", { name: "Describe it…" }));
  const facts = page.getByRole("dialog", { name: "What is written about it" });
  await hand.write(facts.getByLabel("Title"), " of two audits");
  await hand.write(facts.getByLabel("Description, for people who cannot see or hear it"), "Two bars, one higher.");
  await hand.press(facts.getByLabel(/somebody’s voice or face, is in it/));
  await check(page);
  await hand.press(facts.getByRole("button", { name: "Keep it" }));
  await expect(main.getByRole("img", { name: "Two bars, one higher." })).toBeVisible();
  await hand.press(main.getByRole("button", { name: "Save a copy…" }));
  const ask = page.getByRole("dialog", { name: "Save a copy?" });
  await expect(ask).toContainText("Nothing was found in it");
  await hand.press(ask.getByRole("button", { name: "Save a copy…" }));
  await expect(ask.getByRole("alert")).toContainText("consent is not recorded");
  await hand.press(ask.getByRole("button", { name: "Leave things as they are" }));

  await hand.press(main.getByRole("button", { name: "Record consent…" }));
  const consent = page.getByRole("dialog", { name: "What was agreed" });
  await hand.write(consent.getByLabel("Who agreed"), "K-07");
  await hand.press(consent.getByLabel("They were told that therapy does not depend on it"));
  await hand.write(consent.getByLabel("For what use"), "An audit");
  await check(page);
  await hand.press(consent.getByRole("button", { name: "Keep it" }));
  await expect(main).toContainText("Consent holds until it is withdrawn.");
  const out = join(bridge.folder, "out.png");
  await bridge.answer({ save: [out] });
  await hand.press(main.getByRole("button", { name: "Save a copy…" }));
  await expect(ask).toContainText("Nothing was found in it");
  await hand.write(ask.getByLabel("For whom"), "The auditor");
  await check(page);
  await hand.press(ask.getByRole("button", { name: "Save a copy…" }));
  await expect(main.getByRole("region", { name: "Where it went" })).toContainText("out.png");
  expect(await readFile(out)).toEqual(await readFile(demo("re-audit.png")));
  expect((await bridge.call("register.whom", { kind: "evidence" })).before).toEqual(["The auditor"]);

  // Linked to a record, seen from both sides; one undo takes it away.
  await hand.press(main.getByRole("button", { name: "Link to a record…" }));
  const link = page.getByRole("dialog", { name: "Link to a record" });
  await hand.press(link.getByRole("radio", { name: /A walk/ }));
  await hand.press(link.getByRole("button", { name: "Link them" }));
  const belongs = main.getByRole("region", { name: "Belongs to" });
  await expect(belongs.getByRole("link", { name: /A walk/ })).toBeVisible();
  await hand.press(belongs.getByRole("link", { name: /A walk/ }));
  await expect(
    page.getByRole("region", { name: "Evidence" }).getByRole("link", { name: /E1 chart of two audits/ }),
  ).toBeVisible();
  await check(page);
  expect((await bridge.call("evidence.of-record", { id: reflection.id })).lines).toHaveLength(1);
  await hand.press(
    page.getByRole("region", { name: "Evidence" }).getByRole("link", { name: /E1 chart of two audits/ }),
  );

  // A redacted copy, its box moved by keys.
  await hand.press(main.getByRole("button", { name: "Redacted copy…" }));
  const redact = page.getByRole("dialog", { name: "A redacted copy" });
  await expect(redact.getByRole("img")).toBeVisible();
  await hand.press(redact.getByRole("button", { name: "Add a box" }));
  const box = redact.getByRole("button", { name: /^Box 1: 35 per cent from the left/ });
  await expect(box).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Shift+ArrowDown");
  await expect(
    redact.getByRole("button", { name: /^Box 1: 37 per cent from the left, .* 22 per cent high/ }),
  ).toBeVisible();
  await check(page);
  await hand.press(redact.getByRole("button", { name: "Make the copy" }));
  await expect(main.getByRole("heading", { level: 1, name: "E2 chart of two audits, redacted" })).toBeVisible();
  await expect(main).toContainText("This is a redacted copy of E1 chart of two audits.");

  // The bin, and back.
  await hand.press(main.getByRole("button", { name: "Move to the bin" }));
  await expect(page.getByRole("list", { name: "Pieces of evidence" }).getByRole("link")).toHaveCount(1);
  await goTo(page, "Bin");
  await check(page);
  await hand.press(page.getByRole("button", { name: /^Put back.*redacted$/ }));
  await goTo(page, "Evidence");
  await expect(page.getByRole("list", { name: "Pieces of evidence" }).getByRole("link")).toHaveCount(2);
});

test("a file is dropped on what is being written, and pasted; a lock leaves nothing of it", async ({
  page,
  bridge,
  own,
}) => {
  await own();
  await page.keyboard.press("Control+n");
  await expect(text(page)).toBeFocused();
  await page.keyboard.type("The song went on.");
  await saved(page);
  const part = page.getByRole("region", { name: "Evidence" });
  const hand = (type: "drop" | "paste", name: string, words: string): Promise<void> =>
    page.evaluate(
      ([what, file, inside]) => {
        const data = new DataTransfer();
        data.items.add(new File([inside as string], file as string, { type: "text/plain" }));
        const place = document.querySelector("[data-takes-files]");
        if (place === null) throw new Error("nothing takes files");
        const init = { bubbles: true, cancelable: true };
        const event =
          what === "drop"
            ? new DragEvent("drop", { ...init, dataTransfer: data })
            : new ClipboardEvent("paste", { ...init, clipboardData: data });
        place.dispatchEvent(event);
      },
      [type, name, words],
    );
  await hand("drop", "words.txt", "la la la");
  await expect(part.getByRole("link", { name: /E1 words/ })).toBeVisible();
  await hand("paste", "more.txt", "la");
  await expect(part.getByRole("link", { name: /E2 more/ })).toBeVisible();
  await part.getByRole("link", { name: /E1 words/ }).click();
  await expect(page.getByRole("main").getByText("la la la")).toBeVisible();
  await page.keyboard.press("Control+l");
  await page.getByRole("heading", { name: "Triptych" }).waitFor();
  expect(await page.content()).not.toContain("la la la");
  expect((await bridge.call("app.status")).stage).toBe("locked");
});

test("a page of a PDF is drawn; a recording is listened through and played from where one wishes", async ({
  page,
  hand,
  sample,
}) => {
  await sample();
  await goTo(page, "Evidence");
  const list = page.getByRole("list", { name: "Pieces of evidence" });
  const main = page.getByRole("main");
  await hand.press(list.getByRole("link", { name: /Certificate and marker/ }));
  const drawn = main.getByRole("img", { name: /^Certificate of completion/ });
  await expect.poll(() => drawn.evaluate((one: HTMLImageElement) => one.naturalWidth)).toBe(1600);
  await check(page);

  await hand.press(list.getByRole("link", { name: /A lullaby on one breath/ }));
  await expect(main).toContainText("6 seconds, one channel. Loudest at");
  await expect(main.getByText("0:00 of 0:05")).toBeVisible();
  const slider = main.getByRole("slider", { name: "Where it stands" });
  await slider.focus();
  await page.keyboard.press("End");
  await expect(main.getByText("0:05 of 0:05")).toBeVisible();
  await page.keyboard.press("Home");
  await hand.press(main.getByRole("button", { name: "Play" }));
  await expect(main.getByRole("button", { name: "Pause" })).toBeVisible();
  await expect(main.getByText(/^0:0[1-9] of 0:05$/)).toBeVisible();
  await hand.press(main.getByRole("button", { name: "Pause" }));
  await expect(main.getByRole("button", { name: "Play" })).toBeVisible();
  await check(page);
});

test("a film is shown within its size; what cannot be shown says what it is", async ({ page, bridge, hand, own }) => {
  await own();
  await goTo(page, "Evidence");
  const main = page.getByRole("main");
  const add = async (name: string, bytes: Buffer): Promise<void> => {
    const file = join(bridge.folder, name);
    await writeFile(file, bytes);
    await bridge.answer({ file: [file] });
    await goTo(page, "Evidence");
    const button = page.getByRole("button", { name: "Add a file…" });
    if (!(await button.isVisible())) await hand.press(page.getByRole("button", { name: "New", exact: true }));
    await hand.press(button);
  };

  // A film of the browser's own making.
  const film = await page.evaluate(async () => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [64, 48];
    const brush = canvas.getContext("2d");
    const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: "video/webm" });
    const parts: Blob[] = [];
    recorder.ondataavailable = (event) => parts.push(event.data);
    const over = new Promise((done) => (recorder.onstop = done));
    recorder.start();
    for (let at = 0; at < 12; at += 1) {
      brush?.fillRect(at * 5, 0, 5, 48);
      await new Promise((done) => setTimeout(done, 40));
    }
    recorder.stop();
    await over;
    return [...new Uint8Array(await new Blob(parts).arrayBuffer())];
  });
  await add("walk.webm", Buffer.from(film));
  await expect(main).toContainText("WebM film");
  const shown = main.locator("video");
  await expect(shown).toHaveAttribute("src", /^blob:/);
  await expect.poll(() => shown.evaluate((one: HTMLVideoElement) => one.videoWidth)).toBe(64);
  await check(page);

  await add("cut.webm", Buffer.from(film.slice(0, 40)));
  await expect(main).toContainText("This film cannot be shown here");
  await add("long.webm", Buffer.concat([Buffer.from(film), Buffer.alloc(9 * 1024 * 1024)]));
  await expect(main).toContainText("up to 8.0 MB are shown here");
  await add("photo.heic", Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic", "latin1"));
  await expect(main).toContainText(
    "photo.heic is a file of this kind: HEIC picture. It is kept as it is and not shown here.",
  );
  await check(page);
});

test("a PDF of 100,000 pages says how many are shown, and is kept", async ({ page, bridge, own }) => {
  await own();
  const many = Array.from({ length: 100_000 }, (_, at) => at + 3);
  const parts = [
    "<</Type/Catalog/Pages 2 0 R>>",
    `<</Type/Pages/Count ${many.length}/Kids[${many.map((at) => `${at} 0 R`).join(" ")}]>>`,
    ...many.map(() => "<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>"),
  ];
  const path = join(bridge.folder, "long.pdf");
  const objects = parts.map((part, at) => `${at + 1} 0 obj${part}endobj\n`).join("");
  await writeFile(path, `%PDF-1.7\n${objects}trailer<</Root 1 0 R>>\n%%EOF`);
  await bridge.call("evidence.add", {
    path,
    facts: { title: "Long", kind: "self-made", date: null, made_by: "", description: "", people: false },
  });
  await goTo(page, "Evidence");
  await page.getByRole("list", { name: "Pieces of evidence" }).getByRole("link").click();
  const file = page.getByRole("region", { name: "The file" });
  await expect(file).toContainText("This PDF has 100000 pages; up to 5000 are shown here.");
  await check(page);
});
