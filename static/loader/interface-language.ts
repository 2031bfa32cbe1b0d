/** Chooses the interface language, as `Messages::choose` in `crates/render/src/messages.rs` does. */

import ALIASES from "../../crates/render/src/aliases.txt";

/**
 * Returns the first of the `known` languages that a tag in `wanted` (BCP 47) finds. Each tag is looked up as RFC 4647,
 * section 3.4, describes: subtags are removed from its end until a language is found. After each tag its alias is
 * looked up: `pt` finds `pt-BR`.
 */
export function interfaceLanguage(
  wanted: readonly (string | null | undefined)[],
  known: readonly string[],
): string | undefined {
  for (const range of wanted) {
    let tag = range?.trim().toLowerCase().replaceAll("_", "-");
    while (tag) {
      const find = (name = "") => known.find((lang) => lang.toLowerCase() === name.toLowerCase());
      const alias = () => ALIASES.split("\n").find((line) => line.startsWith(`${tag} `))?.slice(tag!.length + 1);
      const found = find(tag) ?? find(alias());
      if (found) return found;
      // A single letter begins an extension, which has no meaning without the subtag after it.
      tag = tag.replace(/(-[^-])?(-[^-]*|[^-]*)$/, "");
    }
  }
}
