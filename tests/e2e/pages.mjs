// Every page there is, and the way a hand takes to it.

/** The passphrase of portfolios that tests make. */
export const PASSPHRASE = "amber kettle drum seven rivers";

/** A dated list as somebody might paste it, with something to settle in it. */
const PASTED = [
  "Date\tCPD activity\tHours\tWhat I learned",
  "3/4/2024\tCourse on endings\t6\tTo plan an ending from the first session.",
  "June 2024\tReading: silence in improvisation\t2\tThat I wait less than I think.",
  "9 September 2024\tSession 12 with a client\t1\t",
].join("\n");

/** Makes and opens an empty portfolio whose recovery words are confirmed; answers them. */
export async function makeOwn(bridge) {
  const { words, status } = await bridge.call("portfolio.create", { folder: null, passphrase: PASSPHRASE });
  await bridge.call("portfolio.confirm-words", { words: status.words_to_confirm.map((at) => words[at - 1]) });
  return words;
}

/** Goes to what the "Go to" box finds for `written`: the choice called exactly `name`. */
export async function goTo(page, written, name = written) {
  await page.keyboard.press("Control+k");
  const box = page.getByRole("combobox", { name: "Go to a page, a record or an action" });
  await box.fill(written);
  await page.getByRole("option", { name, exact: true }).first().click();
  await box.waitFor({ state: "detached" });
}

/** The pages stand around what is shown, at any width. */
export const shell = (page) => page.getByRole("banner").getByRole("link", { name: "Triptych" });

/** Whether `some` is shown, and not the button on the teaching page of an empty portfolio: whichever comes is waited for. */
async function holds(page, some, button) {
  const none = page.getByRole("button", { name: button });
  await some.first().or(none).first().waitFor();
  return !(await none.isVisible());
}

/** Goes to the records; false when there are none. */
async function toRecords(page) {
  await goTo(page, "Records");
  return holds(page, page.getByRole("region", { name: "Records" }).getByRole("link"), /^Write the first record/);
}

/** Goes to a client of the sample's; false in an empty portfolio, whose teaching page is what is looked at. */
async function toClient(page) {
  await goTo(page, "Clients");
  const some = page.getByRole("region", { name: "Clients" }).getByRole("link", { name: /^K-07/ });
  const there = await holds(page, some, "Make the first client");
  if (there) await some.click();
  return there;
}

/** Goes to a picture of the evidence; false in an empty portfolio, whose teaching page is what is looked at. */
async function toPiece(page) {
  await goTo(page, "Evidence");
  const some = page.getByRole("list", { name: "Pieces of evidence" }).getByRole("link");
  await some
    .first()
    .or(page.getByRole("button", { name: "Add a file…" }))
    .first()
    .waitFor();
  if ((await some.count()) === 0) return false;
  // The newest may have no file.
  await some
    .filter({ hasText: /picture/ })
    .first()
    .click();
  await page.getByRole("region", { name: "The file" }).getByRole("img").waitFor();
  return true;
}

/** Goes to the piece of the sample's that is called so, and waits for what is shown of its file; stops where there is none. */
async function toFile(page, title, shown) {
  await goTo(page, "Evidence");
  const list = page.getByRole("list", { name: "Pieces of evidence" }).getByRole("link");
  await list
    .first()
    .or(page.getByRole("button", { name: "Add a file…" }))
    .first()
    .waitFor();
  const piece = list.filter({ hasText: title });
  if ((await piece.count()) === 0) return;
  await piece.first().click();
  await shown(page.getByRole("region", { name: "The file" })).waitFor();
}

/** Goes to the clients and presses the button there, as far as there is such a one; the teaching page is looked at else. */
async function handoverDialog(page, button) {
  await goTo(page, "Clients");
  const some = page.getByRole("region", { name: "Clients" }).getByRole("link");
  if (!(await holds(page, some, "Make the first client"))) return;
  const handover = page.getByRole("button", { name: button });
  await handover
    .or(page.getByRole("button", { name: "Name a colleague…" }))
    .first()
    .waitFor();
  if ((await handover.count()) === 0) return;
  await handover.click();
  await page.getByRole("dialog").waitFor();
}

async function pieceDialog(page, button) {
  if (!(await toPiece(page))) return;
  await page.getByRole("button", { name: button }).click();
  await page.getByRole("dialog").waitFor();
}

