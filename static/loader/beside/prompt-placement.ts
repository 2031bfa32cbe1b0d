/**
 * Position of the notification prompt: beside the column of text if a margin is wide enough, else along the lower edge.
 * There the end of the page gets extra space, so that the prompt covers no text.
 */

/** Least and greatest width of the card, and the space on both sides of it, in CSS pixels. */
const MIN_WIDTH = 240;
const MAX_WIDTH = 384;
const GAP = 20;

/** A sheet along the lower edge of the window, or a card in a lower corner with its width in CSS pixels. */
export type Placement = { side: "sheet"; width: 0 } | { side: "left" | "right"; width: number };

/** Returns the placement for a column of text from `left` to `right` in a window of the width `page`, in CSS pixels. */
export function placementBeside(left: number, right: number, page: number): Placement {
  const cardIn = (margin: number) => Math.min(margin - 2 * GAP, MAX_WIDTH);
  // The left corner is preferred: the "Top" button is in the right one.
  if (cardIn(left) >= MIN_WIDTH) return { side: "left", width: cardIn(left) };
  if (cardIn(page - right) >= MIN_WIDTH) return { side: "right", width: cardIn(page - right) };
  return { side: "sheet", width: 0 };
}

/** Measures a reader and returns the placement for its present layout. */
export function placementFor(root: ShadowRoot): Placement {
  const column = root.querySelector(".body > p, .section") ?? root.querySelector(".body");
  if (!column) return { side: "sheet", width: 0 };
  // Padding sets the width of the column, so the text is narrower than the element.
  const { paddingLeft, paddingRight } = getComputedStyle(column);
  const { left, right } = column.getBoundingClientRect();
  const pixels = (length: string) => parseFloat(length) || 0;
  const { clientWidth } = document.documentElement;
  return placementBeside(left + pixels(paddingLeft), right - pixels(paddingRight), clientWidth);
}

/**
 * Sets what the style sheet needs on `container`: its side, `--card`, the width of a card, and `--sheet`, the height of
 * the prompt if it is a sheet.
 */
export function place(container: HTMLElement, { side, width }: Placement): void {
  container.dataset.placement = side;
  const prompt = container.firstElementChild;
  const height = side === "sheet" && prompt ? prompt.getBoundingClientRect().height : 0;
  container.style.setProperty("--card", `${Math.ceil(width)}px`);
  container.style.setProperty("--sheet", `${Math.ceil(height)}px`);
}
