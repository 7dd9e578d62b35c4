/**
 * What is pasted, made clean: words and their plain look come in, and nothing else.
 *
 * What always holds: no style, script or picture from elsewhere comes in, nothing is loaded while it is looked at, and
 * what is too large is refused in a sentence before any work is done.
 */

/** The most text that is pasted at once, in characters. */
export const MOST_TEXT = 1_000_000;
/** The most markup that is looked through for it, in characters and in signs. */
const MOST_MARKUP = 4_000_000;
const MOST_TAGS = 40_000;

export const TOO_MUCH =
  "What you pasted is longer than a million characters, more than can be pasted at once. Nothing was pasted and nothing is lost: it is still on the clipboard. Paste it in parts, or bring the file in under “Bring in what you have”.";

export const BARE = "It came in as words alone: there was too much around them to look through.";

/** What to do with what is on the clipboard. */
export function weigh(text: string, markup: string): "refuse" | "text" | "bare" | "markup" {
  if (text.length > MOST_TEXT) return "refuse";
  if (markup === "") return "text";
  if (markup.length <= MOST_MARKUP && countTags(markup) <= MOST_TAGS) return "markup";
  // Too much markup for its words: those come in without it.
  return text === "" ? "refuse" : "bare";
}

function countTags(markup: string): number {
  let count = 0;
  for (let at = markup.indexOf("<"); at >= 0 && count <= MOST_TAGS; at = markup.indexOf("<", at + 1)) count += 1;
  return count;
}

// What is to run in another page is taken out before the markup is looked at: it would not run, and would be complained about.
const HANDLER = /\son\w+\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi;

/** The markup without what is there for the other program alone; Word's lists are lists. */
export function clean(markup: string): string {
  // Parsed in a document of its own that loads nothing and runs nothing.
  const page = new DOMParser().parseFromString(
    markup.replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(HANDLER, "")),
    "text/html",
  );
  for (const gone of page.querySelectorAll(
    "style, script, meta, link, title, xml, template, img, svg, picture, video, audio, iframe, object, embed, input, button, select, textarea",
  ))
    gone.remove();
  const comments = page.createNodeIterator(page, NodeFilter.SHOW_COMMENT);
  for (let comment = comments.nextNode(); comment !== null; comment = comments.nextNode())
    comment.parentNode?.removeChild(comment);
  wordLists(page);
  // Boxes that hold words alone are paragraphs of their own.
  for (const row of page.querySelectorAll("tr")) {
    const cells = [...row.children]
      .map((cell) => cell.textContent?.replace(/\s+/g, " ").trim() ?? "")
      .filter((cell) => cell !== "");
    const line = page.createElement("p");
    line.textContent = cells.join(" | ");
    row.replaceWith(line);
  }
  for (const paragraph of page.querySelectorAll("p")) {
    if ((paragraph.textContent ?? "").trim() === "") paragraph.remove();
  }
  return page.body.innerHTML;
}

const LEVEL = /mso-list:\s*[^;"]*level(\d+)/i;

/** Word writes a list as paragraphs that begin with their sign. */
function wordLists(page: Document): void {
  const open: { level: number; list: HTMLElement }[] = [];
  let previous: Element | null = null;
  for (const paragraph of [...page.querySelectorAll<HTMLElement>("p[class*=MsoList], p[style*='mso-list']")]) {
    const style = paragraph.getAttribute("style") ?? "";
    const level = Number(LEVEL.exec(style)?.[1] ?? 1);
    const sign = paragraph.querySelector<HTMLElement>("span[style*='mso-list'], span[style*='Ignore']");
    const words =
      sign?.textContent?.trim() ?? /^\s*([·•o§▪–-]|\d{1,3}[.)])\s/.exec(paragraph.textContent ?? "")?.[1] ?? "";
    const ordered = /^\w{1,4}[.)]$/.test(words) && words !== "o";
    if (sign !== null) sign.remove();
    else if (words !== "") stripStart(paragraph, words);
    if (previous === null || paragraph.previousElementSibling !== previous) open.length = 0;
    while ((open.at(-1)?.level ?? 0) > level) open.pop();
    let current = open.at(-1);
    if (current === undefined || current.level < level) {
      const list: HTMLElement = page.createElement(ordered ? "ol" : "ul");
      const parent = current?.list.lastElementChild ?? null;
      if (parent === null) paragraph.before(list);
      else parent.append(list);
      current = { level, list };
      open.push(current);
    }
    const item = page.createElement("li");
    const inner = page.createElement("p");
    inner.append(...paragraph.childNodes);
    item.append(inner);
    current.list.append(item);
    previous = open[0]?.list ?? null;
    paragraph.remove();
  }
}

/** Takes the sign of a list item from the first words of the paragraph. */
function stripStart(paragraph: Element, sign: string): void {
  const walker = paragraph.ownerDocument.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text !== null; text = walker.nextNode()) {
    const value = text.nodeValue ?? "";
    if (value.trim() === "") continue;
    text.nodeValue = value.trimStart().startsWith(sign) ? value.trimStart().slice(sign.length).trimStart() : value;
    return;
  }
}
