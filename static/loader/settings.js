/** How the person wants to read, for what is shown before the module has it (`src/settings.rs`). */

const THEMES = ["auto", "light", "dark", "sepia", "contrast"];

/** Hands the settings that are kept on this device to the style sheet, as `App::dress` does. */
export function dress(root, host) {
  let kept;
  try {
    kept = JSON.parse(localStorage.getItem("baca:settings"));
  } catch {
    // No storage here, or something else in it: the site's own settings hold.
  }
  const { size, theme, font, spacing, width } = kept ?? {};
  const known = (name) => (THEMES.includes(name) ? name : undefined);
  const chosen = known(theme);
  const set = { theme: chosen ?? known(host.getAttribute("theme")), font, spacing, width };
  if (chosen && chosen !== "auto") set.chosen = "";
  for (const [key, value] of Object.entries(set)) if (typeof value === "string") root.dataset[key] = value;
  if (size >= 80 && size <= 400) root.style.setProperty("--scale", `calc(${size} / 100)`);
}
