/** Dispatches the element's events and logs errors to the console. */

import type { BacaError } from "./errors.ts";

/** Dispatches `baca-NAME` on the element. Returns `false` if it is cancelable and the page has canceled it. */
export const emit = (host: HTMLElement, name: string, detail: object, cancelable = false): boolean =>
  host.dispatchEvent(new CustomEvent(`baca-${name}`, { detail, bubbles: true, composed: true, cancelable }));

type ReportedError = Pick<BacaError, "code" | "message" | "retryable">;

/** Dispatches `baca-error` and logs the error. */
export function reportError(
  host: HTMLElement,
  { code, message, retryable }: ReportedError,
  level: "error" | "warn" = "error",
): void {
  console[level](`baca-reader: ${code}: ${message}`);
  emit(host, "error", { code, message, retryable });
}
