/**
 * Decides whether the tabs of comments can be shown without the module: if a tab needs no request until it is chosen,
 * unless it shows comments of the article or of the page's own server.
 */

import type { Configuration } from "../configuration.ts";
import type { PanelsInfo } from "../bindings.ts";
import { type Fields, isObject } from "../preview/fields.ts";
import { readText } from "../storage.ts";
import { isOwn, isText, type NativeDiscussion, nativeDiscussion } from "./native-providers.ts";

/** Storage key of the last tab that was chosen (`src/comments/consent.rs`). */
export const LAST_TAB = "baca:comments";

/** A provider of which nothing is known, and nothing contacted, before its tab is chosen (`src/comments`). */
interface PlainProvider {
  name: string;
  /** Members that it needs, and others. */
  required: string;
  optional: string;
  /** Whether it adds a script to the page, or Baca renders its discussions. */
  kind?: "script" | "native";
}

const PROVIDERS = new Map<unknown, PlainProvider>(Object.entries({
  "activitypub": { name: "Fediverse", required: "", optional: "thread", kind: "native" },
  "baca": { name: "", required: "", optional: "", kind: "native" },
  "bluesky": { name: "Bluesky", required: "", optional: "thread url", kind: "native" },
  "cusdis": { name: "Cusdis", required: "appId", optional: "thread host", kind: "native" },
  "disqus": { name: "Disqus", required: "shortname", optional: "thread", kind: "script" },
  "facebook": { name: "Facebook", required: "appId", optional: "", kind: "script" },
  "giscus": { name: "giscus", required: "repo repoId category categoryId", optional: "thread themeLight themeDark" },
  "hyvor-talk": { name: "Hyvor Talk", required: "websiteId", optional: "thread", kind: "script" },
  "isso": { name: "Isso", required: "url", optional: "thread", kind: "native" },
  "mastodon": { name: "Mastodon", required: "", optional: "thread", kind: "native" },
  "utterances": { name: "utterances", required: "repo", optional: "thread issueLabel themeLight themeDark" },
  "wordpress": {
    name: "WordPress", required: "url", optional: "thread nonce anonymous requireNameEmail", kind: "native",
  },
}));

/** Members that are true or false. */
const FLAGS = /^(anonymous|requireNameEmail)$/;

const words = (names: string) => names.split(" ").filter(Boolean);

/** Returns whether an object has no other members than these. */
const hasOnly = (object: Fields, names: string) => Object.keys(object).every((name) => words(names).includes(name));

/**
 * A tab: the `type` of its provider, its name, and its discussion if Baca renders it. An empty name stands for one in
 * the reader's language.
 */
export interface PlainTab {
  type: string;
  name: string;
  native?: NativeDiscussion;
}

/** The article and the site's configuration. */
export interface Situation {
  article: PanelsInfo;
  configuration: Configuration;
}

/**
 * Returns the tab of a provider; `null` if it has no discussion of the article, `undefined` if only the module can
 * tell.
 */
function readTab(value: unknown, { article, configuration }: Situation): PlainTab | null | undefined {
  if (!isObject(value)) return undefined;
  const known = PROVIDERS.get(value.type);
  if (!known || (known.kind === "script" && !configuration.mayNameScripts)) return undefined;
  const { name, required, optional, kind } = known;
  const isComplete = words(required).every((member) => member in value);
  const isKnown = hasOnly(value, `type label ${required} ${optional}`);
  const isValid = Object.entries(value).every(([key, member]) =>
    FLAGS.test(key) ? typeof member === "boolean" : isText(member) || Number.isInteger(member));
  // The shortname becomes part of a host name.
  const isSafe = value.type !== "disqus" || /^[\w-]+$/.test(value.shortname as string);
  if (!isComplete || !isKnown || !isValid || !isSafe || typeof (value.label ?? "") !== "string") return undefined;
  const tab = { type: value.type as string, name: value.label as string ?? name };
  if (kind !== "native") return tab;
  const native = nativeDiscussion(value, article);
  return native && { ...tab, native };
}

/** The tabs, and what else the configuration says about them. */
export interface PlainTabs {
  tabs: PlainTab[];
  article: PanelsInfo;
  /** The heading above the tabs, if the site has configured one. */
  label: string | undefined;
  /** Seconds that a provider has to show its comments. */
  timeout: number;
  /** Whether third parties may be contacted only with a consent that Baca asks for. */
  asks: boolean;
  /** Index of the tab that is open at first: the one that the reader chose on another page, or the only one. */
  chosen: number | undefined;
  /** Options of all discussions: base URL of the configuration, and the site's own texts. */
  options: { base: string; labels: unknown };
}

/** Returns the tabs of a configuration; `undefined` if the module has to show them. */
export function plainTabs(
  { comments = {}, consent = {}, labels = {} }: Fields,
  situation: Situation,
): PlainTabs | undefined {
  if (!isObject(comments) || !isObject(consent) || !hasOnly(consent, "comments analytics")) return undefined;
  const { label, timeout = 12, providers = [] } = comments;
  if (label !== undefined && !isText(label)) return undefined;
  const policy = consent.comments as string;
  const isPlain = hasOnly(comments, "label timeout providers")
    && typeof timeout === "number" && timeout > 0 && [undefined, "ask", "granted"].includes(policy);
  if (!isPlain || !Array.isArray(providers)) return undefined;
  const read = (providers.length ? providers : [{ type: "baca" }]).map((provider) => readTab(provider, situation));
  if (read.includes(undefined)) return undefined;
  const tabs = read.filter((tab) => tab != null);
  const lastName = readText(LAST_TAB);
  const last = tabs.findIndex(({ type, name }) => `${type}:${name}` === lastName);
  const chosen = last >= 0 ? last : tabs.length === 1 ? 0 : undefined;
  const needsModule = tabs.some(({ type, native }, index) => {
    // The comments of the page's own server are counted by a request, unless they are shown.
    if (native && isOwn(native)) return index !== chosen && type !== "baca";
    // With a policy of consent, others may be counted. A question for consent names the hosts.
    return policy && (native || (policy === "ask" && index === chosen));
  });
  const { article, configuration: { base } } = situation;
  return needsModule ? undefined
    : { tabs, article, label, timeout, asks: policy === "ask", chosen, options: { base, labels } };
}
