/** What elements pass on to those in them (`crates/convert/src/html/context.rs`), and what converts their content. */

import { type Fields, notPlain } from "../preview/fields.ts";
import { joined, type Span, type TextLine } from "./line.ts";
import { type Targets } from "./targets.ts";

/** What an element inherits from its ancestors. */
export interface Context {
  /** Marks, link and title of the text. */
  marks: Fields;
  /** The innermost element that sets more of the text than marks. */
  link?: Element | undefined;
  /** Language and direction of blocks. */
  scope: Fields;
  /** The side to which text is aligned. */
  side?: string | undefined;
  /** Within a paragraph with a drop cap. */
  dropcap?: boolean;
  /** Within a heading of this level. */
  level?: number;
  /** Within a gallery, whose lists only arrange pictures. */
  inGallery?: boolean | undefined;
  /** Within a figure, where text is a caption, and whether that is a `figcaption`. */
  inFigure?: boolean | undefined;
  isCaptioned?: boolean | undefined;
  /** Language of code, by a container around it. */
  language?: string | undefined;
}

/** Blocks of a list item, a quote or the like. */
export interface Nested {
  blocks: Fields[];
  /** The text of a plain paragraph at their start. */
  text?: Span[];
  /** What follows it. */
  body: Fields[];
}

/** Converts the content of an element, for those who make a block of it. */
export interface ContentReader {
  readonly base: string;
  readonly context: Context;
  /** The targets of links that wait for the next block. */
  readonly targets: Targets;
  /** Converts nodes to blocks; an `item` passes its marks, language and direction on, a `figure` what it sets. */
  nested(nodes: Iterable<Node>, item?: Element, figure?: Partial<Context>): Nested;
  /** Reads an element that has text alone. */
  linesOf(element: Element): TextLine[];
}

/** Returns whether a block is a plain text. */
export const isText = ({ type, dropcap }: Fields): boolean => type === "paragraph" && !dropcap;

/** Returns paragraphs and headings as one text; throws if there is another block. */
export const textOfAll = (blocks: Fields[]): Span[] =>
  (blocks.every(({ type }) => /^(paragraph|heading)$/.test(type as string))
    ? joined(blocks as unknown as TextLine[])
    : notPlain());

/** Reads the text of an element; throws if it has another block. */
export const textIn = (element: Element, reader: ContentReader, figure?: Partial<Context>): Span[] =>
  textOfAll(reader.nested(element.childNodes, undefined, figure).blocks);
