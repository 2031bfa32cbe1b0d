/** Finds the name that was probably meant, as `crates/wire/src/decoder/misnomers.rs` does. */

import MISNOMERS from "../../../crates/wire/src/decoder/misnomers.json" with { type: "json" };

/** Reduces a name to its letters and digits, in lower case. */
const plain = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

/** Returns the name in `known` that `name` probably means; `undefined` if none is similar enough. */
export function suggest(name: string, known: readonly string[]): string | undefined {
  const wanted = plain(name);
  const same = known.find((right) => plain(right) === wanted);
  const others = (right: string) => (MISNOMERS as Record<string, string[]>)[right] ?? [];
  const called = () => known.find((right) => others(right).some((other) => plain(other) === wanted));
  const misspelt = () => {
    const [right, errors] = known.map((right) => [right, distance(wanted, plain(right))] as const)
      .reduce((best, next) => (next[1] < best[1] ? next : best), ["", Infinity] as const);
    const length = Math.min(wanted.length, right.length);
    return length > 1 && errors <= (length > 4 ? 2 : 1) ? right : undefined;
  };
  return same ?? called() ?? misspelt();
}

/** Counts the differences of two names: missing, additional, wrong and swapped characters. */
function distance(from: string, to: string): number {
  const rows = [Array.from({ length: to.length + 1 }, (_, index) => index)];
  for (let i = 0; i < from.length; i += 1) {
    const row = [i + 1];
    for (let j = 0; j < to.length; j += 1) {
      const costs = [rows[i]![j]! + Number(from[i] !== to[j]), rows[i]![j + 1]! + 1, row[j]! + 1];
      if (i && j && from[i - 1] === to[j] && to[j - 1] === from[i]) costs.push(rows[i - 1]![j - 1]! + 1);
      row.push(Math.min(...costs));
    }
    rows.push(row);
  }
  return rows[from.length]![to.length]!;
}
