/**
 * Interface texts (`static/locales`). The languages that the build names are contained in the scripts and modules. Each
 * other language is a file beside `baca.js`, which is fetched together with the article.
 */

import { messageOf } from "./errors.ts";
import { fetchText } from "./fetch-text.ts";
import { localeFile } from "./files.ts";
import { interfaceLanguage } from "./interface-language.ts";
import { delay } from "./scheduling.ts";
import { timeoutOf } from "./silence-limit.ts";

/** The texts of the loader. */
export interface InterfaceTexts {
  loading: string;
  retry: string;
  /** Shown above the plain text of an article that could not be rendered. */
  plain: string;
  /** Shown in place of the comments or the player if they could not be loaded. */
  panels: string;
  /** Shown if the article cannot be shown before the site corrects something. */
  setup: string;
  http: string;
  http404: string;
  unsupported: string;
  /** Precedes the authors. */
  by: string;
  /** Precedes the date of the last change. */
  updated: string;
  /** Reading time by plural category (`one`, `other` …); `{n}` is the number of minutes. */
  readingTime: Record<string, string>;
  /** Names of A− and A+. */
  textSmaller: string;
  textLarger: string;
}

/** The texts of the loader in one language. */
export interface Messages extends InterfaceTexts {
  /** Language of the texts, BCP 47. */
  lang: string;
}

/** The file of a language: its texts by group. */
interface Locale extends Record<string, object> {
  loader: InterfaceTexts;
}

/** Milliseconds that a reader waits for the file of a language. A file that comes later is used when it comes. */
const WAIT_MS = 800;
/** Milliseconds after which a file that could not be used may be fetched again. */
const RETRY_MS = 10_000;

const BUILT_IN = __BACA_LOCALES__;
const BUILT_IN_NAMES = Object.keys(BUILT_IN);
/** Languages that have texts here or in a file. */
const ALL_NAMES = __BACA_LANGUAGES__.split(" ");
/** Whether the build names no language; then English is a file too. */
const IS_BARE = __BACA_NO_LANGUAGE__;
const FALLBACK = BUILT_IN.en || IS_BARE ? "en" : BUILT_IN_NAMES[0]!;
/** Symbols shown until the texts of a language have arrived. */
const SYMBOLS: Partial<Messages> | false = IS_BARE && {
  lang: "", by: "", updated: "", readingTime: {},
  loading: "…", retry: "↻", unsupported: "⚠", http: "⚠ {status}", panels: "⚠",
};

const fetched = new Map<string, Locale>();
/** Languages that are fetched, being fetched or unusable; each promise resolves after `WAIT_MS` at the latest. */
const downloads = new Map<string, Promise<unknown>>();
/** Once downloads were forgotten, the next ones bypass the cache. */
let cache: RequestCache | undefined;
/** Called when the texts of another language have arrived. */
export const textListeners = new Set<() => void>();

/** Returns the languages that the controls of an element should have, best first. */
function wantedBy(host: HTMLElement): (string | null | undefined)[] {
  const pageLang = host.parentElement?.closest<HTMLElement>("[lang]")?.lang;
  return [host.getAttribute("lang"), pageLang, ...(navigator.languages ?? [])];
}

/** Returns the texts of the controls; with `articleLang` those that are read as part of an article in it. */
export function messagesFor(host: HTMLElement, articleLang?: string): Messages {
  const available = [...BUILT_IN_NAMES, ...fetched.keys()];
  const lang = interfaceLanguage([articleLang, ...wantedBy(host)], available) ?? FALLBACK;
  return { lang, ...(fetched.get(lang)?.loader ?? BUILT_IN[lang] ?? SYMBOLS) as InterfaceTexts };
}

/** Fetches the texts of a language, once. `timeout` is the longest time without progress, in seconds. */
function download(lang: string, timeout?: number): Promise<unknown> {
  let result = downloads.get(lang);
  if (!result) {
    const fail = (error: unknown) => {
      console.error(`baca-reader: locales/${lang}.json: ${messageOf(error)}`);
      delay(RETRY_MS).then(() => downloads.delete(lang));
      if (IS_BARE && lang !== FALLBACK) return download(FALLBACK, timeout);
    };
    // Without any language, the controls are hidden: English replaces a file that is late.
    const late = IS_BARE
      ? delay(WAIT_MS).then(() => void (fetched.has(lang) || download(FALLBACK, timeout)))
      : delay(WAIT_MS);
    result = Promise.race([fetchLocale(lang, timeout).catch(fail), late]);
    downloads.set(lang, result);
  }
  return result;
}

async function fetchLocale(lang: string, timeout?: number): Promise<void> {
  const fetchJson = async (url: string) => (await fetchText(url, undefined, timeout, undefined, cache)).content;
  const locale = await localeFile(lang, fetchJson) as Locale;
  if (!locale.loader.by || !locale.reader) throw new TypeError("not a locale file");
  fetched.set(lang, locale);
  for (const listener of textListeners) listener();
}

/** Makes the next request for a language that has not arrived fetch it again. */
export function forgetMissingTexts(): void {
  downloads.clear();
  // Firefox would let the next request wait for one that hangs.
  cache = "reload";
}

/**
 * Fetches the texts of the controls and of an article in `articleLang`. The promise resolves once they have arrived,
 * have failed, or are late; it is `undefined` if all are available.
 */
export function textsFor(host: HTMLElement, articleLang?: string): Promise<unknown> | undefined {
  /** Fetches the first wanted language if it is neither built in nor fetched. */
  const fetchFirst = (wanted: (string | null | undefined)[]) => {
    const lang = interfaceLanguage(wanted, ALL_NAMES);
    return lang && !BUILT_IN[lang] && !fetched.has(lang) && download(lang, timeoutOf(host));
  };
  const missing = [fetchFirst([...wantedBy(host), FALLBACK]), fetchFirst([articleLang])].filter(Boolean);
  return missing.length ? Promise.all(missing) : undefined;
}

/** Calls `act` once the texts of the controls are available or late; at once if they are available. */
export function whenTextsReady(host: HTMLElement, act: () => void): void {
  const texts = textsFor(host);
  if (texts) texts.then(act);
  else act();
}

/**
 * Looks `tag` up among all languages and returns the texts of `group` as JSON, if that language has been fetched;
 * otherwise starts to fetch it.
 */
export const textsForScript = (tag: string, group: string) =>
  textsForModule(interfaceLanguage([tag], ALL_NAMES) ?? tag, group);

/** Returns a group of a fetched language for a module, as JSON; starts to fetch a language that has a file. */
export function textsForModule(tag: string, group: string): { lang: string; json: string } | undefined {
  const name = tag.toLowerCase().replaceAll("_", "-");
  const lang = ALL_NAMES.find((lang) => lang.toLowerCase() === name);
  const locale = lang && fetched.get(lang);
  if (locale) return { lang, json: JSON.stringify(locale[group]) };
  if (lang && !BUILT_IN[lang]) download(lang);
}
