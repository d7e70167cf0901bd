// The exports that are still there. One press puts an earlier one into the player.

import { button, clock, el, megabytes } from "./dom";
import type { Clip } from "./model";
import type { View } from "./view";

export function renders(view: View): HTMLElement {
  const { model, words } = view;
  const title = el("summary");
  const list = el("ul", "np-clips");
  const fold = el("details", "np-renders", [title, list]);
  const day = new Intl.DateTimeFormat(words.language, { dateStyle: "medium", timeStyle: "short" });

  function row(clip: Clip, playing: boolean): HTMLElement {
    const facts = [clip.duration ? clock(clip.duration) : "", megabytes(clip.size), day.format(clip.at)];
    const press = button("np-clip", "", () => view.send({ type: "play", id: clip.id }));
    press.append(el("span", "np-name", clip.name), el("span", "n-quiet", facts.filter(Boolean).join(" · ")));
    if (playing) press.setAttribute("aria-current", "true");
    return el("li", "", [press]);
  }

  view.watch(["renders", "video"], () => {
    const clips = model.get("renders");
    const playing = model.get("video")?.id;
    fold.hidden = clips.length === 0 || (clips.length === 1 && clips[0]?.id === playing);
    title.textContent = words.renders(clips.length);
    list.replaceChildren(...clips.map((clip) => row(clip, clip.id === playing)));
  });
  return fold;
}
