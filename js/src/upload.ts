// Adding a file: dropped anywhere on the panel, or chosen. What the skill cannot take is refused before it is sent.

import { button, el, icon, megabytes } from "./dom";
import { sendInSlices } from "./slices";
import type { View } from "./view";

export function upload(view: View, root: HTMLElement): HTMLElement {
  const { model, words } = view;
  const picker = el("input", "np-hidden", "", { type: "file", tabindex: "-1", "aria-hidden": "true" });
  const choose = button("np-plain", words.choose, () => picker.click());
  const takes = el("p", "np-takes n-quiet");
  const problem = el("p", "np-refused", "", { role: "alert" });
  const title = el("p", "np-drop-title", words.drop);
  const arrow = icon("np-icon", "M12 16V5m-4.5 4.5L12 5l4.5 4.5M4 15v3a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-3");
  const zone = el("div", "np-drop", [arrow, title, choose, picker, takes, problem]);
  let over = 0;

  function refusal(file: File): string {
    const { formats, limit } = model.get("skill");
    const ending = file.name.slice(file.name.lastIndexOf(".") + 1).toLowerCase();
    if (!formats.includes(ending)) return `${words.wrongFormat(file.name)} ${words.use(formats.join(", "))}`;
    if (file.size === 0) return `${words.empty(file.name)} ${words.chooseAnother}`;
    if (file.size <= limit) return "";
    return `${words.tooLarge(file.name, megabytes(file.size), megabytes(limit))} ${words.shorten}`;
  }

  async function add(files: Iterable<File>): Promise<void> {
    problem.textContent = "";
    for (const file of files) {
      if (view.signal.aborted || model.get("job")) return;
      const refused = refusal(file);
      if (refused) {
        problem.textContent = refused;
        return;
      }
      await sendInSlices(view, newId(), file, (is) => {
        problem.textContent = is ? words.stalled : "";
      });
    }
  }

  picker.addEventListener("change", () => {
    void add([...(picker.files ?? [])]);
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
    void add([...(event.dataTransfer?.files ?? [])]);
  });
  view.watch(["skill", "job"], () => {
    const { formats, limit } = model.get("skill");
    picker.accept = formats.map((format) => `.${format}`).join(",");
    takes.textContent = words.takes(megabytes(limit));
    takes.title = formats.join(", ");
    choose.disabled = model.get("job") !== null;
  });
  return zone;
}

function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
