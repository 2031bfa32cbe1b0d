/** Whether the analytics tools may be told anything (`consent.analytics`). */

/** What a consent manager reports (IAB TCF 2). */
interface TcData {
  gdprApplies?: boolean;
  eventStatus?: string;
  purpose?: { consents?: Record<string, boolean> };
}

type ConsentManager = (command: string, version: number, callback: (data: TcData, success: boolean) => void) => void;

/** The purposes that must be allowed: storing data on the device, and measuring content performance. */
const PURPOSES = [1, 8];

/**
 * Calls `decide` with whether reports are permitted, again at each change. With `tcf` the page's consent manager
 * decides; without a manager, nothing is permitted. Without a policy the site has obtained consent already.
 */
export function permitted(policy: unknown, decide: (yes: boolean) => void): void {
  if (policy === undefined || policy === "granted") return decide(true);
  const { __tcfapi: manager } = globalThis as { __tcfapi?: ConsentManager };
  if (policy !== "tcf" || !manager) {
    console.warn(policy === "tcf"
      ? "baca-reader: analytics: the page has no consent manager (`__tcfapi`); nothing is reported"
      : "baca-reader: config: consent.analytics: expected tcf or granted; nothing is reported");
    return decide(false);
  }
  manager("addEventListener", 2, (data, success) => {
    // While the dialog is open, the person has not decided.
    if (!success || data.eventStatus === "cmpuishown") return;
    decide(data.gdprApplies === false || PURPOSES.every((purpose) => data.purpose?.consents?.[purpose] === true));
  });
}
