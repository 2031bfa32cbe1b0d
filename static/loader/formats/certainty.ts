/**
 * Notes whether what has been read is all that the converter makes of a document. What the preview does not show, and
 * what the converter reports as a problem, decides only on this.
 */

/** The document that is being read. */
export const certainty = {
  /** Whether the article is certain in every member. */
  isExact: true,
};

/** Calls a function that reads what the preview does not show. If it throws, only the module can read it. */
export function unseen<Result>(read: () => Result): Result | undefined {
  try {
    return read();
  } catch {
    certainty.isExact = false;
    return undefined;
  }
}
