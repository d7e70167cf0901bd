// Sends the files of a batch, one after the other, once the kernel has said that it waits for them.

import type { Wish } from "./many";
import { newId, sendInSlices } from "./slices";
import type { View } from "./view";

/** Make a video of each file. Returns when all have arrived, or the batch was refused or cancelled. */
export async function sendBatch(view: View, wishes: readonly Wish[], stalled: (is: boolean) => void): Promise<void> {
  const ids = wishes.map(newId);
  const size = wishes.reduce((sum, { file }) => sum + file.size, 0);
  const waiting = awaited(view, ids);
  view.send({ type: "each", ids, words: wishes.map(({ words }) => words), size });
  if (!(await waiting)) return;
  for (const [index, { file }] of wishes.entries()) {
    if (!(await sendInSlices(view, ids[index]!, file, stalled, true))) return;
  }
}

/** Wait until the kernel waits for the files; false when it does something else, or the view has ended. */
async function awaited(view: View, ids: readonly string[]): Promise<boolean> {
  const listening = new AbortController();
  const answer = await new Promise<boolean>((resolve) => {
    view.signal.addEventListener("abort", () => resolve(false), { signal: listening.signal });
    view.receive((message) => {
      if (message.type === "ended" && ids.includes(message.id)) resolve(false);
    }, listening.signal);
    view.watch(["job"], () => view.model.get("job")?.kind === "batch" && resolve(true), listening.signal);
  });
  listening.abort();
  return answer;
}
