// Building the page. Text only ever becomes text: nothing here can turn a string into markup.

type Attributes = Record<string, string>;

export function el<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className = "",
  content: string | readonly Node[] = "",
  attributes: Attributes = {},
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (typeof content === "string") element.textContent = content;
  else element.append(...content);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

export function button(className: string, label: string, press: () => void): HTMLButtonElement {
  const element = el("button", className, label, { type: "button" });
  element.addEventListener("click", press);
  return element;
}

/** A line drawing of 24 by 24 units, in the colour of the text; only for the eye. */
export function icon(className: string, path: string): SVGSVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("class", className);
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

/** The service's words, which may mark **bold** and `code`; everything else stays as it came. */
export function spoken(text: string): Node[] {
  return text.split(/(\*\*[^*\n]+\*\*|`[^`\n]+`)/).map((part) => {
    if (part.startsWith("**") && part.length > 4) return el("b", "", part.slice(2, -2));
    if (part.startsWith("`") && part.length > 2) return el("code", "", part.slice(1, -1));
    return document.createTextNode(part);
  });
}

/** Text whose addresses can be followed; each is shown as it is. */
export function linked(text: string): Node[] {
  return text.split(/(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)])/).map((part, index) => {
    if (index % 2 === 0) return document.createTextNode(part);
    return el("a", "", part, { href: part, target: "_blank", rel: "noopener noreferrer" });
  });
}

/** A time for reading: 0:07, 1:00, or 0:07.2 where whole seconds would mislead. */
export function clock(seconds: number): string {
  const tenths = Math.round(seconds * 10);
  const whole = String(Math.floor(tenths / 10) % 60).padStart(2, "0");
  return `${Math.floor(tenths / 600)}:${whole}${tenths % 10 ? `.${tenths % 10}` : ""}`;
}

export function megabytes(bytes: number): string {
  return bytes < 100_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
}
