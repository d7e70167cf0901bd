// What is going on: one line with true progress, or the time it has taken so far, and Cancel.

import { button, clock, el } from "./dom";
import type { View } from "./view";

/** How long the kernel may take to hear of a Cancel before it is told in another way, in milliseconds. */
const PATIENCE = 250;

/** End what is going on, where something is. */
export function stopJob(view: View): void {
  const job = view.model.get("job");
  if (job && !job.cancelling) view.send({ type: "cancel", since: job.since }, [], PATIENCE);
}

export function work(view: View): HTMLElement {
  const { model, words } = view;
  const label = el("span", "np-label");
  const dot = el("i", "np-dot", "", { "aria-hidden": "true" });
  const figure = el("span", "np-figure n-quiet");
  const bar = el("div", "np-bar", [el("i")], { role: "progressbar", "aria-label": words.progress });
  const fill = bar.firstElementChild as HTMLElement;
  const cancel = button("np-plain np-cancel", words.cancel, () => stopJob(view));
  const line = el("div", "np-work", [dot, label, bar, figure, cancel]);
  let ticking = 0;

  function draw(): void {
    const job = model.get("job");
    line.classList.toggle("np-idle", !job);
    cancel.disabled = !job || job.cancelling;
    if (!job) return stop();
    label.textContent = job.cancelling ? words.cancelling : model.get("activity") || job.label;
    bar.hidden = job.total <= 0;
    const part = job.total > 0 ? Math.min(job.done / job.total, 1) : 0;
    fill.style.width = `${part * 100}%`;
    bar.setAttribute("aria-valuenow", String(Math.round(part * 100)));
    const elapsed = clock(Math.max(0, Math.floor((Date.now() - job.since) / 1000)));
    figure.textContent = job.total > 0 ? `${Math.floor(part * 100)} %` : elapsed;
    ticking ||= window.setInterval(draw, 1000);
  }

  function stop(): void {
    window.clearInterval(ticking);
    ticking = 0;
    label.textContent = "";
    figure.textContent = "";
    bar.hidden = true;
  }

  view.watch(["job", "activity"], draw);
  view.signal.addEventListener("abort", stop);
  return line;
}
