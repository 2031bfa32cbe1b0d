/** The size of an image, as `crates/render/src/article/figures.rs` chooses it. */

/** Attributes of the image: those of its largest file. Unknown ones are missing. */
export interface ImageSize {
  width?: number;
  height?: number;
  class?: string;
}

/** Returns the size of the largest file; `width` and `height` are those of one of the files. */
export function imageSize(width: unknown, height: unknown, sources: unknown): ImageSize {
  const count = (value: unknown) => Math.max(0, (value as number) | 0);
  const files = (Array.isArray(sources) ? sources : []) as ({ width?: unknown; media?: unknown } | null)[];
  const widest = Math.max(count(width), ...files.map((file) => (file?.media ? 0 : count(file?.width))));
  const ratio = count(width) && count(height) / count(width);
  const name = ratio > 1.5 ? "taller" : ratio > 1 ? "tall" : ratio ? "" : "unsized";
  return {
    ...(widest && { width: widest }),
    ...(ratio && { height: Math.round(widest * ratio) }),
    ...(name && { class: name }),
  };
}
