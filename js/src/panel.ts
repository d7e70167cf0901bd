// The panel: an editor's desk in a cell. This file puts the parts in their places.

import { conversation } from "./conversation";
import { el } from "./dom";
import { exporter } from "./export";
import type { Model } from "./model";
import { notice } from "./notice";
import { Playback } from "./playback";
import { player } from "./player";
import { prompt } from "./prompt";
import { renders } from "./renders";
import { status } from "./status";
import { timeline } from "./timeline";
import { upload } from "./upload";
import { View } from "./view";
import { work } from "./work";

function render({ model, el: place }: { model: Model; el: HTMLElement }): () => void {
  const view = new View(model);
  const playback = new Playback();
  const root = el("section", "nemo np", "", { "aria-label": view.words.panel });
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
    timeline(view, playback),
    foot,
  );
  // The notebook listens for single keys: a "b" typed here would insert a cell. JupyterLab hears them after the panel.
  // Notebook hears them before it, and leaves alone what has the focus and this mark.
  root.addEventListener("focusin", ({ target }) => {
    if (target instanceof Element) target.setAttribute("data-lm-suppress-shortcuts", "true");
  });
  root.addEventListener("keydown", (event) => event.stopPropagation());
  place.append(root);
  return () => view.end();
}

export default { render };
