// The timeline to scale, with a playhead that follows the player and moves it.

import { button, clock, el } from "./dom";
import { picture } from "./picture";
import type { Playback } from "./playback";
import { refine } from "./ruler";
import type { View } from "./view";

/** Seconds per arrow key, and with Shift. */
const STEP = 1;
const LEAP = 5;
/** How many times as wide as its frame the picture can be. */
const WIDEST = 16;

export function timeline(view: View, playback: Playback): HTMLElement {
  const { model, words } = view;
  const place = el("div", "np-picture");
  const smaller = button("np-zoom", "−", () => widen(zoom / 2));
  const larger = button("np-zoom", "+", () => widen(zoom * 2));
  const length = el("span", "n-quiet");
  const zoomer = el("div", "np-zoomer", [smaller, larger], { role: "group", "aria-label": words.zoom });
  const tools = el("div", "np-tools", [el("b", "", words.timeline), length, zoomer]);
  const section = el("section", "np-timeline", [tools, place], { "aria-label": words.timeline });
  let zoom = 1;
  smaller.setAttribute("aria-label", words.zoomOut);
  larger.setAttribute("aria-label", words.zoomIn);
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

  /** Zoom, and keep what is at `x` from the frame's left edge where it is. */
  function widen(to: number, x = place.clientWidth / 2): void {
    const next = Math.max(1, Math.min(to, WIDEST));
    const before = place.scrollLeft + x;
    const ratio = next / zoom;
    zoom = next;
    drawn();
    place.scrollLeft = before * ratio - x;
  }

  function drawn(): void {
    const shown = place.querySelector<HTMLElement>(".n-tl");
    tools.hidden = !shown;
    length.textContent = clock(model.get("duration"));
    smaller.disabled = zoom <= 1;
    larger.disabled = zoom >= WIDEST;
    if (!shown) return;
    shown.style.width = `${zoom * 100}%`;
    refine(shown, model.get("duration"), zoom);
  }

  function follow(): void {
    if (head.hidden || zoom === 1) return;
    const { left, right } = place.getBoundingClientRect();
    const x = head.getBoundingClientRect().left;
    if (x < left + 72 || x > right - 12) place.scrollLeft += x - left - 80;
  }

  place.addEventListener("scroll", () => place.style.setProperty("--np-scrolled", `${place.scrollLeft}px`));
  place.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey || tools.hidden) return;
      event.preventDefault();
      widen(event.deltaY < 0 ? zoom * 2 : zoom / 2, event.clientX - place.getBoundingClientRect().left);
    },
    { passive: false },
  );
  section.addEventListener("keydown", (event) => {
    if (event.key === "+" || event.key === "=") widen(zoom * 2);
    if (event.key === "-") widen(zoom / 2);
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
    follow();
  }

  view.watch(["picture", "duration"], () => {
    const made = picture(model.get("picture"));
    const held = document.activeElement === head;
    made?.append(scale);
    place.replaceChildren(made ?? el("p", "np-blank n-quiet", words.noTimeline));
    drawn();
    move();
    if (held) head.focus({ preventScroll: true });
  });
  playback.watch(move);
  return section;
}
