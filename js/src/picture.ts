// Turns the picture that Timeline draws, HTML with small SVGs, into elements of this page.
//
// The picture is drawn in one place for cells, saved notebooks and the panel. It is not trusted here: every node is
// made anew, only with the tags and attributes that the picture is known to use, and all text stays text.

const SVG = "http://www.w3.org/2000/svg";
const TAGS = new Set(["div", "b", "i", "span", "svg", "path"]);
const ATTRIBUTES = new Set(["class", "title", "role", "aria-label", "aria-hidden", "viewBox", "preserveAspectRatio", "d"]);
const PLACES = ["left", "right", "top", "bottom", "width", "height"] as const;
const LENGTH = /^-?[\d.]+(%|px)?$/;

/** Return the picture's element, or null when there is none. */
export function picture(html: string): HTMLElement | null {
  // A parsed document runs no script and loads nothing.
  const drawn = new DOMParser().parseFromString(html, "text/html").querySelector(".n-tl");
  const copy = drawn && copied(drawn);
  return copy instanceof HTMLElement ? copy : null;
}

function copied(node: Node): Node | null {
  if (node instanceof Text) return document.createTextNode(node.data);
  if (!(node instanceof Element) || !TAGS.has(node.localName)) return null;
  const isSvg = node.namespaceURI === SVG;
  const copy = isSvg ? document.createElementNS(SVG, node.localName) : document.createElement(node.localName);
  for (const { name, value } of node.attributes) if (ATTRIBUTES.has(name)) copy.setAttribute(name, value);
  if (node instanceof HTMLElement && copy instanceof HTMLElement) {
    for (const place of PLACES) if (LENGTH.test(node.style[place])) copy.style[place] = node.style[place];
  }
  for (const child of node.childNodes) copy.append(...[copied(child)].filter((made) => made !== null));
  return copy;
}
