/** Enlarges a picture in a box that scrolls: by pinching, a double press, keys, or the wheel. Detects swipes. */

const MAX_SCALE = 6;
/** Distance of a swipe in CSS pixels. */
const SWIPE = 48;
/** Distance that an arrow key moves an enlarged picture, in CSS pixels. */
const STEP = 80;

/** Enlarges the picture in a stage, and moves it. */
export class Zoom {
  #stage: HTMLElement;
  #image: HTMLImageElement | undefined;
  #scale = 1;
  /** The pointers that are down, by id. */
  #pointers = new Map<number, PointerEvent>();
  #first: PointerEvent | undefined;
  #distance = 0;

  /** `swiped` is called with 1 or −1 after a swipe to the next or the previous picture. */
  constructor(stage: HTMLElement, swiped: (step: number) => void) {
    this.#stage = stage;
    stage.addEventListener("pointerdown", (event) => {
      this.#pointers.set(event.pointerId, event);
      this.#first = this.#pointers.size === 1 ? event : undefined;
      this.#distance = this.#spread();
    });
    stage.addEventListener("pointermove", (event) => {
      const last = this.#pointers.get(event.pointerId);
      if (!last) return;
      this.#pointers.set(event.pointerId, event);
      const spread = this.#spread();
      if (this.#distance && spread) {
        this.by(spread / this.#distance);
        this.#distance = spread;
      } else if (this.isZoomed) stage.scrollBy(last.clientX - event.clientX, last.clientY - event.clientY);
    });
    const end = (event: PointerEvent) => {
      const first = this.#first;
      this.#pointers.delete(event.pointerId);
      this.#first = undefined;
      this.#distance = 0;
      if (event.type === "pointercancel" || !first || this.isZoomed) return;
      const [x, y] = [event.clientX - first.clientX, event.clientY - first.clientY];
      const direction = getComputedStyle(stage).direction === "rtl" ? 1 : -1;
      if (Math.abs(x) > SWIPE && Math.abs(x) > 2 * Math.abs(y)) swiped(Math.sign(x) * direction);
    };
    for (const type of ["pointerup", "pointercancel", "pointerleave"] as const) stage.addEventListener(type, end);
    stage.addEventListener("dblclick", () => this.by(this.isZoomed ? 1 / MAX_SCALE : 2.5));
    stage.addEventListener("wheel", (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      this.by(Math.exp(-event.deltaY / 200));
    }, { passive: false });
  }

  get isZoomed(): boolean {
    return this.#scale > 1.01;
  }

  /** Shows another picture at its first size. */
  show(image: HTMLImageElement): void {
    this.#image = image;
    this.#stage.replaceChildren(image);
    this.#scale = 1;
    this.by(1);
  }

  /** Changes the size by a factor, around the middle of what is seen. */
  by(factor: number): void {
    const { clientWidth, clientHeight, scrollLeft, scrollTop } = this.#stage;
    const before = this.#scale;
    this.#scale = Math.min(MAX_SCALE, Math.max(1, before * factor));
    const ratio = this.#scale / before;
    this.#image?.style.setProperty("--zoom", String(this.#scale));
    this.#stage.toggleAttribute("data-zoomed", this.isZoomed);
    this.#stage.scrollTo({
      left: (scrollLeft + clientWidth / 2) * ratio - clientWidth / 2,
      top: (scrollTop + clientHeight / 2) * ratio - clientHeight / 2,
      behavior: "instant",
    });
  }

  /** Moves an enlarged picture by an arrow key. */
  pan(key: string): void {
    const [left, top] = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP] }[key] ?? [0, STEP];
    this.#stage.scrollBy({ left: left!, top: top!, behavior: "instant" });
  }

  /** Returns the distance of two pointers; 0 if there are not two. */
  #spread(): number {
    const [a, b] = [...this.#pointers.values()];
    return a && b && this.#pointers.size === 2 ? Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY) : 0;
  }
}
