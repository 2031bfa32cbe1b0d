/** The style sheets of the shadow root: constructed, so that any CSP allows them. */

import { RULES } from "./meanwhile.js";

/** Names the style of an article: a page made elsewhere says which one it brought along. */
export const STYLE_ID = __BACA_STYLE_ID__;

function sheet(rules) {
  const sheet = globalThis.CSSStyleSheet && new CSSStyleSheet();
  sheet?.replaceSync(rules);
  return sheet;
}

/** What the loader itself shows. */
export const own = sheet(RULES);

let made;

/** What an article is shown with, out of `src/view/style`: the bundler puts it in. */
export const forArticles = () => (made ??= sheet(__BACA_STYLE__));
