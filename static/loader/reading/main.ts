/**
 * `baca-reading.js`: aids to reading that are not needed before the article is on screen. The loader imports it when
 * somebody is at the page (`aids.ts`). Everything it adds to the page is removed with the article.
 *
 * - `overlay.ts` shows panels below the toolbar: `settings.ts`, `share.ts` and `contents.ts` fill them.
 * - `reading-position.ts` keeps the reading position on the device; `text-anchor.ts` describes a position by the text
 *   at it.
 * - `lightbox.ts` shows pictures large, `lightbox-zoom.ts` enlarges them there.
 * - `hide-toolbar.ts` hides the toolbar while the page is scrolled down.
 * - `heading-links.ts` adds links to headings, `footnotes.ts` shows footnotes, `copy-code.ts` copies code,
 *   `quote-link.ts` shares selected text by links to it.
 * - `offline.ts` keeps articles for reading offline; `reader-mode-text.ts` lets reader modes of browsers find the text.
 * - `page.ts` has what all of them use.
 */

import type { AidContext } from "../aids.ts";
import { nextTask } from "../scheduling.ts";
import { addCopyButtons } from "./copy-code.ts";
import { addContents } from "./contents.ts";
import { addHeadingLinks } from "./heading-links.ts";
import { storeRead } from "./offline.ts";
import { addLightText } from "./reader-mode-text.ts";
import { showFootnotes } from "./footnotes.ts";
import { Overlay } from "./overlay.ts";
import { ArticlePage } from "./page.ts";
import { trackPosition } from "./reading-position.ts";
import { shareSelection } from "./quote-link.ts";
import { settingsPanel } from "./settings.ts";
import { shareArticle } from "./share.ts";
import { hideToolbar } from "./hide-toolbar.ts";
import { addViewer, saveData } from "./lightbox.ts";

/** The aids of one article. */
export interface Reading {
  /** Opens or closes the panel `settings` or `share`. */
  open(name: string): void;
  /** Applies a change of the site's configuration. */
  update(): void;
}

/** Starts the aids for an article, in two tasks. */
export async function start(context: AidContext): Promise<Reading> {
  const page = new ArticlePage(context);
  context.view.addRules(__BACA_READING_STYLE__);
  const overlay = new Overlay(page);
  await nextTask();
  // The place comes first: what follows must not be seen to move it.
  const aids = [
    trackPosition, saveData, hideToolbar, addHeadingLinks, addViewer, showFootnotes, addCopyButtons, shareSelection,
    (page: ArticlePage) => addContents(page, overlay), storeRead, addLightText,
  ];
  for (const add of context.signal.aborted ? [] : aids) {
    try {
      add(page);
    } catch (error) {
      // The others do not depend on it.
      console.error(error);
    }
  }
  return {
    open(name) {
      if (name === "settings") overlay.toggle(name, () => settingsPanel(page));
      else if (name === "share") shareArticle(page, overlay);
    },
    update: () => page.relabel(),
  };
}
