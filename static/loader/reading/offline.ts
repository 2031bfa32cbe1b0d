/**
 * Keeps articles for reading offline, where the site's configuration has `offline` and its service worker controls the
 * page (`static/baca-offline.js`). Articles that were read are stored too, fewer of them. Nothing leaves the device.
 */

import { make } from "../dom.ts";
import { later } from "../scheduling.ts";
import type { Overlay } from "./overlay.ts";
import { type ArticlePage, button } from "./page.ts";

/** An article that the worker has stored. */
interface KeptArticle {
  url: string;
  title: string;
  /** Whether a person has asked for it. */
  isKept: boolean;
}

interface Answer {
  articles: KeptArticle[];
  error?: string;
}

/** Milliseconds in which the worker has to answer: it stores the files meanwhile. */
const TIMEOUT_MS = 30_000;

/** Whether the site allows articles to be stored. */
function isAllowed(page: ArticlePage): boolean {
  try {
    const { offline } = JSON.parse(page.context.configuration().content) as { offline?: unknown };
    return offline === true && Boolean(navigator.serviceWorker?.controller);
  } catch {
    return false;
  }
}

/** Sends a request to the worker; resolves with all stored articles, or `null` if it does not answer. */
function send(request: object): Promise<Answer | null> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    const cancel = later(TIMEOUT_MS, () => resolve(null));
    port1.onmessage = ({ data }) => {
      cancel();
      port1.close();
      resolve(data as Answer);
    };
    navigator.serviceWorker.controller!.postMessage({ bacaOffline: request }, [port2]);
  });
}

/** Files of Baca; a bundler may have put them anywhere. */
const OWN = /[/]baca[^/]*\.(js|wasm)(\?|$)|\.wasm(\?|$)/;

const address = () => location.href.split("#")[0]!;

/** Returns the URLs of the files that the page needs to be shown again. */
function filesOf(page: ArticlePage): string[] {
  const wanted = [page.host.getAttribute("src"), page.host.getAttribute("config")]
    .flatMap((reference) => (reference ? [new URL(reference, document.baseURI).href] : []));
  const loaded = (performance.getEntriesByType("resource") as PerformanceResourceTiming[]).filter(
    ({ name, initiatorType }) => OWN.test(name)
      || (new URL(name).origin === location.origin && /^(script|link|css)$/.test(initiatorType)),
  ).map(({ name }) => name);
  const pictures = [...page.article.querySelectorAll("img")].map(({ currentSrc, src }) => currentSrc || src);
  return [...new Set([...wanted, ...loaded, ...pictures])].filter((url) => /^https?:/.test(url));
}

const save = (page: ArticlePage, isKept: boolean) =>
  send({ save: { url: address(), title: page.info?.title || document.title, isKept }, files: filesOf(page) });

/** Returns the controls for the panel of sharing: to keep the article, and to list what is kept. */
export function keptButtons(page: ArticlePage, overlay: Overlay): HTMLElement[] {
  if (!isAllowed(page)) return [];
  const keep = button("", [page.t("keep")], async () => {
    keep.setAttribute("aria-disabled", "true");
    const answer = await save(page, true);
    const isStored = answer?.articles.some(({ url, isKept }) => isKept && url === address());
    page.announce(page.t(isStored ? "keepDone" : "keepFailed"));
    overlay.close(true);
  });
  const list = button("", [page.t("kept")], async () => {
    const answer = await send({});
    overlay.close(false);
    overlay.toggle("share", () => keptPanel(page, overlay, answer?.articles ?? []));
  });
  return [keep, list];
}

/** Creates the list of what is kept. */
function keptPanel(page: ArticlePage, overlay: Overlay, articles: KeptArticle[]): HTMLElement {
  const panel = make("div", { class: "panel kept", role: "group", "aria-label": page.t("kept") });
  const fill = (articles: KeptArticle[]) => {
    const items = articles.map((article) => {
      const link = make("a", { href: article.url }, article.title);
      const remove = button(page.t("keptRemove", { text: article.title }), ["×"], async () => {
        fill((await send({ remove: [article.url] }))?.articles ?? []);
        page.announce(page.t("keptRemoved"));
      });
      return make("li", {}, link, remove);
    });
    const clear = button("", [page.t("keptClear")], async () => {
      await send({ remove: articles.map(({ url }) => url) });
      overlay.close(true);
      page.announce(page.t("keptRemoved"));
    });
    panel.replaceChildren(
      make("p", { class: "title" }, page.t("kept")),
      items.length ? make("ul", {}, ...items) : make("p", { class: "note" }, page.t("keptNone")),
      ...(items.length ? [clear] : []),
    );
  };
  fill(articles);
  return panel;
}

/** Stores an article that is being read, once a part of it has been read. */
export function storeRead(page: ArticlePage): void {
  let isDone = false;
  page.on(page.host, "baca-progress", () => {
    if (isDone || !isAllowed(page)) return;
    isDone = true;
    void save(page, false);
  });
}
