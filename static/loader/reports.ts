/**
 * `baca-reports.js`: sends reports of reading to the site's `analytics.endpoint`, unless the reader has objected
 * (docs/configuration.md). It is imported with the first report.
 */

import type { ReadingReport } from "./bindings.ts";
import type { Configuration } from "./configuration.ts";

type Signal = "gpc" | "dnt";

interface Analytics {
  endpoint: string;
  respect?: unknown;
  query?: unknown;
}

/** Sends a report. The request has no cookies, and is completed even if the page is left. */
export function send({ content, base }: Configuration, report: ReadingReport): void {
  const { endpoint, respect, query } = (JSON.parse(content) as { analytics: Analytics }).analytics;
  if (isRefused(respect)) return;
  const body = JSON.stringify({ ...report, url: reportedUrl(report.url, listOf("query", query)) });
  const { href } = location;
  fetch(new URL(endpoint, base), {
    method: "POST",
    // Text needs no CORS preflight request.
    body,
    mode: "no-cors",
    keepalive: true,
    credentials: "omit",
    // The page's policy may make it less.
    ...(href.startsWith("http") && { referrer: href.split(/[?#]/, 1)[0]! }),
    // Chromium keeps a response that nobody reads. Ending it would be shown as a failed request by developer tools.
  }).then((response) => response.text()).catch(() => {
    // A failure is nothing that the reader or the site could use.
  });
}

/** Returns whether a signal that the site respects says that the reader does not want to be measured. */
export const isRefused = (respect: unknown): boolean => hasObjected(signalsOf(respect));

const warned = new Set<string>();

function warn(message: string): void {
  if (warned.has(message)) return;
  warned.add(message);
  console.warn(`baca-reader: config: analytics.${message}`);
}

/** Returns the texts of a list in the configuration; reports everything else. */
function listOf(name: string, value: unknown = []): string[] {
  if (Array.isArray(value) && value.every((one) => typeof one === "string")) return value as string[];
  warn(`${name}: expected a list of texts`);
  return [];
}

/** Returns the signals that the site respects: both, unless its configuration says otherwise. */
function signalsOf(respect: unknown = true): Signal[] {
  const all: Signal[] = ["gpc", "dnt"];
  if (respect === false) return [];
  if (respect === true) return all;
  if (!Array.isArray(respect)) {
    warn("respect: expected true, false or a list");
    return all;
  }
  const unknown = respect.find((name) => !all.includes(name as Signal)) as unknown;
  if (unknown !== undefined) warn(`respect: expected gpc or dnt, not ${String(unknown)}`);
  return all.filter((name) => respect.includes(name));
}

/**
 * Returns whether the browser says by one of these signals that the reader does not want to be measured
 * (https://privacycg.github.io/gpc-spec/, https://www.w3.org/TR/tracking-dnt/).
 */
function hasObjected(signals: Signal[]): boolean {
  const { globalPrivacyControl, doNotTrack } = navigator as Navigator & { globalPrivacyControl?: boolean };
  const tracks = [doNotTrack, (globalThis as { doNotTrack?: string }).doNotTrack];
  const sent = { gpc: globalPrivacyControl, dnt: tracks.some((value) => value === "1" || value === "yes") };
  return signals.some((signal) => sent[signal]);
}

/** Returns a URL without its fragment and with only those parameters that the site lists. */
function reportedUrl(url: string, listed: string[]): string {
  const [path = "", query = ""] = url.split("#", 1)[0]!.split(/\?(.*)/s);
  const kept = query.split("&").filter((pair) => listed.includes(pair.split("=", 1)[0]!));
  return kept.length && query ? `${path}?${kept.join("&")}` : path;
}
