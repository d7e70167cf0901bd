// Says so when there is nobody left to answer: the kernel was shut down, died or was restarted.

import { el } from "./dom";
import { stateOf } from "./kernel";
import type { View } from "./view";

/** How often the server is asked, in milliseconds; only while the page is looked at. */
const INTERVAL = 2_000;
/** How long an idle kernel may owe an answer, in milliseconds. */
const PATIENCE = 3_000;

/** Show the notice in `root`; `parts` do nothing without a kernel and are switched off then. */
export function notice(view: View, root: HTMLElement, parts: readonly HTMLElement[]): HTMLElement {
  const line = el("p", "np-notice", "", { role: "alert" });
  line.hidden = true;

  /** What is only silent can still be tried; what is `dead` is switched off. */
  function show(gone: boolean, dead = false): void {
    root.classList.toggle("np-gone", dead);
    for (const part of parts) part.inert = dead;
    if (line.hidden === !gone) return;
    line.hidden = !gone;
    line.textContent = gone ? view.words.gone(view.model.get("project")) : "";
  }

  async function look(): Promise<void> {
    const kernel = view.model.get("kernel");
    if (!kernel || document.hidden || !root.isConnected) return;
    const state = await stateOf(kernel, view.signal);
    if (view.signal.aborted || state === "unknown") return;
    // A restarted kernel is alive and knows nothing of this panel: it never answers. A busy one may be late.
    const silent = state === "idle" && view.unanswered >= PATIENCE;
    if (silent || state === "dead") show(true, state === "dead");
    else if (view.unanswered === 0) show(false);
  }

  // Asking an idle kernel now and then would keep it from being culled: ask when somebody comes to use the panel.
  root.addEventListener("focusin", () => view.ask());
  view.hear("comm_live_update", () => view.ask());
  // What a page that was just loaded shows may be a moment old, and the way to the kernel is tried at once.
  view.ask();
  const timer = window.setInterval(() => void look(), INTERVAL);
  view.signal.addEventListener("abort", () => window.clearInterval(timer));
  return line;
}
