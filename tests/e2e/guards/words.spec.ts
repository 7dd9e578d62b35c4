import type { Page } from "@playwright/test";
import type { Bridge } from "../bridge.mjs";
import { check, expect, mark, saved, says, test, text, write } from "../fixtures";
import { shell } from "../pages.mjs";

const ALL = {
  ...{ text: "", kinds: [], level: null, section: null, statement: null, from: null, to: null, keyword: null },
  ...{ client: null, draft: null, untagged: false, bin: false, sort: "newest" },
};

/** The Markdown that is stored of the one record there is. */
async function stored(bridge: Bridge): Promise<string> {
  const { rows } = await bridge.call("record.list", { query: ALL, offset: 0, limit: 1 });
  return (await bridge.call("record.get", { id: rows[0].id })).content.sections[0].text;
}
const stands = (bridge: Bridge, markdown: string): Promise<void> =>
  expect.poll(() => stored(bridge), { timeout: 8000 }).toBe(markdown);

/** Pastes as another program puts it on the clipboard. */
const paste = (page: Page, html: string, plain: string): Promise<void> =>
  text(page).evaluate(
    (field, [markup, words]) => {
      const clipboardData = new DataTransfer();
      if (markup) clipboardData.setData("text/html", markup);
      clipboardData.setData("text/plain", words ?? "");
      field.dispatchEvent(new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData }));
    },
    [html, plain],
  );

const NEW = { kind: "reflection", title: "", date: "2026-11-20" };
async function opened(page: Page, bridge: Bridge, markdown: string): Promise<void> {
  const content = { ...NEW, sections: [{ stage: "text", text: markdown }] };
  await bridge.call("record.create", { content, visit: "a" });
  await page.reload();
  await shell(page).waitFor();
  await page
    .getByRole("link", { name: /^Records/ })
    .first()
    .click();
  await page.getByRole("region", { name: "Records" }).getByRole("link").first().click();
  await expect(text(page)).toBeVisible();
}

test("signs become their look while they are written, and Markdown is what is stored", async ({
  page,
  bridge,
  own,
}) => {
  await own();
  await write(page, "# Torn paper\nIt was **quiet** and *slow*.\n- one\ntwo\n\n> a quote");
  await stands(bridge, "# Torn paper\n\nIt was **quiet** and *slow*.\n\n- one\n- two\n\n> a quote");
  await expect(text(page).getByRole("heading", { name: "Torn paper" })).toBeVisible();
  await expect(text(page).getByRole("listitem")).toHaveCount(2);
  // What was a word stays one: its signs are marked as none.
  await page.keyboard.press("Control+End");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await page.keyboard.type("5 * 6 is 30, snake_case");
  await expect.poll(() => stored(bridge)).toContain("\n\n5 * 6 is 30, snake_case");
  await check(page);
});

