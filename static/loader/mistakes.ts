/** Detects probable mistakes of the site. The file that explains them is imported only then. */

import type { BacaReader } from "../baca.d.ts";
import { reportError } from "./events.ts";
import { diagnostics } from "./own-scripts.ts";
import { delay } from "./scheduling.ts";
import { THEMES } from "./settings.ts";

/** Names of the element's own attributes and of global attributes. */
const KNOWN_ATTRIBUTES =
  /^(src|format|item|config|lang|theme|timeout|id|class|slot|style|dir|hidden|title|role|part)$|\W/;

/** Milliseconds after which an element without an article is reported. */
const IDLE_MS = 5000;

/** Logs attributes whose names or values are probably misspelt. `hasFailed`: the article could not be shown. */
export function checkAttributes(host: BacaReader, hasFailed = false): void {
  const isUnknown = (name: string) => !KNOWN_ATTRIBUTES.test(name);
  const isSuspicious = host.getAttributeNames().some(isUnknown) || !THEMES.includes(host.theme);
  if (isSuspicious || (hasFailed && host.format)) diagnostics((script) => script.checkAttributes(host));
}

/** Logs the problems of the article at `url`, if there are any. */
export async function logProblems(problems: string[], url: string): Promise<void> {
  if (problems.length) console.warn(`baca-reader: ${url}\n${(await explained(problems)).join("\n")}`);
}

/** Reports problems in the site's configuration at `url`, if there are any. They do not stop the article. */
export async function reportConfigProblems(host: HTMLElement, problems: string[], url: string): Promise<void> {
  if (!problems.length) return;
  const message = `configuration ${url}: ${(await explained(problems)).join("; ")}`;
  reportError(host, { code: "config", message, retryable: false }, "warn");
}

/** Adds suggestions to the problems that modules have found in names. */
export async function explained(problems: string[]): Promise<string[]> {
  if (!problems.some((problem) => problem.includes(": unknown "))) return problems;
  return await diagnostics(({ explain }) => problems.map(explain)) ?? problems;
}

/** Logs that the element has nothing to show, if it is still in the page after some seconds. */
export async function checkIdle(host: BacaReader): Promise<void> {
  await delay(IDLE_MS);
  if (host.isConnected && host.state === "idle") diagnostics((script) => script.logIdle());
}
