import { expect, test, vi } from "vitest";
import { conversation } from "../src/conversation";
import panel from "../src/panel";
import { Playback } from "../src/playback";
import { player } from "../src/player";
import { prompt } from "../src/prompt";
import { timeline } from "../src/timeline";
import { work } from "../src/work";
import { Desk } from "./desk";

const JOB = { kind: "export", label: "Rendering", done: 30, total: 120, since: 5, cancelling: false } as const;

test("Enter sends the words, Shift+Enter and an input method do not", () => {
  const desk = new Desk();
  const box = prompt(desk.view).querySelector("textarea")!;
  const press = (more: KeyboardEventInit) => box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", ...more }));
  box.value = " add calm lo-fi ";
  press({ shiftKey: true });
  press({ isComposing: true });
  expect(desk.sent).toEqual([]);
  press({});
  expect(desk.sent).toEqual([{ type: "say", text: "add calm lo-fi" }]);
  expect(box.value).toBe("");
});

test("progress is true, and Cancel names the job it means", () => {
  const desk = new Desk();
  const line = work(desk.view);
  desk.set({ job: { ...JOB } });
  expect(line.querySelector("[role=progressbar]")?.getAttribute("aria-valuenow")).toBe("25");
  line.querySelector("button")!.click();
  expect(desk.sent).toEqual([{ type: "cancel", since: 5 }]);
  desk.set({ job: { ...JOB, cancelling: true } });
  expect(line.querySelector("button")!.disabled).toBe(true);
  desk.view.end();
});

test("a video arrives part by part; one that cannot play leaves a still and the download", async () => {
  const desk = new Desk();
  const all = new Uint8Array(10).map((_, index) => index);
  desk.answer = (message) => {
    if (message.type !== "fetch") return;
    const part = new DataView(all.slice(message.offset, message.offset + 4).buffer);
    queueMicrotask(() => desk.say({ type: "bytes", id: message.id, offset: message.offset, size: 10 }, [part]));
  };
  const made = vi.spyOn(URL, "createObjectURL").mockReturnValue("blob:made");
  const released = vi.spyOn(URL, "revokeObjectURL").mockReturnValue();
  const playback = new Playback();
  const section = player(desk.view, playback);
  const video = { id: "v", name: "<i>.mov", file: "", size: 10, duration: 1, at: 0 };
  desk.set({ poster: "data:image/jpeg;base64,AAAA", video });
  await vi.waitFor(() => expect(section.querySelector("video")).not.toBeNull());
  expect(new Uint8Array(await (made.mock.calls[0]![0] as Blob).arrayBuffer())).toEqual(all);
  section.querySelector("video")!.dispatchEvent(new Event("error"));
  expect(section.textContent).toContain("cannot play");
  expect(section.querySelector("img")?.getAttribute("src")).toBe("data:image/jpeg;base64,AAAA");
  expect(section.querySelector("a")?.download).toBe("<i>.mov");
  expect(playback.ready).toBe(false);
  expect(released).not.toHaveBeenCalled();
  desk.view.end();
  expect(released).toHaveBeenCalledWith("blob:made");
});

test("messages are added without redrawing those that stand", () => {
  const desk = new Desk();
  const list = conversation(desk.view);
  const message = { who: "you" as const, text: "<b>hi</b>", lines: [] };
  desk.set({ messages: [{ id: 1, ...message }] });
  const first = list.querySelector(".np-said");
  desk.set({ messages: [{ id: 1, ...message }, { id: 2, ...message }] });
  expect(list.querySelector(".np-said")).toBe(first);
  expect(list.querySelectorAll(".np-you").length).toBe(2);
  expect(list.querySelector(".np-settled b")).toBeNull();
});

test("a removed panel listens to nothing any more", () => {
  const desk = new Desk();
  const end = panel.render({ model: desk, el: document.createElement("div") });
  const own = desk.count;
  end();
  expect(own).toBeGreaterThan(20);
  // The desk's own view is what is left.
  desk.view.end();
  expect(desk.count).toBe(0);
});

test("the panel speaks as the kernel does, and keeps what was typed", () => {
  const desk = new Desk();
  const place = document.createElement("div");
  document.body.append(place);
  const end = panel.render({ model: desk, el: place });
  const box = (): HTMLTextAreaElement => place.querySelector("textarea")!;
  box().value = "half a sen";
  box().focus();
  desk.set({ language: "zh", job: { ...JOB, kind: "upload" } });
  expect(place.textContent).toContain("Export");
  desk.set({ job: null });
  expect(place.textContent).toContain("导出");
  expect(place.textContent).not.toContain("Export");
  expect(place.querySelectorAll(".np").length).toBe(1);
  expect([box().value, document.activeElement === box()]).toEqual(["half a sen", true]);
  end();
  desk.view.end();
  expect(desk.count).toBe(0);
});

test("the playhead keeps the focus when the timeline is drawn anew", () => {
  const desk = new Desk();
  const playback = new Playback();
  const section = timeline(desk.view, playback);
  document.body.append(section);
  const video = document.createElement("video");
  Object.defineProperty(video, "duration", { value: 5 });
  desk.set({ picture: '<div class="n-tl"><b>one</b></div>', duration: 5 });
  playback.attach(video);
  const head = section.querySelector<HTMLElement>("[role=slider]")!;
  head.focus();
  head.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
  desk.set({ picture: '<div class="n-tl"><b>two</b></div>' });
  expect(document.activeElement).toBe(head);
  expect([section.textContent?.includes("two"), video.currentTime]).toEqual([true, 1]);
  desk.view.end();
});
