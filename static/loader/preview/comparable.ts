/** Texts for comparisons. */

/** Returns a text without white space, ASCII punctuation, quotation marks and dashes, as `document.rs` does. */
export const comparable = (text: string) =>
  text.replace(/[\s\x85…!-/:-@[-`{-~“”„‟‘’‚‛«»‹›′″‐‑‒–—―−]/g, "");

/** Returns the text of an inline for comparison without regard to case. */
export const comparableWords = (spans: unknown) => comparable(plain(spans)).toLowerCase();

/** Returns the text of an inline. */
export const plain = (spans: unknown) =>
  [spans].flat().map((span) => (typeof span === "string" ? span : (span as { text?: string } | null)?.text ?? "\n"))
    .join("");
