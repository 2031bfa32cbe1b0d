/**
 * Renders the text of an article in Baca's own format before the module is loaded: on a slow network the article
 * arrives long before it. The preview has the elements of `crates/render/src/article` in their final positions and
 * style, and the module's article replaces it in one step. It omits header fields that it cannot decode and ends before
 * the first block that it might show differently. Its links do not work, and it fetches nothing but the lead image.
 * Of the tools, it has A− and A+.
 */

import { directionOf } from "../direction.ts";
import { make, makePart } from "../dom.ts";
import { messagesFor } from "../messages.ts";
import { applySettings } from "../settings.ts";
import type { NativeSource } from "../source.ts";
import { plainBlock } from "./blocks.ts";
import { type Fields, notPlain, textField } from "./fields.ts";
import { header, leadOf } from "./header.ts";
import { enableLinks, line } from "./inline.ts";
import { metaLine } from "./meta.ts";
import { sizeTools } from "./size-tools.ts";
import { blocksOf, readInlines, textsOf } from "./text.ts";
import { directionByLetters, heavierDirection } from "./text-direction.ts";

/** Maximum number of blocks, enough for several screens. */
const MAX_BLOCKS = 48;

const div = (name: string, ...children: (Node | string)[]) => make("div", { class: name }, ...children);

/** A rendered article, and a function that formats its dates (`metaLine`), for the time after its text was painted. */
export interface PlainArticle {
  root: HTMLElement;
  complete(pause?: () => Promise<unknown>): Promise<void>;
}

/**
 * Renders an article; returns `null` if it cannot be decoded. With `isPreview` it renders the first blocks without
 * working links, hides them from assistive technology, and adds A− and A+; otherwise all texts, where no module can be
 * loaded.
 */
export function renderPlain(
  host: HTMLElement,
  { content, base }: NativeSource,
  isPreview: boolean,
): PlainArticle | null {
  try {
    const article = (typeof content === "string" ? JSON.parse(content) : content) as Fields;
    if (!((article.baca as number) <= 1)) return null;
    const lang = textField(article.lang)?.trim();
    const articleMessages = messagesFor(host, lang);
    const section = div("section");
    const body = makePart("div", "body", section);
    body.className = "body";
    const above: HTMLElement[] = [];
    const blocks = blocksOf(article.body);
    /** Renders a value; without `isPreview`, a value that `renderer` rejects becomes paragraphs of its texts. */
    const render = (renderer: (value: unknown) => HTMLElement[], value: unknown) => {
      try {
        return renderer(value);
      } catch (error) {
        if (isPreview) throw error;
        return readInlines(value, (inline) => line("p", "paragraph", inline));
      }
    };
    const dir = /^(ltr|rtl|auto)$/.test(article.dir as string)
      ? article.dir as string
      : (lang && directionOf(lang)) || "auto";
    const inferred = dir === "auto" && article.dir !== "auto" ? directionByLetters(article, blocks) : undefined;
    try {
      above.push(...render((lead) => leadOf(lead, base), article.lead));
      for (const block of isPreview ? blocks.slice(0, MAX_BLOCKS) : blocks) {
        // The module sets a direction on blocks that are written the other way.
        if (inferred && isPreview && (heavierDirection(textsOf(block)) ?? inferred) !== inferred) notPlain();
        section.append(...render((block) => [plainBlock(block)], block));
      }
    } catch {
      // The preview ends here: the next block needs the module.
    }
    const dateline = textField(article.dateline);
    if (dateline && section.firstChild) addDateline(dateline, section, body);
    const toolbar = div("toolbar");
    const { line: meta, complete } = metaLine(article, articleMessages, blocks);
    const element = make("article", {}, header(article, articleMessages, meta), ...above, toolbar, body);
    if (lang) element.lang = lang;
    element.dir = inferred ?? dir;
    const root = div("baca " + (isPreview ? "preview" : "plain"), make("slot", { name: "before" }), element);
    const messages = messagesFor(host);
    for (const one of [root, toolbar]) {
      one.lang = messages.lang;
      one.dir = directionOf(one.lang);
    }
    if (isPreview) {
      for (const child of element.children) if (child !== toolbar) child.setAttribute("aria-hidden", "true");
      toolbar.append(sizeTools(host, root, messages));
    } else enableLinks(root, base);
    applySettings(root, host);
    return { root, complete };
  } catch {
    // The module reports what is wrong with the article.
    return null;
  }
}

/** Puts "DEMAK – " before the first paragraph, or above the body if something else comes first. */
function addDateline(dateline: string, section: HTMLElement, body: HTMLElement): void {
  const nodes = [makePart("span", "dateline", dateline), " – "];
  const first = section.firstElementChild;
  if (first?.localName === "p") first.prepend(...nodes);
  else body.prepend(makePart("p", "paragraph", ...nodes));
}
