// Adding a file: dropped anywhere on the panel, or chosen. What the skill cannot take is refused before it is sent.

import { button, el, icon, megabytes } from "./dom";
import { sendBatch } from "./gather";
import { many, type Wish } from "./many";
import { newId, sendInSlices } from "./slices";
import type { View } from "./view";

export function upload(view: View, root: HTMLElement): HTMLElement {
  const { model, words } = view;
  const picker = el("input", "np-hidden", "", { type: "file", multiple: "", tabindex: "-1", "aria-hidden": "true" });
  const choose = button("np-plain", words.choose, () => picker.click());
  const takes = el("p", "np-takes n-quiet");
  const problem = el("p", "np-refused", "", { role: "alert" });
  const title = el("p", "np-drop-title", words.drop);
  const arrow = icon("np-icon", "M12 16V5m-4.5 4.5L12 5l4.5 4.5M4 15v3a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-3");
  const zone = el("div", "np-drop", [arrow, title, choose, picker, takes, problem]);
  const place = el("div", "np-files", [zone]);
  let asking = new AbortController();
  let over = 0;

  function refusal(file: File): string {
    const { formats, limit } = model.get("skill");
    const ending = file.name.slice(file.name.lastIndexOf(".") + 1).toLowerCase();
    if (!formats.includes(ending)) return `${words.wrongFormat(file.name)} ${words.use(formats.join(", "))}`;
    if (file.size === 0) return `${words.empty(file.name)} ${words.chooseAnother}`;
    if (file.size <= limit) return "";
    return `${words.tooLarge(file.name, megabytes(file.size), megabytes(limit))} ${words.shorten}`;
  }

  function stalled(is: boolean): void {
    problem.textContent = is ? words.stalled : "";
  }

  function add(files: readonly File[]): void {
    problem.textContent = "";
    if (model.get("job")) return;
    if (files.filter((file) => !refusal(file)).length > 1) ask(files);
    else void together(files);
  }

  /** Put the files on the timeline, one after the other. */
  async function together(files: readonly File[]): Promise<void> {
    for (const file of files) {
      problem.textContent = refusal(file);
      if (problem.textContent || view.signal.aborted) return;
      if (!(await sendInSlices(view, newId(), file, stalled))) return;
      await idle();
    }
  }

  /** Wait until no job is on. */
  function idle(): Promise<void> {
    const listening = new AbortController();
    view.signal.addEventListener("abort", () => listening.abort(), { signal: listening.signal });
    return new Promise((resolve) => {
      listening.signal.addEventListener("abort", () => resolve());
      view.watch(["job"], () => model.get("job") ?? listening.abort(), listening.signal);
    });
  }

  /** Let the person say what is to become of several files. */
  function ask(files: readonly File[]): void {
    close();
    const choice = {
      each: (wishes: readonly Wish[]) => {
        close();
        void sendBatch(view, wishes, stalled);
      },
      together: (good: readonly File[]) => {
        close();
        void together(good);
      },
      close,
    };
    const form = many(view, files, refusal, choice, asking.signal);
    zone.hidden = true;
    place.append(form);
    form.querySelector("input")?.focus();
  }

  function close(): void {
    asking.abort();
    asking = new AbortController();
    place.replaceChildren(zone);
    if (!zone.hidden) return;
    zone.hidden = false;
    choose.focus();
  }

  picker.addEventListener("change", () => {
    add([...(picker.files ?? [])]);
    picker.value = "";
  });
  // Entering a child fires before leaving its parent: count, so that the outline does not flicker.
  const dragging = (by: number) => (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    over = Math.max(0, over + by);
    root.classList.toggle("np-dragging", over > 0);
    title.textContent = over > 0 ? words.dropNow : words.drop;
  };
  root.addEventListener("dragenter", dragging(1));
  root.addEventListener("dragleave", dragging(-1));
  root.addEventListener("dragover", (event) => {
    event.preventDefault();
    event.stopPropagation();
  });
  root.addEventListener("drop", (event) => {
    // Otherwise JupyterLab opens the file, or the browser leaves the page for it.
    event.preventDefault();
    event.stopPropagation();
    dragging(-over)(event);
    add([...(event.dataTransfer?.files ?? [])]);
  });
  view.watch(["skill", "job"], () => {
    const { formats, limit } = model.get("skill");
    picker.accept = formats.map((format) => `.${format}`).join(",");
    takes.textContent = words.takes(megabytes(limit));
    takes.title = formats.join(", ");
    choose.disabled = model.get("job") !== null;
  });
  view.signal.addEventListener("abort", () => asking.abort());
  return place;
}
