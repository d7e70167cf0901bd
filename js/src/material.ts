// Where a video's bytes come from.

import type { Clip } from "./model";
import type { View } from "./view";

/** How long one part may take before it is asked for again, in milliseconds. */
const PATIENCE = 10_000;

/**
 * Return an address on the notebook's server that plays and seeks, or null.
 *
 * The server offers every file below its folder, but only the page knows which notebook it shows. The size is
 * compared, so that a file of the same name elsewhere is not taken for the video.
 */
export async function servedAt(video: Clip, signal: AbortSignal): Promise<string | null> {
  const base = notebookFolder(window.location.pathname);
  if (!video.file || base === null) return null;
  const path = video.file.split("/").map(encodeURIComponent).join("/");
  const url = `${base}${path}?v=${encodeURIComponent(video.id)}`;
  try {
    const answer = await fetch(url, { headers: { Range: "bytes=0-0" }, signal });
    await answer.body?.cancel();
    const size = Number(answer.headers.get("Content-Range")?.split("/")[1]);
    return answer.status === 206 && size === video.size ? url : null;
  } catch {
    return null;
  }
}

/** Return where the folder of the notebook at this address is served, such as /files/trips/. */
export function notebookFolder(pathname: string): string | null {
  const found = /^(.*?\/)(?:(?:lab|doc)(?:\/workspaces\/[^/]+)?\/tree|notebooks)\/(.*\.ipynb)$/.exec(pathname);
  if (!found) return null;
  const [, server = "/", notebook = ""] = found;
  return `${server}files/${notebook.slice(0, notebook.lastIndexOf("/") + 1)}`;
}

/** Fetch the video part by part through the kernel and return an object URL, revoked at the end of `signal`. */
export async function fetchVideo(
  view: View,
  video: Clip,
  signal: AbortSignal,
  progress: (part: number) => void,
): Promise<string> {
  const parts: ArrayBuffer[] = [];
  let offset = 0;
  let arrived: (part: ArrayBuffer) => void = () => undefined;
  view.receive((message, buffers) => {
    const buffer = buffers[0];
    if (message.type !== "bytes" || message.id !== video.id || message.offset !== offset || !buffer) return;
    arrived(buffer.buffer.slice(buffer.byteOffset, buffer.byteOffset + buffer.byteLength) as ArrayBuffer);
  }, signal);
  while (offset < video.size) {
    const part = await new Promise<ArrayBuffer | null>((resolve) => {
      arrived = resolve;
      view.send({ type: "fetch", id: video.id, offset });
      window.setTimeout(() => resolve(null), PATIENCE);
    });
    signal.throwIfAborted();
    if (part === null) continue;
    parts.push(part);
    offset += part.byteLength;
    progress(offset / video.size);
  }
  const url = URL.createObjectURL(new Blob(parts, { type: "video/mp4" }));
  signal.addEventListener("abort", () => URL.revokeObjectURL(url));
  return url;
}
