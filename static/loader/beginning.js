/** A long article is on screen with its beginning, while the whole of it is still being read. */

/** Blocks of the beginning: more than some screens hold. */
const BLOCKS = 64;

/** So short an article is read as fast whole, in blocks and in characters. */
const SHORT = { blocks: 400, characters: 60_000 };

/**
 * `{content, share}` of an article in Baca's own format, as text or object: the same with its first blocks only, and
 * what part of the whole that is. Nothing where that gains nothing, or is not plain to see.
 */
export function beginningOf(content) {
  const isText = typeof content === "string";
  if (isText && content.length < SHORT.characters) return null;
  try {
    const article = isText ? JSON.parse(content) : content;
    if (!Array.isArray(article.body) || article.body.length < SHORT.blocks) return null;
    const beginning = { ...article, body: article.body.slice(0, BLOCKS) };
    if (!isText) return { content: beginning, share: BLOCKS / article.body.length };
    const text = JSON.stringify(beginning);
    return { content: text, share: text.length / content.length };
  } catch {
    // What is wrong with it is told by whoever reads the whole.
    return null;
  }
}
