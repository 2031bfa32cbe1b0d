/**
 * The style sheets of the shadow roots. They are constructed, since content security policies do not restrict those. A
 * constructed sheet belongs to one document: a root that moves to another document needs new sheets.
 */

import { RULES } from "./placeholder.ts";

/** Version of the article's style sheet; a server-rendered article names the version that it contains. */
export const STYLE_ID = __BACA_STYLE_ID__;

/** The rules of each root, in the order loader, article, modules. */
const rulesOf = new WeakMap<ShadowRoot, string[]>();
const sheets = new WeakMap<Document, Map<string, CSSStyleSheet>>();

/** Returns a sheet with `rules` for `document`, created once; an empty list if the document has no window. */
function sheetOf(document: Document, rules: string): CSSStyleSheet[] {
  const view = document.defaultView as typeof globalThis | null;
  if (!view) return [];
  const made = sheets.get(document) ?? new Map<string, CSSStyleSheet>();
  sheets.set(document, made);
  let sheet = made.get(rules);
  if (!sheet) {
    sheet = new view.CSSStyleSheet();
    sheet.replaceSync(rules);
    made.set(rules, sheet);
  }
  return [sheet];
}

/** Sets the sheets of a root; needed again after a move to another document, which removes them. */
export function applyStyles(root: ShadowRoot): void {
  root.adoptedStyleSheets = rulesOf.get(root)!.flatMap((rules) => sheetOf(root.ownerDocument, rules));
}

/** Adds rules to a root, unless it has them already. They are inserted at `index`, by default at the end. */
export function addStyle(root: ShadowRoot, rules: string, index?: number): void {
  const all = rulesOf.get(root)!;
  if (all.includes(rules)) return;
  all.splice(index ?? all.length, 0, rules);
  applyStyles(root);
}

/** Adds the style of the loader's own elements; must be called before all other functions of this file. */
export function beginStyles(root: ShadowRoot): void {
  rulesOf.set(root, [RULES]);
  applyStyles(root);
}

/** Adds the style of articles (`crates/render/src/style`): what a preview needs of it, and the `rest` that is given. */
export function addArticleStyle(root: ShadowRoot, rest?: string): void {
  addStyle(root, __BACA_STYLE__, 1);
  if (rest) addStyle(root, rest, 2);
}
