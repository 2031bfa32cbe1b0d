/** The panel of reading settings. The module stores a choice and applies it (`src/reader/settings.rs`). */

import { reflect } from "../attributes.ts";
import { copyOf, make } from "../dom.ts";
import { inNextFrame } from "../scheduling.ts";
import type { ArticlePage } from "./page.ts";

/** The settings with their choices (`src/reader/choices.rs`); the first is in effect if nothing was chosen. */
const SETTINGS = {
  theme: ["auto", "light", "dark", "sepia", "contrast"],
  font: ["site", "serif", "sans", "dyslexia"],
  spacing: ["normal", "tight", "loose"],
  letters: ["normal", "wide", "wider"],
  width: ["normal", "narrow", "wide"],
  alignment: ["start", "justify"],
  hyphens: ["auto", "none"],
};

/** Order of the choices that are more or less than normal. */
const ORDER = ["narrow", "tight", "normal", "loose", "wide", "wider"];

/** Number of panels so far; each has its own names of radio buttons. */
let count = 0;

/** Creates the panel. The style sheet shows a theme and a typeface by themselves. */
export function settingsPanel(page: ArticlePage): HTMLElement {
  const prefix = `baca-settings-${count += 1}-`;
  const groups = Object.entries(SETTINGS).map(([key, choices]) => {
    const effective = page.container.dataset[key] ?? choices[0];
    const sorted = [...choices].sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b));
    const labels = sorted.map((value) => {
      const input = make("input", { type: "radio", name: prefix + key, value });
      input.checked = value === effective;
      const text = page.t(key + value[0]!.toUpperCase() + value.slice(1));
      input.addEventListener("change", () => {
        page.context.mounted.call("choose", key, value);
        page.announce(`${page.t(key)}: ${text}`);
      });
      return make("label", { [`data-${key}`]: value }, input, make("span", {}, text));
    });
    return make("fieldset", {}, make("legend", {}, page.t(key)), make("div", { class: "choices" }, ...labels));
  });
  const label = page.t("settingsLabel");
  return make("div", { class: "panel settings", role: "group", "aria-label": label }, sizes(page), ...groups);
}

/** Creates the text sizes, which the style sheet shows where the toolbar has no room for all of them. */
function sizes(page: ArticlePage): HTMLElement {
  const row = make("fieldset", { class: "sizes" }, make("legend", {}, page.t("sizeLabel")));
  const tools = ["smaller", "reset", "larger"].flatMap((name) => page.tool(name) ?? []);
  // The module performs the actions of these copies too.
  const copies = tools.map(copyOf);
  const refresh = () => tools.forEach((tool, index) => {
    const copy = copies[index]!;
    copy.replaceChildren(tool.textContent);
    copy.setAttribute("aria-label", tool.getAttribute("aria-label")!);
    reflect(copy, "aria-disabled", tool.getAttribute("aria-disabled"));
  });
  // The module changes the tools after this listener.
  row.addEventListener("click", () => inNextFrame(refresh));
  row.append(make("div", { class: "choices" }, ...copies));
  return row;
}
