// A model as anywidget gives it to the panel, whose kernel is the test.

import type { FromKernel, Model, ToKernel, Traits } from "../src/model";
import { View } from "../src/view";

const EMPTY: Traits = {
  kernel: null,
  language: "en",
  skill: { name: "ai-music-maker", job: "music", examples: ["add calm lo-fi"], formats: ["mp4", "mp3"], limit: 500e6 },
  service: "Local engine, nothing leaves this computer.",
  project: "",
  credits: "",
  messages: [],
  reply: "",
  activity: "",
  job: null,
  picture: "",
  duration: 0,
  exportable: false,
  poster: "",
  video: null,
  renders: [],
  batch: null,
};

type Listener = (...parts: unknown[]) => void;

export class Desk implements Model {
  readonly sent: ToKernel[] = [];
  readonly view: View;
  private readonly traits = { ...EMPTY };
  private readonly listeners = new Map<string, Set<Listener>>();
  /** What the kernel does with each message. */
  answer: (message: ToKernel) => void = () => undefined;

  constructor() {
    this.view = new View(this);
  }

  get count(): number {
    return [...this.listeners.values()].reduce((sum, listeners) => sum + listeners.size, 0);
  }

  get<Name extends keyof Traits>(name: Name): Traits[Name] {
    return this.traits[name];
  }

  set(changes: Partial<Traits>): void {
    Object.assign(this.traits, changes);
    for (const name of Object.keys(changes)) this.tell(`change:${name}`);
    this.tell("change");
  }

  say(message: FromKernel, buffers: DataView[] = []): void {
    this.tell("msg:custom", message, buffers);
  }

  on(event: string, callback: (...parts: never[]) => void): void {
    const listeners = this.listeners.get(event) ?? new Set();
    this.listeners.set(event, listeners.add(callback as Listener));
  }

  off(event: string, callback: (...parts: never[]) => void): void {
    this.listeners.get(event)?.delete(callback as Listener);
  }

  send(content: unknown): void {
    const { nr, ...rest } = content as ToKernel & { nr: string };
    const message = rest as ToKernel;
    this.sent.push(message);
    this.answer(message);
    if (this.confirms(message)) this.say({ type: "got", nr });
  }

  /** Whether the kernel confirms a message. */
  confirms: (message: ToKernel) => boolean = () => true;

  private tell(event: string, ...parts: unknown[]): void {
    for (const listener of [...(this.listeners.get(event) ?? [])]) listener(...parts);
  }
}
