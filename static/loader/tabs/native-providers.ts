/**
 * Providers whose discussions Baca renders (`src/comments/native`), as far as their tabs need no module: where the
 * discussion of an article is, and which hosts it contacts. What is not plainly valid is left to the module.
 */

import type { PanelsInfo } from "../bindings.ts";
import { type Fields, isObject } from "../preview/fields.ts";

/** A discussion that `baca-discussion` can open. */
export interface NativeDiscussion {
  /** Its part of the configuration. */
  provider: Fields;
  /** URL of the discussion on its own page. */
  link: string | undefined;
  /** The hosts that it contacts. */
  hosts: string[];
  /** Number of comments according to the article's data. */
  count?: number | undefined;
}

/** Member of a provider that has the URL of its server, and the default of that member. */
const SERVERS: Record<string, [string, string?]> = {
  bluesky: ["url", "https://public.api.bsky.app/"],
  cusdis: ["host", "https://cusdis.com/"],
  isso: ["url"],
  wordpress: ["url"],
};

/** Fragments of discussions in the article's own page. */
const ANCHORS: Record<string, string> = { isso: "#isso-thread", wordpress: "#comments" };

/** Fragments of the page's URL that name a comment, with its id (`PermalinkScheme` in `src/comments`). */
export const PERMALINKS: Record<string, RegExp> = { isso: /^#isso-(\d+)$/, wordpress: /^#comment-(\d+)$/ };

const MASTODON_POST = /^\w+:\/\/[^/]+\/(@[^/?#]+|users\/[^/?#]+\/statuses)\/\d+\/?$/;
const BLUESKY_POST =
  /^(?:https:\/\/bsky\.app\/profile\/([\w.:-]+)\/post|at:\/\/([\w.:-]+)\/app\.bsky\.feed\.post)\/([\w.-]+)$/;

/** Returns whether a value is a text that is used as it is. */
export const isText = (value: unknown): value is string => typeof value === "string" && /^\S(.*\S)?$/.test(value);

/** Parses an absolute URL with http or https and without a user name. */
function webUrl(text: unknown): URL | undefined {
  try {
    const url = new URL(text as string);
    return isText(text) && /^https?:\/\//i.test(text) && !url.username && !url.password ? url : undefined;
  } catch {
    return undefined;
  }
}

/** Returns the URL of the post that a text names; `undefined` if only the module can tell. */
function postUrl(type: string, text: unknown): string | undefined {
  if (!isText(text)) return undefined;
  if (type === "bluesky") {
    const [, handle, id, key] = BLUESKY_POST.exec(text) ?? [];
    return key && `https://bsky.app/profile/${handle ?? id}/post/${key}`;
  }
  const isPost = webUrl(text)?.href === text && (type === "activitypub" || MASTODON_POST.test(text));
  return isPost ? text : undefined;
}

/** Counts the comments of a list that are shown: without removed and held ones. */
function countComments(list: unknown): number {
  let count = 0;
  // Lists still to be counted; no recursion, since the nesting comes from outside and may be deep.
  for (const lists = [list]; lists.length;) {
    const list = lists.pop();
    for (const comment of Array.isArray(list) ? list as unknown[] : []) {
      const { state, replies } = Object(comment) as Fields;
      const isComment = isObject(comment) || typeof comment === "string";
      if (isComment && state !== "removed" && state !== "held") count++;
      lists.push(replies);
    }
  }
  return count;
}

/** Returns the discussion in the article's own data, if it is a single list. */
function ownDiscussion(provider: Fields, { items, tabs, url, count }: Fields): NativeDiscussion | null | undefined {
  const isPlain = !tabs && (url === undefined || webUrl(url)?.href === url) && /^\d*$/.test(String(count ?? ""));
  if (!isPlain) return undefined;
  const hasItems = Array.isArray(items) && items.length > 0;
  const link = url as string | undefined;
  const reported = count == null ? undefined : Number(count);
  return hasItems || link ? { provider, link, hosts: [], count: countComments(items) || reported } : null;
}

/**
 * Returns the discussion of an article at a provider whose members are valid; `null` if there is none, `undefined` if
 * only the module can tell.
 */
export function nativeDiscussion(provider: Fields, article: PanelsInfo): NativeDiscussion | null | undefined {
  const type = provider.type as string;
  const comments = Object(article.comments) as Fields;
  if (type === "baca") return ownDiscussion(provider, comments);
  const named = Object(comments.threads)[type] as unknown;
  const thread = named ?? provider.thread;
  const hosts: string[] = [];
  if (SERVERS[type]) {
    const [member, server] = SERVERS[type];
    const { host } = webUrl(provider[member] ?? server) ?? {};
    if (!host) return undefined;
    hosts.push(host);
  }
  if (/mastodon|bluesky|activitypub/.test(type)) {
    const post = thread ?? (type === "activitypub" ? null : comments.url);
    if (post == null) return null;
    if (thread == null && !webUrl(post)) return undefined;
    const link = postUrl(type, post);
    const isConfigured = provider.thread === undefined || postUrl(type, provider.thread);
    if (!link || !isConfigured) return undefined;
    return { provider, link, hosts: [...hosts, type === "bluesky" ? "cdn.bsky.app" : new URL(link).host] };
  }
  if (named != null && !isText(named)) return undefined;
  if (type === "wordpress" && !/^\d+$/.test(String(thread ?? article.id))) return null;
  const anchor = ANCHORS[type];
  return { provider, link: anchor && article.url + anchor, hosts };
}

/** Returns whether a discussion contacts no host but the page's own. */
export const isOwn = ({ hosts }: NativeDiscussion): boolean => hosts.every((host) => host === location.host);
