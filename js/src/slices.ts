// Sends a file to the kernel in slices.
//
// One message above 10 MiB drops the websocket without a word, so slices are 4 MiB; two are under way at a time, and
// each is acknowledged with the number of bytes that have arrived in order. After a silence (a dropped websocket, a
// sleeping laptop) the kernel is asked how far it came, and the upload goes on from there.

import type { View } from "./view";

const SLICE = 4 * 1024 * 1024;
const WINDOW = 2;
/** Silence after which the kernel is asked where it stands, in milliseconds. */
const PATIENCE = 5_000;

/** Return a name for an upload that no other has. */
export function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Send `file` as upload `id`, perhaps as one `among` those of a batch; return, at the end, whether it is complete. */
export async function sendInSlices(
  view: View,
  id: string,
  file: File,
  stalled: (is: boolean) => void,
  among = false,
): Promise<boolean> {
  const announcement = { type: "upload", id, name: file.name, size: file.size, among } as const;
  let confirmed = 0;
  let sent = 0;
  let seq = 0;
  let known = false;
  let over = false;
  let heard: () => void = () => undefined;
  const listening = new AbortController();
  const stop = (): void => {
    over = true;
    heard();
  };
  view.signal.addEventListener("abort", stop, { signal: listening.signal });
  view.receive((message) => {
    if (!("id" in message) || message.type === "bytes" || message.id !== id) return;
    if (message.type === "ended") return stop();
    known = true;
    confirmed = message.offset;
    // A slice was lost or repeated: go back to what the kernel has.
    if (message.seq < 0) sent = confirmed;
    stalled(false);
    heard();
  }, listening.signal);

  view.send(announcement);
  while (!over) {
    while (known && !over && sent < file.size && sent - confirmed < WINDOW * SLICE) {
      const slice = await file.slice(sent, sent + SLICE).arrayBuffer();
      const sha256 = await digest(slice);
      if (over) break;
      view.send({ type: "slice", id, seq: seq++, offset: sent, sha256 }, [slice]);
      sent += slice.byteLength;
    }
    // An acknowledgement may have come while a slice was read.
    if (over || (known && sent < file.size && sent - confirmed < WINDOW * SLICE)) continue;
    const silent = await new Promise<boolean>((resolve) => {
      const timer = window.setTimeout(() => resolve(true), PATIENCE);
      heard = () => {
        window.clearTimeout(timer);
        resolve(false);
      };
    });
    if (silent) {
      stalled(true);
      // The announcement itself may have been lost.
      view.send(known ? { type: "where", id } : announcement);
    }
  }
  listening.abort();
  return confirmed === file.size;
}

/** Return the SHA-256 in hex, or nothing where the browser offers none (a page without TLS, not on localhost). */
async function digest(bytes: ArrayBuffer): Promise<string> {
  if (!window.isSecureContext) return "";
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
