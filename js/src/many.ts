// Several files at once: all on one timeline, or a video of each, by words for all or words of its own.

import { button, el, megabytes } from "./dom";
import type { View } from "./view";

/** One file and what to do with it. */
export interface Wish {
  file: File;
  words: string;
}

/** What a person can decide. */
export interface Choice {
  each(wishes: readonly Wish[]): void;
  together(files: readonly File[]): void;
  close(): void;
}

/** Return the form for these files, alive until `signal`; `refusal` says why one of them cannot be taken. */
export function many(
  view: View,
  files: readonly File[],
  refusal: (file: File) => string,
  choice: Choice,
  signal: AbortSignal,
): HTMLElement {
  const { model, words } = view;
  const good = files.filter((file) => !refusal(file));
  const all = field(words.forAll, words.askHint);
  const own = good.map((file) => field(words.forOne(file.name), words.asAbove));
  const each = button("np-main", words.each, begin);
  const together = button("np-plain", words.together, () => choice.together(good));
  const not = button("np-zoom", "×", () => choice.close());
  not.setAttribute("aria-label", words.notNow);
  const buttons = el("div", "np-many-do", [each, together]);
  const rows = good.map((file, index) =>
    el("li", "", [el("span", "np-name", file.name), el("span", "n-quiet", megabytes(file.size)), own[index]!]),
  );
  const bad = files.map(refusal).filter(Boolean);
  const form = el(
    "div",
    "np-many",
    [
      el("div", "np-many-head", [el("b", "", words.files(good.length)), not]),
      all,
      el("ul", "np-many-files", [...rows, ...bad.map((why) => el("li", "np-refused", why))]),
      buttons,
    ],
    { role: "group", "aria-label": words.files(good.length) },
  );

  function wishes(): Wish[] {
    return good.map((file, index) => ({ file, words: own[index]!.value.trim() || all.value.trim() }));
  }

  function look(): void {
    const busy = model.get("job") !== null;
    each.disabled = busy || wishes().some((wish) => !wish.words);
    together.disabled = busy;
  }

  function begin(): void {
    look();
    if (!each.disabled) choice.each(wishes());
  }

  form.addEventListener("input", look);
  form.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter" && event.target instanceof HTMLInputElement) begin();
    else if (event.key === "Escape") choice.close();
    else return;
    event.preventDefault();
  });
  view.watch(["job"], look, signal);
  return form;
}

function field(label: string, hint: string): HTMLInputElement {
  return el("input", "np-box", "", { type: "text", "aria-label": label, placeholder: hint });
}
