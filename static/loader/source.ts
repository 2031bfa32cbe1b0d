/** Finds the source of an article and converts the article to Baca's own format. */

import type { BacaReader } from "../baca.d.ts";
import type { App, Formats, ModuleName } from "./bindings.ts";
import { hasBegun } from "./downloads.ts";
import { BacaError, messageOf } from "./errors.ts";
import { fetchText } from "./fetch-text.ts";
import { stringify } from "./json.ts";
import { textsFor } from "./messages.ts";
import { load } from "./modules.ts";
import { readable } from "./own-scripts.ts";
import { nextTask } from "./scheduling.ts";
import { timeoutOf } from "./silence-limit.ts";
import { call } from "./wasm-supervisor.ts";
import { mayBePlain, plainOrConverted } from "./without-module.ts";

/** An article before conversion: a text in any format, or an element of the page. */
export interface Source {
  content: string | Element;
  /** Relative URLs of the article are resolved against it. */
  base: string;
  /** The content, if it has been parsed as JSON. */
  value?: unknown;
}

/** An article in Baca's own format, as JSON text or as an object. */
export type NativeContent = string | object;

/** An article in Baca's own format. */
export interface NativeSource {
  content: NativeContent;
  base: string;
  /** Format that the article was converted from. */
  format?: string;
  /** Parts that were lost in the conversion, one message each. */
  problems?: string[];
  /** The article as it was fetched, if `baca-readable.js` has read it. */
  original?: Source;
}

/**
 * Returns a promise of the element's article, or `null` if it has none. The property comes first, then the attribute
 * `src`, then a `script` or `article` among the element's children.
 */
export function sourceOf(host: BacaReader, given: unknown, signal: AbortSignal): Promise<Source> | null {
  const base = document.baseURI;
  if (given !== null) {
    try {
      return Promise.resolve({ content: typeof given === "string" ? given : stringify(given), base });
    } catch (cause) {
      return Promise.reject(new BacaError("not-json", `article: ${messageOf(cause)}`, { cause }));
    }
  }
  if (host.hasAttribute("src")) {
    const isForeign = (text: string) => !isNative(host.format) || (!looksNative(text) && FOREIGN_START.test(text));
    const onStart = (text: string) => isForeign(text) && prefetch(host, text);
    return fetchText(host.src, signal, timeoutOf(host), onStart);
  }
  const script = host.querySelector(":scope>script[type='application/json'],:scope>script[type='application/ld+json']");
  const content = script?.textContent ?? host.querySelector(":scope>article");
  return content === null ? null : Promise.resolve({ content, base });
}

const isNative = (format: string) => (format || "baca") === "baca";

/** Returns whether a text looks like an article in Baca's own format. */
const looksNative = (text: string) => /^[^]{0,4096}?"baca"\s*:/.test(text);

/** Returns whether a text looks like an article in Baca's own format that contains no markup. */
export const isPlainNative = (text: string): boolean => looksNative(text) && !/"html"\s*:/.test(text);

/** Beginnings of documents in other formats: a page, or members of the most common ones. */
const FOREIGN_START = /^\s*<|"(@context|content_html|uuid|rendered)"/;

/** Default URLs of the WordPress and Ghost APIs and of JSON Feed, and those of pages. */
const FOREIGN_URL = /\/wp-json\/|[?&]rest_route=|\/ghost\/api\/|(\/feed\.json|\.html?)$/;

/** Formats that `baca-html` reads, or members of documents in them; `baca-formats` reads all. */
const COMMON = /^(baca|ghost|json-feed|wordpress)$|"(uuid|baca|content_html|rendered)"/;

/** Returns the module that most likely reads an article. An element is no text, so `baca-formats` reads it. */
const converterOf = ({ format }: BacaReader, content: unknown) =>
  (COMMON.test(format || content as string) ? "baca-html" : "baca-formats");

/** A text that stands for any article in a format that `baca-html` reads. */
const ANY_COMMON = '"rendered"';

/**
 * Loads in advance what reads the article, if the element's `format` or `src` shows that it is in another format.
 * Resolves when this is loaded or has failed; never rejects.
 */
