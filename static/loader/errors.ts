/** Errors with the code that the event `baca-error` reports. */

interface ErrorDetails {
  /** Whether a later attempt can succeed. */
  retryable?: boolean;
  /** HTTP status, if a response caused the error. */
  status?: number | undefined;
  /** Whether the reader itself has failed, not its article. The text of an article that has arrived can be shown. */
  isInternal?: boolean;
  /** Whether the site has to correct it; the connection and the browser are not the cause. */
  isSetup?: boolean;
  cause?: unknown;
}

/** An error with a code, as `baca-error` reports it. */
export class BacaError extends Error {
  declare readonly code: string;
  declare readonly retryable: boolean;
  declare readonly status: number;
  declare readonly isInternal: boolean;
  declare readonly isSetup: boolean;

  constructor(
    code: string,
    message: string,
    { retryable = false, status = 0, isInternal = false, isSetup = false, cause }: ErrorDetails = {},
  ) {
    super(message, { cause });
    Object.assign(this, { name: "BacaError", code, retryable, status, isInternal, isSetup });
  }
}

/** Converts any thrown value to a `BacaError`. A value without a code becomes an internal error, `unsupported`. */
export function asBacaError(error: unknown): BacaError {
  if (error instanceof BacaError) return error;
  const { code, message = String(error), retryable } = (error ?? {}) as Partial<BacaError>;
  const isInternal = typeof code !== "string";
  return new BacaError(isInternal ? "unsupported" : code, message, { retryable, isInternal, cause: error });
}

/** Returns the message of any thrown value. */
export const messageOf = (error: unknown): string => (error as Partial<Error> | null)?.message ?? String(error);
