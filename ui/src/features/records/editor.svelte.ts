import { call, Failure } from "../../backend";
import type { AgendaItem, Content, Kind, Record as PortfolioRecord, Warning } from "../../bindings/contract";
import { models } from "../../app/models.svelte";
import { session } from "../../app/session.svelte";
import { offerUndo } from "../../app/undo.svelte";
import { readPart, replacePart, toSend } from "./content";
import { SaveQueue, type SaveFailure, type SaveState, type Stored } from "./save-queue";
import { fields, isBlank, type Stage, type StageField } from "./stages";

interface Answer extends Stored {
  warnings: Warning[];
  actions: Content["actions"];
  /** Set on the first save. */
  record: PortfolioRecord | null;
}

/** What stands under the text of each kind, in the writer's place. */
const PROMPTS: { [kind in Kind]: string } = {
  reflection: "What stayed with you? Begin anywhere.",
  "case-note": "What happened in the session, by code and never by name?",
  supervision: "What did you bring, what did you find, what do you take away?",
  cpd: "What did you do, and why?",
};

/** Stages that a kind asks for after its text. */
const MORE: { [kind in Kind]?: Stage[] } = {
  supervision: [
    {
      id: "countertransference",
      name: "Countertransference",
      prompt: "What did the work stir in you, and what was seen of it here?",
    },
  ],
};

/** One visit to one record: what is on screen, and how it stands towards the disk. */
export class Editor {
  readonly kind: Kind;
  /** As on screen. Its sections are those of `shown`. */
  content = $state<Content>(null as unknown as Content);
  /** The fields of the text. */
  shown = $state<StageField[]>([]);
  /** As stored; null while a new record has not been saved. */
  record = $state.raw<PortfolioRecord | null>(null);
  saving = $state.raw<SaveState>({ at: "untouched" });
  /** Refused fields, with what the core says of them. */
  held = $state.raw<ReadonlyMap<string, SaveFailure>>(new Map());
  warnings = $state.raw<Warning[]>([]);
  /** What the portfolio holds instead, in a conflict. */
  theirs = $state.raw<PortfolioRecord | null>(null);
  /** Why a button's work failed. */
  trouble = $state.raw<unknown>(null);
  /** Fields rather than prose. */
  editing = $state(true);
  /** True once the record is no longer in the portfolio (its making was taken back). */
  gone = $state(false);
  /** Goes up when the cursor is wanted in the text: in a new record from the beginning. */
  wantsCursor = $state(0);
  /** Told once, when a new record has its id. */
  onmade: ((id: string) => void) | null = null;
  #queue: SaveQueue<Content, Answer>;
  #visit = crypto.randomUUID();
  #tagsAtOnce: string[];
  /** Fields that hand their words out after a rest. */
  #waiting = new Set<() => void>();
  /** The lines of agreed actions that went out last, to be given their ids. */
  #sentActions: Content["actions"] = [];
  #claims = new Map<string, string>();
  #claimTimer: ReturnType<typeof setTimeout> | undefined;

