// Many files, each its own video: one table that moves while they are made, whoever asked for it.

import { button, clock, el } from "./dom";
import type { Batch, BatchRow } from "./model";
import type { View } from "./view";

const MARKS: Record<BatchRow["state"], string> = {
  waiting: "·",
  running: "▸",
  done: "✓",
  unchanged: "✓",
  failed: "✕",
  invalid: "✕",
};

export function batch(view: View): HTMLElement {
  const { model, words } = view;
  const line = el("span", "n-quiet np-batch-line");
  const bar = el("div", "np-bar", [el("i")], { role: "progressbar", "aria-label": words.batch });
  const rest = button("np-plain np-rest", words.goOn, () => view.send({ type: "rest" }));
  const away = button("np-zoom np-away", "×", () => view.send({ type: "away" }));
  away.setAttribute("aria-label", words.putAway);
  const note = el("p", "n-quiet np-batch-note");
  const body = el("tbody");
  const head = el("tr", "", [words.file, words.state, words.what, words.time, words.actions].map(column));
  const table = el("table", "np-table", [el("thead", "", [head]), body]);
  // It scrolls, so the keyboard must get there.
  const frame = el("div", "np-batch-rows", [table], { role: "region", tabindex: "0", "aria-label": words.batch });
  const more = el("p", "n-quiet");
  const tools = el("div", "np-tools", [el("b", "", words.batch), line, bar, rest, away]);
  const section = el("section", "np-batch", [tools, note, frame, more], { "aria-label": words.batch });
  let rows = new Map<number, Row>();

  view.watch(["batch"], () => {
    const now = model.get("batch");
    section.hidden = now === null;
    if (now) draw(now);
    else clear();
  });
  view.watch(["batch", "job"], () => {
    const busy = model.get("job") !== null;
    rest.disabled = busy;
    for (const row of rows.values()) row.open.disabled = busy;
  });

  function clear(): void {
    rows = new Map();
    body.replaceChildren();
  }

  function draw(now: Batch): void {
    write(line, now.line);
    write(note, now.note);
    note.hidden = !now.note;
    bar.hidden = now.over;
    (bar.firstElementChild as HTMLElement).style.width = `${now.part * 100}%`;
    bar.setAttribute("aria-valuenow", String(Math.round(now.part * 100)));
    bar.setAttribute("aria-valuetext", now.line);
    rest.hidden = !now.rest;
    away.hidden = !now.over;
    const kept = new Map(now.rows.map((row) => [row.number, rows.get(row.number) ?? new Row(view, row.number)]));
    for (const row of now.rows) kept.get(row.number)?.show(row);
    const order = [...kept.values()].map(({ element }) => element);
    // Rows that stand stay where they are: whoever is on one with the keyboard is not thrown out.
    if (order.length !== body.children.length || order.some((row, index) => body.children[index] !== row)) {
      body.replaceChildren(...order);
    }
    rows = kept;
    more.textContent = now.more ? words.more(now.more) : "";
    more.hidden = !now.more;
  }

  return section;
}

class Row {
  readonly element: HTMLTableRowElement;
  readonly open: HTMLButtonElement;
  private readonly play: HTMLButtonElement;
  private readonly file = el("th", "", "", { scope: "row" });
  private readonly state = el("td", "np-state");
  private readonly what = el("td", "np-what");
  private readonly time = el("td");
  private video = "";

  constructor(
    private readonly view: View,
    number: number,
  ) {
    const { words } = view;
    this.play = button("np-plain", words.play, () => view.send({ type: "play", id: this.video }));
    this.open = button("np-plain", words.refine, () => view.send({ type: "reopen", number }));
    const actions = el("td", "np-actions", [this.play, this.open]);
    this.element = el("tr", "", [this.file, this.state, this.what, this.time, actions]);
  }

  show(row: BatchRow): void {
    const { words } = this.view;
    this.video = row.video;
    this.element.dataset["state"] = row.state;
    write(this.file, row.file);
    write(this.state, `${MARKS[row.state]} ${words.states[row.state]}`);
    write(this.what, row.what);
    write(this.time, row.seconds ? clock(Math.round(row.seconds * 10) / 10) : "");
    this.play.hidden = this.open.hidden = !row.video;
    this.play.setAttribute("aria-label", `${words.play} ${row.file}`);
    this.open.setAttribute("aria-label", `${words.refine} ${row.file}`);
  }
}

function column(name: string): HTMLElement {
  return el("th", "", name, { scope: "col" });
}

/** Text that has not changed is left alone, so that a selection in it stays. */
function write(place: HTMLElement, text: string): void {
  if (place.textContent !== text) place.textContent = text;
}
