/** Shows footnotes beside the text that refers to them. Links back to the text get a name. */

import { copyOf, make } from "../dom.ts";
import { type ArticlePage, button } from "./page.ts";

/** Texts of links that only an arrow names. */
const ARROW = /^(\s|\u21a9|\u2191|\u2934|\u23ce|\^|\ufe0e|\ufe0f)+$/;

/** Returns the target of a link to an element of the article. */
function targetOf(page: ArticlePage, link: HTMLAnchorElement): HTMLElement | null {
  const href = link.getAttribute("href")!;
  const name = href.slice(href.indexOf("#") + 1);
  return page.article.querySelector(`[id$="-${CSS.escape(name)}"]`);
}

/** Whether a link refers to a note: it is raised, or its text is a number or a sign, and the target is later. */
const isReference = (link: HTMLAnchorElement, target: HTMLElement) =>
  (link.closest("sup") ?? link.querySelector("sup") ?? /^\s*[[(]?([\d*†‡§]+|\p{L})[\])]?\s*$/u.exec(link.textContent))
  && Boolean(link.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_FOLLOWING);

/** Makes references to footnotes show them beside the text. */
export function showFootnotes(page: ArticlePage): void {
  page.each<HTMLAnchorElement>(".body a[href*='#']:not(.anchor)", (link) => {
    const target = targetOf(page, link);
    if (ARROW.test(link.textContent)) link.dataset.back = "";
    if (!target || !isReference(link, target)) return;
    link.dataset.note = "";
    link.addEventListener("click", (event) => {
      if (event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
      // The module goes to the note; this one shows it here.
      event.preventDefault();
      event.stopPropagation();
      show(page, link, target);
    }, { signal: page.signal });
  });
  page.labelled(() => {
    for (const link of page.body.querySelectorAll<HTMLElement>("a[data-back]")) {
      link.setAttribute("aria-label", page.t("noteBack"));
    }
  });
}

/** Shows a note below its link. It closes by Escape, by a press outside, and when the focus leaves it. */
function show(page: ArticlePage, link: HTMLAnchorElement, note: HTMLElement): void {
  page.root.querySelector(".footnote")?.remove();
  const copy = copyOf(note);
  for (const element of copy.querySelectorAll("[id], [data-back]")) {
    if (element.matches("[data-back]")) element.remove();
    else element.removeAttribute("id");
  }
  const content = make("div", { class: "content", lang: page.article.lang, dir: page.article.dir, tabindex: "-1" });
  // The element of the note may be a list item or a paragraph.
  content.append(...copy.childNodes);
  const close = (returnFocus = true) => {
    box.remove();
    ending.abort();
    if (returnFocus) link.focus({ preventScroll: true });
  };
  const go = button("", [page.t("noteGo")], () => {
    close(false);
    note.tabIndex = -1;
    note.scrollIntoView({ block: "center", behavior: "instant" });
    note.focus({ preventScroll: true });
  });
  const back = button("", [page.t("noteBack")], () => close());
  const answers = make("div", { class: "answers" }, back, go);
  const label = page.t("note", { text: link.textContent.trim() });
  const attributes = { class: "footnote", role: "dialog", "aria-label": label, lang: page.texts.lang };
  const box = make("div", attributes, content, answers);
  const ending = new AbortController();
  const { signal } = ending;
  page.signal.addEventListener("abort", () => close(false), { signal });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    close();
  });
  document.addEventListener("pointerdown", (event) => !event.composedPath().includes(box) && close(false), { signal });
  box.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !box.contains(event.relatedTarget as Node)) close(false);
  });
  page.add(box);
  const place = () => {
    const at = link.getBoundingClientRect();
    const { height } = box.getBoundingClientRect();
    const isBelow = at.bottom + height + 8 < innerHeight || at.top < height;
    const top = isBelow ? Math.min(at.bottom + 6, innerHeight - height - 8) : at.top - height - 6;
    box.style.setProperty("top", `${Math.max(8, top)}px`);
  };
  place();
  addEventListener("scroll", place, { signal, capture: true, passive: true });
  addEventListener("resize", place, { signal });
  content.focus({ preventScroll: true });
}