test("everything by keyboard: looks, the bar and back, a link, undo of its own", async ({ page, bridge, own }) => {
  await own();
  await write(page, "Waited a while");
  await mark(page, 0, 6);
  await page.keyboard.press("Control+b");
  await stands(bridge, "**Waited** a while");
  const bar = page.getByRole("toolbar", { name: "Look of the text" });
  await expect(bar.getByRole("button", { name: "Bold" })).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("Control+Alt+2");
  await stands(bridge, "## **Waited** a while");
  await page.keyboard.press("Control+Alt+0");
  await page.keyboard.press("Control+Shift+8");
  await stands(bridge, "- **Waited** a while");
  await page.keyboard.press("Control+Shift+7");
  await stands(bridge, "1. **Waited** a while");
  await page.keyboard.press("Control+Shift+7");
  await page.keyboard.press("Control+Shift+9");
  await stands(bridge, "> **Waited** a while");
  const look = text(page).locator("blockquote, strong, li, h3");
  for (let step = 0; step < 9 && (await look.count()) > 0; step += 1) await page.keyboard.press("Control+z");
  await stands(bridge, "Waited a while");
  await expect(page.getByText("Taken back")).toBeHidden();

  // One stop for the whole bar, arrows within it, and Esc back into the text.
  await mark(page, 9, 14);
  await page.keyboard.press("Alt+F10");
  await expect(bar.getByRole("button", { name: "Bold" })).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await expect(text(page)).toBeFocused();
  await stands(bridge, "Waited a *while*");
  await page.keyboard.press("Alt+F10");
  await page.keyboard.press("End");
  await expect(bar.getByRole("button", { name: "Markdown" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(text(page)).toBeFocused();
  await page.keyboard.press("Control+i");

  await page.keyboard.press("Control+Shift+k");
  const dialog = page.getByRole("dialog", { name: "Link" });
  await dialog.getByLabel("Address").fill("somewhere");
  await page.keyboard.press("Enter");
  await expect(dialog).toContainText("An address begins with http");
  await dialog.getByLabel("Address").fill("https://example.org/a");
  await page.keyboard.press("Enter");
  await stands(bridge, "Waited a [while](https://example.org/a)");
  await expect(text(page).locator("a")).toHaveCount(0);
  // A tab is no trap.
  await page.keyboard.press("Tab");
  await expect(text(page)).not.toBeFocused();
  await page.keyboard.press("Shift+Tab");
  await expect(text(page)).toBeFocused();
});

test("it says what it is to those who do not see it, and is spelt as British English", async ({ page, own }) => {
  await own();
  await page.keyboard.press("Control+n");
  const field = text(page);
  await expect(field).toHaveAttribute("aria-multiline", "true");
  await expect(field).toHaveAttribute("lang", "en-GB");
  await expect(field).toHaveAttribute("spellcheck", "true");
  await expect(field).toHaveAccessibleDescription("What stayed with you? Begin anywhere.");
});

test("text that has no form here stays as it was written, unless that passage is edited", async ({
  page,
  bridge,
  own,
}) => {
  const odd =
    "__Bold__ so\n\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n[x]: https://example.org\n* star\n+ plus\n\n![torn paper](evidence:0190-ab)\n";
  await own();
  await opened(page, bridge, odd);
  await expect(text(page).locator("[data-picture]")).toContainText("Picture: torn paper");
  await text(page).locator("p").first().click();
  await page.keyboard.press("End");
  await page.keyboard.type(" it is");
  await stands(bridge, odd.replace("__Bold__ so", "**Bold** so it is"));
  for (let step = 0; step < 6; step += 1) await page.keyboard.press("Control+z");
  await stands(bridge, odd);
});

test("what is pasted from Word and from a page comes clean", async ({ page, bridge, own }) => {
  await own();
  await write(page, "Before.");
  await page.keyboard.press("Enter");
  await paste(
    page,
    `<html xmlns:o="urn:x"><head><style>p { color: red }</style></head><body lang=EN-GB><!--[if gte mso 9]><xml>no</xml><![endif]-->
     <p class=MsoNormal style='color:red'><b>Bold</b> <i>slanted</i><o:p></o:p></p>
     <p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·&nbsp;&nbsp;</span>First<o:p></o:p></p>
     <p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o&nbsp;</span>Inner</p>
     <p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·&nbsp;</span>Second</p>
     <p><img src="https://example.org/spy.png" onerror="document.title='ran'"><script>document.title = "ran"</script>
     <a href="javascript:alert(1)">Nowhere</a>, <a href="https://example.org/">there</a></p></body></html>`,
    "Bold slanted",
  );
  await stands(
    bridge,
    "Before.\n\n**Bold** *slanted*\n\n- First\n  - Inner\n- Second\n\nNowhere, [there](https://example.org/)",
  );
  expect(await page.title()).not.toBe("ran");
  await expect(text(page).locator("img, script, [style*=color]")).toHaveCount(0);
});

test("ten megabytes that are pasted are refused in a sentence, at once, and nothing is lost", async ({
  page,
  bridge,
  own,
}) => {
  await own();
  await write(page, "Still here.");
  for (const plain of [false, true]) {
    if (plain) await page.getByRole("button", { name: "Markdown" }).click();
    await text(page).focus();
    await text(page).evaluate((field) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", "many words ".repeat(950_000));
      field.dispatchEvent(new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData }));
    });
    await expect(page.getByText("longer than a million characters")).toBeVisible();
  }
  expect(await stored(bridge)).toBe("Still here.");
  // Much markup around few words: the words come in.
  await page.getByRole("button", { name: "Markdown" }).click();
  await text(page).focus();
  await page.keyboard.press("Control+End");
  await text(page).evaluate((field) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", `<p>${"<span>".repeat(1_000_000)}</p>`);
    clipboardData.setData("text/plain", " And more.");
    field.dispatchEvent(new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData }));
  });
  await stands(bridge, "Still here. And more.");
});

