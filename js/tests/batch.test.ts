import { expect, test, vi } from "vitest";
import { batch } from "../src/batch";
import { sendBatch } from "../src/gather";
import type { Batch, BatchRow } from "../src/model";
import panel from "../src/panel";
import { upload } from "../src/upload";
import { Desk } from "./desk";

const JOB = { kind: "batch", label: "", done: 0, total: 0, since: 7, cancelling: false } as const;

function row(number: number, state: BatchRow["state"], more: Partial<BatchRow> = {}): BatchRow {
  return { number, file: `c${number}.mp4`, state, what: "", seconds: 0, video: "", ...more };
}

function now(rows: BatchRow[], more: Partial<Batch> = {}): Batch {
  return { line: "1 of 3 done", part: 1 / 3, note: "", rows, more: 0, over: false, rest: false, ...more };
}

function choose(zone: HTMLElement, ...files: File[]): void {
  const picker = zone.querySelector<HTMLInputElement>("input[type=file]")!;
  Object.defineProperty(picker, "files", { value: files, configurable: true });
  picker.dispatchEvent(new Event("change"));
}

function type(box: HTMLInputElement, text: string): void {
  box.value = text;
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

const press = (target: Element, key: string): boolean =>
  target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));

test("the table moves without redrawing its rows, and names are only text", () => {
  const desk = new Desk();
  const section = batch(desk.view);
  expect(section.hidden).toBe(true);
  desk.set({ batch: now([row(0, "running", { file: "<img src=x>", what: "composing" }), row(1, "waiting")]) });
  const first = section.querySelector("tbody tr")!;
  expect(section.querySelector("[role=progressbar]")!.getAttribute("aria-valuenow")).toBe("33");
  expect([first.querySelector("th")!.textContent, section.querySelector("img")]).toEqual(["<img src=x>", null]);
  expect([...section.querySelectorAll("tbody button")].every((one) => (one as HTMLElement).hidden)).toBe(true);

  desk.set({ batch: now([row(0, "done", { seconds: 2.54, video: "v" }), row(1, "failed", { what: "broken" })], { over: true }) });
  expect(section.querySelector("tbody tr")).toBe(first);
  expect([...first.children].map((cell) => cell.textContent).slice(0, 4)).toEqual(["c0.mp4", "✓ done", "", "0:02.5"]);
  first.querySelectorAll("button").forEach((one) => one.click());
  section.querySelector<HTMLButtonElement>(".np-away")!.click();
  expect(desk.sent).toEqual([{ type: "play", id: "v" }, { type: "reopen", number: 0 }, { type: "away" }]);
  expect(section.querySelector<HTMLElement>(".np-rest")!.hidden).toBe(true);

  desk.set({ batch: now([row(1, "waiting")], { over: true, rest: true, more: 40 }), job: { ...JOB } });
  const rest = section.querySelector<HTMLButtonElement>(".np-rest")!;
  expect([rest.disabled, section.textContent!.includes("and 40 more")]).toEqual([true, true]);
  desk.set({ job: null });
  rest.click();
  expect(desk.sent.at(-1)).toEqual({ type: "rest" });
  desk.set({ batch: null });
  expect(section.hidden).toBe(true);
  desk.view.end();
});

test("several files ask what is to become of them; each has its own words or those for all", async () => {
  const desk = new Desk();
  const zone = upload(desk.view, document.createElement("section"));
  document.body.append(zone);
  choose(zone, new File(["a"], "a.mp4"), new File(["bb"], "b.mp3"), new File(["c"], "c.txt"));
  expect(desk.sent).toEqual([]);
  const form = zone.querySelector(".np-many")!;
  const [all, a, b] = [...form.querySelectorAll<HTMLInputElement>("input")];
  expect(document.activeElement).toBe(all);
  expect(form.textContent).toContain("c.txt is not a video");
  const each = form.querySelector<HTMLButtonElement>(".np-main")!;
  type(b!, "add rock");
  expect(each.disabled).toBe(true);
  press(a!, "Enter");
  expect(desk.sent).toEqual([]);
  type(all!, " add calm lo-fi ");
  expect(each.disabled).toBe(false);
  press(all!, "Enter");
  expect(zone.querySelector(".np-many")).toBeNull();
  const [message] = desk.sent;
  expect(message).toMatchObject({ type: "each", words: ["add calm lo-fi", "add rock"], size: 3 });
  expect(desk.sent.length).toBe(1);
  desk.view.end();
});

