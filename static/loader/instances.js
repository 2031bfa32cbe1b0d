/**
 * The instances of the WebAssembly modules in this page. A panic is a trap: a module in which one
 * happened must not be called again. It is forgotten, and who stands on it hears of it.
 */

/** By the module's name: a promise of its glue. */
export const instances = new Map();
/** Counts instances of each module: one that has failed is not used again. */
export const incarnations = new Map();
/** By the glue: the module's name. What has fallen is not among them. */
export const running = new Map();
/** Modules that were not compiled from their response: they have no name in Chromium's stacks. */
export const nameless = new Set();
/** Who hears of a fall, in a task of its own: functions of the glue that has fallen and a message. */
export const standing = new Set();

/** The next one who asks gets a new instance: a module that failed stays failed in this page under the same address. */
export function forget(name) {
  instances.delete(name);
  incarnations.set(name, (incarnations.get(name) ?? 0) + 1);
}

/** A module has panicked. */
export function fell(glue, message) {
  const name = running.get(glue);
  if (!running.delete(glue)) return;
  forget(name);
  for (const heard of standing) setTimeout(heard, 0, glue, message);
}

/** Calls a function of a module. What it throws without a code is no answer of the module, but its fall. */
export function ask(glue, name, ...args) {
  try {
    return glue[name](...args);
  } catch (error) {
    if (typeof error.code !== "string") fell(glue, error.message);
    throw error;
  }
}

/** The same where the caller goes on in any case, also after a fall. */
export function tell(glue, name, ...args) {
  if (!running.has(glue)) return;
  try {
    return ask(glue, name, ...args);
  } catch (error) {
    console.error(`baca-reader: ${name}: ${error.message}`);
  }
}

// What the modules throw outside of a call from here, in a listener or a timer of theirs.
globalThis.addEventListener?.("error", ({ error }) => {
  const stack = String(error?.stack);
  for (const [glue, name] of running) {
    if (stack.includes(`${name}_bg`) || (nameless.has(name) && stack.includes("wasm://"))) fell(glue, error.message);
  }
});
