// The timeline to scale, with a playhead that follows the player and moves it.

import { clock, el } from "./dom";
import { picture } from "./picture";
import type { Playback } from "./playback";
import type { View } from "./view";

/** Seconds per arrow key, and with Shift. */
const STEP = 1;
const LEAP = 5;

export function timeline(view: View, playback: Playback): HTMLElement {
  const { model, words } = view;
  const place = el("div", "np-picture");
  const section = el("section", "np-timeline", [place], { "aria-label": words.timeline });
  const head = el("i", "np-head", "", { role: "slider", tabindex: "0", "aria-label": words.playhead });
  // The same box as the picture's grid, so that a position on it is a time.
  const scale = el("div", "n-grid np-scale", [head]);

  function at(event: PointerEvent): number {
    const box = scale.getBoundingClientRect();
    return ((event.clientX - box.left) / box.width) * model.get("duration");
  }

  place.addEventListener("pointerdown", (event) => {
    if (!playback.ready || event.button !== 0 || !place.contains(scale)) return;
    place.setPointerCapture(event.pointerId);
    playback.seek(at(event));
  });
  place.addEventListener("pointermove", (event) => {
    if (place.hasPointerCapture(event.pointerId)) playback.seek(at(event));
  });
  head.addEventListener("keydown", (event) => {
    const step = event.shiftKey ? LEAP : STEP;
    const moves: Record<string, number> = {
      ArrowRight: playback.time + step,
      ArrowLeft: playback.time - step,
      Home: 0,
      End: model.get("duration"),
    };
    const target = moves[event.key];
    if (target === undefined) return;
    event.preventDefault();
    playback.seek(target);
  });

  function move(): void {
    const duration = model.get("duration");
    head.hidden = !playback.ready || duration <= 0;
    head.style.left = `${Math.min(duration > 0 ? playback.time / duration : 0, 1) * 100}%`;
    head.setAttribute("aria-valuemin", "0");
    head.setAttribute("aria-valuemax", duration.toFixed(1));
    head.setAttribute("aria-valuenow", playback.time.toFixed(1));
    head.setAttribute("aria-valuetext", clock(playback.time));
    place.classList.toggle("np-seekable", !head.hidden);
  }

  view.watch(["picture", "duration"], () => {
    const drawn = picture(model.get("picture"));
    drawn?.append(scale);
    place.replaceChildren(drawn ?? el("p", "np-none n-quiet", words.noTimeline));
    move();
  });
  playback.watch(move);
  return section;
}
