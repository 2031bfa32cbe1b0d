/** The one Trusted Types policy: what is parsed is inert, and its script URLs are the site's own. */
let policy;

export function trustedTypesPolicy() {
  try {
    const same = (text) => text;
    policy ??= globalThis.trustedTypes?.createPolicy("baca", { createHTML: same, createScriptURL: same });
  } catch {
    // The page forbids it: what needs it fails alone.
  }
  return policy;
}
