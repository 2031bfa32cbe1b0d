/** What a script of somebody else's must not replace for longer than it runs. */
const GLOBALS = (
  "fetch JSON Promise Object Array Function Reflect Proxy Map Set WeakMap Symbol Date Math Number String Error Intl URL "
  + "Event CustomEvent DOMParser AbortController MutationObserver IntersectionObserver TextDecoder WebAssembly "
  + "queueMicrotask setTimeout clearTimeout setInterval clearInterval requestAnimationFrame encodeURIComponent "
  + "decodeURIComponent"
).split(" ");

/** Remembers the page's globals, and gives what puts them back. */
export function keep() {
  const before = GLOBALS.map((name) => [name, globalThis[name]]);
  return () => {
    for (const [name, value] of before) if (globalThis[name] !== value) globalThis[name] = value;
  };
}