async function prefetchConverter(host: BacaReader): Promise<void> {
  const { format, src } = host;
  // Most of these formats are read by `baca-html`.
  if (isNative(format) && (format || !FOREIGN_URL.test(src))) return;
  await prefetch(host, ANY_COMMON);
  // The article may have begun to arrive, and is not plain.
  const converter = converterOf(host, ANY_COMMON);
  if (hasBegun(converter)) await loadSafely(host, converter);
}

/**
 * Loads `baca-app` in a task of its own; resolves with it and the article. A failure of the module waits for the
 * article, whose text can then be shown below the error.
 */
export function withModule(host: BacaReader, native: Promise<NativeSource>): Promise<[App, NativeSource]> {
  const settled = native.catch(() => {});
  const { format, src } = host;
  const app = async () => {
    // The text of these waits for more than the article, which is therefore requested with it.
    const isWaiting = format ? !COMMON.test(format) : /html?$/.test(src);
    if (!isWaiting) await nextTask();
    try {
      // The preview needs only the converted article, so the converter comes first.
      await Promise.race([prefetchConverter(host), settled]);
      return await load("baca-app", timeoutOf(host));
    } catch (error) {
      await settled;
      throw error;
    }
  };
  // What follows is a task of its own: the module may have started in this one.
  const both = Promise.all([app(), native]).finally(nextTask);
  // Whoever waits for them may begin later.
  both.catch(() => {});
  return both;
}

/** Loads a module; `convert` reports the failure. */
const loadSafely = (host: BacaReader, name: ModuleName): Promise<unknown> =>
  load(name, timeoutOf(host)).catch(() => {});

/**
 * Loads what reads an article with this beginning or of this format: the converter only if it is clearly needed. The
 * script shows the text before the converter comes, or instead of it.
 */
function prefetch(host: BacaReader, text: string): Promise<unknown> {
  const script = readable(() => {});
  return mayBePlain(host.format, text) ? script : loadSafely(host, converterOf(host, text));
}

/** Returns whether a source is a text that is clearly not in Baca's own format. */
export const isForeignText = (host: BacaReader, source: Source): source is Source & { content: string } =>
  typeof source.content === "string" && !(isNative(host.format) && looksNative(source.content));

/** Returns the language of an article in Baca's own format, as far as it can be told without parsing it. */
function langOf(content: NativeContent): string | undefined {
  const lang = typeof content === "string"
    ? /"lang"\s*:\s*"([^"\\]*)"/.exec(content)?.[1]
    : (content as { lang?: unknown }).lang;
  return typeof lang === "string" ? lang : undefined;
}

/**
 * Converts an article that is clearly not in Baca's own format, while the other module is loading. Fetches the
 * interface texts in its language.
 */
export async function toNativeFormat(host: BacaReader, source: Source): Promise<NativeSource> {
  const convertIt = () => convert(host, source);
  const native = !isForeignText(host, source)
    ? await (typeof source.content === "string" ? source : convertIt())
    : await (mayBePlain(host.format, source.content) ? plainOrConverted(host, source, convertIt) : convertIt());
  // Nothing is shown in another language than the reader's and the article's.
  await textsFor(host, langOf(native.content));
  return native;
}

/**
 * Returns whether an article that `baca-app` has refused is converted by the module: it is in another format after all,
 * has HTML in it, or was read by the script. A trap has no code.
 */
export const needsConverter = ({ code }: { code?: string }, { original }: NativeSource): boolean =>
  code === "foreign" || Boolean(code && original);

/** Converts an article in another format, or one with HTML in Baca's own format. Rejects with `{code, message}`. */
export async function convert(host: BacaReader, { content, base }: NativeSource): Promise<NativeSource> {
  readable(() => {});
  const read = async (name: "baca-html" | "baca-formats") =>
    call(await load(name, timeoutOf(host)) as Formats, "read", content, {
      base,
      format: host.format || undefined,
      item: host.item || undefined,
    });
  const { article, format, problems } = await read(converterOf(host, content)).catch((error: unknown) => {
    if ((error as { code?: unknown }).code !== "foreign") throw error;
    return read("baca-formats");
  });
  return { content: article, format, problems, base };
}
