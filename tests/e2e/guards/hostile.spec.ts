import { expect, rows, test } from "../fixtures";

/** Everything that would run, load or lead away, where a page believed it. */
const HOSTILE = [
  "<script>document.title = 'taken'</script>",
  "<img src=x onerror=\"document.title = 'taken'\">",
  '<img src="http://127.0.0.1:9/tracker.png">',
  "![a picture](http://127.0.0.1:9/picture.png)",
  "![a picture][far]",
  "[far]: http://127.0.0.1:9/far.png",
  '<iframe src="http://127.0.0.1:9/"></iframe><object data="http://127.0.0.1:9/"></object>',
  "<svg onload=\"document.title = 'taken'\"><a href=\"javascript:document.title='taken'\">x</a></svg>",
  "[press me](javascript:document.title='taken') [or me](data:text/html,<script>alert(1)</script>) [or me](file:///etc/passwd)",
  "[an address](http://127.0.0.1:9/page) <http://127.0.0.1:9/auto>",
  "<style>body { background: url(http://127.0.0.1:9/style.png) }</style>",
  '<form action="http://127.0.0.1:9/"><input name=q></form><meta http-equiv=refresh content="0;url=http://127.0.0.1:9/">',
  "{{7*7}} ${7*7} <%= 7*7 %> \u202Eright to left\u202C e\u0301\u0301\u0301 👩‍🎨",
];

test("what is written is shown as it is written: nothing runs, nothing is fetched", async ({ page, bridge, own }) => {
  await own();
  for (const [index, words] of [HOSTILE.join("\n\n"), ...HOSTILE].entries()) {
    await bridge.call("record.create", {
      content: {
        kind: index % 2 === 0 ? "reflection" : "cpd",
        title: index === 0 ? "<b>Hostile</b> <img src=x onerror=alert(1)>" : words.slice(0, 250),
        date: "2026-11-20",
        sections: [{ stage: "text", text: words }],
        keywords: ["<i>key</i>"],
        cpd: index % 2 === 0 ? null : { type: "other", provider: "<u>provider</u>", learnt: words },
      },
      visit: String(index),
    });
  }
  await page.reload();
  await page
    .getByRole("link", { name: /^Records/ })
    .first()
    .click();
  const count = HOSTILE.length + 1;
  await expect(page.getByText(`${count} records`).first()).toBeVisible();
  for (let index = 0; index < count; index += 1) {
    await rows(page).nth(index).click();
    await expect(page.getByRole("button", { name: "Finish", exact: true })).toBeVisible();
    await page.getByRole("button", { name: "Finish", exact: true }).click();
    await expect(page.getByRole("button", { name: "Edit", exact: true })).toBeVisible();
    await expect(page.locator(".prose :is(img, script, iframe, object, svg, style, form, meta)")).toHaveCount(0);
    await expect(page.locator('.prose a[href^="http"], .prose a[href^="javascript"]')).toHaveCount(0);
  }
  await page.getByRole("searchbox").fill("tracker picture");
  await page.getByRole("searchbox").fill("<script>");
  for (const words of ['"', "*", "NEAR(", "%", "'", "x".repeat(9_999), "the of and", 'a" OR b', "-"]) {
    await page.getByRole("searchbox").fill(words);
    await expect(page.getByRole("searchbox")).toHaveValue(words);
  }
  expect(await page.title()).not.toContain("taken");
  expect((await bridge.desk()).opened).toEqual([]);
});

test("an address is opened only after asking, and outside", async ({ page, bridge, own }) => {
  await own();
  await bridge.call("record.create", {
    content: {
      kind: "reflection",
      title: "With an address",
      date: "2026-11-20",
      sections: [{ stage: "text", text: "See [the standards](https://www.hcpc-uk.org/standards/)." }],
    },
    visit: "a",
  });
  await page.reload();
  await page
    .getByRole("link", { name: /^Records/ })
    .first()
    .click();
  await rows(page).first().click();
  await page.getByRole("button", { name: "Finish", exact: true }).click();
  await page
    .getByRole("main")
    .getByRole("button", { name: /hcpc-uk/ })
    .click();
  const asked = page.getByRole("dialog");
  await expect(asked).toContainText("https://www.hcpc-uk.org/standards/");
  expect((await bridge.desk()).opened).toEqual([]);
  await asked.getByRole("button").last().click();
  await expect.poll(async () => (await bridge.desk()).opened).toEqual(["https://www.hcpc-uk.org/standards/"]);
});
