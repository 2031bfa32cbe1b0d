/** Adds a button to each block of code that copies it. */

import { icon } from "../icons.ts";
import { type ArticlePage, button } from "./page.ts";

const COPY = "M9 9h11v11H9zM5 15H4V4h11v1";

/** Adds to each block of code the button that copies it. */
export function addCopyButtons(page: ArticlePage): void {
  page.each("pre.code", (block) => {
    const code = block.querySelector("code");
    if (!code) return;
    const copy = button("", [icon(COPY)], () => page.copy(code.textContent, "codeCopied", "codeFailed"));
    copy.className = "copy";
    block.append(copy);
    // It stays at the edge while the code scrolls.
    const follow = () => copy.style.setProperty("translate", `${block.scrollLeft}px`);
    block.addEventListener("scroll", follow, { signal: page.signal, passive: true });
  });
  page.labelled(() => {
    for (const copy of page.body.querySelectorAll<HTMLElement>("pre.code > .copy")) page.name(copy, page.t("codeCopy"));
  });
  page.removeAtEnd("pre.code > .copy");
}
