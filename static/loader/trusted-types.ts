/**
 * Creates the Trusted Types policy `baca`, once per page. Markup passes unchanged: the modules only parse it into inert
 * documents. Of scripts it accepts only those that a configuration of the site names, see `configuration.ts`.
 */

/** A policy of Trusted Types, as far as Baca uses it. */
export interface TrustedTypesPolicy {
  createHTML(html: string): string;
  createScriptURL(url: string): string;
}

interface TrustedTypePolicyFactory {
  createPolicy(name: string, rules: TrustedTypesPolicy): TrustedTypesPolicy;
}

/** URLs of the scripts that the policy accepts. */
const scripts = new Set<string>();

/** Makes the policy accept these scripts. */
export function acceptScripts(urls: string[]): void {
  for (const url of urls) scripts.add(url);
}

const rules: TrustedTypesPolicy = {
  createHTML: (html) => html,
  createScriptURL(url) {
    // A script that has failed is requested again with this parameter.
    if (scripts.has(url.replace(/\?again=\d+$/, ""))) return url;
    const reason = `no configuration of this site names the script ${url}`;
    console.warn(`baca-reader: ${reason}`);
    throw new TypeError(reason);
  },
};

let policy: TrustedTypesPolicy | undefined;

/** Returns the policy; its rules as they are where the browser has no Trusted Types or the page forbids the policy. */
export function trustedTypesPolicy(): TrustedTypesPolicy {
  if (policy) return policy;
  policy = rules;
  try {
    const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypePolicyFactory };
    policy = trustedTypes?.createPolicy("baca", rules) ?? rules;
  } catch {
    // Articles in Baca's own format need no policy.
    const warning = "the page's content security policy forbids the Trusted Types policy `baca`: "
      + "articles in other formats, markup and comments may fail. Add it: trusted-types baca";
    console.warn(`baca-reader: ${warning}`);
  }
  return policy;
}

/** Converts markup to the form that the browser's parser accepts. */
export const trustedHtml = (html: string): string => trustedTypesPolicy().createHTML(html);
