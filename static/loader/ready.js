/** The promise `ready` of a reader. */
export class Ready {
  promise;
  #end = null;

  constructor() {
    this.renew();
  }

  /** A new promise, unless the present one still waits for its end. */
  renew() {
    if (this.#end) return;
    this.promise = new Promise((resolve, reject) => (this.#end = { resolve, reject }));
    // Nobody has to listen: a failure is told by event and on the page as well.
    this.promise.catch(() => {});
  }

  /** Ends it with the article or an error, unless it has ended. */
  settle(end) {
    this.#end?.[end instanceof Error ? "reject" : "resolve"](end);
    this.#end = null;
  }
}