async function supervisionPart(page, name) {
  await goTo(page, "Supervision");
  await page.getByRole("list", { name: "Around the sessions" }).getByRole("link", { name }).click();
}

async function settingsDialog(page, button) {
  await goTo(page, "Settings");
  await page.getByRole("button", { name: button }).click();
  await page.getByRole("dialog").waitFor();
}

/**
 * Name → how to get there from anywhere. `closed` pages are seen without an open portfolio, `own` ones only in a portfolio
 * that is not the sample; `locks` is what closes it.
 */
export const pages = {
  first: { closed: true, show: async () => undefined },
  unlock: {
    locks: true,
    show: async (page) => {
      await page.keyboard.press("Control+l");
      await page.getByRole("heading", { name: "Triptych" }).waitFor();
    },
  },
  recover: {
    // The sample has no words of anybody's.
    own: true,
    locks: true,
    show: async (page) => {
      await page.keyboard.press("Control+l");
      await page.getByRole("button", { name: "Use my 24 words" }).click();
      await page.getByRole("heading", { name: "Your 24 words" }).waitFor();
    },
  },
  today: { show: (page) => goTo(page, "Today") },
  records: { show: (page) => goTo(page, "Records") },
  record: {
    show: async (page) => {
      // An empty portfolio has none: then its teaching page is what is looked at.
      if (await toRecords(page)) await page.getByRole("region", { name: "Records" }).getByRole("link").nth(2).click();
    },
  },
  capture: { show: (page) => goTo(page, "Quick note") },
  shelf: { show: (page) => goTo(page, "Keywords and templates") },
  model: {
    show: async (page) => {
      await goTo(page, "Keywords and templates");
      const make = page.getByRole("button", { name: "Make a model" });
      await make.waitFor();
      // An empty portfolio has none to look at: then one is begun.
      const edit = page.getByRole("button", { name: /^Edit.*:/ });
      await ((await edit.count()) > 0 ? edit.first() : make).click();
      await page.getByRole("dialog").waitFor();
    },
  },
  writing: {
    show: async (page) => {
      // An empty portfolio has nothing to go on with: then its teaching page is what is looked at.
      if (!(await toRecords(page))) return;
      const far = page.getByRole("region", { name: "Records" }).getByRole("link", { name: /from far off/ });
      if ((await far.count()) === 0) return;
      await far.click();
      const field = page.getByRole("textbox", { name: "Text", exact: true });
      await field.getByRole("listitem").last().click();
      await field.getByRole("heading").evaluate((heading) => heading.scrollIntoView({ block: "center" }));
    },
  },
  year: { show: (page) => goTo(page, "CPD year") },
  history: {
    show: async (page) => {
      // An empty portfolio has nothing earlier: then its teaching page is what is looked at.
      if (!(await toRecords(page))) return;
      await page.getByRole("searchbox").fill("whose lullaby");
      await page
        .getByRole("region", { name: "Records" })
        .getByRole("link", { name: /Whose lullaby/ })
        .first()
        .click();
      await page.getByRole("button", { name: "More" }).click();
      await page.getByRole("menuitem", { name: "What it said before" }).click();
      await page.getByRole("heading", { name: /beside now/ }).waitFor();
    },
  },
  select: {
    show: async (page) => {
      if (!(await toRecords(page))) return;
      await page.getByRole("button", { name: "Select", exact: true }).click();
      await page.getByRole("region", { name: "Records" }).getByRole("checkbox").nth(8).check();
    },
  },
  write: { show: (page) => page.keyboard.press("Control+n") },
  bin: { show: (page) => goTo(page, "Bin") },
  supervision: { show: (page) => goTo(page, "Supervision") },
  "supervision-agreements": { show: (page) => supervisionPart(page, "Agreements and people") },
  "supervision-log": { show: (page) => supervisionPart(page, "Log and hours") },
  "supervision-paper": {
    show: async (page) => {
      await supervisionPart(page, "Log and hours");
      await page.getByRole("button", { name: "The log as PDF or for Word…" }).click();
      const dialog = page.getByRole("dialog", { name: "The log on paper" });
      await dialog
        .getByText(/would leave|There is no session/)
        .first()
        .waitFor();
    },
  },
  "supervision-session": {
    show: async (page) => {
      await goTo(page, "Supervision");
      const first = page.locator(".records .record").first();
      // An empty portfolio has no session: then the teaching page is what is looked at.
      if (await holds(page, first, "Write the first session")) await first.click();
    },
  },
  "supervision-agreement": {
    show: async (page) => {
      await supervisionPart(page, "Agreements and people");
      await page.getByRole("button", { name: "Add an agreement" }).click();
      await page.getByRole("dialog").waitFor();
    },
  },
  intake: { show: (page) => goTo(page, "Bring in what you have") },
  "intake-looked": {
    show: async (page) => {
      await goTo(page, "Bring in what you have");
      await page.getByLabel("What you copied").fill(PASTED);
      await page.getByRole("button", { name: "See what becomes of it" }).click();
      await page.getByRole("heading", { name: "What becomes of it" }).waitFor();
    },
  },
  clients: { show: (page) => goTo(page, "Clients") },
  client: { show: (page) => toClient(page) },
  erase: {
    show: async (page) => {
      if (!(await toClient(page))) return;
      await page.getByRole("button", { name: "Erase this client…" }).click();
      await page.getByRole("dialog").getByRole("heading").first().waitFor();
    },
  },
  identity: {
    show: async (page) => {
      if (!(await toClient(page))) return;
      // Of a generated client nobody has written down who it is.
      const known = page.getByRole("button", { name: "Show who it is" });
      await known
        .or(page.getByRole("button", { name: "Write down who it is…" }))
        .first()
        .waitFor();
      if ((await known.count()) === 0) return;
      await known.click();
      await page.getByRole("button", { name: "Hide it" }).waitFor();
    },
  },
  "identity-dialog": {
    show: async (page) => {
      if (!(await toClient(page))) return;
      await page.getByRole("button", { name: /^(Change it|Write down who it is)…$/ }).click();
      await page.getByRole("dialog").waitFor();
    },
  },
  access: {
    show: async (page) => {
      await goTo(page, "Clients");
      const some = page.getByRole("region", { name: "Clients" }).getByRole("link");
      if (!(await holds(page, some, "Make the first client"))) return;
      // The sample's one has asked for her records.
      const asks = some.filter({ hasText: /^R-11/ });
      if ((await asks.count()) === 0) return;
      await asks.click();
      await page.getByRole("button", { name: /^Make the file…/ }).click();
      const dialog = page.getByRole("dialog", { name: "Everything about this client" });
      await dialog
        .getByText(/codes that would go out|No other client’s code/)
        .first()
        .waitFor();
    },
  },
  handover: { show: (page) => handoverDialog(page, "Change what they need to know…") },
  "handover-file": { show: (page) => handoverDialog(page, "Make the file or the sheet…") },
  evidence: { show: (page) => goTo(page, "Evidence") },
  "evidence-piece": { show: (page) => toPiece(page) },
  "evidence-pdf": { show: (page) => toFile(page, "marker’s comments", (file) => file.getByRole("img")) },
  "evidence-sound": {
    show: (page) => toFile(page, "A lullaby on one breath", (file) => file.getByRole("button", { name: "Play" })),
  },
  "evidence-film": { show: (page) => toFile(page, "Two lines that cross", (file) => file.locator("video")) },
  redact: { show: (page) => pieceDialog(page, "Redacted copy…") },
  consent: { show: (page) => pieceDialog(page, /^(Record consent|Change what was agreed)…$/) },
  picture: {
    show: async (page) => {
      // An empty portfolio has no pictures, which is also a thing to be said.
      await page.keyboard.press("Control+n");
      await page.getByRole("textbox", { name: "Text", exact: true }).click();
      await page.keyboard.press("Control+Shift+p");
      await page.getByRole("dialog", { name: "Picture" }).waitFor();
    },
  },
  framework: { show: (page) => goTo(page, "Framework") },
  level: { show: (page) => goTo(page, "Level: Enhanced", /^Level: Enhanced/) },
  pillar: {
    show: async (page) => {
      await goTo(page, "Framework");
      await page
        .getByRole("link", { name: /professional practice/i })
        .first()
        .click();
    },
  },
  statement: { show: (page) => goTo(page, "KS.4", /KS\.4$/) },
  stories: { show: (page) => goTo(page, "Career stories") },
  hcpc: { show: (page) => goTo(page, "CPD audit") },
  standing: {
    show: async (page) => {
      await goTo(page, "CPD audit");
      await page.getByRole("tab", { name: "Where I stand" }).click();
      await page.getByRole("heading", { name: "The five standards" }).waitFor();
    },
  },
  privacy: {
    show: async (page) => {
      await goTo(page, "CPD audit");
      await page.getByRole("tab", { name: "Privacy" }).click();
      await page.getByText(/Nothing was found|is answered|to answer before/).waitFor();
    },
  },
  chair: {
    show: async (page) => {
      await goTo(page, "CPD audit");
      // The cycle that ended has a statement; an empty portfolio shows what is said without one.
      await page.getByRole("combobox", { name: "Cycle" }).selectOption({ label: "June 2024 to May 2026" });
      await page.getByRole("heading", { level: 1, name: "June 2024 to May 2026" }).waitFor();
      await page.getByRole("tab", { name: "Statement" }).click();
      await page.getByRole("button", { name: "Read it as an assessor" }).click();
      await page
        .getByText(/Nobody has marked a sentence for it yet|Nothing is written in the statement/)
        .first()
        .waitFor();
    },
  },
  asked: {
    show: async (page) => {
      await goTo(page, "CPD audit");
      // Only a cycle with a letter has this part; an empty portfolio shows what the exports say before one.
      await page.getByRole("combobox", { name: "Cycle" }).selectOption({ label: "June 2024 to May 2026" });
      await page.getByRole("heading", { level: 1, name: "June 2024 to May 2026" }).waitFor();
      await page.getByRole("tab", { name: "Exports" }).click();
      await page.getByRole("heading", { name: "Exports of profiles" }).waitFor();
      const asked = page.getByRole("tab", { name: "Addendum" });
      if (!(await asked.isVisible())) return;
      await asked.click();
      await page.getByRole("heading", { name: "Further information" }).waitFor();
    },
  },
  profile: { show: (page) => goTo(page, "Profile") },
  register: {
    show: async (page) => {
      await goTo(page, "Register of exports");
      // An empty portfolio has let nothing out: then its teaching page is what is looked at.
      await page.getByRole("heading", { level: 1, name: /^(Register of exports|No file has been made)/ }).waitFor();
    },
  },
  papers: {
    show: async (page) => {
      await goTo(page, "Profile");
      await page.getByRole("button", { name: "Appraisal pack…" }).click();
      // An empty portfolio has nothing in any year, which is said beside the days.
      const dialog = page.getByRole("dialog", { name: "Appraisal pack" });
      await dialog.getByText(/would leave|There is nothing finished/).waitFor();
    },
  },
  settings: { show: (page) => goTo(page, "Settings") },
  passphrase: { own: true, show: (page) => settingsDialog(page, "Change the passphrase…") },
  "recovery-words": {
    own: true,
    show: async (page) => {
      await settingsDialog(page, "See the recovery words…");
      await page.getByLabel("Your passphrase").fill(PASSPHRASE);
      await page.getByRole("button", { name: "Show the words" }).click();
      await page.getByRole("dialog").getByRole("listitem").first().waitFor();
    },
  },
  "new-words": { own: true, show: (page) => settingsDialog(page, "Make new words…") },
  backups: { show: (page) => goTo(page, "Backups") },
  restore: { show: (page) => goTo(page, "Restore a backup") },
  palette: { show: (page) => page.keyboard.press("Control+k") },
  keys: { show: (page) => goTo(page, "Show every key") },
};

/** Shows a page and waits until it stands still. */
export async function show(page, name) {
  const quiet = quietness(page);
  if (pages[name].closed) await page.getByRole("heading", { level: 1 }).waitFor();
  else await shell(page).waitFor();
  await pages[name].show(page);
  await page.mouse.move(0, 0);
  await quiet();
  await page.evaluate(() => document.fonts.ready.then(() => true));
}

/** Begins to watch; the function returned waits until the core has answered everything for a moment. */
function quietness(page) {
  const asked = new Set();
  let last = Date.now();
  const isCall = (request) => request.url().includes("/call/");
  const began = (request) => isCall(request) && asked.add(request);
  const ended = (request) => {
    if (asked.delete(request)) last = Date.now();
  };
  page.on("request", began).on("requestfinished", ended).on("requestfailed", ended);
  return async () => {
    last = Date.now();
    while (asked.size > 0 || Date.now() - last < 300) await new Promise((done) => setTimeout(done, 50));
    page.off("request", began).off("requestfinished", ended).off("requestfailed", ended);
  };
}
