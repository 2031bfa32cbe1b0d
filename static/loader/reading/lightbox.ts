/**
 * Shows pictures large, in a modal dialog: by a press on the picture or by its button. A gallery is browsed by keys, by
 * swiping and by buttons. Where the browser has no dialogs, the picture's file is opened.
 */

import { make } from "../dom.ts";
import { CLOSE, icon } from "../icons.ts";
import { savesData } from "../page.ts";
import { type ArticlePage, button } from "./page.ts";
import { Zoom } from "./lightbox-zoom.ts";

const ENLARGE = "M14 4h6v6M20 4l-7 7M10 20H4v-6M4 20l7-7";
const PREVIOUS = "M15 5l-7 7 7 7";
const NEXT = "M9 5l7 7-7 7";

/** Pictures that are shown large; a linked picture is left to its link. */
const PICTURES = "[part~=image].figure img, .gallery .figure img";

/** Width of the files that are taken if the person saves data. */
const SMALL = "20rem";

/** Makes pictures that have not loaded yet take a smaller file, if the person saves data. */
export function saveData(page: ArticlePage): void {
  if (!savesData()) return;
  for (const image of page.article.querySelectorAll<HTMLImageElement>("img[srcset]:not([data-state])")) {
    image.sizes = SMALL;
  }
}

/** Adds to each picture the button that shows it large. */
export function addViewer(page: ArticlePage): void {
  page.each<HTMLImageElement>(PICTURES, (image) => {
    if (image.closest("a, [data-place]")) return;
    const opener = button("", [icon(ENLARGE)], () => open(page, image, opener));
    opener.className = "enlarge";
    image.dataset.enlarge = "";
    image.addEventListener("click", () => open(page, image, opener), { signal: page.signal });
    (image.closest("picture") ?? image).after(opener);
    image.closest<HTMLElement>(".figure")!.dataset.enlarge = "";
  });
  page.labelled(() => {
    for (const opener of page.article.querySelectorAll<HTMLElement>(".enlarge")) {
      const alt = opener.parentElement!.querySelector("img")?.alt;
      page.name(opener, alt ? page.t("enlargeNamed", { text: alt }) : page.t("enlarge"), page.t("enlarge"));
    }
  });
  page.removeAtEnd(".enlarge");
}

function open(page: ArticlePage, image: HTMLImageElement, opener: HTMLElement): void {
  if (image.dataset.state === "failed") return;
  const items = [...(image.closest(".gallery") ?? image.closest(".figure")!)
    .querySelectorAll<HTMLImageElement>("img[data-enlarge]")];
  if (!globalThis.HTMLDialogElement?.prototype.showModal) {
    window.open(image.currentSrc || image.src, "_blank", "noopener");
    return;
  }
  new Viewer(page, items, items.indexOf(image), opener);
}

class Viewer {
  #page: ArticlePage;
  #items: HTMLImageElement[];
  #index: number;
  #dialog: HTMLDialogElement;
  #stage = make("div", { class: "stage" });
  #caption = make("p", { class: "text" });
  #place = make("p", { class: "count", role: "status" });
  #zoom: Zoom;

  constructor(page: ArticlePage, items: HTMLImageElement[], index: number, opener: HTMLElement) {
    this.#page = page;
    this.#items = items;
    this.#index = index;
    const close = button(page.t("close"), [icon(CLOSE)], () => this.#dialog.close());
    const bar = make("div", { class: "bar" }, this.#place, close);
    const { lang } = page.texts;
    this.#dialog = make("dialog", { class: "viewer", "aria-label": page.t("picture"), lang }, bar, this.#stage);
    this.#dialog.dir = page.container.dir;
    this.#zoom = new Zoom(this.#stage, (step) => this.#move(step));
    if (items.length > 1) {
      const previous = button(page.t("previous"), [icon(PREVIOUS)], () => this.#move(-1));
      const next = button(page.t("next"), [icon(NEXT)], () => this.#move(1));
      previous.className = "previous";
      next.className = "next";
      this.#dialog.append(previous, next);
    }
    this.#caption.lang = page.article.lang;
    this.#caption.dir = page.article.dir;
    this.#dialog.append(this.#caption);
    this.#dialog.addEventListener("keydown", (event) => this.#onKey(event));
    const ending = new AbortController();
    this.#dialog.addEventListener("close", () => {
      ending.abort();
      this.#dialog.remove();
      opener.focus({ preventScroll: true });
    });
    this.#stage.addEventListener("click", (event) => event.target === this.#stage && this.#dialog.close());
    page.signal.addEventListener("abort", () => this.#dialog.close(), { signal: ending.signal });
    page.add(this.#dialog);
    this.#show();
    this.#dialog.showModal();
    close.focus();
  }

  #move(step: number): void {
    const { length } = this.#items;
    if (length < 2) return;
    this.#index = (this.#index + step + length) % length;
    this.#show();
  }

  #onKey(event: KeyboardEvent): void {
    const direction = this.#dialog.dir === "rtl" ? -1 : 1;
    const steps: Record<string, number> = { ArrowRight: direction, ArrowLeft: -direction, PageDown: 1, PageUp: -1 };
    const step = steps[event.key];
    const scales: Record<string, number> = { "+": 1.5, "=": 1.5, "-": 1 / 1.5 };
    if (scales[event.key] && !event.ctrlKey && !event.metaKey) this.#zoom.by(scales[event.key]!);
    else if (step && !(this.#zoom.isZoomed && event.key.startsWith("Arrow"))) this.#move(step);
    else if (event.key === "Home" || event.key === "End") {
      this.#index = event.key === "Home" ? 0 : this.#items.length - 1;
      this.#show();
    } else if (event.key.startsWith("Arrow") && this.#zoom.isZoomed) this.#zoom.pan(event.key);
    else return;
    event.preventDefault();
  }

  /** Shows the current picture with its caption and its number. */
  #show(): void {
    const image = this.#items[this.#index]!;
    const large = make("img", { alt: image.alt, draggable: "false" });
    large.referrerPolicy = image.referrerPolicy;
    const ratio = (image.naturalWidth || image.width) / (image.naturalHeight || image.height || 1);
    if (ratio) large.style.setProperty("--ratio", String(ratio));
    if (savesData() || !image.srcset) large.src = image.currentSrc || image.src;
    else {
      large.sizes = "100vw";
      large.srcset = image.srcset;
      large.src = image.src;
    }
    large.addEventListener("error", () => {
      // The file that the article shows is there, or nothing is.
      if (large.srcset && image.currentSrc) {
        large.removeAttribute("srcset");
        large.src = image.currentSrc;
      } else {
        const text = `${image.alt} ${this.#page.t("pictureFailed")}`;
        this.#stage.replaceChildren(make("p", { class: "failed" }, text));
      }
    });
    this.#zoom.show(large);
    const caption = [...image.closest(".figure")!.querySelectorAll("[part~=caption], [part~=credit]")];
    this.#caption.replaceChildren(...caption.flatMap((part) => [make("span", {}, part.textContent), " "]));
    this.#caption.hidden = !caption.length;
    const [n, of] = [this.#index + 1, this.#items.length];
    this.#place.textContent = of > 1 ? `${this.#page.texts.number(n)}/${this.#page.texts.number(of)}` : "";
  }
}
