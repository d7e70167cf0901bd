import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { sendInSlices } from "../src/slices";
import { Desk } from "./desk";

const SLICE = 4 * 1024 * 1024;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A kernel that takes slices in order; `loses` says which messages never reach it. */
function kernel(desk: Desk, size: number, loses: (type: string, count: number) => boolean) {
  const state = { received: 0, known: false, count: 0 };
  desk.answer = (message) => {
    if (loses(message.type, state.count++)) return;
    queueMicrotask(() => {
      if (message.type === "upload") state.known = true;
      if (!state.known && "id" in message) return desk.say({ type: "ended", id: message.id });
      let seq = -1;
      if (message.type === "upload") seq = 0;
      if (message.type === "slice" && message.offset === state.received) {
        seq = message.seq;
        state.received = Math.min(state.received + SLICE, size);
      }
      if ("id" in message) desk.say({ type: "ack", id: message.id, seq, offset: state.received });
      if (state.received === size && "id" in message) desk.say({ type: "ended", id: message.id });
    });
  };
  return state;
}

async function upload(size: number, loses: (type: string, count: number) => boolean) {
  const desk = new Desk();
  const state = kernel(desk, size, loses);
  const file = new File([new Uint8Array(size)], "a.mp4");
  const stalls: boolean[] = [];
  let over = false;
  const sending = sendInSlices(desk.view, "u", file, (is) => stalls.push(is)).then(() => (over = true));
  while (!over) await vi.advanceTimersByTimeAsync(500);
  await sending;
  desk.view.end();
  return { desk, state, stalls };
}

test("a file arrives whole, two slices under way at a time", async () => {
  const { desk, state } = await upload(3 * SLICE + 5, () => false);
  expect(state.received).toBe(3 * SLICE + 5);
  const offsets = desk.sent.flatMap((message) => (message.type === "slice" ? [message.offset] : []));
  expect(offsets).toEqual([0, SLICE, 2 * SLICE, 3 * SLICE]);
});

test("a lost announcement is made again", async () => {
  const { desk, state, stalls } = await upload(10, (type, count) => type === "upload" && count === 0);
  expect(state.received).toBe(10);
  expect(desk.sent.filter((message) => message.type === "upload").length).toBe(2);
  expect(stalls).toContain(true);
});

test("a lost slice is asked for and sent again", async () => {
  let lost = 0;
  const { state, stalls } = await upload(3 * SLICE, (type) => type === "slice" && lost++ === 1);
  expect(state.received).toBe(3 * SLICE);
  expect(stalls.at(-1)).toBe(false);
});

test("the end of a view ends its upload and leaves no listener", async () => {
  const desk = new Desk();
  const sending = sendInSlices(desk.view, "u", new File(["abc"], "a.mp4"), () => undefined);
  desk.view.end();
  await sending;
  expect(desk.count).toBe(0);
});
