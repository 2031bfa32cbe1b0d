/** Applies the reader's settings to content that is shown before the module starts (`src/reader/settings.rs`). */

import { readStored } from "./storage.ts";

export const THEMES: unknown[] = ["auto", "light", "dark", "sepia", "contrast"];

/** Returns the reader's stored settings; empty if there are none. */
const stored = () => readStored<Record<string, unknown>>("baca:settings") ?? {};

const known = (name: unknown) => (THEMES.includes(name) ? name as string : undefined);

/** Returns the theme that the reader has chosen, otherwise the site's. */
export const themeOf = (host: HTMLElement) => known(stored().theme) ?? known(host.getAttribute("theme"));

/** Sets the attributes and custom properties of the style sheet from the stored settings, or from the attribute. */
export function applySettings(container: HTMLElement, host: HTMLElement): void {
  const { size, theme, ...others } = stored();
  const chosen = known(theme);
  const data: Record<string, unknown> = { theme: themeOf(host) };
  for (const key of ["font", "spacing", "width", "letters", "alignment", "hyphens"]) data[key] = others[key];
  if (chosen && chosen !== "auto") data.chosen = "";
  for (const [key, value] of Object.entries(data)) if (typeof value === "string") container.dataset[key] = value;
  if (typeof size === "number" && size >= 80 && size <= 400) {
    container.style.setProperty("--scale", `calc(${size} / 100)`);
  }
}
