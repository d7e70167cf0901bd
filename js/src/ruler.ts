// The times along the top of the timeline, as many as its width has room for.

import { clock, el } from "./dom";

const STEPS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200];

/** Return the times of the marks, in seconds: at most `most` of them, evenly apart. */
export function marks(duration: number, most: number): number[] {
  const step = STEPS.find((candidate) => duration / candidate <= most) ?? duration / most;
  const count = duration > 0 ? Math.floor(duration / step + 1e-9) + 1 : 0;
  return Array.from({ length: count }, (_, index) => index * step);
}

/** Put finer marks into a drawn timeline, for a picture that is `zoom` times as wide as its frame. */
export function refine(drawn: HTMLElement, duration: number, zoom: number): void {
  const ruler = drawn.querySelector(".n-r");
  const grid = drawn.querySelector(".n-grid:not(.np-scale)");
  const times = marks(duration, 8 * zoom);
  const at = (time: number): string => `${(time / duration) * 100}%`;
  function placed(time: number, text: string): HTMLElement {
    const mark = el("i", "", text);
    mark.style.left = at(time);
    return mark;
  }
  ruler?.replaceChildren(...times.map((time) => placed(time, time / duration < 1 - 0.04 / zoom ? clock(time) : "")));
  grid?.replaceChildren(...times.map((time) => placed(time, "")));
}
