/** The site's `localStorage`, which may be blocked or full. */

/** Key of the reading positions. */
export const POSITIONS = "baca:places";

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

/** Stores a text; returns whether the browser has stored it. */
export function storeText(key: string, text: string): boolean {
  try {
    localStorage.setItem(key, text);
    return true;
  } catch {
    return false;
  }
}

/** Stores a value as JSON; returns whether the browser has stored it. */
export const store = (key: string, value: unknown): boolean => storeText(key, JSON.stringify(value));
