/** Articles that the page brought along, drawn already (docs/server-rendering.md). */

import { MARKS } from "./elements.js";

/** The article drawn in a shadow root, with what is known of it; nothing if there is none. */
export function broughtIn(root) {
  const room = root.querySelector(".baca");
  if (!room) return null;
  const script = root.querySelector("script[type='application/json']");
  let facts;
  try {
    facts = JSON.parse(script.textContent);
  } catch {
    // The text is what counts.
    facts = { baca: 1, lang: room.querySelector("article")?.lang || undefined };
  }
  return { room, facts };
}

/** Such an article in Baca's own format. Its body is read out of the page when it is asked for. */
export function readBack({ room, facts }) {
  let body;
  return {
    ...Object.fromEntries(Object.entries(facts).filter(([key]) => !key.startsWith("_"))),
    get body() { return (body ??= [...room.querySelectorAll(".section>*")].map(blockOf)); },
  };
}

/** The mark of each element. */
const MARK = Object.fromEntries(Object.entries(MARKS).map(([mark, name]) => [name, mark]));

function blockOf(element) {
  const { localName, dataset } = element;
  const named = (block) => (element.lang ? { ...block, lang: element.lang } : block);
  if (localName === "hr") return { type: "divider" };
  if (/^h[2-6]$/.test(localName)) return named({ type: "heading", level: Number(localName[1]), text: spansOf(element) });
  if (localName === "ul" || localName === "ol") {
    return named({ type: "list", ordered: localName === "ol", items: [...element.children].map((item) => ({ text: spansOf(item) })) });
  }
  const image = element.matches("figure.figure") && element.querySelector("img");
  if (image) {
    const text = (part) => element.querySelector(`[part=${part}]`)?.textContent;
    const size = (name) => Number(image.getAttribute(name)) || undefined;
    return { type: "image", src: image.src, alt: image.alt, width: size("width"), height: size("height"), caption: text("caption"), credit: text("credit") };
  }
  return named({ type: localName === "pre" ? "code" : "paragraph", text: localName === "p" ? spansOf(element) : element.textContent, align: dataset.align });
}

/** The text of an element, as Baca's own format writes it: flat spans with their marks. */
function spansOf(element, marks = {}) {
  return [...element.childNodes].flatMap((node) => {
    const dateline = (other) => other?.getAttribute?.("part") === "dateline";
    // The place and the dash after it are told apart from the text.
    if (dateline(node)) return [];
    const text = dateline(node.previousSibling) ? node.data?.replace(/^ – /, "") : node.data;
    if (node.nodeType === 3) return text ? [{ text, ...marks }] : [];
    if (node.nodeType !== 1 || node.localName === "rt" || node.localName === "rp") return [];
    if (node.localName === "br") return [{ break: true }];
    const mark = MARK[node.localName];
    return spansOf(node, { ...marks, ...(mark && { [mark]: true }), ...(node.href && { href: node.getAttribute("href") }) });
  });
}
