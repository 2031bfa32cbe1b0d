// How a site uses the types; compiled, never run.

import type { BacaArticle, BacaConfig, BacaEvent, BacaMessage } from "../../static/baca";

const reader = document.createElement("baca-reader");
reader.src = "/a.json";
reader.format = "wordpress";
reader.article = { baca: 1, headline: "x", body: ["y"] } satisfies BacaArticle;
const headline: BacaArticle["headline"] | undefined = reader.article?.headline;
reader.ready.then((article) => article.body, (error: Error) => error.message);
reader.addEventListener("baca-load", ({ detail }) => detail.headline.length + detail.blocks);
document.addEventListener("baca-error", ({ detail }) => (detail.code === "config" ? detail.message : headline));
const told = (event: BacaEvent<"baca-text-size">): number => event.detail.size;

const config: BacaConfig = {
  comments: { providers: [{ type: "disqus", shortname: "warta" }], timeout: 5 },
  share: ["copy", "email"],
  notifications: { vapidPublicKey: "B", serviceWorker: "/baca-sw.js", topics: ["a", { id: "b", label: "B" }], follow: ["story"] },
};
document.addEventListener("baca-notifications", ({ detail }) => detail.state === "failed" && detail.reason === "report");
const message: BacaMessage = { title: "x", actions: [{ action: "a", title: "A" }] };
reader.config = config;

// @ts-expect-error: a provider needs its fields
const wrong: BacaConfig = { comments: { providers: [{ type: "disqus" }] } };
// @ts-expect-error: an article needs a headline
const headless: BacaArticle = { baca: 1, body: [] };
// @ts-expect-error: no such format
reader.format = "pdf";

export { told, wrong, headless, message };
