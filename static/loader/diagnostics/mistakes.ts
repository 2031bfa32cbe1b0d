/** Logs mistakes of the site to the console, each once. */

import { suggest } from "./suggestion.ts";

/** The attributes of the element (`static/element.json`). */
export const ATTRIBUTES = ["src", "format", "item", "config", "lang", "theme", "timeout"];
/** The values of the attributes that have a fixed set of them. */
export const VALUES: Record<string, string[]> = {
  theme: ["auto", "light", "dark", "sepia", "contrast"],
  format: [
    "baca", "wordpress", "json-feed", "schema-org", "ghost", "activitypub", "ans", "apple-news", "guardian", "lexical",
    "contentful", "prosemirror", "editorjs", "portable-text", "strapi", "headless", "html",
  ],
};

const logged = new Set<string>();

function logOnce(message: string): void {
  if (logged.has(message)) return;
  logged.add(message);
  console.warn(`baca-reader: ${message}`);
}

const question = (right: string | undefined) => (right ? `did you mean \`${right}\`?` : "");

/** Logs attributes with a name close to one of the element's, and values that an attribute cannot have. */
export function checkAttributes(host: Element): void {
  for (const { name, value } of host.attributes) {
    // Svelte's server writes an object that the browser sets as property.
    if (value === "[object Object]") continue;
    const known = VALUES[name];
    const right = !ATTRIBUTES.includes(name) && !host.hasAttribute(suggest(name, ATTRIBUTES) ?? name)
      && suggest(name, ATTRIBUTES);
    if (right) logOnce(`unknown attribute \`${name}\`: ${question(right)}`);
    if (known && value && !known.includes(value)) {
      logOnce(`unknown ${name} \`${value}\`: ${question(suggest(value, known)) || `expected ${known.join(", ")}`}`);
    }
  }
}

/** A problem about an unknown name, as `crates/wire/src/decoder/members.rs` reports it in a browser. */
const UNKNOWN = /^(.*?): unknown (?:member|value `(.*)`): expected ([\w, -]+)$/;

/** Replaces the list of known names in a problem by the closest one, if one is close. */
export function explain(problem: string): string {
  const [, path, value, list] = UNKNOWN.exec(problem) ?? [];
  const right = list && suggest(value ?? path!.split(".").at(-1)!, list.split(", "));
  return right ? problem.replace(/: expected [\w, -]+$/, `: ${question(right)}`) : problem;
}

/** Logs that an element has had nothing to show for a while. */
export const logIdle = (): void =>
  logOnce("there is nothing to show: set `src` or the property `article`, or put an <article> or a script with JSON "
    + "into the element");
