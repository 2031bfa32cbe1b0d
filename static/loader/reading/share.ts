/** Sharing the article: the system's share sheet, the clipboard, and links. Nothing of other sites is loaded. */

import type { BacaShare } from "../../baca.d.ts";
import { make } from "../dom.ts";
import { emit } from "../events.ts";
import { keptButtons } from "./offline.ts";
import type { Overlay } from "./overlay.ts";
import { type ArticlePage, button } from "./page.ts";

const METHODS: BacaShare[] = ["native", "copy", "whatsapp", "x", "facebook", "email"];

/** Address of the link of each way to share. */
const LINKS: Partial<Record<BacaShare, (url: string, title: string) => string>> = {
  whatsapp: (url) => `https://wa.me/?text=${url}`,
  x: (url, title) => `https://x.com/intent/post?url=${url}&text=${title}`,
  facebook: (url) => `https://www.facebook.com/sharer/sharer.php?u=${url}`,
  email: (url, title) => `mailto:?body=${url}&subject=${title}`,
};

const NAMES: Partial<Record<BacaShare, string>> = { whatsapp: "WhatsApp", x: "X", facebook: "Facebook" };

/** Returns the ways that the site has configured, in their order. */
function methodsOf(configuration: string): BacaShare[] {
  let share: unknown;
  try {
    share = (JSON.parse(configuration) as { share?: unknown }).share;
  } catch {
    // The loader reports an invalid configuration.
  }
  if (share === undefined || share === null) return METHODS;
  return [...new Set([share].flat())].filter((method): method is BacaShare => METHODS.includes(method as BacaShare));
}

/** Opens the system's share sheet if there is one and the site offers it; otherwise opens or closes the panel. */
export async function shareArticle(page: ArticlePage, overlay: Overlay): Promise<void> {
  const methods = methodsOf(page.context.configuration().content);
  const { title = "" } = page.info ?? {};
  const { url } = page;
  if (!methods.includes("native") || !("share" in navigator)) {
    overlay.toggle("share", () => panel(page, overlay, methods, url, title));
    return;
  }
  try {
    await navigator.share({ title, url });
    emit(page.host, "share", { method: "native" });
  } catch {
    // The person has closed the sheet.
  }
}

function panel(page: ArticlePage, overlay: Overlay, methods: BacaShare[], url: string, title: string): HTMLElement {
  const [address, headline] = [encodeURIComponent(url), encodeURIComponent(title)];
  const copy = async () => {
    const copied = page.copy(url);
    overlay.close(true);
    if (await copied) emit(page.host, "share", { method: "copy" });
  };
  const ways = methods.flatMap((method): HTMLElement[] => {
    if (method === "copy") return [button("", [page.t("shareCopy")], copy)];
    const href = LINKS[method]?.(address, headline);
    if (!href) return [];
    const link = make("a", { href, target: "_blank", rel: "noopener" }, NAMES[method] ?? page.t("shareEmail"));
    link.addEventListener("click", () => emit(page.host, "share", { method }));
    return [link];
  });
  const items = [...ways, ...keptButtons(page, overlay)].map((way) => make("li", {}, way));
  const list = make("ul", { class: "ways" }, ...items);
  return make("div", { class: "panel", role: "group", "aria-label": page.t("shareLabel") }, list);
}