  private constructor(content: Content, record: PortfolioRecord | null, tags: string[]) {
    this.kind = content.kind;
    this.#tagsAtOnce = tags;
    this.#show(content);
    this.record = record;
    this.warnings = record?.warnings ?? [];
    this.wantsCursor = this.blank ? 1 : 0;
    this.editing = record === null || (record.draft && !this.readOnly);
    this.#queue = new SaveQueue<Content, Answer>(
      {
        create: async (sent) => {
          const made = await call("record.create", { content: sent, visit: this.#visit, tags: this.#tagsAtOnce });
          return { ...stored(made), warnings: made.warnings, actions: made.content.actions, record: made };
        },
        save: async (id, expected, sent) => {
          const saved = await call("record.save", { id, expected, visit: this.#visit, content: sent });
          return {
            id,
            version: saved.version,
            saved_at: saved.saved_at,
            warnings: saved.warnings,
            actions: saved.actions,
            record: null,
          };
        },
        snapshot: () => this.snapshot(),
        part: readPart,
        withPart: replacePart,
        onState: (state) => this.#entered(state),
        onSaved: (answer, sent) => this.#took(answer, sent),
        onHeld: (held) => (this.held = held),
      },
      record === null ? null : stored(record),
      this.snapshot(),
    );
    this.saving = this.#queue.state;
  }

  /** A new record: nothing is stored before the first change. `text` are words that were written elsewhere. */
  static async begin(kind: Kind, options: { tags?: string[]; text?: string } = {}): Promise<Editor> {
    const [blank] = await Promise.all([call("record.new", { kind }), models.ready()]);
    const editor = new Editor(blank, null, options.tags ?? []);
    const first = editor.shown[0];
    if (first !== undefined && options.text) {
      first.text = options.text;
      editor.touched();
    }
    return editor;
  }

  static async open(id: string): Promise<Editor> {
    const [record] = await Promise.all([call("record.get", { id }), models.ready()]);
    return new Editor(record.content, record, []);
  }

  get id(): string | null {
    return this.record?.id ?? null;
  }

  get readOnly(): boolean {
    return session.status?.read_only ?? false;
  }

  /** Whether all that is on screen is stored. */
  get safe(): boolean {
    return this.#queue.safe && this.held.size === 0 && this.#claims.size === 0;
  }

  /** Whether its fields can be written into at all. */
  get open(): boolean {
    return !this.readOnly && !(this.record?.closed ?? false);
  }

  /** Whether its words are about a client: they are copied with care. */
  get aboutClient(): boolean {
    return this.kind === "case-note" || this.content.clients.length > 0;
  }

  get draft(): boolean {
    return this.record?.draft ?? true;
  }

  get blank(): boolean {
    return this.content.title.trim() === "" && isBlank(this.shown);
  }

  /** What goes out: a plain copy of the screen. */
  snapshot(): Content {
    for (const hand of this.#waiting) hand();
    this.#sentActions = this.content.actions.filter((action) => action.text.trim() !== "");
    return this.onScreen();
  }

  /** The same for looking at, when nothing is sent to be kept. */
  onScreen(): Content {
    return toSend($state.snapshot(this.content) as Content, this.shown);
  }

  /** Words of a field: what is written, by a key or by a button. */
  write(field: StageField, text: string): void {
    if (field.text === text) return;
    field.text = text;
    this.touched();
  }

  /** `hand` hands words out that have waited: called before anything is stored. Gives back what ends it. */
  waits(hand: () => void): () => void {
    this.#waiting.add(hand);
    return () => this.#waiting.delete(hand);
  }

  /** What the core says of a field: refused, or a remark. */
  wrong(field: string): string | null {
    for (const [name, failure] of this.held) if (matches(name, field)) return sentence(failure);
    const state = this.saving;
    const named = [state.at === "failed" ? state.failure : null, this.trouble instanceof Failure ? this.trouble : null];
    const found = named.find((failure) => failure && failure.field !== null && matches(failure.field, field));
    return found ? sentence(found) : null;
  }

  heed(field: string): string | null {
    return (
      this.warnings
        .filter((warning) => matches(warning.field, field))
        .map((warning) => warning.message)
        .join(" ") || null
    );
  }

  /** Something was written. */
  touched(): void {
    this.trouble = null;
    if (this.open) this.#queue.touch();
  }

  /** Another reflection model: every word stays. */
  setModel(id: string | null): void {
    const kept = toSend($state.snapshot(this.content) as Content, this.shown).sections;
    this.content.model = id;
    this.shown = fields(kept, models.known, id, PROMPTS[this.kind], MORE[this.kind]);
    this.touched();
  }

  /** Stores everything; rejects when something could not be stored. */
  async flush(): Promise<void> {
    for (const hand of this.#waiting) hand();
    await this.#flushClaims();
    if (!(await this.#queue.flush())) throw this.#queue.state;
    if (this.held.size > 0) throw [...this.held.values()][0];
  }

  retry(): void {
    void this.#queue.flush();
  }

  close(): void {
    clearTimeout(this.#claimTimer);
    this.#queue.close();
  }

  /** A change of the stored record between two saves. True when it went well. */
  async change(work: (id: string) => Promise<PortfolioRecord>): Promise<boolean> {
    this.trouble = null;
    try {
      const changed = await this.#queue.between(work, (answer) => answer.version);
      if (changed === null) return false;
      this.record = changed;
      return true;
    } catch (cause) {
      this.trouble = Failure.from(cause);
      return false;
    }
  }

  /** Fields, with the cursor in the text, or prose. */
  edit(on: boolean): void {
    this.editing = on && this.open;
    if (this.editing) this.wantsCursor += 1;
  }

  async finish(finished: boolean): Promise<void> {
    if (await this.change((id) => call("record.finish", { id, finished }))) this.editing = this.open && !finished;
  }

  /** Moves it to the bin. True when it lies there, or never was anywhere. */
  async bin(): Promise<boolean> {
    if (this.id === null && this.#queue.state.at === "untouched") return true;
    const title = this.record?.shown_title ?? "";
    const done = await this.#call((id) => call("record.bin", { id }));
    if (done !== null) offerUndo(title === "" ? "Moved to the bin" : `Moved to the bin: ${title}`);
    return done !== null;
  }

  /** The linked reflection on this session, made with its date and codes. */
  reflect(): Promise<PortfolioRecord | null> {
    return this.#call((id) => call("record.reflect-on", { id }));
  }

  /** Takes a passage, or all of it, to supervision. */
  take(quote: string): Promise<AgendaItem | null> {
    return this.#call((id) => call("supervision.take", { record_id: id, quote, note: "" }));
  }

  markdown(): Promise<{ text: string } | null> {
    return this.#call((id) => call("record.markdown", { id }));
  }

  async tag(statement: string): Promise<boolean> {
    return this.change((id) => call("tag.set", { id, statement, claim: this.claim(statement) }));
  }

  async untag(statement: string, name: string): Promise<void> {
    this.#claims.delete(statement);
    if (await this.change((id) => call("tag.remove", { id, statement }))) offerUndo(`Tag taken off: ${name}`);
  }

  /** Never suggests the statement for this record again. True when that is kept. */
  async dismiss(statement: string): Promise<boolean> {
    return (await this.#call((id) => call("suggestion.dismiss", { id, statement }))) !== null;
  }

  /** The claim as on screen. */
  claim(statement: string): string {
    return this.#claims.get(statement) ?? this.record?.tags.find((tag) => tag.statement === statement)?.claim ?? "";
  }

  setClaim(statement: string, claim: string): void {
    this.#claims.set(statement, claim);
    clearTimeout(this.#claimTimer);
    this.#claimTimer = setTimeout(() => void this.#flushClaims().catch(() => undefined), 600);
  }

  /** Settles a conflict: what is on screen, or what the portfolio holds. */
  async settle(mine: boolean): Promise<void> {
    const theirs = this.theirs;
    if (theirs === null) return;
    this.theirs = null;
    if (mine) await this.#queue.keepMine(theirs.version);
    else this.#adopt(theirs);
  }

  /** The portfolio has changed, perhaps by taking back: shows what it holds now, unless something is being written. */
  async refresh(): Promise<void> {
    const id = this.id;
    if (id === null || this.#queue.busy || this.#claims.size > 0) return;
    try {
      const now = await call("record.get", { id });
      if (this.#queue.busy || this.#claims.size > 0) return;
      if (now.binned_at !== null) this.gone = true;
      else if (now.version === this.#queue.version) {
        this.record = now;
        // A client's code that was changed elsewhere is no other version of the record.
        this.content.clients = now.content.clients;
      } else this.#adopt(now);
    } catch (cause) {
      if (Failure.from(cause).code === "not-found") this.gone = true;
    }
  }

  /** Something about the stored record that leaves its version alone; null when it failed, which `trouble` tells. */
  async #call<T>(work: (id: string) => Promise<T>): Promise<T | null> {
    this.trouble = null;
    try {
      return await this.#queue.between(work);
    } catch (cause) {
      this.trouble = Failure.from(cause);
      return null;
    }
  }

  async #flushClaims(): Promise<void> {
    clearTimeout(this.#claimTimer);
    for (const [statement, claim] of [...this.#claims]) {
      const kept = await this.change((id) => call("tag.set", { id, statement, claim }));
      if (!kept) throw this.trouble ?? this.#queue.state;
      if (this.#claims.get(statement) === claim) this.#claims.delete(statement);
    }
  }

  #show(content: Content): void {
    this.content = { ...content, ...defaults(content) };
    this.shown = fields(content.sections, models.known, content.model, PROMPTS[content.kind], MORE[content.kind]);
  }

  #adopt(record: PortfolioRecord): void {
    this.#show(record.content);
    this.record = record;
    this.warnings = record.warnings;
    this.theirs = null;
    if (!this.open) this.editing = false;
    this.#queue.adopt(stored(record), this.snapshot());
  }

  #entered(state: SaveState): void {
    this.saving = state;
    if (state.at !== "conflict" || this.id === null) return;
    call("record.get", { id: this.id }).then(
      (theirs) => (this.theirs = theirs),
      (cause: unknown) => (this.trouble = Failure.from(cause)),
    );
  }

  #took(answer: Answer, sent: Content): Content {
    this.warnings = answer.warnings;
    if (answer.record !== null) {
      this.record = answer.record;
      this.onmade?.(answer.record.id);
    }
    // New actions learn their ids; lines written since the save keep waiting for theirs.
    const lines = this.#sentActions;
    if (lines.length !== answer.actions.length || lines.length !== sent.actions.length) return sent;
    answer.actions.forEach((action, at) => {
      const line = lines[at];
      if (line !== undefined && line.id === "") line.id = action.id;
    });
    return {
      ...sent,
      actions: sent.actions.map((action, at) => ({ ...action, id: answer.actions[at]?.id ?? action.id })),
    };
  }
}

/** What a kind always has, where the portfolio has nothing yet. */
function defaults(content: Content): Partial<Content> {
  if (content.kind === "supervision" && content.supervision === null) {
    const said = {
      supervisor: "",
      format: null,
      remote: false,
      themes: "",
      type: null,
      agreement_id: null,
      given: false,
    };
    return { supervision: said };
  }
  return content.kind === "cpd" && content.cpd === null ? { cpd: blankCpd() } : {};
}

export const blankCpd = (): NonNullable<Content["cpd"]> => ({
  type: null,
  provider: "",
  certificate: false,
  learnt: "",
  practice: "",
  service_users: "",
  sub_type: "",
  cost_pence: null,
  standards: [],
  next_step: "",
});

const stored = (record: PortfolioRecord): Stored => ({
  id: record.id,
  version: record.version,
  saved_at: record.updated_at,
});

const matches = (named: string, field: string): boolean =>
  named === field ||
  named.startsWith(`${field}.`) ||
  named.startsWith(`${field}[`) ||
  named.split(".").at(-1) === field;

const sentence = (failure: SaveFailure): string =>
  failure.hint ? `${failure.message} ${failure.hint}` : failure.message;
