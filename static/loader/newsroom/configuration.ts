/** Reads the members of the configuration for this script. `crates/render/src/page/newsroom.rs` reads them too. */

import { type Fields, isObject } from "../preview/fields.ts";
import { resolve } from "./next-entries.ts";
import type { Rule } from "./spacing.ts";

/** Maximum number of rules for places. */
const MAX_RULES = 20;
/** Maximum height of a place, and maximum gutter, in pixels. */
const MAX_PIXELS = 4000;
/** Shortest time between two requests for a live article, in seconds. */
const MIN_INTERVAL_S = 15;
const DEFAULT_INTERVAL_S = 30;
/** Maximum number of articles that are rendered below one another, if the site sets none. */
const DEFAULT_MAX_NEXT = 5;

/** A rule for places, and what its places have. */
export interface PlaceRule extends Rule {
  label: string | undefined;
  /** Reserved heights: from this width on, this height, in pixels. */
  heights: [number, number][];
}

/** What the site's configuration says about places, access, live coverage and the next article. */
export interface NewsroomConfiguration {
  places: PlaceRule[];
  /** Number of blocks of a withheld article that are shown; `undefined` shows all that it has. */
  preview: number | undefined;
  /** Seconds between two requests for a live article. */
  interval: number;
  next: { feed: string | undefined; auto: boolean; max: number };
  hidden: string[];
  headingLevel: number;
  gutter: number | undefined;
}

type ReportProblem = (path: string, message: string) => void;

const isName = (value: unknown): value is string => typeof value === "string" && /^[\w-]{1,64}$/.test(value);
const isCount = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0;

/** Reads a configuration at the URL `base`. `report` is called with each problem. Never fails. */
export function readConfiguration(text: string, base: string, report: ReportProblem): NewsroomConfiguration {
  let config: Fields = {};
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) config = value;
  } catch {
    // The module reports that it is not JSON.
  }
  /** Returns an object of the configuration, empty if it is missing or of another type. */
  const object = (key: string, known: string[]): Fields => {
    const value = config[key] ?? {};
    if (!isObject(value)) report(key, "expected an object");
    const members = isObject(value) ? value : {};
    for (const name of Object.keys(members)) {
      if (!known.includes(name)) report(`${key}.${name}`, `unknown member: expected ${known.join(", ")}`);
    }
    return members;
  };
  /** Returns a member that is a whole number from `min`; `undefined` if it is missing or wrong. */
  const count = (members: Fields, key: string, path: string, min = 0): number | undefined => {
    const value = members[key];
    if (value === undefined) return;
    if (isCount(value) && value >= min) return value;
    report(`${path}.${key}`, `expected a whole number from ${min}`);
  };
  const access = object("access", ["preview"]);
  const live = object("live", ["every"]);
  const next = object("next", ["feed", "auto", "max"]);
  const parts = object("parts", ["hide", "headingLevel", "gutter"]);
  const hidden = Array.isArray(parts.hide) ? parts.hide : [];
  if (parts.hide !== undefined && !hidden.every(isName)) report("parts.hide", "expected names of parts");
  const gutter = count(parts, "gutter", "parts");
  return {
    places: placeRules(config.places, report, count),
    preview: count(access, "preview", "access"),
    interval: Math.max(count(live, "every", "live", 1) ?? DEFAULT_INTERVAL_S, MIN_INTERVAL_S),
    next: {
      feed: typeof next.feed === "string" ? resolve(next.feed, base || document.baseURI) : undefined,
      auto: next.auto === true,
      max: count(next, "max", "next") ?? DEFAULT_MAX_NEXT,
    },
    hidden: hidden.filter(isName),
    headingLevel: Math.min(count(parts, "headingLevel", "parts", 1) ?? 1, 6),
    gutter: gutter === undefined ? gutter : Math.min(gutter, MAX_PIXELS),
  };
}

function placeRules(
  value: unknown,
  report: ReportProblem,
  count: (members: Fields, key: string, path: string, min?: number) => number | undefined,
): PlaceRule[] {
  if (value !== undefined && !Array.isArray(value)) report("places", "expected a list");
  const out: PlaceRule[] = [];
  for (const [index, place] of (Array.isArray(value) ? value.slice(0, MAX_RULES) : []).entries()) {
    const path = `places[${index}]`;
    const members = isObject(place) ? place : {};
    const { name, at, label } = members;
    if (!isName(name) || out.some((rule) => rule.name === name)) {
      report(`${path}.name`, "expected a name of its own: letters, digits, - and _");
      continue;
    }
    const isFixed = at === "before-body" || at === "end";
    const after = count(members, "after", path, 1);
    if (!isFixed && after === undefined) {
      report(path, "expected `at` (before-body or end), or `after`");
      continue;
    }
    out.push({
      name,
      at: isFixed ? at : "after",
      after: after ?? 0,
      every: count(members, "every", path, 1) ?? 0,
      max: count(members, "max", path),
      label: typeof label === "string" && label ? label : undefined,
      heights: heightsOf(members.height, () => report(`${path}.height`, "expected pixels, or pixels by width")),
    });
  }
  return out;
}

/** Reads reserved heights: a number, or numbers by width; returns them in order of their widths. */
function heightsOf(value: unknown, report: () => void): [number, number][] {
  if (value === undefined) return [];
  const entries = Object.entries(isObject(value) ? value : { 0: value });
  const isHeight = ([width, height]: [string, unknown]) =>
    /^\d+$/.test(width) && typeof height === "number" && height >= 0;
  if (!entries.every(isHeight)) report();
  return entries.filter(isHeight)
    .map(([width, height]): [number, number] =>
      [Number(width), Math.min(Math.trunc(height as number), MAX_PIXELS)])
    .sort(([a], [b]) => a - b);
}
