/** A question that must be answered before anything goes on. */
export interface Question {
  title: string;
  /** Paragraphs: what happens, what is safe. */
  text: string[];
  /** What the button that goes on says, such as "Empty the bin". */
  action: string;
  /** What the button that changes nothing says. */
  stay?: string;
  /** True when something is lost for good. */
  harm?: boolean;
  /** Something that may be chosen along with it. */
  choice?: { label: string; on: boolean; set: (on: boolean) => void };
}

class Ask {
  question = $state.raw<Question | null>(null);
  #answer: ((yes: boolean) => void) | null = null;

  ask(question: Question): Promise<boolean> {
    this.answer(false);
    this.question = question;
    return new Promise((resolve) => {
      this.#answer = resolve;
    });
  }

  answer(yes: boolean): void {
    const answer = this.#answer;
    this.#answer = null;
    this.question = null;
    answer?.(yes);
  }
}

/** The question on screen, shown by the shell. */
export const asking = new Ask();

/** Asks in a dialog; false when the user leaves things as they are. */
export const confirm = (question: Question): Promise<boolean> => asking.ask(question);
