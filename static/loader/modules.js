/**
 * The WebAssembly, each module loaded once for the page: `baca-app` draws articles in Baca's own
 * format; `baca-formats`, only where it is needed, makes that out of every other; `baca-rooms`, once
 * the text is there, has what stands beside it; `baca-thread` draws a discussion that is opened.
 */

import { BacaError } from "./errors.js";
import { fell, forget, incarnations, instances, nameless, running } from "./instances.js";
import { servicesBy } from "./services.js";
import { trustedTypesPolicy } from "./trusted.js";

const VERSION = __BACA_VERSION__;
const HERE = import.meta.url;

/** The functions of a module, once it runs. */
export function load(name) {
  let instance = instances.get(name);
  if (!instance) {
    instance = begin(name, incarnations.get(name));
    instances.set(name, instance);
    instance.catch(() => forget(name));
  }
  return instance;
}

/** A failure to get what lies beside this script. */
const missing = (what) => (cause) => {
  throw new BacaError("network", `${what} could not be fetched: ${cause.message}`, { retryable: true, cause });
};

async function begin(name, again) {
  if (!globalThis.WebAssembly) {
    throw new BacaError("unsupported", "this browser has no WebAssembly");
  }
  const [glue, module] = await Promise.all([
    import(new URL(`${name}.js?v=${VERSION}${again ? `&again=${again}` : ""}`, HERE)).catch(missing(`${name}.js`)),
    compile(name),
  ]);
  try {
    await glue.default({ module_or_path: module });
  } catch (cause) {
    throw new BacaError("unsupported", `WebAssembly did not start: ${cause.message}`, { cause });
  }
  running.set(glue, name);
  glue.start(trustedTypesPolicy(), (message) => fell(glue, message), servicesBy(load));
  return glue;
}

async function compile(name) {
  const url = new URL(`${name}_bg.wasm?v=${VERSION}`, HERE);
  const response = await fetch(url).catch(missing(url.pathname));
  const { ok, status } = response;
  if (!ok) throw new BacaError("network", `${url.pathname} answered ${status}`, { retryable: true, status });
  try {
    // A server that does not know the type of wasm must not cost the reader the article.
    if (response.headers.get("content-type")?.startsWith("application/wasm")) return await WebAssembly.compileStreaming(response);
    nameless.add(name);
    return await WebAssembly.compile(await response.arrayBuffer());
  } catch (cause) {
    throw new BacaError("unsupported", `WebAssembly could not be compiled: ${cause.message}`, { cause });
  }
}
