/**
 * Renders the lead image of the preview with the file that the module will choose
 * (`crates/render/src/article/figures.rs`), so that its download starts early.
 */

import { make } from "../dom.ts";
import { type Fields, notPlain } from "./fields.ts";
import { imageSize } from "./image-size.ts";

/** Resolves the URL of an image; throws if it is not allowed for images (`crates/sys/src/url.rs`). */
function imageUrl(reference: unknown, base: string): string {
  const { protocol, href } = new URL(reference as string, base);
  return /^https?:$/.test(protocol) ? href : notPlain();
}

const isCount = (value: unknown) => Number.isInteger(value) && (value as number) > 0 && (value as number) < 2 ** 32;

/** The width of a wide image in the style sheet, as in `figures.rs`. */
const LEAD_WIDTH = 891;

interface Source {
  src: string;
  width?: number | undefined;
  type?: unknown;
  media?: unknown;
}

/** Creates the `img`; returns `null` if only the module can choose the file. */
export function leadImage(block: Fields, base: string): HTMLImageElement | null {
  try {
    const { alt } = block;
    const { sources = [], width, height } = block as { sources?: Source[]; width?: number; height?: number };
    const files = sources.map((source) => ({ ...source, src: imageUrl(source.src, base) }));
    const own: Source = { src: imageUrl(block.src, base), width };
    // Files with types or conditions need a `picture`, unless all have one type that every browser shows.
    const isCommon = files.every(({ type }) => type === files[0]!.type && /jpeg|png|webp/.test(type as string))
      && files.some(({ src }) => src === own.src);
    if (files.some(({ type, media }) => media || (type && !isCommon))) return null;
    const sizes = [width, height, ...files.map(({ width }) => width)];
    if (!sizes.every((value) => value === undefined || isCount(value))) return null;
    if (files.length && width && !files.some(({ src }) => src === own.src)) files.push(own);
    const candidates = files.filter(({ width }) => width || files.length === 1)
      .map(({ src, width }) => src.replaceAll(",", "%2C") + (width ? ` ${width}w` : ""));
    const size = imageSize(width, height, sources);
    const shown = Math.min(LEAD_WIDTH, size.width || LEAD_WIDTH);
    const image = make("img", {
      ...size,
      alt: typeof alt === "string" ? alt : "",
      decoding: "async",
      fetchpriority: "high",
      ...(candidates.length && { sizes: `(max-width: ${shown}px) 100vw, ${shown}px`, srcset: candidates.join(", ") }),
      src: own.src,
    });
    for (const [type, state] of [["load", "ready"], ["error", "failed"]] as const) {
      image.addEventListener(type, () => {
        image.dataset.state = state;
      });
    }
    // The ratio of the file may differ slightly from that of the declared size.
    if (size.height) image.style.aspectRatio = `${size.width} / ${size.height}`;
    return image;
  } catch {
    return null;
  }
}
