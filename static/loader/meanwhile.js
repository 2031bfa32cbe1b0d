/** What is shown before there is an article, or instead of it: a skeleton, or what went wrong. */

import { make } from "./elements.js";
import { wordsFor } from "./words.js";

/** The rules of what the loader itself shows. */
export const RULES = `
:host{display:flow-root}
:host([hidden]){display:none}
.wait{min-height:100vh}
.skeleton{max-width:34rem;margin-inline:auto;padding:1.5rem 1rem}
.skeleton i{display:block;block-size:1rem;margin-block:.75rem;border-radius:.25rem;background:color-mix(in srgb,currentcolor 12%,transparent)}
.skeleton .h{block-size:2.25rem}.skeleton .h+.h,.skeleton i:last-child{inline-size:62%}
.skeleton .f{block-size:auto;aspect-ratio:3/2;margin-block:1.5rem}
.hush{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.sketch a{text-decoration:underline}
.sketch .box{background:var(--wash);border-radius:var(--radius)}
.plain .box,.plain .toolbar{display:none}
.error{margin:1.5rem max(1rem,(100% - 34rem)/2);padding:1rem 1.25rem;border:1px solid;border-radius:.5rem;color:#1a1a1a;background:#fff6ed;border-color:#b45309;font-size:1rem;line-height:1.5}
.error p{margin:0 0 .75rem}
.error button{min-block-size:2.75rem;padding:.5rem 1rem;font:inherit;line-height:1.6;color:inherit;border:1px solid;border-radius:.375rem;background:#fff;cursor:pointer}
.error :focus-visible{outline:3px solid;outline-offset:2px}
.error.dark{color:#f3efe8;background:#2b2117;border-color:#e0a35c}.error.dark button{background:#17120c}
@media(prefers-color-scheme:dark){.error.auto{color:#f3efe8;background:#2b2117;border-color:#e0a35c}.error.auto button{background:#17120c}}
`;

/** A skeleton of an article's shape. */
export function skeleton(host) {
  const lines = ["h", "h", "f", "", "", "", ""].map((kind) => make("i", { class: kind }));
  return [
    make("p", { class: "hush", role: "status" }, wordsFor(host).loading),
    make("div", { class: "skeleton", "aria-hidden": "true" }, ...lines),
  ];
}

/** What went wrong, with a button to try again; `readable` if the text is there all the same. */
export function failure(host, { code, status }, readable, again) {
  const words = wordsFor(host);
  const text = (readable && words.plain) || (status === 404 && code === "http" && words.http404) || words[code] || words.unsupported;
  const retry = make("button", { type: "button" }, words.retry);
  retry.addEventListener("click", again);
  const kind = { light: "light", sepia: "light", dark: "dark", contrast: "dark" }[host.theme] ?? "auto";
  const told = make("p", {}, text.replace("{status}", status));
  return { panel: make("div", { class: `error ${kind}`, part: "error", role: "alert", lang: words.lang }, told, retry), retry };
}
