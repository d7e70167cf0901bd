import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { pack } from "../src/kernel";
import { Desk } from "./desk";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  document.getElementById("jupyter-config-data")?.remove();
});

test("what is not confirmed is sent again, what is confirmed is not", async () => {
  const desk = new Desk();
  let lost = 2;
  desk.confirms = (message) => message.type !== "export" || lost-- <= 0;
  desk.view.send({ type: "export" });
  desk.view.send({ type: "say", text: "hi" });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(desk.sent.map(({ type }) => type)).toEqual(["export", "say", "export", "export"]);
  expect(desk.view.unanswered).toBe(0);
  desk.view.end();
});

test("nobody is asked for ever, and the silence is known", async () => {
  const desk = new Desk();
  desk.confirms = () => false;
  desk.view.send({ type: "export" });
  await vi.advanceTimersByTimeAsync(600_000);
  expect(desk.sent.length).toBe(7);
  expect(desk.view.unanswered).toBe(600_000);
  desk.confirms = () => true;
  desk.view.send({ type: "say", text: "hi" });
  expect(desk.view.unanswered).toBe(0);
  desk.view.end();
  expect(vi.getTimerCount()).toBe(0);
});

test("the second try takes the kernel's control channel, and so do the next messages", async () => {
  const config = document.createElement("script");
  config.id = "jupyter-config-data";
  config.type = "application/json";
  config.textContent = '{"baseUrl": "/", "token": "t"}';
  document.body.append(config);
  const frames: string[] = [];
  class Socket extends EventTarget {
    static readonly OPEN = 1;
    readonly readyState = 1;
    send = (frame: string): void => void frames.push(frame);
    close = (): void => void this.dispatchEvent(new Event("close"));
  }
  vi.stubGlobal("WebSocket", Socket);
  const desk = new Desk();
  desk.set({ kernel: { id: "k", comm: "c" } });
  desk.confirms = () => false;
  desk.view.send({ type: "export" });
  await vi.advanceTimersByTimeAsync(1_200);
  expect(frames.length).toBe(1);
  const sent = JSON.parse(frames[0]!) as { channel: string; content: { comm_id: string; data: { content: { nr: string } } } };
  expect([sent.channel, sent.content.comm_id]).toEqual(["control", "c"]);
  desk.say({ type: "got", nr: sent.content.data.content.nr });
  desk.view.send({ type: "say", text: "hi" });
  expect(frames.length).toBe(2);
  expect(desk.sent.length).toBe(1);
  desk.view.end();
});

test("a message with buffers has a table of their places", () => {
  const packed = new DataView(pack({ a: 1 }, [new Uint8Array([1, 2]).buffer, new Uint8Array([3]).buffer]) as ArrayBuffer);
  expect([0, 4, 8, 12].map((at) => packed.getUint32(at))).toEqual([3, 16, 23, 25]);
  expect(new TextDecoder().decode(packed.buffer.slice(16, 23))).toBe('{"a":1}');
  expect([23, 24, 25].map((at) => packed.getUint8(at))).toEqual([1, 2, 3]);
});
