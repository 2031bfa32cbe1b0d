/** Renders A− and A+ of the preview, which answer before the module is loaded (`src/reader/toolbar.rs`). */

import { reflect } from "../attributes.ts";
import { make } from "../dom.ts";
import { emit } from "../events.ts";
import type { Messages } from "../messages.ts";
import { nextSize, setSize } from "../settings.ts";

/** Creates the buttons. They change the text size of `root`, where the tools of the module will stand. */
export function sizeTools(host: HTMLElement, root: HTMLElement, { textSmaller, textLarger }: Messages): HTMLElement {
  const tools = make("div", { class: "tools" });
  const refresh = () => tools.childNodes.forEach((button, index) =>
    reflect(button as Element, "aria-disabled", nextSize(index) ? null : "true"));
  for (const [index, name] of [textSmaller, textLarger].entries()) {
    const button = make("button", {
      type: "button", "aria-label": name, title: name, dir: "ltr", "data-do": index ? "larger" : "smaller",
    }, index ? "A+" : "A−");
    if (index) button.className = "larger";
    button.addEventListener("click", () => {
      const size = nextSize(index);
      if (!size || !setSize(root, host, size)) return;
      refresh();
      emit(host, "text-size", { size });
    });
    tools.append(button);
  }
  refresh();
  return tools;
}
