/** Finds out why a file could not be fetched, by fetching it again with other options. */

import type { FileKind } from "../failed-request.ts";

/** Milliseconds that each attempt may take. */
const TIMEOUT_MS = 2000;

interface Diagnosis {
  /** The reason, which follows "URL: " in the message; missing if it is unknown. */
  reason?: string;
  /** Whether the site has to correct it; the reader's connection is not the cause. */
  isSetup: boolean;
  /** HTTP status, if it is the reason. */
  status?: number;
}

/** Fetches a file; resolves with `undefined` if that fails. A provider of comments gets no query of the page. */
async function attempt(url: string, options?: RequestInit): Promise<Response | undefined> {
  const { href } = location;
  const referrer = href.startsWith("http") ? href.split(/[?#]/, 1)[0]! : "about:client";
  try {
    return await fetch(url, { referrer, ...options, signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch {
    return undefined;
  }
}

/** Finds out why nothing has arrived of the file at `url`. */
export async function diagnose(url: string, kind: FileKind): Promise<Diagnosis> {
  if (!navigator.onLine) return { reason: "this device is offline", isSetup: false };
  const response = await attempt(url);
  if (response) {
    const isWhole = await response.arrayBuffer().then(() => true, () => false);
    return isWhole ? explain(response, kind) : { reason: "breaks off before its end", isSetup: false };
  }
  const isForeign = new URL(url, document.baseURI).origin !== location.origin;
  const redirect = await attempt(url, { redirect: "manual" });
  if (redirect?.type === "opaqueredirect") {
    return { reason: "is redirected in a loop, or to an address that this page may not read", isSetup: true };
  }
  if (isForeign && await attempt(url, { mode: "no-cors" })) {
    return {
      reason: "its server does not let this origin read it (CORS: no matching Access-Control-Allow-Origin)",
      isSetup: true,
    };
  }
  return { reason: "the connection failed", isSetup: false };
}

/** Finds out what is wrong with a response. */
function explain({ headers, ok, status }: Response, kind: FileKind): Diagnosis {
  if (!ok || status === 204) return { reason: `answered ${status}`, isSetup: status < 500, status };
  const type = headers.get("content-type");
  if (kind === "script" && !/(java|ecma)script/i.test(type ?? "")) {
    return { reason: `is sent as ${type ?? "no media type"}, not as a script (${status})`, isSetup: true };
  }
  return { isSetup: false };
}
