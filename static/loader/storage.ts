/** The site's `localStorage`, which may be blocked or full. */

/** Returns a text of the site's storage; `null` if there is none, or if the storage is not available. */
export function readText(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Returns a value of the site's storage; `null` if there is none, or if the storage is not available. */
export function readStored<T>(key: string): T | null {
  try {
    return JSON.parse(readText(key)!) as T;
  } catch {
    return null;
  }
}

/** Stores a value; returns whether the browser has stored it. */
export function store(key: string, value: unknown): boolean {
  try {
    localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}
