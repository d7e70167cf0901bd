// What the panel works with: the skill, the service behind it, and the account's credits.

import { el } from "./dom";
import type { View } from "./view";

export function status(view: View): HTMLElement {
  const { model } = view;
  const name = el("strong", "np-skill");
  const job = el("span", "n-quiet");
  const service = el("span", "n-quiet np-service");
  const credits = el("span", "n-quiet np-credits");
  view.watch(["skill", "service", "credits"], () => {
    name.textContent = model.get("skill").name;
    job.textContent = model.get("skill").job;
    service.textContent = model.get("service");
    credits.textContent = model.get("credits");
    credits.hidden = !model.get("credits");
  });
  return el("header", "np-status", [name, job, service, credits]);
}
