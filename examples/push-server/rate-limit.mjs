// Limits on how often a client may send requests: each has a number of requests at once, and gets further ones as
// time passes (a token bucket).

/** Clients that are remembered; the ones that were quiet longest are forgotten first. */
const MAX_CLIENTS = 10_000;

export class RateLimit {
  /** @type {Map<string, { left: number, at: number }>} */
  #clients = new Map();
  #burst;
  #perSecond;

  /**
   * @param {number} burst requests at once
   * @param {number} perMinute further requests
   */
  constructor(burst, perMinute) {
    this.#burst = burst;
    this.#perSecond = perMinute / 60;
  }

  /**
   * Counts a request. Returns 0 if it is allowed, else the seconds until the next one is.
   * @param {string} client
   */
  take(client, now = Date.now()) {
    const { left, at } = this.#clients.get(client) ?? { left: this.#burst, at: now };
    const available = Math.min(this.#burst, left + ((now - at) / 1000) * this.#perSecond);
    const isAllowed = available >= 1;
    this.#clients.delete(client);
    this.#clients.set(client, { left: isAllowed ? available - 1 : available, at: now });
    const [oldest] = this.#clients.keys();
    if (this.#clients.size > MAX_CLIENTS && oldest !== undefined) this.#clients.delete(oldest);
    return isAllowed ? 0 : Math.ceil((1 - available) / this.#perSecond);
  }
}
