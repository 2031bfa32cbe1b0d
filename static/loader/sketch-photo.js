/**
 * The lead picture of a sketch, the same file that the module will show (`src/view/figures.rs`): what
 * the eye waits for is on its way when the article is there.
 */

import { make } from "./elements.js";

/** An address, if it is one that pictures come from (`src/article/url.rs`). */
function address(reference, base) {
  const { protocol, href } = new URL(reference, base);
  if (!/^https?:$/.test(protocol)) throw new TypeError("no address of a picture");
  return href;
}

const isCount = (value) => Number.isInteger(value) && value > 0;

/** The `img`; nothing where it takes the module to tell what it is. */
export function photo({ src, sources = [], alt, width, height }, base) {
  try {
    const files = sources.map((source) => ({ ...source, src: address(source.src, base) }));
    const itself = { src: address(src, base), width };
    // Which type or condition holds is told by more elements than one.
    if (files.some(({ type, media }) => type || media)) return null;
    if (![width, height, ...files.map(({ width }) => width)].every((value) => value === undefined || isCount(value))) return null;
    if (files.length && width && !files.some(({ src }) => src === itself.src)) files.push(itself);
    const candidates = files.filter(({ width }) => width || files.length === 1)
      .map(({ src, width }) => src.replaceAll(",", "%2C") + (width ? ` ${width}w` : ""));
    const image = make("img", {
      ...(width && height ? { width, height } : { class: "unsized" }),
      alt: alt ?? "",
      decoding: "async",
      referrerpolicy: "strict-origin-when-cross-origin",
      fetchpriority: "high",
      ...(candidates.length && { sizes: "(min-width: 48em) 44rem, 100vw", srcset: candidates.join(", ") }),
      src: itself.src,
    });
    for (const [type, state] of [["load", "ready"], ["error", "failed"]]) {
      image.addEventListener(type, () => {
        image.dataset.state = state;
      });
    }
    // Its own shape may be another by a little.
    if (width && height) image.style.aspectRatio = `${width} / ${height}`;
    return image;
  } catch {
    return null;
  }
}
