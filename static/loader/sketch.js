/**
 * The text of an article in Baca's own format, before there is a module that draws it: on a slow line
 * it is there long before that. It stands where it will stand then, in the same style (the elements
 * are those of `src/view`), and is replaced as a whole. What is not plain ends it: the module reads
 * everything, this only what is certain. It leads nowhere and fetches nothing but the lead picture.
 */

import { directionOf } from "./direction.js";
import { make } from "./elements.js";
import { dress } from "./settings.js";
import { part, plain, text, textsOf } from "./sketch-blocks.js";
import { above, header } from "./sketch-header.js";
import { wordsFor } from "./words.js";

/** Blocks that are drawn: some screens full. */
const BLOCKS = 48;

const div = (name, ...children) => make("div", { class: name }, ...children);

/** The beginning of an article from `base`; nothing where that is not plain. Who cannot see it waits for the article itself. */
export function sketch(host, { content, base }) {
  const root = draw(host, content, (section, lead, blocks) => {
    const drawn = [];
    try {
      drawn.push(...above(lead, base));
      for (const block of blocks.slice(0, BLOCKS)) section.append(plain(block));
    } catch {
      // From here on it takes the module.
    }
    return drawn;
  });
  root?.classList.add("sketch");
  root?.setAttribute("aria-hidden", "true");
  return root;
}

/** All that can be read of an article, for where no module comes. */
export function plainText(host, { content, base }) {
  const root = draw(host, content, (section, lead, blocks) => {
    const read = (draw, value) => {
      try {
        return draw(value);
      } catch {
        return textsOf(value).map((text) => part("p", "paragraph", text));
      }
    };
    for (const block of blocks) section.append(...read((block) => [plain(block)], block));
    return read((lead) => above(lead, base), lead);
  });
  root?.classList.add("plain");
  return root;
}

/** The frame of an article; `fill` draws its text into a section and gives what stands above. */
function draw(host, content, fill) {
  try {
    const article = typeof content === "string" ? JSON.parse(content) : content;
    const { baca, lang, dir, lead, dateline } = article;
    if (baca !== 1) return null;
    const words = wordsFor(host, article);
    const section = div("section");
    const body = part("div", "body", section);
    body.className = "body";
    const top = fill(section, lead, blocksOf(article.body));
    if (dateline && section.firstChild) place(dateline, section, body);
    const drawn = make("article", {}, header(article, words), ...top, div("toolbar"), body);
    if (lang) drawn.lang = lang;
    drawn.dir = dir ?? (lang ? directionOf(lang) : "auto");
    const root = div("baca", make("slot", { name: "before" }), drawn);
    root.lang = words.lang;
    root.dir = directionOf(words.lang);
    dress(root, host);
    return root;
  } catch {
    // The module will tell what is wrong with it.
    return null;
  }
}

/** The blocks of a body; none of one that is markup. */
function blocksOf(body) {
  if (typeof body === "string") return body.split("\n\n").map((text) => text.trim()).filter(Boolean);
  return Array.isArray(body) ? body : [];
}

/** "DEMAK – " before the first paragraph, or above all. */
function place(dateline, section, body) {
  const placed = [part("span", "dateline", text(dateline)), " – "];
  if (section.firstChild?.localName === "p") section.firstChild.prepend(...placed);
  else body.prepend(part("p", "paragraph", ...placed));
}
