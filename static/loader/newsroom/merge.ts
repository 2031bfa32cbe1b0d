/**
 * Compares two versions of a live article's body. Blocks are recognized by their id; without one, an update by its
 * time, any other block by its content. Nothing here uses the page.
 */

/** What differs between two versions; all lists contain keys of blocks. */
export interface Changes {
  added: string[];
  changed: string[];
  removed: string[];
  /** Whether blocks of both versions are in another order. */
  isReordered: boolean;
}

type Members = Record<string, unknown>;

/** Writes a value so that equal values have equal texts, whatever the order of their members is. */
const textOf = (value: unknown): string => JSON.stringify(value, (_, inner: unknown) =>
  typeof inner === "object" && inner && !Array.isArray(inner)
    ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
    : inner);

/** Returns a key for each block. A key that occurs again gets a number, so that all are different. */
export function keysOf(body: unknown[]): string[] {
  const counts = new Map<string, number>();
  return body.map((block) => {
    const { id, type, published } = (typeof block === "object" && block ? block : {}) as Members;
    const isId = (typeof id === "string" && id !== "") || typeof id === "number";
    const isTimed = type === "update" && typeof published === "string";
    const key = isId ? `id ${String(id)}` : isTimed ? `at ${published}` : `is ${textOf(block)}`;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count > 1 ? `${key} (${count})` : key;
  });
}

/** Returns the changes from one version of a body to the next. */
export function compare(before: unknown[], after: unknown[]): Changes {
  const [oldKeys, newKeys] = [keysOf(before), keysOf(after)];
  const oldTexts = new Map(oldKeys.map((key, index) => [key, textOf(before[index])]));
  const newTexts = new Map(newKeys.map((key, index) => [key, textOf(after[index])]));
  const kept = newKeys.filter((key) => oldTexts.has(key));
  const keptBefore = oldKeys.filter((key) => newTexts.has(key));
  return {
    added: newKeys.filter((key) => !oldTexts.has(key)),
    changed: kept.filter((key) => oldTexts.get(key) !== newTexts.get(key)),
    removed: oldKeys.filter((key) => !newTexts.has(key)),
    isReordered: kept.some((key, index) => key !== keptBefore[index]),
  };
}
