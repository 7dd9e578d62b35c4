/**
 * One field of written text: Markdown outside, a document inside.
 *
 * What always holds: what it hands out is Markdown; a block that was not touched is handed out as it came in; once it is
 * destroyed nothing of the text is left in the page.
 */
import { baseKeymap } from "prosemirror-commands";
import { history, redo, undo } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import { Fragment, Slice, type Node as PmNode } from "prosemirror-model";
import { deleteSelection } from "prosemirror-commands";
import { EditorState, TextSelection, type Command, type Transaction } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import type { Surface } from "../../app/surface";
import { BARE, clean, TOO_MUCH, weigh } from "./clean";
import { KEYS, rules } from "./commands";
import { outline } from "./outline";
import { pictureView } from "./picture-view";
import { charactersTo, countOf, positionOf } from "./places";
import { read } from "./read";
import { schema } from "./schema";
import { Writer } from "./write";

/** Writing out may take so long at each key, in milliseconds; past that it waits for a rest. */
const BUDGET = 6;
const REST = 300;

export interface Options {
  markdown: string;
  /** Its name and what it asks for, as attributes. */
  attributes: () => { [name: string]: string };
  readOnly: () => boolean;
  /** The level of the page's heading above it. */
  below: number;
  /** Copying and cutting is asked about first, by somebody else. */
  careful: () => boolean;
  onchange: (markdown: string) => void;
  /** The cursor or the text has moved. */
  onmove: (view: WritingView) => void;
  /** Something cannot be done, in a sentence. */
  onrefused: (why: string) => void;
  /** Files that were pasted or dropped at the cursor. True when somebody takes them. */
  onfiles: (files: File[], view: WritingView) => boolean;
  onfocus: (view: WritingView) => void;
  onblur: () => void;
}

