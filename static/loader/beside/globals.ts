/** Globals that are restored after a third-party comment script has replaced them. */
const GLOBALS = (
  "fetch JSON Promise Object Array Function Reflect Proxy Map Set WeakMap Symbol Date Math Number String Error "
  + "Intl URL Event CustomEvent DOMParser AbortController MutationObserver IntersectionObserver TextDecoder "
  + "WebAssembly queueMicrotask setTimeout clearTimeout setInterval clearInterval requestAnimationFrame "
  + "encodeURIComponent decodeURIComponent"
).split(" ");

/** Takes a snapshot of the page's globals; returns a function that restores those that were replaced since. */
export function snapshotGlobals(): () => void {
  const globals = globalThis as Record<string, unknown>;
  const before = GLOBALS.map((name) => [name, globals[name]] as const);
  return () => {
    for (const [name, value] of before) if (globals[name] !== value) globals[name] = value;
  };
}
