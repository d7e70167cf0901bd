import { expect, test } from "vitest";
import { conversation } from "../src/conversation";
import panel from "../src/panel";
import { prompt } from "../src/prompt";
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

test("messages are added without redrawing those that stand", () => {
  const desk = new Desk();
  const list = conversation(desk.view);
  const message = { who: "you" as const, text: "<b>hi</b>", lines: [] };
  desk.set({ messages: [{ id: 1, ...message }] });
  const first = list.querySelector(".np-said");
  desk.set({ messages: [{ id: 1, ...message }, { id: 2, ...message }] });
  expect(list.querySelector(".np-said")).toBe(first);
  expect(list.querySelectorAll(".np-you").length).toBe(2);
  expect(list.querySelector("b")).toBeNull();
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
