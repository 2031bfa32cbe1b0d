/**
 * `baca-analytics.js`: passes the element's events to the analytics tools that the page has (`analytics.adapters`). It
 * loads no tool and stores nothing. Imported only if the site configures an adapter.
 */

import type { BacaConfig, BacaEventDetails } from "../../baca.d.ts";
import { permitted } from "./consent.ts";
import { isRefused } from "../reports.ts";
import { ADAPTERS, type Report } from "./adapters.ts";

/** The article that the reports are about. */
interface Page {
  url: string;
  title: string;
}

/** What is known of each reader: the article on screen and what is reported of it. */
interface Watched {
  page: Page;
  seen: Promise<void>;
  report: Report;
}

const watched = new WeakMap<HTMLElement, Watched>();

/** Percents of progress that are reported: those that are sent to `analytics.endpoint` too. */
const QUARTERS = [25, 50, 75, 100];

/** The members of each event that are reported; an event that is not here is not. `null`: not this one. */
const DETAILS: { [Name in keyof BacaEventDetails]?: (detail: BacaEventDetails[Name]) => object | null } = {
  "baca-progress": ({ percent }) => (QUARTERS.includes(percent) ? { percent } : null),
  "baca-engaged": ({ ms, percent }) => ({ seconds: Math.round(ms / 1000), percent }),
  "baca-share": ({ method }) => ({ method }),
  "baca-listen": ({ state }) => (state === "asked" ? {} : null),
  "baca-video": ({ src, state }) => (state === "play" || state === "ended" ? { src, state } : null),
  "baca-comments": ({ provider, state }) => (state === "ready" ? { provider } : null),
};

/** Starts to report the events of a reader. `seen` resolves once the article is on screen. */
export function start(host: HTMLElement, configuration: string, page: Page, seen: Promise<void>): void {
  const { analytics, consent } = JSON.parse(configuration) as BacaConfig;
  const names = Array.isArray(analytics?.adapters) ? analytics.adapters : [];
  const adapters = names.flatMap((name) => (Object.hasOwn(ADAPTERS, name) ? [ADAPTERS[name]] : []));
  const queue: Parameters<Report>[] = [];
  let isPermitted: boolean | undefined;
  const report: Report = (...event) => {
    if (isPermitted) adapters.forEach((adapter) => adapter(...event));
    // What happens before the decision is reported after it.
    else if (isPermitted === undefined) queue.push(event);
  };
  const isObjected = isRefused(analytics?.respect);
  permitted(consent?.analytics, (yes) => {
    isPermitted = yes && !isObjected;
    for (const event of queue.splice(0)) report(...event);
  });
  const before = watched.get(host);
  watched.set(host, { page, seen, report });
  // A new configuration of the same article is no new view.
  if (before?.seen !== seen) seen.then(() => watched.get(host)?.report("view", page, {}));
  if (before) return;
  for (const [name, detailOf] of Object.entries(DETAILS)) {
    host.addEventListener(name, (event) => {
      if (event.target !== host) return;
      const detail = detailOf((event as CustomEvent<never>).detail);
      const { report, page } = watched.get(host)!;
      if (detail) report(name.slice(5), page, detail);
    });
  }
}
