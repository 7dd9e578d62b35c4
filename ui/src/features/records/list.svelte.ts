import { call, Failure } from "../../backend";
import type { Page, Query, Row } from "../../bindings/contract";
import { onLock } from "../../app/session.svelte";
import { everything } from "./logic";
import { Windows, PAGE, type Stretch } from "./windows";

/** Milliseconds after a key in the search field until the list is asked. */
const TYPING = 80;

/** The list of records: what is asked, and the stretches of the answer that are at hand. */
export class RecordList {
  /** What is asked; `text` follows the search field a moment later. */
  query = $state.raw<Query>(everything());
  /** What stands in the search field. */
  words = $state("");
  /** How many there are in all; null before the first answer. */
  total = $state.raw<number | null>(null);
  /** What the search left out, in a sentence. */
  note = $state.raw<string | null>(null);
  failure = $state.raw<Failure | null>(null);
  /** Goes up with each answer to another question: the list starts at its top. */
  turned = $state(0);
  /** The wish to search that was carried out last. */
  searchHeard = 0;
  #windows = new Windows<Row>();
  /** Goes up with each answer, so that rows are read again. */
  #answers = $state(0);
  #wanted: Stretch = { start: 0, end: PAGE };
  #timer: ReturnType<typeof setTimeout> | undefined;
  #later: ReturnType<typeof setTimeout> | undefined;

  /** The row at `index`, if it is at hand. */
  row(index: number): Row | undefined {
    void this.#answers;
    return this.#windows.row(index);
  }

  /** Where the record with this id stands among the rows at hand; -1 when it is not there. */
  indexOf(id: string): number {
    void this.#answers;
    return this.#windows.find((row) => row.id === id);
  }

  /** These rows are about to be drawn. */
  want(stretch: Stretch): void {
    this.#wanted = stretch;
    this.#fetch();
  }

  /** Asks another question. */
  ask(query: Query): void {
    clearTimeout(this.#timer);
    this.query = query;
    this.words = query.text;
    this.#windows.renew(true);
    this.#wanted = { start: 0, end: PAGE };
    this.#fetch();
  }

  /** The words of the search field have changed. */
  type(words: string): void {
    this.words = words;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.ask({ ...this.query, text: this.words }), TYPING);
  }

  /** The same question again, without a flicker. */
  again(): void {
    clearTimeout(this.#later);
    this.#later = undefined;
    this.#windows.renew(false);
    this.#fetch();
  }

  /** The portfolio has changed. A run of changes asks once in a while, not once for each: an answer is never starved. */
  againSoon(): void {
    this.#later ??= setTimeout(() => {
      this.#later = undefined;
      this.again();
    }, 150);
  }

  /** Nothing of the portfolio stays. */
  forget(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#later);
    this.#later = undefined;
    this.#windows.clear();
    this.query = everything();
    this.words = "";
    this.total = null;
    this.note = null;
    this.failure = null;
    this.#answers += 1;
  }

  #fetch(): void {
    for (const question of this.#windows.missing(this.#wanted)) {
      call("record.list", { query: this.query, offset: question.offset, limit: PAGE }).then(
        (page) => this.#take(question, page),
        (cause: unknown) => {
          this.#windows.failed(question);
          this.failure = Failure.from(cause);
        },
      );
    }
  }

  #take(question: { offset: number; generation: number }, page: Page): void {
    const another = this.#windows.another;
    if (!this.#windows.accept(question, page.total, page.rows)) return;
    this.total = page.total;
    this.note = page.note;
    this.failure = null;
    this.#answers += 1;
    if (another) this.turned += 1;
  }
}

/** Kept while one looks at other pages; forgotten when the portfolio locks. */
export const records = new RecordList();
onLock(() => records.forget());
