/** What the conversion of elements passes on (`crates/convert/src/html/context.rs`). */

import type { Fields } from "../preview/fields.ts";
import type { Span } from "./line.ts";

/** What an element inherits from its ancestors. */
export interface Context {
  /** Marks, link and title of the text. */
  marks: Fields;
  /** The innermost element that sets more of the text than marks. */
  link?: Element | undefined;
  /** Language and direction of blocks. */
  scope: Fields;
  isCenter?: boolean | undefined;
  /** Within a paragraph with a drop cap. */
  dropcap?: boolean;
  /** Within a heading of this level. */
  level?: number;
  /** Within a container without links that seem to share the page. */
  isUnshared?: boolean | undefined;
  /** Within a gallery, whose lists only arrange pictures. */
  inGallery?: boolean | undefined;
}

/** Blocks of a list item, a quote or the like. */
export interface Nested {
  blocks: Fields[];
  /** The text of a plain paragraph at their start. */
  text?: Span[];
  /** What follows it. */
  body: Fields[];
}
