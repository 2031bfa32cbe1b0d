/** Attributes behind properties. */

/** The address in an attribute, absolute if it can be. */
export function address(host, name) {
  const value = host.getAttribute(name);
  if (value === null) return "";
  try {
    return new URL(value, document.baseURI).href;
  } catch {
    return value;
  }
}

export function reflect(host, name, value) {
  if (value === null || value === undefined) host.removeAttribute(name);
  else host.setAttribute(name, value);
}

/** Hands properties that were set before the element was defined to their accessors. */
export function upgrade(host, names) {
  for (const name of names) {
    if (!Object.hasOwn(host, name)) continue;
    const value = host[name];
    delete host[name];
    host[name] = value;
  }
}
