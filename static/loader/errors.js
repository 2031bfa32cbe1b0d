/** Failures, each with the code that `baca-error` carries. */

export class BacaError extends Error {
  constructor(code, message, { retryable = false, status = 0, cause } = {}) {
    super(message, { cause });
    Object.assign(this, { name: "BacaError", code, retryable, status });
  }
}

/** What was thrown, by whomever, as a failure with a code. */
export function asBacaError(error) {
  if (error instanceof BacaError) return error;
  const { code = "unsupported", message = String(error), retryable = false } = error ?? {};
  return new BacaError(typeof code === "string" ? code : "unsupported", message, { retryable, cause: error });
}