test("CPD facts are written in the editor, and a plain field takes no more at once than that", async ({
  page,
  bridge,
  own,
}) => {
  await own();
  const stayed = page.getByRole("textbox", { name: "What stayed with you?" });
  await stayed.focus();
  await stayed.evaluate((field) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", "many words ".repeat(950_000));
    field.dispatchEvent(new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData }));
  });
  await expect(page.getByText("longer than a million characters")).toBeVisible();
  await expect(stayed).toHaveValue("");
  await write(page, "I let the silence be.");
  await page.keyboard.press("Control+Shift+M");
  await page.getByRole("textbox", { name: "What I learnt" }).click();
  await page.keyboard.type("To ");
  await page.keyboard.press("Control+b");
  await page.keyboard.type("wait");
  await saved(page);
  const { rows } = await bridge.call("record.list", { query: ALL, offset: 0, limit: 1 });
  await expect
    .poll(async () => (await bridge.call("record.get", { id: rows[0].id })).content.cpd?.learnt, { timeout: 8000 })
    .toBe("To **wait**");
});

test("the Markdown itself can be written, and the look comes back with it", async ({ page, bridge, own }) => {
  await own();
  await write(page, "Plain.");
  await page.getByRole("button", { name: "Markdown" }).click();
  await expect(text(page)).toHaveValue("Plain.");
  await text(page).fill("Plain, **bold** and `code`.\n");
  await saved(page);
  await stands(bridge, "Plain, **bold** and `code`.\n");
  await check(page);
  await page.getByRole("button", { name: "Markdown" }).click();
  await says(page, "Plain, bold and code.");
  await expect(text(page).locator("strong")).toHaveText("bold");
  expect(await stored(bridge)).toBe("Plain, **bold** and `code`.\n");
});

test("models follow one another, and what changes elsewhere is shown in every field", async ({ page, bridge, own }) => {
  await own();
  await page.keyboard.press("Control+n");
  const feelings = page.getByRole("textbox", { name: "Feelings" });
  for (const model of ["Gibbs", "Kolb", "Free writing", "Gibbs"]) {
    await page.getByLabel("Reflect with").selectOption(model);
    await expect(page.getByLabel("Reflect with").locator("option:checked")).toHaveText(model);
  }
  await feelings.fill("Relief.");
  await page.getByLabel("Reflect with").selectOption("Kolb");
  await expect(page.getByRole("textbox", { name: "Feelings (Gibbs)" })).toHaveText("Relief.");
  await page.getByLabel("Reflect with").selectOption("Gibbs");
  await saved(page);
  const { rows } = await bridge.call("record.list", { query: ALL, offset: 0, limit: 1 });
  await expect
    .poll(async () => (await bridge.call("record.get", { id: rows[0].id })).content.model, { timeout: 8000 })
    .toBe("gibbs");
  await expect(page.getByText(/^Saved at/)).toBeVisible();
  const before = await bridge.call("record.get", { id: rows[0].id });
  for (const section of before.content.sections) if (section.stage === "feelings") section.text = "**Doubt.**";
  await bridge.call("record.save", { id: before.id, expected: before.version, visit: "b", content: before.content });
  await expect(feelings.locator("strong")).toHaveText("Doubt.");
});
