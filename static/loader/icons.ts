/** Icons of the scripts that are loaded after the article, as those of `crates/render/src/icons.rs`. */

import { makeSvg } from "./dom.ts";

/** The cross of a button that closes. */
export const CLOSE = "M6 6l12 12M18 6L6 18";

/** Creates an icon from path data on a 24 × 24 view box. It is hidden from assistive technology. */
export function icon(path: string): SVGElement {
  const svg = makeSvg("svg", { class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true" });
  svg.append(makeSvg("path", { d: path }));
  return svg;
}
