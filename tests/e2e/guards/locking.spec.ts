import type { Page } from "@playwright/test";
import { expect, mark, marked, PASSPHRASE, saved, says, test, text, write } from "../fixtures";

const passphrase = (page: Page) => page.getByLabel("Passphrase", { exact: true });

async function unlock(page: Page): Promise<void> {
  await passphrase(page).fill(PASSPHRASE);
  await page.keyboard.press("Enter");
}

test("a minute before it locks a line says so, takes no focus, and any key keeps it open", async ({ page, own }) => {
  await page.clock.install();
  await own();
  await page.keyboard.press("Control+n");
  await expect(text(page)).toBeFocused();
  const notice = page.getByText("Triptych locks in a minute. Any key keeps it open.");
  await page.clock.runFor("03:50");
  await expect(notice).toBeHidden();
  await page.clock.runFor("00:20");
  await expect(notice).toBeVisible();
  await expect(page.locator("[aria-live=polite]", { has: notice })).toHaveCount(1);
  await expect(text(page)).toBeFocused();
  await page.keyboard.type("x");
  await expect(notice).toBeHidden();
  await page.clock.runFor("03:30");
  await expect(text(page)).toBeVisible();
});

test("after locking no word is left in the page, and unlocking returns to the same place and cursor", async ({
  page,
  bridge,
  own,
}) => {
  const word = "Quartzmark";
  await own();
  await write(page, Array.from({ length: 60 }, (_, line) => `${word} line ${line}`).join("\n"));
  await page.getByLabel("Title").fill(`${word} title`);
  await saved(page);
  await text(page).focus();
  await mark(page, 600, 612);
  const scrolled = await page.locator("#page").evaluate((element) => {
    element.scrollTo({ top: 700 });
    return element.scrollTop;
  });
  expect(scrolled).toBeGreaterThan(100);
  await page.keyboard.press("Control+l");
  await expect(passphrase(page)).toBeFocused();
  const left = await page.evaluate(() => ({
    html: document.documentElement.outerHTML,
    values: [...document.querySelectorAll<HTMLInputElement>("input, textarea, select")].map(({ value }) => value),
    history: JSON.stringify(history.state),
    local: JSON.stringify({ ...localStorage }),
    session: JSON.stringify({ ...sessionStorage }),
    title: document.title,
    address: location.hash + location.pathname,
    selection: String(getSelection()),
  }));
  expect(JSON.stringify(left)).not.toContain(word);
  // Nothing can be taken back into the page either.
  await page.keyboard.press("Control+z");
  expect(await page.content()).not.toContain(word);
  expect((await bridge.call("app.status")).stage).toBe("locked");

  await unlock(page);
  await expect(text(page)).toBeFocused();
  await expect.poll(() => marked(page)).toEqual([600, 612]);
  await expect.poll(() => page.locator("#page").evaluate((element) => element.scrollTop)).toBe(scrolled);
});

test("the first record of all is come back to, although its list has got a search since", async ({ page, own }) => {
  await own();
  await page.keyboard.press("Control+n");
  await expect(page.getByText("Your pages will be listed here")).toBeVisible();
  // From now on the list hears of nothing.
  await page.route("**/call/record.list", (route) => route.abort());
  await expect(text(page)).toBeFocused();
  await page.keyboard.type("The very first.");
  await saved(page);
  await expect(page.getByLabel("Search your records")).toBeHidden();
  await mark(page, 4, 8);
  await page.keyboard.press("Control+l");
  await expect(passphrase(page)).toBeFocused();
  await page.unroute("**/call/record.list");
  await unlock(page);
  await expect(page.getByLabel("Search your records")).toBeVisible();
  await expect(text(page)).toBeFocused();
  await expect.poll(() => marked(page)).toEqual([4, 8]);
});

test("a finished reflection that was being edited is edited again after unlocking", async ({ page, own }) => {
  await own();
  await write(page, "Done, almost.");
  await page.getByRole("button", { name: "Finish", exact: true }).click();
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await page.keyboard.type(" More");
  await mark(page, 4, 4);
  await page.keyboard.press("Control+l");
  await unlock(page);
  await says(page, "Done, almost. More");
  await expect.poll(() => marked(page)).toEqual([4, 4]);
});

