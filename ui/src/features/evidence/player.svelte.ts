import { call, Failure } from "../../backend";
import type { EvidenceHeard } from "../../bindings/contract";
import { onLock } from "../../app/session.svelte";
import { Work } from "../../app/work.svelte";
import { allBytes } from "../../app/shown.svelte";

/** How many seconds are decoded at once. */
const STRETCH = 10;
/** The next stretch is asked for so many seconds before it is needed. */
const AHEAD = 5;

/** A recording: decoded in the core a stretch at a time, and played from memory. Never a file in clear text. */
export class Player {
  readonly work = new Work();
  heard = $state.raw<EvidenceHeard | null>(null);
  failure = $state.raw<Failure | null>(null);
  playing = $state(false);
  /** Where it stands, in seconds. */
  at = $state(0);
  readonly #id: string;
  #context: AudioContext | null = null;
  #sources: AudioBufferSourceNode[] = [];
  #turn = 0;
  #timer: ReturnType<typeof setInterval> | undefined;
  readonly #forget = onLock(() => this.end());

  constructor(id: string) {
    this.#id = id;
  }

  /** Goes through it once, for its length and its wave. */
  async load(): Promise<void> {
    this.failure = null;
    try {
      this.heard = await this.work.run("evidence.hear", { id: this.#id });
    } catch (cause) {
      this.failure = Failure.from(cause);
    }
  }

  async play(): Promise<void> {
    this.#halt();
    const turn = (this.#turn += 1);
    const end = this.heard?.seconds ?? 0;
    if (this.at >= end - 0.05) this.at = 0;
    this.playing = true;
    this.failure = null;
    try {
      const context = (this.#context ??= new AudioContext());
      await context.resume();
      let from = this.at;
      // On the context's clock: when the next stretch begins to sound.
      let when = 0;
      while (turn === this.#turn) {
        const buffer = await this.#stretch(context, from);
        if (turn !== this.#turn) return;
        if (buffer === null) break;
        const source = context.createBufferSource();
        source.buffer = buffer;
        source.connect(context.destination);
        const begin = Math.max(when, context.currentTime + 0.02);
        source.start(begin);
        this.#sources.push(source);
        if (when === 0) this.#follow(context, begin, from);
        when = begin + buffer.duration;
        from += buffer.duration;
        if (from >= end) break;
        await this.#until(context, when - AHEAD, turn);
      }
      await this.#until(context, when, turn);
      if (turn !== this.#turn) return;
      this.#halt();
      this.at = end;
    } catch (cause) {
      if (turn !== this.#turn) return;
      this.#halt();
      this.failure = Failure.from(cause);
    }
  }

  pause(): void {
    this.#turn += 1;
    this.#halt();
  }

  /** Goes to a second of it, and goes on playing where it was. */
  async seek(seconds: number): Promise<void> {
    const on = this.playing;
    this.pause();
    this.at = Math.min(this.heard?.seconds ?? 0, Math.max(0, seconds));
    if (on) await this.play();
  }

  end(): void {
    this.pause();
    this.#forget();
    this.heard = null;
    void this.work.stop();
    void this.#context?.close();
    this.#context = null;
  }

  async #stretch(context: AudioContext, from: number): Promise<AudioBuffer | null> {
    const made = await call("evidence.stretch", { id: this.#id, from, seconds: STRETCH });
    const bytes = await allBytes(made.blob, made.size).finally(() => call("blob.close", { id: made.blob }));
    if (made.frames === 0) return null;
    const samples = new Float32Array(bytes.buffer, 0, made.frames * made.channels);
    const buffer = context.createBuffer(made.channels, made.frames, made.rate);
    for (let channel = 0; channel < made.channels; channel += 1) {
      const own = buffer.getChannelData(channel);
      for (let frame = 0; frame < made.frames; frame += 1) own[frame] = samples[frame * made.channels + channel] ?? 0;
    }
    return buffer;
  }

  #follow(context: AudioContext, begin: number, from: number): void {
    clearInterval(this.#timer);
    const end = this.heard?.seconds ?? 0;
    this.#timer = setInterval(() => {
      this.at = Math.min(end, from + Math.max(0, context.currentTime - begin));
    }, 200);
  }

  /** Waits for a moment of the context's clock, or until something else was asked for. */
  async #until(context: AudioContext, moment: number, turn: number): Promise<void> {
    while (turn === this.#turn && context.currentTime < moment) {
      await new Promise((done) => setTimeout(done, 100));
    }
  }

  #halt(): void {
    clearInterval(this.#timer);
    this.playing = false;
    for (const source of this.#sources) {
      source.onended = null;
      source.stop();
      source.disconnect();
    }
    this.#sources = [];
  }
}
