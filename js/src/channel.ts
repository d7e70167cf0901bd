// The way to the kernel. Each message has a number, which the kernel sends back; one that it does not is sent again.
//
// Messages do get lost: a reloaded JupyterLab addresses parts of the kernel that are gone, a websocket drops, and a
// running cell holds everything up. So the second try takes the kernel's control channel, where the server offers it.
// The kernel knows the numbers it has had, and does nothing twice.

import { sendAnyway } from "./kernel";
import type { Model, ToKernel } from "./model";

/** How long an answer may take before a message is sent again, in milliseconds; doubled with each try. */
const PATIENCE = 1_000;
const TRIES = 6;
/** How long the other way is taken at once after it turned out to be the better one, in milliseconds. */
const DETOUR = 30_000;
const TICK = 100;

interface Open {
  message: ToKernel & { nr: string };
  since: number;
  next: number;
  patience: number;
  tries: number;
}

export class Channel {
  private readonly open = new Map<string, Open>();
  private readonly name = Math.random().toString(36).slice(2);
  private count = 0;
  private detour = 0;
  private timer = 0;

  constructor(
    private readonly model: Model,
    private readonly signal: AbortSignal,
  ) {
    signal.addEventListener("abort", () => window.clearInterval(this.timer));
  }

  /** Send a message; without buffers it is sent again until it is answered. What has buffers has its own ways. */
  send(message: ToKernel, buffers: ArrayBuffer[] = [], patience = PATIENCE): void {
    if (this.signal.aborted) return;
    const nr = `${this.name}-${this.count++}`;
    const now = Date.now();
    const numbered = { ...message, nr };
    if (!buffers.length) {
      this.open.set(nr, { message: numbered, since: now, next: now + patience, patience, tries: 0 });
      this.timer ||= window.setInterval(() => this.look(), TICK);
    }
    this.post(numbered, buffers, now < this.detour);
  }

  /** The kernel has had message `nr`. */
  got(nr: string): void {
    const found = this.open.get(nr);
    if (!found) return;
    if (found.tries) this.detour = Date.now() + DETOUR;
    this.open.delete(nr);
    // What nobody sends again is not worth waiting for, once the kernel answers.
    for (const [other, { tries }] of this.open) if (tries >= TRIES) this.open.delete(other);
    this.rest();
  }

  /** Whether a message of this type waits for its answer. */
  awaits(type: ToKernel["type"]): boolean {
    return [...this.open.values()].some(({ message }) => message.type === type);
  }

  /** How long the kernel has owed an answer, in milliseconds. */
  get owed(): number {
    const since = Math.min(...[...this.open.values()].map((one) => one.since));
    return Number.isFinite(since) ? Date.now() - since : 0;
  }

  private look(): void {
    const now = Date.now();
    for (const one of this.open.values()) {
      if (now < one.next || one.tries >= TRIES) continue;
      one.tries += 1;
      one.patience = Math.max(2 * one.patience, PATIENCE);
      one.next = now + one.patience;
      this.post(one.message, [], one.tries % 2 === 1);
    }
    if ([...this.open.values()].every(({ tries }) => tries >= TRIES)) this.rest();
  }

  private rest(): void {
    if ([...this.open.values()].some(({ tries }) => tries < TRIES)) return;
    window.clearInterval(this.timer);
    this.timer = 0;
  }

  private post(message: ToKernel & { nr: string }, buffers: ArrayBuffer[], otherwise: boolean): void {
    const kernel = this.model.get("kernel");
    if (otherwise && kernel && sendAnyway(kernel, message, buffers)) return;
    this.model.send(message, undefined, buffers);
  }
}
