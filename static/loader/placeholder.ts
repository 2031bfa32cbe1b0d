/** Makes what is shown before the article or instead of it: a skeleton or an error message. */

import { directionOf } from "./direction.ts";
import { make } from "./dom.ts";
import type { BacaError } from "./errors.ts";
import { type InterfaceTexts, type Messages, messagesFor, whenTextsReady } from "./messages.ts";
import { delay } from "./scheduling.ts";
import { applySettings, themeOf } from "./settings.ts";

/** Style rules for the loader's own elements. `.visually-hidden` hides text visually; the modules use it too. */
export const RULES = `
:host{display:flow-root}
:host([hidden]){display:none}
.wait{min-height:100vh}
.skeleton{padding:24px max(16px,(100% - 544px)/2)}
.skeleton i{display:block;block-size:16px;margin-block:12px;border-radius:4px;
background:color-mix(in srgb,currentcolor 12%,transparent)}
.skeleton .h{block-size:36px}.skeleton .h+.h,.skeleton i:last-child{inline-size:62%}
.skeleton .f{block-size:auto;aspect-ratio:3/2;margin-block:24px}
.pending{min-block-size:12em}
.visually-hidden{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;
clip-path:inset(50%);white-space:nowrap}
.preview a{text-decoration:underline}
.preview .box{background:var(--wash);border-radius:var(--radius)}
.plain .box,.plain .toolbar{display:none}
.error{margin:24px max(16px,(100% - 544px)/2);padding:16px 20px;border:1px solid;border-radius:8px;
color:#1a1a1a;background:#fff6ed;border-color:#b45309;font-size:medium;line-height:1.5}
.error p{margin:0 0 12px}
.error button{min-block-size:44px;padding:8px 16px;font:inherit;line-height:1.6;color:inherit;
border:1px solid;border-radius:6px;background:#fff;cursor:pointer}
.error :focus-visible{outline:3px solid;outline-offset:2px}
.error.dark{color:#f3efe8;background:#2b2117;border-color:#e0a35c}.error.dark button{background:#17120c}
@media(prefers-color-scheme:dark){
.error.auto{color:#f3efe8;background:#2b2117;border-color:#e0a35c}.error.auto button{background:#17120c}}
`;

/** Milliseconds after which the skeleton is shown: an article that comes sooner is painted at once instead. */
const SKELETON_MS = 150;

/**
 * Creates a status message for assistive technology. A skeleton in the shape and the colours of an article follows it
 * if it is still alone after a moment.
 */
export function skeleton(host: HTMLElement): HTMLElement {
  const status = make("p", { class: "visually-hidden", role: "status" });
  const announce = () => (status.textContent = messagesFor(host).loading);
  whenTextsReady(host, announce);
  delay(SKELETON_MS).then(() => {
    if (!status.isConnected || status.nextSibling) return;
    const lines = make(
      "div",
      { class: "baca skeleton", "aria-hidden": "true" },
      ...["h", "h", "f", "", "", "", ""].map((name) => make("i", { class: name })),
    );
    applySettings(lines, host);
    status.after(lines);
  });
  return status;
}

/** Colour scheme of the error message for each theme. */
const SCHEMES: Record<string, string> = { light: "light", sepia: "light", dark: "dark", contrast: "dark" };

/** Returns the message for a failure. `isReadable`: the text of the article is shown below the message. */
export function failureText(messages: Messages, { code, isSetup, status }: BacaError, isReadable: boolean): string {
  const text =
    (isReadable && messages.plain)
    || (isSetup && messages.setup)
    || (status === 404 && code === "http" && messages.http404)
    || (status && messages.http)
    || messages[code as keyof InterfaceTexts] as string | undefined
    || messages.unsupported;
  return text.replace("{status}", String(status));
}

/** Creates a message with a retry button. */
export function failurePanel(
  host: HTMLElement,
  { lang, retry: label }: Messages,
  text: string,
  retry: () => void,
): { panel: HTMLElement; button: HTMLElement } {
  const button = make("button", { type: "button" }, label);
  button.addEventListener("click", retry);
  const scheme = SCHEMES[themeOf(host) ?? ""] ?? "auto";
  const attributes = { class: `error ${scheme}`, role: "alert", lang, dir: directionOf(lang) };
  return { panel: make("div", attributes, make("p", {}, text), button), button };
}

/** Returns whether the host's children have content; it is shown instead of a skeleton, preview or plain text. */
export const hasFallback = (host: Node): boolean => [...host.childNodes].some((node) => {
  if (node.nodeType === 3) return (node as Text).data.trim() !== "";
  return node.nodeType === 1 && !(node as Element).slot && (node as Element).localName !== "script";
});
