import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { crc32, deflateSync } from "node:zlib";
import type { Locator, Page } from "@playwright/test";
import type { Bridge } from "../bridge.mjs";
import { check, expect, nav, PASSPHRASE, saved, test, text, write } from "../fixtures";
import { goTo } from "../pages.mjs";

/** The sample's own files. */
const demo = (name: string): string => join(import.meta.dirname, "..", "..", "..", "assets", "demo", "files", name);

const dialog = (page: Page): Locator => page.getByRole("dialog", { name: "Picture" });

/** A piece of evidence made of one of the sample's files. */
async function piece(bridge: Bridge, file: string, facts: object): Promise<{ id: string; number: number }> {
  const added = await bridge.call("evidence.add", {
    path: demo(file),
    facts: { title: "A chart", kind: "self-made", date: null, made_by: "", description: "", people: false, ...facts },
  });
  return added.evidence;
}

/** The text of the one record, as it is stored. */
async function stored(bridge: Bridge): Promise<string> {
  const { rows } = await bridge.call("record.list", { query: {}, offset: 0, limit: 1 });
  const record = await bridge.call("record.get", { id: rows[0].id });
  return record.content.sections[0].text;
}

/** Waits until the picture has its pixels. */
const drawn = (picture: Locator): Promise<void> =>
  expect.poll(() => picture.evaluate((one: HTMLImageElement) => one.naturalWidth)).toBe(640);

/** Hands a picture over as the system's clipboard or its file manager does. */
const give = (page: Page, type: "drop" | "paste"): Promise<void> =>
  text(page).evaluate(
    (field, [what, bytes]) => {
      const data = new DataTransfer();
      const file = Uint8Array.from(atob(bytes as string), (sign) => sign.charCodeAt(0));
      data.items.add(new File([file], "torn paper.png", { type: "image/png" }));
      const box = (field.lastElementChild ?? field).getBoundingClientRect();
      const init = { bubbles: true, cancelable: true, clientX: box.left + 1, clientY: box.top + 4 };
      field.dispatchEvent(
        what === "drop"
          ? new DragEvent("drop", { ...init, dataTransfer: data })
          : new ClipboardEvent("paste", { ...init, clipboardData: data }),
      );
    },
    [type, readFileSync(demo("re-audit.png")).toString("base64")],
  );

test("a picture of one's evidence is put into the text, and is seen where it is written and read", async ({
  page,
  bridge,
  hand,
  own,
}) => {
  await own();
  const chart = await piece(bridge, "re-audit.png", { title: "Two audits", description: "Two bars,\none higher." });
  await piece(bridge, "lullaby.wav", { title: "A lullaby" });
  await write(page, "Before it. ");
  if (hand.kind === "keyboard") await page.keyboard.press("Control+Shift+P");
  else await page.getByRole("button", { name: "Picture…" }).click();
  await expect(dialog(page).getByRole("radio")).toHaveCount(1);
  await check(page);
  await hand.press(dialog(page).getByRole("radio", { name: /E1 Two audits/ }));
  await expect(dialog(page).getByLabel("What E1 shows")).toHaveValue("Two bars, one higher.");
  await check(page);
  await hand.press(dialog(page).getByRole("button", { name: "Put it into the text" }));
  await expect(dialog(page)).toBeHidden();

  const picture = text(page).getByRole("img", { name: "Two bars, one higher." });
  await expect(picture).toHaveAttribute("src", /^blob:/);
  await drawn(picture);
  // The cursor stands behind it.
  await expect(text(page)).toBeFocused();
  await page.keyboard.type("After it.");
  await saved(page);
  expect(await stored(bridge)).toBe(`Before it. ![Two bars, one higher.](evidence:${chart.id})After it.`);
  // It belongs to the record now.
  await expect(
    page.getByRole("region", { name: "Evidence" }).getByRole("link", { name: /E1 Two audits/ }),
  ).toBeVisible();
  await check(page);

  await hand.press(page.getByRole("button", { name: "Finish", exact: true }));
  const read = page.getByRole("main").getByRole("img", { name: "Two bars, one higher." });
  await drawn(read);
  await check(page);
});

test("a picture that is pasted or dropped becomes evidence, described and asked about", async ({
  page,
  bridge,
  own,
}) => {
  await own();
  await write(page, "The paper tore.");
  for (const [how, number] of [
    ["paste", 1],
    ["drop", 2],
  ] as const) {
    await give(page, how);
    await expect(dialog(page).getByRole("radio", { name: new RegExp(`E${number} torn paper`) })).toBeChecked();
    const words = dialog(page).getByLabel(`What E${number} shows`);
    await expect(words).toHaveValue("");
    await words.fill(`Torn ${how}`);
    await dialog(page)
      .getByLabel(/somebody’s voice or face/)
      .check();
    await expect(dialog(page)).toContainText("no consent is recorded");
    await check(page);
    await dialog(page).getByRole("button", { name: "Put it into the text" }).click();
    await drawn(text(page).getByRole("img", { name: `Torn ${how}` }));
  }
  await saved(page);
  const { lines } = await bridge.call("evidence.list", { bin: false });
  expect(lines.map((line: { records: number }) => line.records)).toEqual([1, 1]);
  expect(lines.map((line: { described: boolean }) => line.described)).toEqual([true, true]);
  expect(lines.map((line: { consent_state: string }) => line.consent_state)).toEqual(["missing", "missing"]);
  expect(await stored(bridge)).toMatch(/!\[Torn paste\]\(evidence:[\w-]+\)/);
});

