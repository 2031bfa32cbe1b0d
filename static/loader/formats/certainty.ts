/**
 * Notes whether what has been read is all that the converter makes of a document, and what the converter reports of it.
 * What the preview does not show decides only on this.
 */

/** Maximum number of reports of a document, and characters of the text in one (fewer than in `diagnostics.rs`). */
const MAX_PROBLEMS = 40;
const MAX_EXCERPT = 300;

/** The document that is being read. */
export const certainty = {
  /** Whether the article is certain in every member. */
  isExact: true,
  /** The problems that the converter reports. */
  problems: [] as string[],
  /** The path of the markup that is being read, if what is left out of it can be reported. */
  path: "",
  /** Length of all links and titles that spans repeat. */
  repeated: 0,
};

/** Starts a document. */
export function beginDocument(): void {
  Object.assign(certainty, { isExact: true, problems: [], path: "", repeated: 0 });
}

/** Reports a problem of the value at `path`, once. */
export function report(path: string, message: string): undefined {
  const problem = `${path}: ${message}`;
  if (!path || certainty.problems.length >= MAX_PROBLEMS) certainty.isExact = false;
  else if (!certainty.problems.includes(problem)) certainty.problems.push(problem);
  return undefined;
}

/** Reports a text or an address of the markup that is left out, and why. */
export function reportLeftOut(reason: string, content: string): void {
  const text = content.trim().split(/\s+/).join(" ");
  if (!text) return;
  const excerpt = [...text].slice(0, MAX_EXCERPT).join("");
  // Rust has other white space than scripts.
  if (/[\ufeff\u0085]/.test(content)) certainty.isExact = false;
  report(certainty.path, `left out, ${reason}: ${excerpt}${excerpt.length < text.length ? "…" : ""}`);
}

/** Calls a function that reads what the preview does not show. If it throws, only the module can read it. */
export function unseen<Result>(read: () => Result): Result | undefined {
  try {
    return read();
  } catch {
    certainty.isExact = false;
    return undefined;
  }
}
