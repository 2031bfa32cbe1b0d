/** Recognises the addresses of players and posts of other sites, as `crates/convert/src/html/providers.rs` does. */

import { type Fields, notPlain } from "../preview/fields.ts";
import { absolute } from "./values.ts";

const YOUTUBE = "(?:www\\.)?youtube(?:-nocookie)?\\.com/embed/(?!videoseries)";
/** What may follow an address of a video: parameters that the converter leaves out. */
const PLAIN_END = "(?:\\?(?!.*\\b(?:start|t|h)=)|$)";
const END = "(?:[/?#]|$)";
/**
 * Addresses that are known, by provider: their start after the scheme; the page, with the parts of the address; the
 * frame, unless it is the address itself.
 */
const PROVIDERS: [name: string, start: string, page: string, frame?: string][] = [
  [
    "YouTube", `${YOUTUBE}([\\w-]+)${PLAIN_END}`,
    "https://www.youtube.com/watch?v=$1", "https://www.youtube-nocookie.com/embed/$1",
  ],
  [
    "Vimeo", `player\\.vimeo\\.com/video/([\\w-]+)${PLAIN_END}`,
    "https://vimeo.com/$1", "https://player.vimeo.com/video/$1?dnt=1",
  ],
  [
    "Dailymotion", `(?:www\\.)?dailymotion\\.com/embed/video/([\\w-]+)${END}`,
    "https://www.dailymotion.com/video/$1", "https://www.dailymotion.com/embed/video/$1",
  ],
  [
    "X", `(?:twitter|x)\\.com/(\\w+)/status/(\\d+)${END}`,
    "https://x.com/$1/status/$2", "https://platform.twitter.com/embed/Tweet.html?dnt=true&id=$2",
  ],
  [
    "Instagram", `www\\.instagram\\.com/(?:p|tv|reel)/([\\w-]+)${END}`,
    "https://www.instagram.com/p/$1/", "https://www.instagram.com/p/$1/embed/captioned/",
  ],
  [
    "TikTok", `www\\.tiktok\\.com/(@[\\w.-]+)/video/(\\d+)${END}`,
    "https://www.tiktok.com/$1/video/$2", "https://www.tiktok.com/embed/v2/$2",
  ],
  [
    "Spotify", `open\\.spotify\\.com/embed/(\\w+)/(\\w+)${END}`,
    "https://open.spotify.com/$1/$2", "https://open.spotify.com/embed/$1/$2",
  ],
  ["Facebook", "www\\.facebook\\.com/plugins/(?:post|video)\\.php\\?(?:[^#]*?&)??href=(https?%3A[^&#]+)", "$1"],
];
/** Hosts of which the converter knows more addresses, or leaves frames out. */
const KNOWN_HOSTS = new RegExp(
  "youtu|vimeo|dai\\.?ly|twitt?[ec]|x\\.com|instagram|tiktok|spotify|soundcloud|facebook|openstreetmap|bsky|"
  + "(apple|ted|loom)\\.com|reddit|giphy|codepen|streamable|infogram|archive\\.org|bilibili|nicovideo|rutube|aparat|"
  + "naver|google(tag|syn)|adservice|google\\.[^/]{0,20}/maps|maps\\.google|doubleclick|amazon-ad|taboola|/oembed",
);

/** Returns whether the value of an attribute may be the address of a player, or settings with one. */
export const mayBePlayer = (value: string): boolean =>
  /^\s*((https?:)?\/\/|[[{])/.test(value) && KNOWN_HOSTS.test(value);

/** Returns the embed of an address; `isPage` is that of a page, which can only be shown in a frame of its provider. */
export function embedOf(url: string, isPage: boolean): Fields {
  for (const [provider, start, page, frame] of PROVIDERS) {
    const [found, ...parts] = new RegExp(`^https?://${start}`).exec(url) ?? [];
    const fill = (text: string) => text.replace(/\$(\d)/g, (_, index) => parts[Number(index) - 1]!);
    if (!found) continue;
    const address = page === "$1" ? decodeURIComponent(parts[0]!) : fill(page);
    return { type: "embed", url: absolute(address, url), frame: frame ? fill(frame) : url, provider };
  }
  const { host, hostname } = new URL(url);
  if (KNOWN_HOSTS.test(host + url) || host.endsWith(".")) notPlain();
  return { type: "embed", url, frame: isPage ? undefined : url, provider: hostname.replace(/^(www\.)+/, "") };
}
