/** When the notification prompt may appear: what the site configures, and the reader's earlier answers. */

import { isObject } from "../preview/fields.ts";
import type { Notifications } from "./permission.ts";

/** Key of the history in `localStorage`. */
export const HISTORY = "baca:notifications";

const DAY_MS = 86_400_000;

/** What the site configures about the prompt. */
export interface PromptRules {
  /** Seconds of reading before it. */
  seconds: number;
  /** Percent of the article that was on screen before it. */
  percent: number;
  /** Number of articles that were opened on this site before it. */
  views: number;
  /** Days without it after the first, second … refusal; the last number holds for all later ones. */
  days: number[];
}

/** Earlier refusals, and opened articles, of the reader on this device. */
export interface PromptHistory {
  refusals: number;
  /** Time until which the prompt does not appear, in milliseconds since 1970. */
  until: number;
  /** Number of articles that were opened on this site. */
  views: number;
}

/** Returns a number, also one that is written as a text; `undefined` for anything else. */
function numberOf(value: unknown): number | undefined {
  const number = typeof value === "string" && value.trim() ? Number(value) : value;
  return Number.isFinite(number) ? number as number : undefined;
}

/** Reads the rules. What is missing or invalid has its default value. */
export function rulesOf({ after, remindAfterDays }: Notifications): PromptRules {
  const { seconds, percent, views } = isObject(after) ? after : {};
  const count = numberOf(views) ?? 1;
  const days = [remindAfterDays].flat().filter((day): day is number => Number.isFinite(day) && day as number >= 0);
  return {
    seconds: numberOf(seconds) ?? 20,
    percent: numberOf(percent) ?? 0,
    views: count >= 1 && count <= 1e9 ? Math.trunc(count) : 1,
    days: days.length ? days : [3, 7, 30],
  };
}

/** Reads the stored history. What is missing or invalid counts as zero. */
export function historyOf(value: unknown): PromptHistory {
  const { refusals, until, views } = isObject(value) ? value : {};
  const count = (value: unknown) => (typeof value === "number" && value > 0 ? Math.trunc(value) : 0);
  return { refusals: count(refusals), until: typeof until === "number" ? until : 0, views: count(views) };
}

/** Returns whether the prompt may appear at the time `now`, after `seconds` of reading and `percent` of the article. */
export const allowsPrompt = (
  { until, views }: PromptHistory,
  rules: PromptRules,
  now: number,
  { seconds, percent }: { seconds: number; percent: number },
): boolean =>
  now >= until && views >= rules.views && seconds >= rules.seconds && percent >= rules.percent;

/**
 * Returns the history after a refusal at the time `now`. Each refusal postpones the next prompt for longer. One that
 * another tab has recorded already does not count twice.
 */
export function afterRefusal(history: PromptHistory, { days }: PromptRules, now: number): PromptHistory {
  if (now < history.until) return history;
  const pause = days[Math.min(history.refusals, days.length - 1)]!;
  return { ...history, refusals: history.refusals + 1, until: now + pause * DAY_MS };
}
