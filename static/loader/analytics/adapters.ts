/** The tools that `analytics.adapters` names. Each adapter uses the tool's queue, so that the tool may load later. */

/** Reports what happened with an article: `kind` is an event's name without `baca-`. */
export type Report = (kind: string, page: { url: string; title: string }, detail: object) => void;

interface AnalyticsTools {
  dataLayer?: unknown[];
  plausible?: ((name: string, options: object) => void) & { q?: unknown[] };
  _paq?: unknown[];
}

const tools = globalThis as AnalyticsTools;

/** Returns a function that stores its calls until Plausible's script has loaded, as its documentation says. */
function plausibleQueue(): NonNullable<AnalyticsTools["plausible"]> {
  const queue: NonNullable<AnalyticsTools["plausible"]> = (...call: unknown[]) => void (queue.q ??= []).push(call);
  return queue;
}

/** Kinds that tools with a price for each event do not get: they are many. */
const isFrequent = (kind: string) => kind === "engaged";

/** Passes a report to each tool, by the tool's name. */
export const ADAPTERS: Record<"dataLayer" | "plausible" | "matomo", Report> = {
  /** Google Tag Manager and others: https://developers.google.com/tag-platform/tag-manager/datalayer */
  dataLayer(kind, { url, title }, detail) {
    (tools.dataLayer ??= []).push({ event: `baca_${kind}`, baca: { url, headline: title, ...detail } });
  },

  /** Plausible, custom events: https://plausible.io/docs/custom-event-goals */
  plausible(kind, { url, title }, detail) {
    if (isFrequent(kind)) return;
    (tools.plausible ??= plausibleQueue())(`baca ${kind}`, { props: { article: url, headline: title, ...detail } });
  },

  /** Matomo, events: https://developer.matomo.org/guides/tracking-javascript-guide */
  matomo(kind, { title }, detail) {
    if (isFrequent(kind)) return;
    const [value] = Object.values(detail) as (string | number | undefined)[];
    const isNumber = typeof value === "number";
    const action = value === undefined || isNumber ? kind : `${kind} ${value}`;
    (tools._paq ??= []).push(["trackEvent", "baca", action, title, ...(isNumber ? [value] : [])]);
  },
};
