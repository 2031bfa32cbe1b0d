/** Ends responses that nobody reads. */

/** Cancels the body of a response. Until somebody reads or cancels it, Chromium keeps the request and its memory. */
export const cancelBody = (response: Response): void => void response.body?.cancel().catch(() => {});
