import type { CommandName } from "./commands";
import { COMMANDS, hasMark, headingLevel, isWithin } from "./commands";
import { schema } from "./schema";
import type { WritingView } from "./view";

/** What stands at the cursor, as the buttons show it. */
export type Standing = { readonly [name in CommandName]?: boolean };

const NOTHING: Standing = {};

/** The field that is written in, as the bar of buttons sees it. */
class Writing {
  /** Markdown as it is stored, in the place of its look: a wish of this session, kept nowhere. */
  plain = $state(false);
  /** What the cursor stands in. */
  standing = $state.raw<Standing>(NOTHING);
  /** Whether there is a field to work on. */
  ready = $state(false);
  #view: WritingView | null = null;

  /** The cursor stands in `view`, and perhaps elsewhere in it. */
  at(view: WritingView): void {
    if (this.#view !== view && !view.view.hasFocus()) return;
    this.#view = view;
    this.ready = true;
    const { state } = view.view;
    const level = headingLevel(state);
    this.standing = {
      bold: hasMark(state, schema.marks.strong),
      italic: hasMark(state, schema.marks.em),
      strike: hasMark(state, schema.marks.strike),
      heading1: level === 1,
      heading2: level === 2,
      heading3: level === 3,
      bullets: isWithin(state, schema.nodes.bullet_list),
      numbers: isWithin(state, schema.nodes.ordered_list),
      quote: isWithin(state, schema.nodes.blockquote),
    };
  }

  gone(view: WritingView): void {
    if (this.#view !== view) return;
    this.#view = null;
    this.ready = false;
    this.standing = NOTHING;
  }

  get view(): WritingView | null {
    return this.#view;
  }

  run(name: CommandName): void {
    this.#view?.run(COMMANDS[name]);
  }
}

export const writing = new Writing();
