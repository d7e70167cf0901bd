// The button that makes the video file.

import { button } from "./dom";
import type { View } from "./view";

export function exporter(view: View): HTMLElement {
  const { model, words } = view;
  const press = button("np-main np-export", words.export, () => view.send({ type: "export" }));
  press.title = words.exportHint;
  view.watch(["exportable", "job"], () => {
    press.disabled = !model.get("exportable") || model.get("job") !== null;
  });
  return press;
}
