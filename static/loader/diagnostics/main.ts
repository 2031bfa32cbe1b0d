/**
 * `baca-diagnostics.js`: the explanations of failures that are logged to the console for the developers of a site. The
 * loader imports it when something has failed or looks like a mistake.
 *
 * - `failed-request.ts` finds out why a file could not be fetched.
 * - `mistakes.ts` reports mistakes in attributes, articles and configurations; `suggestion.ts` finds the intended name.
 */

export { diagnose } from "./failed-request.ts";
export { checkAttributes, explain, logIdle } from "./mistakes.ts";
