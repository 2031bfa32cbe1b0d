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

const provider = (name: string, required: string, optional: string, hasScript: boolean): PlainProvider =>
  ({ name, required, optional, hasScript });

const PROVIDERS = new Map([
  ["disqus", provider("Disqus", "shortname", "thread", true)],
  ["facebook", provider("Facebook", "appId", "", true)],
  ["giscus", provider("giscus", "repo repoId category categoryId", "thread themeLight themeDark", false)],
  ["hyvor-talk", provider("Hyvor Talk", "websiteId", "thread", true)],
  ["utterances", provider("utterances", "repo", "thread issueLabel themeLight themeDark", false)],
]);

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

/**
 * Returns the names of the tabs; `undefined` if the module has to show them. With a configuration that
 * `mayNameScripts`, providers may add scripts to the page.
 */
export function plainTabs({ comments, consent = {} }: Fields, mayNameScripts: boolean): string[] | undefined {
  if (!isObject(comments) || !isObject(consent) || !hasOnly(consent, "comments analytics")) return undefined;
  const { label = "-", timeout = 1, providers } = comments;
  const isPlain = hasOnly(comments, "label timeout providers") && isText(label)
    && typeof timeout === "number" && timeout > 0 && [undefined, "ask", "granted"].includes(consent.comments as string);
  if (!isPlain || !Array.isArray(providers) || !providers.length) return undefined;
  const tabs = providers.map((one) => readProvider(one, mayNameScripts));
  const last = readText(LAST_TAB);
  const isChosen = tabs.some((tab) => tab && `${tab.type}:${tab.name}` === last);
  // A single provider asks for consent in its own words.
  if (isChosen || (tabs.length === 1 && consent.comments === "ask")) return undefined;
  return tabs.every((tab) => tab !== undefined) ? tabs.map(({ name }) => name) : undefined;
}
