// The panel: an editor's desk in a cell. This file puts the parts in their places.

import { conversation } from "./conversation";
import { el } from "./dom";
import { exporter } from "./export";
import type { Model } from "./model";
import { Playback } from "./playback";
import { player } from "./player";
import { prompt } from "./prompt";
import { status } from "./status";
import { timeline } from "./timeline";
import { upload } from "./upload";
import { View } from "./view";
import { work } from "./work";

function render({ model, el: place }: { model: Model; el: HTMLElement }): () => void {
  const view = new View(model);
  const playback = new Playback();
  const root = el("section", "nemo np", "", { "aria-label": view.words.panel });
  root.append(
    status(view),
    el("div", "np-desk", [
      el("div", "np-stage", [player(view, playback), upload(view, root)]),
      el("div", "np-side", [conversation(view), prompt(view)]),
    ]),
    timeline(view, playback),
    el("div", "np-foot", [work(view), exporter(view)]),
  );
  // The notebook listens for single keys: a "b" typed here would insert a cell.
  root.addEventListener("keydown", (event) => event.stopPropagation());
  place.append(root);
  return () => view.end();
}

export default { render };
