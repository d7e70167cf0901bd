// The exported video: played from the notebook's own server, or fetched through the kernel where that has none.

import { el, megabytes } from "./dom";
import { fetchVideo, servedAt } from "./material";
import type { Video } from "./model";
import type { Playback } from "./playback";
import type { View } from "./view";

export function player(view: View, playback: Playback): HTMLElement {
  const { model, words } = view;
  const frame = el("div", "np-frame");
  const caption = el("div", "np-caption n-quiet");
  const section = el("section", "np-player", [frame, caption], { "aria-label": words.player });
  let shown = "";
  let loading = new AbortController();

  function say(text: string): void {
    frame.replaceChildren(el("p", "np-none n-quiet", text, { role: "status" }));
  }

  function clear(): void {
    loading.abort();
    loading = new AbortController();
    playback.attach(null);
    caption.replaceChildren();
  }

  async function show(video: Video): Promise<void> {
    const { signal } = loading;
    const url =
      (await servedAt(video, signal)) ??
      (await fetchVideo(view, video, signal, (part) => say(words.loading(Math.floor(part * 100)))));
    if (signal.aborted) return;
    const screen = el("video", "np-video", "", {
      src: url,
      controls: "",
      preload: "metadata",
      playsinline: "",
      "aria-label": video.name,
    });
    screen.addEventListener("error", () => say(words.cannotPlay));
    frame.replaceChildren(screen);
    playback.attach(screen);
    const link = el("a", "np-download", words.download, { href: url, download: video.name });
    caption.replaceChildren(el("span", "np-name", video.name), el("span", "", megabytes(video.size)), link);
  }

  view.watch(["video"], () => {
    const video = model.get("video");
    const id = video?.id ?? "";
    if (id === shown) return;
    shown = id;
    clear();
    section.classList.toggle("np-has-video", video !== null);
    if (video) void show(video).catch((reason: unknown) => { if (!loading.signal.aborted) throw reason; });
    else frame.replaceChildren();
  });
  view.signal.addEventListener("abort", clear);
  return section;
}
