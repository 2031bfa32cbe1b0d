/**
 * Decides whether the tabs of comments can be shown without the module: if a tab is nothing but a name until it is
 * chosen, and no tab is chosen yet.
 */

import { type Fields, isObject } from "../preview/fields.ts";
import { readText } from "../storage.ts";

/** Storage key of the last tab that was chosen (`src/comments/consent.rs`). */
const LAST_TAB = "baca:comments";

/** A provider of which nothing is known, and nothing contacted, before its tab is chosen (`src/comments`). */
interface PlainProvider {
  name: string;
  /** Members that it needs, and others that are texts. */
  required: string;
  optional: string;
  /** Whether it adds a script to the page. */
  hasScript: boolean;
}

const PROVIDERS = new Map<string, PlainProvider>(Object.entries({
  "disqus": { name: "Disqus", required: "shortname", optional: "thread", hasScript: true },
  "facebook": { name: "Facebook", required: "appId", optional: "", hasScript: true },
  "giscus": {
    name: "giscus", required: "repo repoId category categoryId", optional: "thread themeLight themeDark",
    hasScript: false,
  },
  "hyvor-talk": { name: "Hyvor Talk", required: "websiteId", optional: "thread", hasScript: true },
  "utterances": {
    name: "utterances", required: "repo", optional: "thread issueLabel themeLight themeDark", hasScript: false,
  },
}));

/** Returns whether an object has no other members than these. */
const hasOnly = (object: Fields, names: string) => Object.keys(object).every((name) => names.split(" ").includes(name));

/** Returns whether a value is a text that is used as it is. */
const isText = (value: unknown): value is string => typeof value === "string" && /^\S(.*\S)?$/.test(value);

/** Returns type and name of a provider; `undefined` if only the module can tell. */
function readProvider(value: unknown, mayNameScripts: boolean): { type: string; name: string } | undefined {
  if (!isObject(value) || typeof value.type !== "string") return undefined;
  const known = PROVIDERS.get(value.type);
  if (!known || (known.hasScript && !mayNameScripts)) return undefined;
  const { name, required, optional } = known;
  const isComplete = required.split(" ").every((member) => member in value);
  const isKnown = hasOnly(value, `type label ${required} ${optional}`);
  const isValid = Object.values(value).every((member) => isText(member) || Number.isInteger(member));
  // The shortname becomes part of a host name.
  const isSafe = value.type !== "disqus" || /^[\w-]+$/.test(value.shortname as string);
  const { type, label = name } = value;
  return isComplete && isKnown && isValid && isSafe && isText(label) ? { type, name: label } : undefined;
}

/** The names of tabs, and the heading above them if the site has configured one. */
export interface PlainTabs {
  names: string[];
  label: string | undefined;
}

/**
 * Returns the tabs of a configuration; `undefined` if the module has to show them. Unless it `mayNameScripts`, no
 * provider may add a script to the page.
 */
export function plainTabs({ comments, consent = {} }: Fields, mayNameScripts: boolean): PlainTabs | undefined {
  if (!isObject(comments) || !isObject(consent) || !hasOnly(consent, "comments analytics")) return undefined;
  const { label, timeout = 1, providers } = comments;
  if (label !== undefined && !isText(label)) return undefined;
  const isPlain = hasOnly(comments, "label timeout providers")
    && typeof timeout === "number" && timeout > 0 && [undefined, "ask", "granted"].includes(consent.comments as string);
  if (!isPlain || !Array.isArray(providers) || !providers.length) return undefined;
  const tabs = providers.map((one) => readProvider(one, mayNameScripts));
  const last = readText(LAST_TAB);
  const isChosen = tabs.some((tab) => tab && `${tab.type}:${tab.name}` === last);
  // A single provider asks for consent in its own words.
  if (isChosen || (tabs.length === 1 && consent.comments === "ask")) return undefined;
  return tabs.every((tab) => tab !== undefined) ? { names: tabs.map(({ name }) => name), label } : undefined;
}
