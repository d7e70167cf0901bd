// Where one types what to make, with the skill's own examples to start from.

import { button, el } from "./dom";
import type { View } from "./view";

const TALLEST = 144;

export function prompt(view: View): HTMLElement {
  const { model, words } = view;
  const box = el("textarea", "np-box", "", { rows: "1", "aria-label": words.ask, placeholder: words.askHint });
  const send = button("np-main", words.send, submit);
  const examples = el("div", "np-examples", "", { role: "group", "aria-label": words.examples });
  const form = el("div", "np-prompt", [examples, el("div", "np-ask", [box, send])]);

  function submit(): void {
    const text = box.value.trim();
    if (!text || model.get("job")) return;
    view.send({ type: "say", text });
    box.value = "";
    fit();
  }

  function fit(): void {
    box.style.height = "";
    if (box.value) box.style.height = `${Math.min(box.scrollHeight + 2, TALLEST)}px`;
    send.disabled = !box.value.trim() || model.get("job") !== null;
  }

  box.addEventListener("input", fit);
  box.addEventListener("keydown", (event) => {
    // While an input method composes (Chinese, Japanese), Enter belongs to it.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  view.watch(["job"], fit);
  view.watch(["skill", "messages"], () => {
    examples.hidden = model.get("messages").some((message) => message.who === "you");
    examples.replaceChildren(
      ...model.get("skill").examples.map((example) =>
        button("np-example", example, () => {
          box.value = example;
          fit();
          box.focus();
        }),
      ),
    );
  });
  return form;
}
