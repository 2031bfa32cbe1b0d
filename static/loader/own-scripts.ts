/** Imports the scripts that only some pages need, as separate files beside `baca.js`. */

import type * as analyticsScript from "./analytics/main.ts";
import type * as besideScripts from "./beside/main.ts";
import type * as diagnosticsScript from "./diagnostics/main.ts";
import type * as listenScript from "./listen/main.ts";
import type * as newsroomScript from "./newsroom/main.ts";
import type * as readableScript from "./readable.ts";
import type * as readScript from "./reading/main.ts";
import type * as renderedScripts from "./rendered-article.ts";
import type * as reportsScript from "./reports.ts";
import type * as tabsScripts from "./tabs/main.ts";
import { shared } from "./downloads.ts";
import { BacaError } from "./errors.ts";
import { importFile, type ScriptName } from "./files.ts";
import { delay } from "./scheduling.ts";
import { DEFAULT_TIMEOUT_S } from "./silence-limit.ts";

/** Milliseconds that importing a script and using it may take together. */
const TIMEOUT_MS = 4000;

/** Returns a function that imports a script. After a failure, or `timeout` seconds, the next call tries again. */
const importerOf = <Script>(name: ScriptName) => (timeout = DEFAULT_TIMEOUT_S): Promise<Script> =>
  shared(name, timeout, ({ endLimits }, _, generation) =>
    (importFile(name, generation) as Promise<Script>).finally(endLimits));

/**
 * Returns a function that calls `use` with the exports of a script. After a failure it calls `onFailure`, if given, and
 * resolves with `undefined`.
 */
const scriptAt = <Script>(name: ScriptName) => {
  const importScript = importerOf<Script>(name);
  return async <Result>(
    use: (script: Script) => Result,
    onFailure?: (cause: unknown) => void,
  ): Promise<Awaited<Result> | undefined> => {
    const late = async () => {
      await delay(TIMEOUT_MS);
      throw new BacaError("timeout", `${name}.js: did not come in ${TIMEOUT_MS} ms`);
    };
    try {
      return await Promise.race([importScript().then(use), late()]);
    } catch (cause) {
      // The loader works without these scripts.
      onFailure?.(cause);
      return undefined;
    }
  };
};

/** Passes events to the analytics tools of the page. */
export const analytics = scriptAt<typeof analyticsScript>("baca-analytics");
/** Finds the causes of failures, for the developers of the site. */
export const diagnostics = scriptAt<typeof diagnosticsScript>("baca-diagnostics");
/** The bell and the notification prompt, and what decides when the panels are needed. */
export const besideScript = importerOf<typeof besideScripts>("baca-beside");
/** The tabs of comments. */
export const tabsScript = importerOf<typeof tabsScripts>("baca-tabs");
/** Reads the article that the server has rendered. */
export const renderedScript = scriptAt<typeof renderedScripts>("baca-rendered");
/** The panels of the toolbar and other aids to reading. */
export const readingScript = importerOf<typeof readScript>("baca-reading");
/** The player that reads an article aloud. */
export const listeningScript = importerOf<typeof listenScript>("baca-listen");
/** Places, access, live articles, the next article and parts. */
export const newsroom = scriptAt<typeof newsroomScript>("baca-newsroom");
/** Extracts the text from articles in other formats. */
export const readable = scriptAt<typeof readableScript>("baca-readable");
/** Sends reports of reading, for sites with `analytics`. */
export const reports = scriptAt<typeof reportsScript>("baca-reports");
