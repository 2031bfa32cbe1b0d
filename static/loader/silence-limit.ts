/** Limits on the time that a download may take without progress, which is a kilobyte: a trickle would never end. */

/** Default time without progress after which a download fails, in seconds. */
export const DEFAULT_TIMEOUT_S = 20;
/** Limits of the attribute: no response arrives within less, and the delay of a timer is limited to 24.8 days. */
const MIN_TIMEOUT_S = 0.1;
const MAX_TIMEOUT_S = 86_400;
/** Bytes that count as progress. */
const MIN_BYTES = 1024;
/** Parts in which a limit passes. While the page cannot run, as during a long task, at most one of them passes. */
const PARTS = 10;
const MS_OF_PART_PER_SECOND = 1000 / PARTS;

/** Returns the attribute `timeout` in seconds; the default if it is not a positive number. */
export function timeoutOf(host: Element): number {
  const seconds = Number(host.getAttribute("timeout"));
  return seconds > 0 ? Math.min(Math.max(seconds, MIN_TIMEOUT_S), MAX_TIMEOUT_S) : DEFAULT_TIMEOUT_S;
}

/** Ends a download that makes no progress. */
export interface SilenceTimer {
  restart(): void;
  stop(): void;
}

/**
 * Calls `onEnd` when `seconds` have passed since the start or the last `restart`, unless `stop` is called. What has
 * arrived during a long task is delivered before the next part of the time ends.
 */
export function silenceTimer(seconds: number, onEnd: () => void): SilenceTimer {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = () => clearTimeout(timer);
  const wait = (parts: number) => {
    timer = setTimeout(() => (parts ? wait(parts - 1) : onEnd()), seconds * MS_OF_PART_PER_SECOND);
  };
  const restart = () => {
    stop();
    wait(PARTS - 1);
  };
  restart();
  return { restart, stop };
}

/** Returns a function for the length of each chunk that has arrived; it calls `onProgress` after each kilobyte. */
export function perKilobyte(onProgress: () => void): (length: number) => void {
  let bytes = 0;
  return (length) => {
    bytes += length;
    if (bytes < MIN_BYTES) return;
    bytes = 0;
    onProgress();
  };
}

/** A download with several callers, each of which has its own limit on the time without progress. */
export class SharedDownload<Value> {
  /** The timers of the callers; `null` once there is nothing to wait for. */
  #timers: Set<SilenceTimer> | null = new Set();
  #lastProgress = performance.now();
  #value: Promise<Value>;
  #abort: () => void;

  /** `abort` cancels the download; it is called when the last caller has given up. */
  constructor(start: (download: SharedDownload<Value>) => Promise<Value>, abort: () => void) {
    this.#abort = abort;
    this.#value = start(this);
    // The callers of `within` report the failure.
    this.#value.catch(() => {});
  }

  /** To be called whenever a kilobyte has arrived. */
  onProgress = (): void => {
    this.#lastProgress = performance.now();
    this.#timers?.forEach((timer) => timer.restart());
  };

  /** To be called once everything has arrived or something has failed. Ends the limits: compiling may take longer. */
  endLimits = (): void => {
    this.#timers?.forEach((timer) => timer.stop());
    this.#timers = null;
  };

  /** Returns whether the download is in progress and nothing has arrived for `ms` milliseconds. */
  isSilentFor(ms: number): boolean {
    return this.#timers !== null && performance.now() - this.#lastProgress >= ms;
  }

  /** Resolves with the value, or rejects with `late()` after `seconds` without progress. */
  within(seconds: number, late: () => Error): Promise<Value> {
    const timers = this.#timers;
    if (!timers) return this.#value;
    return new Promise((resolve, reject) => {
      const timer = silenceTimer(seconds, () => {
        reject(late());
        end();
        if (!timers.size) this.#abort();
      });
      const end = () => {
        timer.stop();
        timers.delete(timer);
      };
      timers.add(timer);
      this.#value.then(resolve, reject).finally(end);
    });
  }
}
