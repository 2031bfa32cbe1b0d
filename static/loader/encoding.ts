/**
 * The encoding of a document, found as browsers find it: byte order mark, `Content-Type`, XML declaration or
 * `<meta>` in the first 1,024 bytes, else UTF-8. It is a part of `baca-readable.js`, since JSON is in UTF-8.
 * <https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding>
 */

/** The number of bytes in which a `<meta>` counts. */
const PRESCAN_BYTES = 1024;

/** Returns a decoder for a label, if the label names an encoding. */
function decoderOf(label: string | undefined): TextDecoder | undefined {
  try {
    return label ? new TextDecoder(label) : undefined;
  } catch {
    return undefined;
  }
}

/** Returns the encoding that the start of a page declares. */
function declaredEncoding(bytes: Uint8Array): TextDecoder | undefined {
  const start = new TextDecoder("latin1").decode(bytes.subarray(0, PRESCAN_BYTES)).trimStart();
  if (!start.startsWith("<")) return undefined;
  const markup = start.replace(/<!--[^]*?(-->|$)/g, "");
  const declarations =
    /^<\?xml[^>]*?\sencoding\s*=\s*["']?([^"'\s?>]+)|<meta[\s/][^>]*?charset\s*=\s*["']?\s*([^"'\s;/>]+)/gi;
  for (const [, xml, meta] of markup.matchAll(declarations)) {
    const decoder = decoderOf(xml ?? meta);
    // A declaration that can be read as ASCII is not in UTF-16; the standard replaces these labels.
    if (decoder?.encoding.startsWith("utf-16")) return new TextDecoder();
    if (decoder) return decoder.encoding === "x-user-defined" ? new TextDecoder("windows-1252") : decoder;
  }
  return undefined;
}

/** Returns the decoder for a document that starts with `bytes`. */
function chooseDecoder(bytes: Uint8Array, contentType: string | null): TextDecoder {
  const [first, second, third] = bytes;
  const mark = first === 0xef && second === 0xbb && third === 0xbf ? "utf-8"
    : first === 0xfe && second === 0xff ? "utf-16be"
      : first === 0xff && second === 0xfe ? "utf-16le" : undefined;
  const charset = /charset\s*=\s*["']?\s*([^"'\s;]+)/i.exec(contentType ?? "")?.[1];
  return decoderOf(mark) ?? decoderOf(charset) ?? declaredEncoding(bytes) ?? new TextDecoder();
}

/** Returns a function that decodes a document chunk by chunk; a call without a chunk ends it. */
export function documentDecoder(contentType: string | null): (chunk?: Uint8Array) => string {
  let start = new Uint8Array();
  let decoder: TextDecoder | undefined;
  return (chunk) => {
    if (decoder) return decoder.decode(chunk, { stream: !!chunk });
    if (chunk) {
      const joined = new Uint8Array(start.length + chunk.length);
      joined.set(start);
      joined.set(chunk, start.length);
      start = joined;
      if (start.length < PRESCAN_BYTES) return "";
    }
    decoder = chooseDecoder(start, contentType);
    return decoder.decode(start, { stream: !!chunk });
  };
}

/** Decodes a document that has arrived as a whole. */
export function decoded(document: Uint8Array, contentType: string): string {
  const decode = documentDecoder(contentType);
  return decode(document) + decode();
}