test("Escape leaves the form, and one file is simply added", async () => {
  const desk = new Desk();
  const zone = upload(desk.view, document.createElement("section"));
  document.body.append(zone);
  choose(zone, new File(["a"], "a.mp4"), new File(["b"], "b.mp4"));
  press(zone.querySelector(".np-many input")!, "Escape");
  expect(zone.querySelector(".np-many")).toBeNull();
  expect([document.activeElement?.textContent, desk.sent]).toEqual(["Choose files", []]);
  choose(zone, new File(["a"], "a.mp4"), new File(["b"], "b.txt"));
  expect(zone.querySelector(".np-many")).toBeNull();
  await vi.waitFor(() => expect(desk.sent).toMatchObject([{ type: "upload", name: "a.mp4", among: false }]));
  desk.view.end();
  await vi.waitFor(() => expect(desk.count).toBe(0));
});

test("all on one timeline: the next file waits for the job of the one before", async () => {
  const desk = new Desk();
  const zone = upload(desk.view, document.createElement("section"));
  desk.answer = (message) => {
    if (message.type === "upload") queueMicrotask(() => desk.say({ type: "ack", id: message.id, seq: -1, offset: 0 }));
    if (message.type === "slice") {
      desk.set({ job: { ...JOB, kind: "upload" } });
      desk.say({ type: "ack", id: message.id, seq: 0, offset: 1 });
      desk.say({ type: "ended", id: message.id });
    }
  };
  choose(zone, new File(["a"], "a.mp4"), new File(["b"], "b.mp4"));
  zone.querySelector<HTMLButtonElement>(".np-many .np-plain")!.click();
  const named = (): string[] => desk.sent.flatMap((one) => (one.type === "upload" ? [one.name] : []));
  await vi.waitFor(() => expect(desk.get("job")).not.toBeNull());
  expect(named()).toEqual(["a.mp4"]);
  desk.set({ job: null });
  await vi.waitFor(() => expect(named()).toEqual(["a.mp4", "b.mp4"]));
  desk.view.end();
});

test("a batch that is refused or cancelled sends nothing more", async () => {
  const desk = new Desk();
  const wishes = [{ file: new File(["a"], "a.mp4"), words: "x" }, { file: new File(["b"], "b.mp4"), words: "y" }];
  desk.answer = (message) => {
    if (message.type === "each") desk.say({ type: "ended", id: message.ids[1]! });
  };
  await sendBatch(desk.view, wishes, () => undefined);
  expect(desk.sent.length).toBe(1);
  desk.answer = (message) => {
    if (message.type === "each") desk.set({ job: { ...JOB } });
    if (message.type === "upload") desk.say({ type: "ended", id: message.id });
  };
  await sendBatch(desk.view, wishes, () => undefined);
  expect(desk.sent.slice(1).map((message) => message.type)).toEqual(["each", "upload"]);
  desk.view.end();
  expect(desk.count).toBe(0);
});

test("Escape anywhere in the panel cancels the job, once, and nothing where none is on", () => {
  const desk = new Desk();
  const place = document.createElement("div");
  document.body.append(place);
  const end = panel.render({ model: desk, el: place });
  const box = place.querySelector("textarea")!;
  const cancels = (): unknown[] => desk.sent.filter(({ type }) => type === "cancel");
  press(box, "Escape");
  expect(cancels()).toEqual([]);
  desk.set({ job: { ...JOB } });
  box.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true, isComposing: true }));
  expect(cancels()).toEqual([]);
  press(box, "Escape");
  expect(cancels()).toEqual([{ type: "cancel", since: 7 }]);
  desk.set({ job: { ...JOB, cancelling: true } });
  press(box, "Escape");
  expect(cancels().length).toBe(1);
  end();
  desk.view.end();
});
