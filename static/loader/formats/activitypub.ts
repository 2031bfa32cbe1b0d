/** Reads an object of ActivityPub, alone or within an activity (`crates/convert/src/formats/activitypub.rs`). */

import { type Fields, isObject, notPlain } from "../preview/fields.ts";
import { unseen } from "./certainty.ts";
import { type Draft, leadOf } from "./draft.ts";
import { inlineOf } from "./markup.ts";
import { plainText } from "./texts.ts";
import { peopleAt } from "./people.ts";
import { baseOf, dateOf, firstAt, has, idOf, isBlank, languageAt, pageUrl, textOf } from "./values.ts";

const OBJECT = /^(Article|Page|Note|Video|Audio|Image|Event|Document)$/;
const ACTIVITY = /^(Create|Update|Announce|Add)$/;

const isOneOf = ({ type }: Fields, names: RegExp) => [type].flat().some((one) => names.test(one as string));

/** Returns whether a value is an object or an activity. */
function isActivity(value: unknown): value is Fields {
  if (!isObject(value)) return false;
  const isStreams = [value["@context"]].flat().some((context) =>
    typeof context === "string" && context.includes("www.w3.org/ns/activitystreams"));
  if (typeof value.type !== "string" || !value.type) return isStreams && has(value, "content|contentMap|object");
  return (isStreams || has(value, "attributedTo|actor")) && (isOneOf(value, OBJECT) || isOneOf(value, ACTIVITY));
}

/** Reads an object with its text; throws if its header is not plain. */
export function readActivity(value: unknown, given: string): Draft | undefined {
  if (!isActivity(value)) return undefined;
  if (!isOneOf(value, ACTIVITY) || !isObject(value.object)) return readObject(value, given);
  const draft = readObject(value.object, given);
  // The actor is the author, except of a share.
  const actor = isOneOf(value, /^Announce$/) ? undefined : peopleAt(value, "actor", draft.base, plainText);
  draft.article.byline ??= actor;
  return draft;
}

function readObject(object: Fields, given: string): Draft {
  const { type, mediaType, location } = object;
  // Only the module reads texts that are in several languages alone.
  const isPlain = /^(Article|Page|Note)$/.test(type as string) && /html|undef|null/.test(String(mediaType))
    && ["name", "summary"].every((key) => has(object, key) || !has(object, `${key}Map`));
  const html = isPlain ? textOf(object.content) : notPlain();
  const base = baseOf(object, "url|id", given);
  const files = [object.attachment].flat().filter((file) => !isBlank(file)) as Fields[];
  return {
    base,
    article: {
      ...unseen(() => ({
        id: firstAt(object, "id", idOf),
        url: firstAt(object, "url|id", pageUrl(base)),
        tags: tagsOf(object, base),
        comments: has(object, "replies") ? notPlain() : undefined,
      })),
      lang: languageAt(object, "language|inLanguage") ?? languageOf(object),
      headline: firstAt(object, "name", plainText),
      dek: firstAt(object, "summary", (html) => inlineOf(textOf(html), base)),
      byline: peopleAt(object, "attributedTo|actor", base, plainText),
      dateline: isBlank(location) ? undefined : plainText(isObject(location) ? location.name : location),
      published: firstAt(object, "published", dateOf),
      modified: firstAt(object, "updated", dateOf),
    },
    lead: () => firstAt(object, "image|icon", (image) => imageOf(image, base)) ?? attached(files, html, base),
    html,
    hasMore: files.length > 0,
  };
}

/** Reads an image whose alternative text is a name. */
function imageOf(image: unknown, base: string): Fields | undefined {
  const [first] = [image].flat();
  const read = leadOf(first, base, plainText);
  return read && { ...read, alt: firstAt(first, "name", plainText) ?? read.alt };
}

/** Returns the first attachment as lead. Throws if it is no image, or if the text has images too. */
function attached([first]: Fields[], html: string, base: string): Fields | undefined {
  if (!first) return undefined;
  const { mediaType = "", type } = first;
  const isImage = mediaType ? /^image/.test(mediaType as string) : /^(Image|Document)$/.test(type as string);
  return isImage && !/<img|\[/i.test(html) ? imageOf(first, base) : notPlain();
}

/** Returns the language whose text in a language map is that of the object. */
function languageOf(object: Fields): string | undefined {
  const key = ["content", "name", "summary"].find((key) => isObject(object[`${key}Map`]));
  if (!key) return undefined;
  const [lang] = Object.entries(object[`${key}Map`] as Fields).find(([, text]) => text === object[key]) ?? notPlain();
  return lang === "und" ? undefined : lang;
}

/** Lists the hashtags among the tags. */
const tagsOf = ({ tag }: Fields, base: string) => [tag].flat().filter((one) => !isBlank(one)).flatMap((one) => {
  const { type, name, href } = isObject(one) ? one : notPlain();
  const text = textOf(name).trim().replace(/^#+/, "");
  return type === "Hashtag" ? [{ text, url: isBlank(href) ? undefined : pageUrl(base)(href) }] : [];
});