test("what is no picture is kept as evidence and not put into the text; pictures are found by their words", async ({
  page,
  bridge,
  hand,
  own,
}) => {
  await own();
  await piece(bridge, "re-audit.png", { title: "Two audits" });
  await piece(bridge, "re-audit.png", { title: "A garden" });
  await write(page, "Words.");
  await page.keyboard.press("Control+Shift+P");
  await expect(dialog(page).getByRole("searchbox")).toBeFocused();
  await expect(dialog(page).getByRole("radio")).toHaveCount(2);
  await hand.write(dialog(page).getByRole("searchbox", { name: "Find a picture" }), "garden");
  await expect(dialog(page).getByRole("radio")).toHaveCount(1);
  await hand.press(dialog(page).getByRole("button", { name: "Put it into the text" }));
  await expect(dialog(page).getByRole("alert")).toContainText("Choose a picture");
  await bridge.answer({ file: [demo("lullaby.wav")] });
  await hand.press(dialog(page).getByRole("button", { name: "Add a file…" }));
  await expect(page.getByText("E3 is no picture that is shown in a text. It is kept as evidence.")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toBeHidden();
  await expect(text(page)).toBeFocused();
});

test("a box says why a picture is not shown; a lock leaves nothing of one", async ({ page, bridge, own }) => {
  await own();
  const chart = await piece(bridge, "re-audit.png", { title: "Two audits" });
  const sound = await piece(bridge, "lullaby.wav", { title: "A lullaby" });
  const words = [`![A chart](evidence:${chart.id})`, `![A song](evidence:${sound.id})`, "![None](evidence:0190)"];
  const record = await bridge.call("record.create", {
    visit: "v",
    content: {
      kind: "reflection",
      title: "Pictures",
      date: "2026-01-05",
      sections: [{ stage: "text", text: `## Seen\n\n${words.join("\n\n")}\n\n#### Deeper` }],
    },
  });
  await bridge.call("record.finish", { id: record.id, finished: true });
  await nav(page, "Records").click();
  await page.getByRole("link", { name: /Pictures/ }).click();
  const main = page.getByRole("main");
  await drawn(main.getByRole("img", { name: "A chart" }));
  await expect(main).toContainText("E2 is no picture that is shown here");
  await expect(main).toContainText("It is no longer in the portfolio.");
  // The text begins at the second level and leaves one out: the page's outline has no hole.
  await expect(main.getByRole("heading", { level: 2, name: "Seen" })).toBeVisible();
  await expect(main.getByRole("heading", { level: 3, name: "Deeper" })).toBeVisible();
  await check(page);

  await bridge.call("evidence.bin", { id: chart.id });
  await expect(main).toContainText("E1 is in the bin.");
  await expect(main.getByRole("img", { name: "A chart" })).toHaveCount(0);
  await bridge.call("evidence.restore", { id: chart.id });
  const again = main.getByRole("img", { name: "A chart" });
  await drawn(again);

  const address = (await again.getAttribute("src")) ?? "";
  await page.keyboard.press("Control+l");
  await page.getByRole("heading", { name: "Triptych" }).waitFor();
  expect(await page.content()).not.toContain("A chart");
  const left = page.evaluate(
    (at) =>
      new Promise((told) => {
        const asked = new Image();
        asked.onload = () => told("there");
        asked.onerror = () => told("gone");
        asked.src = at;
      }),
    address,
  );
  expect(await left).toBe("gone");
  await page.getByLabel("Passphrase", { exact: true }).fill(PASSPHRASE);
  await page.keyboard.press("Enter");
  await drawn(main.getByRole("img", { name: "A chart" }));
});

/** A PNG of one colour, as wide and high as asked for. */
function png(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    size.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([size, body, sum]);
  };
  const head = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0]);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  const pixels = deflateSync(Buffer.alloc((width + 1) * height));
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", head),
    chunk("IDAT", pixels),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

test("a picture that a text shows says so before it goes to the bin, and one 40,000 pixels wide says what it is", async ({
  page,
  bridge,
  hand,
  own,
}) => {
  await own();
  const path = join(bridge.folder, "frieze.png");
  await writeFile(path, png(40_000, 4));
  await write(page, "Along the wall: ");
  await page.keyboard.press("Control+Shift+P");
  await bridge.answer({ file: [path] });
  await hand.press(dialog(page).getByRole("button", { name: "Add a file…" }));
  await dialog(page).getByLabel("What E1 shows").fill("A frieze");
  await hand.press(dialog(page).getByRole("button", { name: "Put it into the text" }));
  await expect(text(page)).toContainText(
    "This picture is 40000 by 4 pixels: up to 30000 a side and 100 million in all are shown.",
  );
  await check(page);
  await saved(page);

  await hand.press(page.getByRole("region", { name: "Evidence" }).getByRole("link", { name: /E1 frieze/ }));
  const main = page.getByRole("main");
  const shown = main.getByRole("region", { name: "Shown in the text of" });
  await expect(shown.getByRole("link", { name: /Along the wall: A frieze/ })).toBeVisible();
  await check(page);
  await hand.press(main.getByRole("button", { name: "Move to the bin" }));
  const ask = page.getByRole("dialog", { name: "Move it to the bin?" });
  await expect(ask).toContainText("It is shown in the text of “Along the wall: A frieze”.");
  await hand.press(ask.getByRole("button", { name: "Move it to the bin" }));
  await goTo(page, "Bin");
  await hand.press(page.getByRole("button", { name: "Delete this evidence for good…" }));
  const gone = page.getByRole("dialog", { name: "Delete this evidence for good?" });
  await expect(gone).toContainText("shown in the text of “Along the wall: A frieze”");
  await hand.press(gone.getByRole("button", { name: "Delete it for good" }));
  await nav(page, "Records").click();
  await page.getByRole("link", { name: /Along the wall/ }).click();
  await expect(main).toContainText("It is no longer in the portfolio.");
});
