/** Reads and sets the attributes that properties reflect. */

/** Returns the URL in an attribute, made absolute if possible; empty if it has none. */
export function urlAttribute(host: Element, name: string): string {
  const value = host.getAttribute(name);
  // Svelte's server writes an object that the browser sets as property.
  if (value === null || value === "[object Object]") return "";
  try {
    return new URL(value, document.baseURI).href;
  } catch {
    return value;
  }
}

/** Sets an attribute, or removes it for `null` and `undefined`. */
export function reflect(host: Element, name: string, value: string | null | undefined): void {
  if (value === null || value === undefined) host.removeAttribute(name);
  else host.setAttribute(name, value);
}

/** Passes each property that was set before the element was defined to its setter. */
export function upgradeProperties(host: object, names: string[]): void {
  const properties = host as Record<string, unknown>;
  for (const name of names) {
    if (!Object.hasOwn(host, name)) continue;
    const value = properties[name];
    delete properties[name];
    properties[name] = value;
  }
}
