// One view of the panel: the model, the words, and an end at which every listener is released.

import type { FromKernel, Model, ToKernel, Traits } from "./model";
import { type Words, wordsFor } from "./words";

export class View {
  readonly words: Words;
  readonly signal: AbortSignal;
  private readonly ending = new AbortController();

  constructor(readonly model: Model) {
    this.words = wordsFor(document.documentElement.lang || navigator.language);
    this.signal = this.ending.signal;
  }

  /** Release everything that this view listens to. */
  end(): void {
    this.ending.abort();
  }

  /** Call `react` now and whenever one of the traits changes. */
  watch(names: readonly (keyof Traits)[], react: () => void): void {
    for (const name of names) this.listen(`change:${name}`, react);
    react();
  }

  /** Call `react` with each message from the kernel, until `signal` or the view ends. */
  receive(react: (message: FromKernel, buffers: DataView[]) => void, signal = this.signal): void {
    this.listen("msg:custom", react as (...parts: never[]) => void, signal);
  }

  send(message: ToKernel, buffers: ArrayBuffer[] = []): void {
    this.model.send(message, undefined, buffers);
  }

  private listen(event: string, react: (...parts: never[]) => void, signal = this.signal): void {
    this.model.on(event, react);
    signal.addEventListener("abort", () => this.model.off(event, react));
  }
}
