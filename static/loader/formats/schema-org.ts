/** Reads an article of schema.org in JSON-LD (`crates/convert/src/formats/schema_org.rs`). */

import { type Fields, isObject, notPlain } from "../preview/fields.ts";
import { unseen } from "./certainty.ts";
import { type Draft, leadOf } from "./draft.ts";
import { bodyOf, decoded, escapedText } from "./texts.ts";
import { peopleAt, person } from "./people.ts";
import {
  baseOf, dateOf, firstAt, has, idOf, isBlank, languageAt, linkOf, pageUrl, valuesAt, wordsOf,
} from "./values.ts";

/** Ends of the types of articles: the later, the more likely the article. */
const TYPES = ["Review", "Report", "DiscussionForumPosting", "SocialMediaPosting", "BlogPosting", "Article"];

/** Ranks a node by its type; 0 for what is no article. */
const rank = (node: Fields): number => Math.max(...[node["@type"]].flat().map((kind) =>
  TYPES.findIndex((end) => typeof kind === "string" && kind.endsWith(end)) + 1));

/** Lists the nodes of a document: in lists and graphs, and the main entity of a page. */
const nodesOf = (value: unknown): Fields[] => (Array.isArray(value)
  ? value.flatMap(nodesOf)
  : isObject(value)
    ? [value, ...["@graph", "mainEntity", "mainEntityOfPage"].flatMap((key) => nodesOf(value[key]))]
    : []);

const isArticle = (node: Fields) => rank(node) > 0 || (has(node, "articleBody") && has(node, "headline|name"));
const score = (node: Fields) => rank(node) + (has(node, "articleBody") ? 8 : 0) + (has(node, "headline") ? 4 : 0);

/** Members that only the module reads. */
const MORE = "reviewRating|correction|commentCount|discussionUrl|comment";

/** Reads keywords: a list, or a text with commas. */
const keywordsOf = (value: unknown, base: string) => [value].flat().filter((one) => !isBlank(one)).flatMap((one) =>
  (typeof one === "string"
    ? decoded(one).split(",").map((word) => ({ text: word.trim() })).filter(({ text }) => text)
    : linkOf(one, base, escapedText)));

/** Reads the article that `item` names, or the most likely one; throws if its header is not plain. */
export function readSchemaOrg(value: unknown, given: string, item: string, content: string): Draft | undefined {
  const nodes = nodesOf(value);
  const articles = nodes.filter(isArticle);
  const isLinked = nodes.some((node) => "@context" in node || "@graph" in node);
  const isTyped = (node: Fields) => rank(node) > 1 && has(node, "headline");
  if (!(isLinked && articles.length) && !nodes.some(isTyped)) return undefined;
  const isNamed = (node: Fields) => ["@id", "url", "identifier", "headline"].some((key) => node[key] === item);
  const chosen = (item && articles.find(isNamed))
    || articles.reduce((best, node) => (score(node) > score(best) ? node : best));
  // References to other nodes are resolved.
  const resolved = (value: unknown): unknown => {
    const isReference = isObject(value) && "@id" in value && Object.keys(value).length < 3;
    return (isReference && nodes.find((node) => node["@id"] === value["@id"] && node !== value)) || value;
  };
  const article = Object.fromEntries(Object.entries(chosen).map(([key, value]) =>
    [key, Array.isArray(value) ? value.map(resolved) : resolved(value)]));
  // Live coverage has more than its text.
  if (/^false$/i.test(article.isAccessibleForFree as string) || /LiveB/.test(content)) notPlain();
  const base = baseOf(article, "url|mainEntityOfPage|@id", given);
  const [body] = valuesAt(article, "articleBody|reviewBody|text");
  return {
    base,
    article: {
      ...unseen(() => ({
        id: firstAt(article, isObject(article.identifier) ? "identifier.value" : "identifier|@id", idOf),
        url: firstAt(article, "url|mainEntityOfPage|@id", pageUrl(base)),
        publisher: firstAt(article, "publisher|sourceOrganization", (all) =>
          person([all].flat()[0], base, escapedText)),
        copyright: firstAt(article, "copyrightNotice", (notice) => wordsOf(notice, escapedText)),
        tags: keywordsOf(article.keywords, base),
        comments: has(article, MORE) ? notPlain() : undefined,
      })),
      lang: languageAt(article, "inLanguage"),
      kicker: firstAt(article, "articleSection", (section) => linkOf(section, base, escapedText)),
      headline: firstAt(article, "headline|name|itemReviewed", escapedText),
      dek: firstAt(
        article,
        "description|alternativeHeadline|abstract|?mainEntityOfPage.description|?isPartOf.description",
        escapedText,
      ),
      byline: peopleAt(article, "author|creator", base, escapedText),
      dateline: firstAt(article, "dateline|contentLocation|locationCreated", escapedText),
      published: firstAt(article, "datePublished|dateCreated|uploadDate", dateOf),
      modified: firstAt(article, "dateModified", dateOf),
    },
    lead: () => firstAt(article, "image|thumbnailUrl|thumbnail", (image) => leadOf(image, base, escapedText))
      ?? (has(article, "video") ? notPlain() : undefined),
    ...bodyOf(body),
    hasMore: has(article, "video|audio|liveBlogUpdate|timeRequired"),
    keepsDek: true,
  };
}
