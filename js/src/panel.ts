// The panel: an editor's desk in a cell. This file puts the parts in their places.

import { batch } from "./batch";
import { conversation } from "./conversation";
import { el } from "./dom";
import { exporter } from "./export";
import type { Job, Model } from "./model";
import { notice } from "./notice";
import { Playback } from "./playback";
import { player } from "./player";
import { prompt } from "./prompt";
import { renders } from "./renders";
import { status } from "./status";
import { timeline } from "./timeline";
import { upload } from "./upload";
import { View } from "./view";
import { stopJob, work } from "./work";

/** Jobs for which a view may be sending files. */
const SENDING = new Set<Job["kind"] | undefined>(["upload", "batch"]);

interface Desk {
  view: View;
  root: HTMLElement;
}

function desk(model: Model): Desk {
  const view = new View(model);
  const playback = new Playback();
  const root = el("section", "nemo np", "", { "aria-label": view.words.panel, lang: view.words.language });
  const files = upload(view, root);
  const asking = prompt(view);
  const foot = el("div", "np-foot", [work(view), exporter(view)]);
  root.append(
    status(view),
    notice(view, root, [files, asking, foot]),
    el("div", "np-desk", [
      el("div", "np-stage", [player(view, playback), renders(view), files]),
      el("div", "np-side", [conversation(view), asking]),
    ]),
    batch(view),
    timeline(view, playback),
    foot,
  );
  // The notebook listens for single keys: a "b" typed here would insert a cell. JupyterLab hears them after the panel.
  // Notebook hears them before it, and leaves alone what has the focus and this mark.
  root.addEventListener("focusin", ({ target }) => {
    if (target instanceof Element) target.setAttribute("data-lm-suppress-shortcuts", "true");
  });
  root.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Escape" && !event.isComposing && !event.defaultPrevented) stopJob(view);
  });
  return { view, root };
}

/** Keep what was typed and where the focus was when the desk is made anew. */
function keep(before: HTMLElement, after: HTMLElement): void {
  const typed = before.querySelector("textarea")?.value ?? "";
  const held = before.contains(document.activeElement) ? document.activeElement?.classList[0] : undefined;
  before.replaceWith(after);
  const box = after.querySelector("textarea");
  if (box && typed) {
    box.value = typed;
    box.dispatchEvent(new Event("input"));
  }
  if (held) after.querySelector<HTMLElement>(`.${held}`)?.focus();
}

function render({ model, el: place }: { model: Model; el: HTMLElement }): () => void {
  let now = desk(model);
  place.append(now.root);
  // The kernel speaks the language of whoever wrote last. Files on their way come from this view: those go first.
  const retell = (): void => {
    if (model.get("language") === now.view.words.language || SENDING.has(model.get("job")?.kind)) return;
    const before = now;
    now = desk(model);
    keep(before.root, now.root);
    before.view.end();
  };
  model.on("change:language", retell);
  model.on("change:job", retell);
  return () => {
    model.off("change:language", retell);
    model.off("change:job", retell);
    now.view.end();
  };
}

export default { render };
