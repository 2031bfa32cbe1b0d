/** Writes JSON correctly even if a script of the page has added `toJSON` to the built-in prototypes. */

/** Returns whether a value is a list, or a plain object without its own `toJSON`. */
const isPlain = (value: unknown): boolean =>
  Array.isArray(value)
  || (typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype
    && !Object.hasOwn(value, "toJSON"));

/** Writes a value as `JSON.stringify` does, but ignores `toJSON` methods that libraries have added to prototypes. */
export const stringify = (value: unknown): string =>
  JSON.stringify(value, function (this: Record<string, unknown>, key, converted: unknown) {
    const original = this[key];
    return isPlain(original) ? original : converted;
  });
