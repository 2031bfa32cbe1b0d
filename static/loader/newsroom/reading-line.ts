/** Keeps the line that is being read where it is while blocks above it change. */

import { inNextFrame } from "../scheduling.ts";
import { BLOCKS } from "../dom.ts";
import type { Context } from "./context.ts";

/** Distance of the line that is being read from the upper edge of the window, below the toolbar, in pixels. */
const READING_LINE = 90;
/** Number of frames after a change in which sections may get another height. */
const FRAMES = 4;

/** Returns the block of the body at the reading line; `undefined` if the body is not there. */
function blockAtLine(body: Element): Element | undefined {
  const blocks = body.querySelectorAll(BLOCKS);
  let [low, high] = [0, blocks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (blocks[middle]!.getBoundingClientRect().bottom > READING_LINE) high = middle;
    else low = middle + 1;
  }
  return blocks[low];
}

/**
 * Calls `change`, which may move the text and returns the element that replaces another one, and scrolls so that the
 * block being read keeps its position. Nothing is scrolled while the reader is above the text.
 */
export function keepReadingLine(
  { services }: Context,
  body: HTMLElement,
  change: () => (element: Element) => Element | undefined,
): void {
  const isAbove = body.getBoundingClientRect().top > READING_LINE;
  let block = isAbove ? undefined : blockAtLine(body);
  const before = block?.getBoundingClientRect().top ?? 0;
  const successor = change();
  block &&= successor(block);
  const correct = () => {
    const moved = block ? block.getBoundingClientRect().top - before : 0;
    if (Math.abs(moved) >= 0.5) services.scrollBoxBy(body, moved);
  };
  // Sections off screen get their real height in the next frames.
  const correctIn = (frames: number) => {
    correct();
    if (frames) inNextFrame(() => correctIn(frames - 1));
  };
  correctIn(FRAMES);
}
