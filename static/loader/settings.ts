/** Applies the reader's settings to content that is shown before the module starts (`src/reader/settings.rs`). */

import { readStored, store } from "./storage.ts";

/** Names of the themes. */
export const THEMES: unknown[] = ["auto", "light", "dark", "sepia", "contrast"];

/** Returns the reader's stored settings; empty if there are none. */
const stored = () => readStored<Record<string, unknown>>("baca:settings") ?? {};

const known = (name: unknown) => (THEMES.includes(name) ? name as string : undefined);

/** Returns the theme that the reader has chosen, otherwise the site's. */
export const themeOf = (host: HTMLElement) => known(stored().theme) ?? known(host.getAttribute("theme"));

/** Text sizes in percent (`SIZES` in `src/reader/settings.rs`). */
const SIZES = [80, 90, 100, 110, 125, 150, 175, 200, 250, 300, 400];

/** Returns the next larger text size if `isLarger`, else the next smaller one; `undefined` if there is none. */
export function nextSize(isLarger: unknown): number | undefined {
  const { size = 100 } = stored() as { size?: number };
  return isLarger ? SIZES.find((one) => one > size) : SIZES.findLast((one) => one < size);
}

/** Stores a text size and applies it; returns whether it could be stored, so that the module will apply it too. */
export function setSize(container: HTMLElement, host: HTMLElement, size: number): boolean {
  if (!store("baca:settings", { ...stored(), size })) return false;
  applySettings(container, host);
  return true;
}

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
