// The exported video, and a still of the material until there is one.
//
// The video plays from the notebook's own server, or comes through the kernel where that does not offer it.

import { el, megabytes } from "./dom";
import { fetchVideo, servedAt } from "./material";
import type { Clip } from "./model";
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

  async function show(video: Clip): Promise<void> {
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
    screen.addEventListener("error", () => {
      playback.attach(null);
      frame.replaceChildren(...still(), el("p", "np-none n-quiet np-cannot", words.cannotPlay, { role: "status" }));
    });
    frame.replaceChildren(screen);
    playback.attach(screen);
    const link = el("a", "np-download", words.download, { href: url, download: video.name });
    caption.replaceChildren(el("span", "np-name", video.name), el("span", "", megabytes(video.size)), link);
  }

  /** Return a still of the latest upload, where there is one. Nothing but a picture's data is taken for one. */
  function still(): HTMLElement[] {
    const poster = model.get("poster");
    return poster.startsWith("data:image/jpeg;base64,") ? [el("img", "np-video", "", { src: poster, alt: "" })] : [];
  }

  view.watch(["video", "poster"], () => {
    const video = model.get("video");
    const id = video?.id ?? model.get("poster");
    if (id === shown) return;
    shown = id;
    clear();
    const picture = still();
    section.classList.toggle("np-has-video", video !== null || picture.length > 0);
    if (video) return void show(video).catch(ended(loading.signal));
    frame.replaceChildren(...picture);
    caption.textContent = words.noVideo;
  });
  view.signal.addEventListener("abort", clear);
  return section;
}

/** A video that is no longer wanted stops loading with an error that nobody needs to see. */
function ended(signal: AbortSignal): (reason: unknown) => void {
  return (reason) => {
    if (!signal.aborted) throw reason;
  };
}
