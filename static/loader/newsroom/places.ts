/** Adds places for the site's own content to the body, and tells the site when a reader comes near one. */

import { BLOCKS, make } from "../dom.ts";
import { painted, within } from "../scheduling.ts";
import type { PlaceRule } from "./configuration.ts";
import { HeldHeights } from "./hold-height.ts";
import type { Context } from "./context.ts";
import { placesOf, type Place, type Role } from "./spacing.ts";

/** How near a place is when its event is dispatched: screens above and below the viewport. */
const NEAR = "150% 0px";

/** Returns the style of the places; empty if there are none. */
export function styleOfPlaces(rules: PlaceRule[]): string {
  return rules.flatMap(({ name, heights }) => heights.map(([width, height]) => {
    const rule = `.place[data-name="${name}"]>.place-box{block-size:${height}px;overflow:auto}`;
    return width ? `@container(min-width:${width}px){${rule}}` : rule;
  })).join("");
}

/** Returns the role of a rendered block. */
function roleOf(block: HTMLElement): Role {
  if (block.matches("[part~=heading]")) return "heading";
  if (/^(left|right|thumb)$/.test(block.dataset.size ?? "")) return "float";
  return block.matches("[part~=paragraph],.update") ? "text" : "other";
}

/** Adds the configured places to the article of one reader. */
export class Places {
  #context: Context;
  /** Bodies that have been painted, in which nothing on screen may move. */
  #shown = new WeakSet<Element>();
  #known = new WeakSet<Element>();
  /** Slots of the places that the site has given up. */
  #givenUp = new Set<string>();
  #announced = new Set<string>();
  /** Names the article that the places belong to. */
  #article = "";
  #near: IntersectionObserver | undefined;
  #heights: HeldHeights;

  constructor(context: Context) {
    this.#context = context;
    this.#heights = new HeldHeights(context.services.scrollBoxBy);
    for (const body of context.root.querySelectorAll(".body")) this.#shown.add(body);
  }

  /** Notes the article that is about to be shown. If it is rendered again, its places are not announced again. */
  begin(article: string): void {
    if (article !== this.#article) this.#forget();
    this.#article = article;
  }

  /** Adds the places that a body lacks. `isComplete`: all its sections are rendered. */
  arrange(body: HTMLElement, isComplete: boolean): void {
    const rules = this.#context.configuration.places;
    if (!rules.length) return;
    const blocks = [...body.querySelectorAll<HTMLElement>(BLOCKS)];
    const isFresh = !this.#shown.has(body);
    for (const place of placesOf(blocks.map(roleOf), rules)) this.#add(body, blocks, place, { isFresh, isComplete });
    for (const element of body.querySelectorAll<HTMLElement>(".place")) this.#watch(element);
    if (isFresh) painted().then(() => this.#shown.add(body));
  }

  end(): void {
    // Without a name, the next article may be another one.
    if (!this.#article) this.#forget();
    this.#near?.disconnect();
    this.#near = undefined;
    this.#heights.end();
  }

  #forget(): void {
    this.#givenUp.clear();
    this.#announced.clear();
  }

  /** Adds a place unless the body has it, it would move what is on screen, or the site has given it up. */
  #add(
    body: HTMLElement,
    blocks: HTMLElement[],
    { rule: index, number, before }: Place,
    { isFresh, isComplete }: { isFresh: boolean; isComplete: boolean },
  ): void {
    const rule = this.#context.configuration.places[index]!;
    const slot = `baca-${rule.name}-${number}`;
    if (this.#givenUp.has(slot) || body.querySelector(`slot[name="${slot}"]`)) return;
    if (rule.at === "end" && !isComplete) return;
    const target = rule.at === "after" ? blocks[before] : rule.at === "end" ? null : body.firstElementChild;
    if (rule.at !== "end" && !target) return;
    const neighbours = [target?.previousElementSibling, target];
    if (rule.at === "after" && neighbours.some((element) => element?.matches(".place"))) return;
    // Above the lower edge of the window, a new place would move the text.
    const top = () => (target ? target.getBoundingClientRect().top : body.getBoundingClientRect().bottom);
    if (!isFresh && top() < innerHeight) return;
    const element = make("aside", { class: "place", part: "place", "data-name": rule.name });
    if (rule.label) {
      element.setAttribute("aria-label", rule.label);
      element.append(make("p", { class: "place-label", "aria-hidden": "true" }, rule.label));
    }
    element.append(make("div", { class: "place-box" }, make("slot", { name: slot })));
    if (target) target.before(element);
    else body.append(element);
  }

  #watch(element: HTMLElement): void {
    if (this.#known.has(element)) return;
    this.#known.add(element);
    // A preview is replaced by the article, which has the place again.
    if (element.closest(".preview")) return;
    const box = element.querySelector<HTMLElement>(".place-box")!;
    const rule = this.#context.configuration.places.find(({ name }) => name === element.dataset.name);
    if (!rule?.heights.length) this.#heights.watch(box);
    this.#near ??= new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) if (isIntersecting) this.#announce(target as HTMLElement);
    }, within(NEAR));
    this.#near.observe(element);
  }

  /** Dispatches the event of a place; removes the place if the site gives it up. */
  #announce(element: HTMLElement): void {
    this.#near?.unobserve(element);
    const slot = element.querySelector("slot")!.name;
    if (this.#announced.has(slot)) return;
    this.#announced.add(slot);
    const { width, height, top } = element.querySelector(".place-box")!.getBoundingClientRect();
    const number = Number(/\d+$/.exec(slot)![0]);
    const detail = { name: element.dataset.name, index: number, width, height };
    if (this.#context.emit("place", detail)) return;
    this.#givenUp.add(slot);
    // What is on screen does not move: there, the place stays as an empty space.
    if (top >= innerHeight) element.remove();
    else element.style.visibility = "hidden";
  }
}
