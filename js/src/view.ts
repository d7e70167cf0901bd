// One view of the panel: the model, the words, and an end at which every listener is released.

import { Channel } from "./channel";
import type { FromKernel, Model, ToKernel, Traits } from "./model";
import { pageLanguage, type Words, wordsFor } from "./words";

/** Silence during a job after which the kernel is asked for everything again, in milliseconds. */
const PATIENCE = 5_000;

export class View {
  readonly words: Words;
  readonly signal: AbortSignal;
  private readonly ending = new AbortController();
  private readonly channel: Channel;
  private heard = Date.now();

  constructor(readonly model: Model) {
    this.words = wordsFor(model.get("language"));
    this.signal = this.ending.signal;
    this.channel = new Channel(model, this.signal);
    this.stayInStep();
  }

  /** Release everything that this view listens to. */
  end(): void {
    this.ending.abort();
  }

  /** Call `react` now and whenever one of the traits changes, until `signal` or the view ends. */
  watch(names: readonly (keyof Traits)[], react: () => void, signal = this.signal): void {
    for (const name of names) this.listen(`change:${name}`, react, signal);
    react();
  }

  /** Call `react` with each message from the kernel, until `signal` or the view ends. */
  receive(react: (message: FromKernel, buffers: DataView[]) => void, signal = this.signal): void {
    this.listen("msg:custom", react as (...parts: never[]) => void, signal);
  }

  /** Send a message; one without buffers arrives, once, as long as there is a kernel. See channel.ts. */
  send(message: ToKernel, buffers: ArrayBuffer[] = [], patience?: number): void {
    this.channel.send(message, buffers, patience);
  }

  /** Ask the kernel for everything again, unless it owes an answer already. */
  ask(): void {
    if (!this.channel.awaits("sync")) this.send({ type: "sync", language: pageLanguage() });
  }

  /** How long the kernel has owed an answer, in milliseconds. */
  get unanswered(): number {
    return this.channel.owed;
  }

  /** What the kernel said while the connection was down is lost: ask again when a job has long been silent. */
  private stayInStep(): void {
    const hear = (): void => {
      this.heard = Date.now();
    };
    this.listen("change", hear);
    this.listen("msg:custom", hear);
    this.receive((message) => {
      if (message.type === "got") this.channel.got(message.nr);
    });
    const timer = window.setInterval(() => {
      if (this.model.get("job") && Date.now() - this.heard >= PATIENCE) this.ask();
    }, PATIENCE);
    this.signal.addEventListener("abort", () => window.clearInterval(timer));
  }

  /** Call `react` on an event of the model itself. */
  hear(event: string, react: () => void): void {
    this.listen(event, react);
  }

  private listen(event: string, react: (...parts: never[]) => void, signal = this.signal): void {
    this.model.on(event, react);
    signal.addEventListener("abort", () => this.model.off(event, react));
  }
}