export class WritingView implements Surface {
  readonly view: EditorView;
  #options: Options;
  #writer: Writer;
  #last: string;
  #slow = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(place: HTMLElement, options: Options) {
    this.#options = options;
    this.#last = options.markdown;
    const { doc, pieces, trail } = read(options.markdown);
    this.#writer = new Writer(pieces, trail);
    this.view = new EditorView(
      { mount: place },
      {
        state: fresh(doc, options.below),
        dispatchTransaction: (transaction) => this.#apply(transaction),
        // The cursor never goes behind the row of buttons.
        scrollMargin: { top: 6 * root(), bottom: 2 * root(), left: 0, right: 0 },
        scrollThreshold: { top: 5 * root(), bottom: root(), left: 0, right: 0 },
        editable: () => !options.readOnly(),
        attributes: () => options.attributes(),
        nodeViews: {
          heading: (node) => {
            const dom = document.createElement(`h${Math.min(6, Number(node.attrs["level"]) + options.below)}`);
            dom.dataset["level"] = String(node.attrs["level"]);
            return { dom, contentDOM: dom };
          },
          picture: pictureView,
        },
        transformPastedHTML: clean,
        clipboardTextParser: (text) => fromText(text),
        clipboardTextSerializer: (slice) =>
          new Writer([], "").markdown(slice.content.firstChild === null ? doc : docOf(slice)),
        handleDOMEvents: {
          // Weighed before anything is made of it.
          paste: (_, event) => this.#weigh(event.clipboardData, event),
          dragover: (_, event) => {
            // What the window does not refuse is taken.
            if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
            return false;
          },
          drop: (_, event) => {
            const place = this.view.posAtCoords({ left: event.clientX, top: event.clientY });
            return this.#weigh(event.dataTransfer, event, place?.pos);
          },
          copy: () => options.careful(),
          cut: () => options.careful(),
          focus: () => (options.onfocus(this), false),
          // A field that is taken out of the page loses the focus in the midst of that: told a moment later.
          blur: () => {
            queueMicrotask(() => {
              this.flush();
              options.onblur();
            });
            return false;
          },
          // The web view's own menu.
          beforeinput: (view, event) => {
            const command = event.inputType === "historyUndo" ? undo : event.inputType === "historyRedo" ? redo : null;
            if (command === null) return false;
            event.preventDefault();
            return command(view.state, view.dispatch);
          },
        },
      },
    );
  }

  /** Shows `markdown`, unless that is what it shows; the cursor stays where it is, as far as there is such a place. */
  set(markdown: string): void {
    if (markdown === this.#last || this.view.isDestroyed) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const [start, end] = this.marked();
    this.#last = markdown;
    const { doc, pieces, trail } = read(markdown);
    this.#writer = new Writer(pieces, trail);
    this.view.updateState(fresh(doc, this.#options.below));
    if (this.view.hasFocus()) this.mark(start, end);
  }

  /** Hands out what was written and has waited. */
  flush(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#hand();
  }

  run(command: Command): boolean {
    const done = command(this.view.state, this.view.dispatch, this.view);
    this.view.focus();
    return done;
  }

  /** The attributes are looked at anew. */
  refresh(): void {
    if (!this.view.isDestroyed) this.view.setProps({});
  }

  /** Nothing is left of the text. What has waited is handed out after it. */
  destroy(): void {
    if (this.#timer !== undefined) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      const last = this.#writer.markdown(this.view.state.doc);
      queueMicrotask(() => this.#options.onchange(last));
    }
    this.view.updateState(EditorState.create({ doc: read("").doc }));
    this.view.destroy();
    this.view.dom.replaceChildren();
  }

  get readOnly(): boolean {
    return this.#options.readOnly();
  }

  length(): number {
    return countOf(this.view.state.doc);
  }

  marked(): [number, number] {
    const { doc, selection } = this.view.state;
    return [charactersTo(doc, selection.from), charactersTo(doc, selection.to)];
  }

  text(): string {
    const { doc, selection } = this.view.state;
    return doc.textBetween(selection.from, selection.to, "\n\n", (leaf) =>
      leaf.type.name === "hard_break" ? "\n" : (leaf.type.spec.leafText?.(leaf) ?? ""),
    );
  }

  mark(start: number, end: number): void {
    const { doc, tr } = this.view.state;
    const selection = TextSelection.between(doc.resolve(positionOf(doc, start)), doc.resolve(positionOf(doc, end)));
    this.view.dispatch(tr.setSelection(selection).setMeta("addToHistory", false));
  }

  focus(): void {
    this.view.focus();
  }

  /** The cursor behind the last word. */
  end(): void {
    const { doc, tr } = this.view.state;
    this.view.dispatch(tr.setSelection(TextSelection.atEnd(doc)).scrollIntoView());
    this.view.focus();
  }

  /** A picture in the place of the cursor; what is marked stays, before it. */
  insertPicture(address: string, alt: string): void {
    const { state } = this.view;
    const at = state.selection.$to;
    if (!at.parent.inlineContent || !at.parent.type.contentMatch.matchType(schema.nodes.picture)) {
      // Where no picture can stand, in code, it comes in a paragraph of its own behind it.
      const behind = at.depth === 0 ? at.pos : at.after(1);
      const paragraph = schema.nodes.paragraph.create(null, schema.nodes.picture.create({ address, alt }));
      const tr = state.tr.insert(behind, paragraph);
      this.view.dispatch(tr.setSelection(TextSelection.create(tr.doc, behind + 2)).scrollIntoView());
    } else {
      const tr = state.tr.insert(at.pos, schema.nodes.picture.create({ address, alt }));
      this.view.dispatch(tr.setSelection(TextSelection.create(tr.doc, at.pos + 1)).scrollIntoView());
    }
    this.view.focus();
  }

  cut(): void {
    deleteSelection(this.view.state, this.view.dispatch);
  }

  #apply(transaction: Transaction): void {
    this.view.updateState(this.view.state.apply(transaction));
    if (transaction.docChanged) {
      if (this.#slow) {
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => {
          this.#timer = undefined;
          this.#hand();
        }, REST);
      } else this.#hand();
    }
    this.#options.onmove(this);
  }

  #hand(): void {
    const begun = performance.now();
    this.#last = this.#writer.markdown(this.view.state.doc);
    this.#slow = performance.now() - begun > BUDGET;
    this.#options.onchange(this.#last);
  }

  /** True when what is given is not taken as it is. */
  #weigh(data: DataTransfer | null, event: Event, at?: number): boolean {
    if (data === null) return false;
    const text = data.getData("text/plain");
    const files = [...data.files];
    // Word puts a picture of the words beside them; a file manager puts the file's place there.
    const names = text.split("\n").every((line) => files.some((file) => line.trim().endsWith(file.name)));
    if (files.length > 0 && !this.readOnly && (event.type === "drop" || text.trim() === "" || names)) {
      if (at !== undefined) {
        const { doc, tr } = this.view.state;
        this.view.dispatch(tr.setSelection(TextSelection.near(doc.resolve(at))));
      }
      if (this.#options.onfiles(files, this)) {
        event.preventDefault();
        return true;
      }
    }
    const found = weigh(text, data.getData("text/html"));
    if (found === "markup") return false;
    event.preventDefault();
    if (found === "refuse") this.#options.onrefused(TOO_MUCH);
    else {
      if (found === "bare") this.#options.onrefused(BARE);
      if (text !== "") this.view.pasteText(text);
    }
    return true;
  }
}

/** Text from elsewhere is Markdown, as all text is here. A piece of a line keeps the blanks at its ends. */
function fromText(text: string): Slice {
  const { doc } = read(text);
  const only = doc.childCount === 1 && doc.firstChild?.type.name === "paragraph" ? doc.firstChild : null;
  if (only === null) return new Slice(doc.content, 0, 0);
  const blank = (found: RegExpExecArray | null): PmNode[] => (found?.[0] ? [schema.text(found[0])] : []);
  const [before, after] = [blank(/^[ \t]+/.exec(text)), blank(/[ \t]+$/.exec(text))];
  const words: PmNode[] = [];
  only.content.forEach((child) => words.push(child));
  return new Slice(Fragment.from(only.copy(Fragment.from([...before, ...words, ...after]))), 1, 1);
}

/** A rem, in pixels. */
const root = (): number => Number.parseFloat(getComputedStyle(document.documentElement).fontSize);

const docOf = (slice: Slice): PmNode => read("").doc.copy(slice.content);

function fresh(doc: PmNode, below: number): EditorState {
  return EditorState.create({ doc, plugins: [rules(), outline(below), keymap(KEYS), keymap(baseKeymap), history()] });
}
