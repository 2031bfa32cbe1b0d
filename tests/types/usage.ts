// Uses of the types by a site. This file is compiled, not run.

import type { BacaArticle, BacaConfig, BacaError, BacaEvent, BacaEventDetails, BacaMessage, BacaReader } from "../../static/baca";

const reader = document.createElement("baca-reader");
reader.src = "/a.json";
reader.format = "wordpress";
reader.article = { baca: 1, headline: "x", body: ["y"] } satisfies BacaArticle;
const headline: BacaArticle["headline"] | undefined = reader.article?.headline;
reader.ready.then((article) => article.body, (error: BacaError) => error.retryable && error.status);
reader.theme = null;
document.addEventListener("baca-error", ({ detail }) => (detail.code === "config" ? detail.message : headline));
document.querySelector("baca-reader")?.reload().then(({ headline }) => headline);

// A listener for every event, with all fields of its detail.
const listeners: { [Name in keyof BacaEventDetails]: (this: BacaReader, event: BacaEvent<Name>) => unknown } = {
  "baca-load": ({ detail }) => detail.headline.length + detail.blocks + detail.format.length + (detail.url?.length ?? 0),
  "baca-error": ({ detail: { code, message, retryable } }) => (code === "too-large" && !retryable ? message : null),
  "baca-view": ({ detail }) => Object.keys(detail).length,
  "baca-progress": ({ detail }) => detail.percent + 1,
  "baca-engaged": ({ detail }) => detail.ms / detail.percent,
  "baca-text-size": ({ detail }) => detail.size / 100,
  "baca-settings": ({ detail: { size, theme, font, spacing, width } }) =>
    size > 100 && theme === "sepia" && font === "serif" && spacing === "loose" && width === "wide",
  "baca-comments": ({ detail: { provider, state } }) => provider === "disqus" && state === "ended",
  "baca-notifications": ({ detail: { state, reason } }) => state === "subscribed" && reason === "key-changed",
  "baca-share": ({ detail }) => detail.method === "whatsapp",
  "baca-listen": ({ detail }) => detail.state === "asked",
  "baca-video": ({ detail: { src, state } }) => (state === "error" ? src : null),
  "baca-place": ({ detail: { name, index, width, height } }) => `${name}-${index}: ${width * height}`,
  "baca-live": ({ detail: { added, changed, removed } }) => added + changed + removed,
  "baca-next": ({ detail }) => detail.url,
  "baca-paywall": ({ detail: { url, id } }) => url ?? id,
};
for (const name of Object.keys(listeners) as (keyof BacaEventDetails)[]) {
  reader.addEventListener(name, listeners[name] as EventListener, { once: true });
}
reader.addEventListener("baca-load", function ({ detail }) { return this.state === "ready" && detail.blocks; });
reader.addEventListener("click", ({ clientX }) => clientX);
reader.removeEventListener("baca-video", listeners["baca-video"]);
const sizeOf = (event: BacaEvent<"baca-text-size">): number => event.detail.size;

const config: BacaConfig = {
  comments: { providers: [{ type: "disqus", shortname: "warta" }], timeout: 5 },
  share: ["copy", "email"],
  places: [{ name: "ad", after: 3, every: 5, max: 4, height: { 0: 280, 720: 250 }, label: "AD" }, { name: "letter", at: "end" }],
  access: { preview: 3 },
  live: { every: 30 },
  next: { feed: "/feed.json", auto: true, max: 5 },
  parts: { hide: ["header"], headingLevel: 2, gutter: 0 },
  notifications: { vapidPublicKey: "B", serviceWorker: "/baca-sw.js", topics: ["a", { id: "b", label: "B" }], follow: ["story"] },
};
document.addEventListener("baca-notifications", ({ detail }) => detail.state === "failed" && detail.reason === "report");
const message: BacaMessage = { title: "x", actions: [{ action: "a", title: "A" }] };
reader.config = config;

// @ts-expect-error: a provider needs its fields
const incomplete: BacaConfig = { comments: { providers: [{ type: "disqus" }] } };
// @ts-expect-error: an article needs a headline
const headless: BacaArticle = { baca: 1, body: [] };
// @ts-expect-error: no such format
reader.format = "pdf";

// @ts-expect-error: no such code
document.addEventListener("baca-error", ({ detail }) => detail.code === "weather");
// @ts-expect-error: no such field
reader.addEventListener("baca-load", ({ detail }) => detail.title);
// @ts-expect-error: the state is read only
reader.state = "ready";

export { sizeOf, incomplete, headless, message };
