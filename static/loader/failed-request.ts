/** Finds the reason why a file could not be fetched. Browsers report only "failed to fetch" to scripts. */

import { BacaError, messageOf } from "./errors.ts";
import { type ScriptName, scriptUrl } from "./files.ts";
import { diagnostics } from "./own-scripts.ts";
import { delay } from "./scheduling.ts";

/** Milliseconds within which the browser reports a violation of the page's content security policy. */
const REPORT_MS = 50;
/** Maximum number of violations that are stored. */
const MAX_VIOLATIONS = 1000;

/** The directive that blocked a URL or a kind of code, by `blockedURI` (CSP). */
const violations = new Map<string, string>();

globalThis.document?.addEventListener?.("securitypolicyviolation", (event) => {
  const { blockedURI, disposition, effectiveDirective } = event;
  if (disposition === "enforce" && violations.size < MAX_VIOLATIONS) violations.set(blockedURI, effectiveDirective);
});

/** Returns a message if the page's content security policy has blocked a URL or kind of code; else `undefined`. */
export async function blockedByPolicy(blocked: string): Promise<string | undefined> {
  await delay(REPORT_MS);
  const directive = violations.get(blocked.split("#", 1)[0]!);
  return directive && blockedBy(directive);
}

/** Returns the message for a directive of the page's content security policy. */
export const blockedBy = (directive: string): string =>
  `blocked by the page's content security policy (${directive})`;

/** Returns the message for a script that could not be imported, with its URL and the reason. */
export const scriptFailure = async (name: ScriptName, cause: unknown): Promise<string> =>
  (cause instanceof BacaError ? cause : await failedRequest(scriptUrl(name), "script", cause)).message;

/** Kind of a file that could not be fetched. */
export type FileKind = "text" | "script" | "module";

/**
 * Creates the error for a file of which nothing has arrived. Its message has the reason if it can be found: the page's
 * policy, the HTTP status, the media type, missing CORS headers, or a redirect.
 */
export async function failedRequest(url: string, kind: FileKind, cause: unknown): Promise<BacaError> {
  const policy = await blockedByPolicy(url);
  const found = policy ? undefined : await diagnostics(({ diagnose }) => diagnose(url, kind));
  const { reason = policy ?? messageOf(cause), isSetup = Boolean(policy), status } = found ?? {};
  const details = { retryable: !policy, isInternal: kind !== "text", isSetup, status, cause };
  return new BacaError("network", `${url}: ${reason}`, details);
}
