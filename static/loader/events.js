/** What the page hears of a reader: events, and lines in the console. */

export function emit(host, name, detail) {
  host.dispatchEvent(new CustomEvent(`baca-${name}`, { detail, bubbles: true, composed: true }));
}

/** Tells a failure. */
export function report(host, { code, message, retryable }, level = "error") {
  console[level](`baca-reader: ${code}: ${message}`);
  emit(host, "error", { code, message, retryable });
}

/** Tells what is wrong with the configuration, if anything is: the article stands all the same. */
export function misconfigured(host, problems) {
  if (problems.length) report(host, { code: "config", message: `configuration: ${problems.join("; ")}`, retryable: false }, "warn");
}