test("a page that the web view loads anew goes on where the last one stood; a locked one is not told where", async ({
  page,
  bridge,
  own,
}) => {
  await own();
  await write(page, "Twelve beats.");
  await page.keyboard.press("Home");
  const kept = async () => (await bridge.call("page.kept")).stands ?? "";
  await expect.poll(kept).toContain('"start":0');
  await page.reload();
  await says(page, "Twelve beats.");
  await expect(text(page)).toBeFocused();
  await page.keyboard.type("Twelve, no, ");
  await says(page, "Twelve, no, Twelve beats.");
  await page.keyboard.press("Control+l");
  await expect(passphrase(page)).toBeFocused();
  await page.reload();
  expect(await kept()).toBe("");
  await unlock(page);
  await says(page, "Twelve, no, Twelve beats.");
});

test("before the computer sleeps, what is being written is saved and it locks", async ({ page, bridge, own }) => {
  await own();
  await page.keyboard.press("Control+n");
  await expect(text(page)).toBeFocused();
  await page.keyboard.type("The lid is closing");
  await bridge.locking();
  await expect(passphrase(page)).toBeVisible();
  expect((await bridge.call("app.status")).stage).toBe("locked");
  await unlock(page);
  await says(page, "The lid is closing");
});

test("words that cannot be saved keep it open, and it says so", async ({ page, bridge, own }) => {
  test.skip(process.platform !== "linux", "prlimit plays the full disk");
  await own();
  await write(page, "Safe.");
  bridge.fillDisk(1);
  await page.keyboard.type(" Not yet safe.");
  await bridge.locking();
  await expect(page.getByText("Not locked: your last words could not be saved.")).toBeVisible();
  await says(page, "Safe. Not yet safe.");
  expect((await bridge.call("app.status")).stage).toBe("open");
});

test("an addition that is being written locks with the rest, and is there again", async ({ page, bridge, own }) => {
  await own();
  const { id } = await bridge.call("record.create", {
    content: {
      kind: "case-note",
      title: "",
      date: "2026-11-20",
      sections: [{ stage: "text", text: "Came late." }],
      clients: ["K-07"],
    },
    visit: "a",
  });
  await bridge.call("record.finish", { id, finished: true });
  await page.reload();
  await page
    .getByRole("link", { name: /^Records/ })
    .first()
    .click();
  await page.getByRole("region", { name: "Records" }).getByRole("link").first().click();
  await page.getByRole("button", { name: "Add a dated addition" }).click();
  await page.keyboard.type("It was the bus");
  await page.keyboard.press("Control+l");
  await expect(passphrase(page)).toBeFocused();
  expect(await page.content()).not.toContain("It was the bus");
  await unlock(page);
  const field = page.getByRole("textbox", { name: "Addition" });
  await expect(field).toHaveText("It was the bus");
  await page.getByRole("button", { name: "Add it, with today’s date" }).click();
  await expect(page.getByRole("main").getByText("It was the bus")).toBeVisible();
  expect((await bridge.call("record.unfinished-addition", { id })).text).toBe("");
});

test("files and links that are dropped on the window go nowhere; words may be dropped into a field", async ({
  page,
  own,
}) => {
  await own();
  await page.keyboard.press("Control+n");
  await expect(text(page)).toBeFocused();
  const refused = (selector: string, kind: "file" | "link" | "words") =>
    page.evaluate(
      ([where, what]) => {
        const dataTransfer = new DataTransfer();
        if (what === "file") dataTransfer.items.add(new File(["x"], "x.html", { type: "text/html" }));
        if (what === "link") dataTransfer.setData("text/uri-list", "https://example.org/");
        dataTransfer.setData("text/plain", "some words");
        const element = document.querySelector(where as string);
        if (element === null) throw new Error(`nothing at ${where}`);
        return ["dragover", "drop"].map((name) => {
          const event = new DragEvent(name, { bubbles: true, cancelable: true, dataTransfer });
          element.dispatchEvent(event);
          return event.defaultPrevented;
        });
      },
      [selector, kind],
    );
  const words = () =>
    text(page).evaluate((field) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.setData("text/plain", "some words");
      const { left, top } = field.getBoundingClientRect();
      const [clientX, clientY] = [left + 20, top + 10];
      field.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer, clientX, clientY }));
    });
  for (const where of ["body", "#page", '[role=textbox][aria-label="Text"]']) {
    // The text takes files itself: they become evidence.
    if (!where.includes("textbox")) expect(await refused(where, "file"), `a file on ${where}`).toEqual([true, true]);
    expect(await refused(where, "link"), `a link on ${where}`).toEqual([true, true]);
  }
  expect(await refused("body", "words")).toEqual([true, true]);
  // The editor takes them in itself.
  await words();
  await says(page, "some words");
});
