/** Holds the promise that the element's property `ready` returns. It is created when the page reads the property. */

import type { BacaArticle } from "../baca.d.ts";

/** The promise of the property `ready`: the article, once it is shown. */
export class Ready {
  #promise: Promise<BacaArticle> | undefined;
  #pending: { resolve: (article: BacaArticle) => void; reject: (error: Error) => void } | null = null;
  /** Creates the promise after the article was shown or has failed. */
  #settled: (() => Promise<BacaArticle>) | undefined;

  get promise(): Promise<BacaArticle> {
    if (!this.#promise) {
      this.#promise = this.#settled?.()
        ?? new Promise((resolve, reject) => (this.#pending = { resolve, reject }));
      // Prevents `unhandledrejection`: an event and a message on the page report the failure too.
      this.#promise.catch(() => {});
    }
    return this.#promise;
  }

  /** Makes the property return a new promise, unless the current one is pending. */
  renew(): void {
    if (!this.#pending) this.#promise = this.#settled = undefined;
  }

  /** Resolves the promise with the article that `make` creates, which is called only if the page needs it. */
  resolve(make: () => BacaArticle): void {
    this.#pending?.resolve(make());
    this.#pending = null;
    this.#settled = async () => make();
  }

  /** Rejects the promise with the error of a failed load. */
  reject(error: Error): void {
    this.#pending?.reject(error);
    this.#pending = null;
    this.#settled = () => Promise.reject(error);
  }
}
