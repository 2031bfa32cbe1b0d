/**
 * The text to read aloud, as blocks of sentences, each part of it once: the headline, the dek and the body without
 * embeds, code, credits, notices and controls. A row of a table is one block. The sentence that is spoken is marked by
 * a custom highlight, which changes no node (https://drafts.csswg.org/css-highlight-api-1/).
 */

const SKIPPED = "[part~=embed],[part~=code].code,[part~=credit],.note,[hidden],.place,button,video,audio,iframe,"
  + "rt,rp,svg,.anchor,[data-back],.check,math annotation";
/** Elements whose text does not continue the text before them. */
const BLOCK = new RegExp(
  "^(article|aside|blockquote|caption|dd|details|div|dl|dt|figcaption|figure|h[1-6]|hr|li|nav|ol|p|pre|section|summary|"
  + "table|tbody|thead|tfoot|tr|ul)$",
);
const HIGHLIGHT = "baca-spoken";
/** Heights that the toolbar and the player cover, in CSS pixels. */
const TOOLBAR_HEIGHT = 64;
const PLAYER_HEIGHT = 96;

/** A block of text with its sentences. */
export class TextBlock {
  /** The element that the text belongs to. */
  element: Element;
  lang: string;
  #nodes: [Text, number][] = [];
  text = "";
  #sentences: [number, number][] | undefined;

  constructor(element: Element, lang: string) {
    this.element = element;
    this.lang = element.closest<HTMLElement>("article [lang]")?.lang || lang;
  }

  add(node: Text): void {
    this.#nodes.push([node, this.text.length]);
    this.text += node.data;
  }

  /** Adds text that is not in the page. */
  pause(): void {
    if (this.text.trim()) this.text += ", ";
  }

  /** The start and end of each sentence in the text. */
  get sentences(): [number, number][] {
    return this.#sentences ??= sentencesOf(this.text, this.lang);
  }

  sentence(index: number): string | undefined {
    const range = this.sentences[index];
    return range && this.text.slice(...range);
  }

  /** Marks a sentence and scrolls it into view if necessary. */
  highlight(index: number): void {
    const [start, end] = this.sentences[index] ?? [0, 0];
    const at = (offset: number) => this.#nodes.findLast(([, first]) => first <= offset);
    const [first, last] = [at(start), at(Math.max(start, end - 1))];
    if (!first || !last) return;
    const range = document.createRange();
    range.setStart(first[0], Math.min(start - first[1], first[0].data.length));
    range.setEnd(last[0], Math.min(end - last[1], last[0].data.length));
    if ("highlights" in CSS) CSS.highlights.set(HIGHLIGHT, new Highlight(range));
    const { top, bottom } = range.getBoundingClientRect();
    if (top < TOOLBAR_HEIGHT || bottom > innerHeight - PLAYER_HEIGHT) {
      const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth";
      this.element.scrollIntoView({ block: "center", behavior });
    }
  }
}

/** Removes the mark of the sentence that is read. */
export function clearHighlight(): void {
  if ("highlights" in CSS) CSS.highlights.delete(HIGHLIGHT);
}

/** Returns the start and end of each sentence; the whole text where the browser does not divide texts. */
function sentencesOf(text: string, lang: string): [number, number][] {
  try {
    const segments = new Intl.Segmenter(lang, { granularity: "sentence" }).segment(text);
    const found = [...segments].filter(({ segment }) => segment.trim())
      .map(({ segment, index }): [number, number] => [index, index + segment.length]);
    if (found.length) return found;
  } catch {
    // An older browser, or an invalid language.
  }
  return [[0, text.length]];
}

/** Returns the blocks of an article in the order of the page. */
export function textBlocks(container: Element, lang: string): TextBlock[] {
  const blocks: TextBlock[] = [];
  const push = (block: TextBlock) => block.text.trim() && blocks.push(block);
  const visit = (element: Element) => {
    let block = new TextBlock(element, lang);
    const inline = (node: Node) => {
      if (node.nodeType === 3) block.add(node as Text);
      if (node.nodeType !== 1 || (node as Element).matches(SKIPPED)) return;
      const child = node as Element;
      if (child.localName === "br") block.pause();
      else if (!BLOCK.test(child.localName)) child.childNodes.forEach(inline);
      else {
        // The text before a list in an item, for example, is a block of its own.
        push(block);
        visit(child);
        block = new TextBlock(element, lang);
      }
    };
    if (element.localName === "tr") {
      for (const cell of element.children) {
        block.pause();
        readCell(cell, block);
      }
    } else element.childNodes.forEach(inline);
    push(block);
  };
  for (const element of container.querySelectorAll("[part~=headline],[part~=dek],.body")) visit(element);
  return blocks;
}

/** Adds all text of a cell to the block of its row. */
function readCell(cell: Element, block: TextBlock): void {
  cell.childNodes.forEach((node) => {
    if (node.nodeType === 3) block.add(node as Text);
    else if (node.nodeType === 1 && !(node as Element).matches(SKIPPED)) {
      if (BLOCK.test((node as Element).localName)) block.pause();
      readCell(node as Element, block);
    }
  });
}

/**
 * Returns the index of the block at the reading position: the first below the toolbar; the headline while nothing of
 * the body is above it.
 */
export function readingPosition(blocks: TextBlock[]): number {
  const first = blocks.findIndex(({ element }) => element.getBoundingClientRect().bottom > TOOLBAR_HEIGHT);
  return blocks.slice(0, Math.max(0, first)).some(({ element }) => element.closest(".body")) ? first : 0;
}
