/** Adds a button to each block of code that copies it. */

import { icon } from "../icons.ts";
import { type ArticlePage, button } from "./page.ts";

const COPY = "M9 9h11v11H9zM5 15H4V4h11v1";

export function addCopyButtons(page: ArticlePage): void {
  const buttons: HTMLButtonElement[] = [];
  for (const block of page.body.querySelectorAll<HTMLElement>("pre.code")) {
    const code = block.querySelector("code")!;
    const copy = button("", [icon(COPY)], async () => {
      page.say(page.t(await page.copy(code.textContent) ? "codeCopied" : "codeFailed"));
    });
    copy.className = "copy";
    block.append(copy);
    // It stays at the edge while the code scrolls.
    const follow = () => copy.style.setProperty("translate", `${block.scrollLeft}px`);
    block.addEventListener("scroll", follow, { signal: page.signal, passive: true });
    buttons.push(copy);
  }
  page.labelled(() => {
    for (const copy of buttons) {
      copy.setAttribute("aria-label", page.t("codeCopy"));
      copy.title = page.t("codeCopy");
      copy.lang = page.texts.lang;
    }
  });
  page.signal.addEventListener("abort", () => buttons.forEach((copy) => copy.remove()));
}
