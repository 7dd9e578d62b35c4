/**
 * What the editor can show of Markdown: as much of it as the app shows when it is read.
 *
 * What always holds: nothing of the document loads or opens anything; a passage that has no form here is a `source`, which
 * shows its Markdown as it is written.
 */
import { evidenceId } from "../../components/prose";
import { Schema, type DOMOutputSpec, type Node as PmNode } from "prosemirror-model";

const text = (value: unknown): string => (typeof value === "string" ? value : "");

function picture(node: PmNode): DOMOutputSpec {
  const alt = text(node.attrs["alt"]).trim();
  const address = text(node.attrs["address"]);
  const shown = alt === "" ? "Picture without a description" : alt;
  return ["span", { class: "picture", role: "img", "aria-label": `Picture: ${shown}`, "data-picture": address }, shown];
}

export const schema = new Schema({
  nodes: {
    doc: { content: "(block | source)+" },
    paragraph: { group: "block", content: "inline*", parseDOM: [{ tag: "p" }], toDOM: () => ["p", 0] },
    heading: {
      group: "block",
      content: "inline*",
      attrs: { level: { default: 1, validate: "number" } },
      defining: true,
      parseDOM: [1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}`, attrs: { level } })),
      // As it is copied; on the page it stands below the page's own headings.
      toDOM: (node) => [`h${Number(node.attrs["level"])}`, 0],
    },
    blockquote: {
      group: "block",
      content: "block+",
      defining: true,
      parseDOM: [{ tag: "blockquote" }],
      toDOM: () => ["blockquote", 0],
    },
    bullet_list: {
      group: "block",
      content: "list_item+",
      attrs: { tight: { default: true, validate: "boolean" } },
      parseDOM: [{ tag: "ul" }],
      toDOM: () => ["ul", 0],
    },
    ordered_list: {
      group: "block",
      content: "list_item+",
      attrs: { order: { default: 1, validate: "number" }, tight: { default: true, validate: "boolean" } },
      parseDOM: [
        {
          tag: "ol",
          getAttrs: (dom) => ({ order: Math.max(0, Number.parseInt(dom.getAttribute("start") ?? "1", 10) || 1) }),
        },
      ],
      toDOM: (node) => ["ol", { start: String(node.attrs["order"]) }, 0],
    },
    list_item: { content: "paragraph block*", defining: true, parseDOM: [{ tag: "li" }], toDOM: () => ["li", 0] },
    code_block: {
      group: "block",
      content: "text*",
      marks: "",
      code: true,
      defining: true,
      attrs: { info: { default: "", validate: "string" } },
      parseDOM: [{ tag: "pre", preserveWhitespace: "full" }],
      toDOM: () => ["pre", ["code", 0]],
    },
    horizontal_rule: { group: "block", parseDOM: [{ tag: "hr" }], toDOM: () => ["hr"] },
    /** Markdown that has no other form here: it is shown, and kept, as it is written. */
    source: {
      content: "text*",
      marks: "",
      code: true,
      defining: true,
      parseDOM: [{ tag: "pre[data-source]", preserveWhitespace: "full", priority: 60 }],
      toDOM: () => ["pre", { class: "source", "data-source": "" }, 0],
    },
    text: { group: "inline" },
    hard_break: { group: "inline", inline: true, selectable: false, parseDOM: [{ tag: "br" }], toDOM: () => ["br"] },
    picture: {
      group: "inline",
      inline: true,
      draggable: true,
      attrs: {
        address: { validate: "string" },
        alt: { default: "", validate: "string" },
        title: { default: "", validate: "string" },
      },
      parseDOM: [
        {
          tag: "span[data-picture]",
          getAttrs: (dom) => {
            const address = dom.getAttribute("data-picture") ?? "";
            return evidenceId(address) === null ? false : { address, alt: dom.textContent ?? "" };
          },
        },
      ],
      toDOM: picture,
      leafText: (node) => text(node.attrs["alt"]),
    },
  },
  marks: {
    link: {
      attrs: { href: { validate: "string" }, title: { default: "", validate: "string" } },
      inclusive: false,
      parseDOM: [
        {
          tag: "a[href], span[data-address]",
          getAttrs: (dom) => {
            const href = dom.getAttribute("data-address") ?? dom.getAttribute("href") ?? "";
            return /^(https?:|mailto:)[^\s]+$/i.test(href) ? { href } : false;
          },
        },
      ],
      // No link that a click could follow: its address stands behind the words.
      toDOM: (mark) => ["span", { class: "address", "data-address": text(mark.attrs["href"]) }, 0],
    },
    em: {
      parseDOM: [
        { tag: "i" },
        { tag: "em" },
        { style: "font-style=italic" },
        { style: "font-style=normal", clearMark: (mark) => mark.type.name === "em" },
      ],
      toDOM: () => ["em", 0],
    },
    strong: {
      parseDOM: [
        { tag: "strong" },
        { tag: "b", getAttrs: (dom) => dom.style.fontWeight !== "normal" && null },
        { style: "font-weight=400", clearMark: (mark) => mark.type.name === "strong" },
        { style: "font-weight", getAttrs: (value) => /^(bold(er)?|[6-9]\d{2})$/.test(value) && null },
      ],
      toDOM: () => ["strong", 0],
    },
    strike: { parseDOM: [{ tag: "s" }, { tag: "del" }, { tag: "strike" }], toDOM: () => ["s", 0] },
    code: { code: true, parseDOM: [{ tag: "code" }], toDOM: () => ["code", 0] },
  },
});

export type BlockName =
  "paragraph" | "heading" | "blockquote" | "bullet_list" | "ordered_list" | "code_block" | "source";
