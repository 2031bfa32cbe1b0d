/**
 * Keeps boxes without a reserved height from moving the text. The content of a box may come late, grow or shrink: while
 * the box is on screen, its height stays. Above the window its height changes and the page is scrolled by the same
 * distance; below it nothing needs to be done.
 */

/** Milliseconds after an input of the person in which a box may change: the person has caused it. */
const INPUT_MS = 500;

const heightOf = (element: Element) => element.getBoundingClientRect().height;

interface Box {
  height: number;
  isHeld: boolean;
  lastInput: number;
}

/** Holds the heights of the elements that it watches. */
export class HeldHeights {
  #scrollBy: (element: Element, pixels: number) => void;
  #boxes = new Map<HTMLElement, Box>();
  #listeners = new AbortController();
  // Called after layout and before painting, so a change can be undone before it is seen.
  #sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) this.#check(target as HTMLElement);
  });
  #visible = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) if (!isIntersecting) this.#release(target as HTMLElement);
  });

  constructor(scrollBy: (element: Element, pixels: number) => void) {
    this.#scrollBy = scrollBy;
  }

  /** Starts to hold the height of an element; does nothing if it is held already. */
  watch(element: HTMLElement): void {
    if (this.#boxes.has(element)) return;
    const box: Box = { height: heightOf(element), isHeld: false, lastInput: -Infinity };
    this.#boxes.set(element, box);
    this.#sizes.observe(element);
    this.#visible.observe(element);
    for (const type of ["pointerdown", "keydown", "input", "submit"]) {
      element.addEventListener(type, ({ timeStamp }) => (box.lastInput = timeStamp), {
        capture: true, signal: this.#listeners.signal,
      });
    }
  }

  /**
   * Handles a change of a box at once. With `isFree` the box gets its new height, and the caller keeps the text in
   * place.
   */
  settle(element: HTMLElement, isFree: boolean): void {
    const box = this.#boxes.get(element);
    if (!box || !isFree) {
      this.#check(element);
      return;
    }
    element.style.blockSize = element.style.overflow = "";
    Object.assign(box, { height: heightOf(element), isHeld: false });
  }

  /** Stops to hold heights, and to listen. */
  end(): void {
    this.#listeners.abort();
    this.#sizes.disconnect();
    this.#visible.disconnect();
    this.#boxes.clear();
  }

  #check(element: HTMLElement): void {
    const box = this.#boxes.get(element);
    const height = heightOf(element);
    if (!box || height === box.height || box.isHeld) return;
    const { top } = element.getBoundingClientRect();
    if (top >= innerHeight || performance.now() - box.lastInput < INPUT_MS) {
      box.height = height;
    } else if (top + Math.max(height, box.height) <= 0) {
      this.#scrollBy(element, height - box.height);
      box.height = height;
    } else {
      box.isHeld = true;
      element.style.blockSize = `${box.height}px`;
      element.style.overflow = "auto";
    }
  }

  /** Gives a box that has left the screen the height of its content. */
  #release(element: HTMLElement): void {
    const box = this.#boxes.get(element);
    if (!box?.isHeld) return;
    const { top } = element.getBoundingClientRect();
    element.style.blockSize = element.style.overflow = "";
    const height = heightOf(element);
    if (top < 0) this.#scrollBy(element, height - box.height);
    Object.assign(box, { height, isHeld: false });
  }
}
