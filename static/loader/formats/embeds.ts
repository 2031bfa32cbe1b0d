/** Reads frames of YouTube and Vimeo, as `crates/convert/src/html/embeds.rs` and `providers.rs` do. */

import { type Fields, notPlain } from "../preview/fields.ts";
import { checkPlain } from "./elements.ts";

/** Attributes of a frame that are read below or change nothing. */
const KNOWN =
  /^(src|width|height|allow|frameborder|loading|referrerpolicy|sandbox|scrolling|(moz|webkit)?allowfullscreen)$/;

/** Addresses of players, without parameters that the converter keeps. */
const PLAYER = new RegExp(
  "^https?://(?:(?:www\\.)?youtube(?:-nocookie)?\\.com/embed/(?!videoseries)|player\\.(vimeo)\\.com/video/)([\\w-]+)"
  + "(?:\\?(?!.*\\b(?:start|t|h)=)|$)",
);

/** Returns a length attribute in pixels; `undefined` if it is a part of the page's. */
const pixels = (frame: Element, name: string): number | undefined => {
  const value = frame.getAttribute(name) ?? "%";
  return /^\d*%$/.test(value) ? undefined : Number(/^\d\d{1,4}$/.exec(value) ?? notPlain());
};

/** Reads a frame; throws if it is not one of a known player. */
export function readFrame(frame: Element, base: string): Fields {
  frame.classList.remove("youtube-player");
  checkPlain(frame, false, KNOWN);
  const [, vimeo, id] = PLAYER.exec(new URL(frame.getAttribute("src") ?? "", base).href) ?? notPlain();
  if (frame.firstChild) notPlain();
  return {
    type: "embed",
    url: vimeo ? `https://vimeo.com/${id}` : `https://www.youtube.com/watch?v=${id}`,
    frame: vimeo ? `https://player.vimeo.com/video/${id}?dnt=1` : `https://www.youtube-nocookie.com/embed/${id}`,
    provider: vimeo ? "Vimeo" : "YouTube",
    title: frame.getAttribute("title")?.trim(),
    width: pixels(frame, "width"),
    height: pixels(frame, "height"),
  };
}
