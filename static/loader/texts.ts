/** Interface texts of the scripts that are loaded after the article (`static/locales`), with the site's own labels. */

import { localeOf } from "./dates.ts";
import { interfaceLanguage } from "./interface-language.ts";
import type { textsForScript } from "./messages.ts";

type Forms = Record<string, string>;
type Group = Record<string, string | Forms>;

/** The texts of a script in the languages that the build names. */
export type TextsByLanguage = Record<string, Group>;

/** The texts of a script in one language. */
export interface Texts {
  /** Language of the texts, BCP 47. */
  lang: string;
  /** Returns a text with its placeholders replaced, such as `{n}`; empty if there is none. */
  t(key: string, values?: Record<string, string | number>): string;
  /** Returns the form of a text for the number `n`. */
  plural(key: string, n: number): string;
  /** Formats a number. */
  number(n: number): string;
}

/** What a script's texts depend on. */
export interface TextContext {
  /** The root element of the article, which has the language of the controls. */
  container: HTMLElement;
  /** Returns the site's configuration as JSON. */
  configuration(): { content: string };
  fetchedTexts: typeof textsForScript;
}

/** Returns the result of a formatter of `Intl`, or `other` where the browser has none for the language. */
function formatted(format: () => string, other: string): string {
  try {
    return format();
  } catch {
    return other;
  }
}

/** Returns the texts of a group in the language of the article's controls. */
export function textsOf(
  builtIn: TextsByLanguage,
  group: string,
  { container, configuration, fetchedTexts }: TextContext,
): Texts {
  const lang = container.lang || "en";
  const locale = localeOf(lang);
  const own = labels(configuration().content, lang);
  const fetched = fetchedTexts(lang, group);
  const names = Object.keys(builtIn);
  const name = interfaceLanguage([lang, "en"], names) ?? names[0]!;
  const texts = fetched ? JSON.parse(fetched.json) as Group : builtIn[name];
  const fill = (text: unknown, values: object) => Object.entries(values).reduce(
    (filled, [name, value]) => filled.replaceAll(`{${name}}`, String(value)),
    // A build may contain no language.
    typeof text === "string" ? text : texts ? "" : "…",
  );
  const number = (n: number) => formatted(() => new Intl.NumberFormat(locale).format(n), String(n));
  return {
    lang,
    number,
    t: (key, values = {}) => fill(own[key] ?? texts?.[key], values),
    plural(key, n) {
      const category = formatted(() => new Intl.PluralRules(locale).select(n), "other");
      const formOf = (text: unknown) => {
        const forms = Object(text) as Partial<Forms>;
        return forms[category] ?? forms.other;
      };
      return fill(formOf(own[key]) ?? formOf(texts?.[key]), { n: number(n) });
    },
  };
}

/** Returns the site's own labels for a language. */
function labels(configuration: string, lang: string): Record<string, unknown> {
  try {
    const all = (JSON.parse(configuration) as { labels?: Record<string, unknown> }).labels ?? {};
    const spelling = (tag: string) => tag.toLowerCase().replaceAll("_", "-");
    const found = Object.entries(all).find(([tag]) => spelling(tag) === spelling(lang))?.[1];
    return typeof found === "object" && found ? found as Record<string, unknown> : {};
  } catch {
    // The loader reports an invalid configuration.
    return {};
  }
}
