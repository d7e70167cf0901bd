// The conversation: what was asked, what was answered, what changed, and the answer that is arriving.

import { el, linked, spoken } from "./dom";
import type { Message } from "./model";
import type { View } from "./view";

export function conversation(view: View): HTMLElement {
  const { model, words } = view;
  const list = el("div", "np-talk", "", { role: "log", "aria-label": words.conversation, tabindex: "0" });
  const start = el("p", "np-start", [el("b", "", words.startTitle), el("span", "n-quiet", words.start)]);
  const settled = el("div", "np-settled");
  // The arriving answer is not read out word by word: it is announced once, when it settles.
  const arriving = el("div", "np-said np-nemo np-arriving", "", { "aria-live": "off" });
  list.append(start, settled, arriving);
  let shown: number[] = [];

  function follow(change: () => void): void {
    const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 48;
    change();
    if (atEnd) list.scrollTop = list.scrollHeight;
  }

  view.watch(["messages"], () => {
    const messages = model.get("messages");
    start.hidden = messages.length > 0;
    const kept = shown.every((id, index) => messages[index]?.id === id);
    const fresh = kept ? messages.slice(shown.length) : messages;
    if (!kept) settled.replaceChildren();
    follow(() => settled.append(...fresh.map((message) => said(view, message))));
    shown = messages.map((message) => message.id);
    if (fresh.some((message) => message.who === "you")) list.scrollTop = list.scrollHeight;
  });
  view.watch(["reply"], () => {
    follow(() => {
      arriving.replaceChildren(...spoken(model.get("reply")));
      arriving.hidden = !model.get("reply");
    });
  });
  return list;
}

function said(view: View, message: Message): HTMLElement {
  const lines = el("ul", "np-lines", message.lines.map((line) => el("li", "", linked(line))));
  const who = el("span", "np-hidden", `${view.words[message.who]}: `);
  // What a person typed is shown as typed.
  const words = message.who === "nemo" ? spoken(message.text) : [document.createTextNode(message.text)];
  const text = el("div", "np-text", [who, ...words]);
  return el("div", `np-said np-${message.who}`, message.lines.length ? [text, lines] : [text]);
}
