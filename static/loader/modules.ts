/**
 * Loads the WebAssembly modules, each once per page. `baca-app` renders articles in Baca's own format. `baca-html`
 * converts HTML and the most common formats, `baca-formats` all formats; one of them is loaded if an article needs it.
 * `baca-panels` has the panels and is loaded after the article is shown. `baca-discussion` renders a discussion and is
 * loaded when one is opened.
 */

import type { AnyModule, ModuleName, Modules } from "./bindings.ts";
import { shared } from "./downloads.ts";
import { BacaError, messageOf } from "./errors.ts";
import { blockedBy, blockedByPolicy, failedRequest } from "./failed-request.ts";
import { importFile, scriptUrl, wasmUrl } from "./files.ts";
import { cancelBody } from "./responses.ts";
import { hostServices } from "./services.ts";
import { DEFAULT_TIMEOUT_S, perKilobyte, type SharedDownload } from "./silence-limit.ts";
import { trustedTypesPolicy } from "./trusted-types.ts";
import { reportTrap, supervise } from "./wasm-supervisor.ts";

/**
 * Resolves with a module once it has started. Rejects with a `BacaError` if it cannot be fetched or started, or if less
 * than 1 KB of it arrives in `timeout` seconds. After a failure the next call tries again with another URL, since
 * browsers cache failed imports.
 */
export function load<Name extends ModuleName>(name: Name, timeout = DEFAULT_TIMEOUT_S): Promise<Modules[Name]> {
  return shared(name, timeout, (...download) => start(name, ...download) as Promise<Modules[Name]>);
}

/** Creates the error for a file that has arrived but cannot be used. */
const unusable = (message: string, cause?: unknown) =>
  new BacaError("unsupported", message, { isInternal: true, cause });

/** Fetches the script and the WebAssembly of a module in parallel, and starts the module. */
async function start(
  name: ModuleName,
  download: SharedDownload<unknown>,
  signal: AbortSignal,
  generation?: number,
): Promise<AnyModule> {
  if (!globalThis.WebAssembly) throw unusable("this browser has no WebAssembly");
  const script = scriptUrl(name, generation);
  const wasm = wasmUrl(name);
  const imported = importScript(script, importFile(name, generation), signal, download.endLimits);
  const [module, compiled] = await Promise.all([
    imported,
    // After a failure the cache may contain the file that failed.
    compile(wasm, { signal, cache: generation ? "reload" : "default" }, download, imported),
  ]);
  try {
    await module.default({ module_or_path: compiled });
    supervise(name, module);
    module.start(trustedTypesPolicy(), (message) => reportTrap(module, message), hostServices);
  } catch (cause) {
    // Some browsers apply the policy when a module is instantiated, and WebKit reports no violation of it.
    const isPolicy = /unsafe-eval|content security/i.test(messageOf(cause));
    const policy = await blockedByPolicy("wasm-eval") ?? (isPolicy && blockedBy("script-src"));
    if (policy) throw new BacaError("unsupported", `${wasm}: ${policy}`, { isInternal: true, isSetup: true, cause });
    // The names of imports and exports differ between releases.
    throw unusable(`${script} and ${wasm} do not belong together (different releases?)`, cause);
  }
  return module;
}

async function importScript(
  url: string,
  script: Promise<unknown>,
  signal: AbortSignal,
  onFailure: () => void,
): Promise<AnyModule> {
  try {
    return await script as AnyModule;
  } catch (cause) {
    onFailure();
    if (cause instanceof SyntaxError) throw unusable(`${url}: is not a script of Baca: ${cause.message}`, cause);
    throw signal.aborted ? cause : await failedRequest(url, "script", cause);
  }
}

/** Calls `onProgress` for each kilobyte of a response. It reads a copy, since the compiler consumes the original. */
async function watch(response: Response, onProgress: () => void): Promise<void> {
  const chunks = response.clone().body!.getReader();
  const onBytes = perKilobyte(onProgress);
  for (;;) {
    const { done, value } = await chunks.read();
    if (done) return;
    onBytes(value.byteLength);
  }
}

/**
 * Fetches and compiles the WebAssembly of a module. The limits end when all of it and `script` have arrived. Rejects
 * with a `BacaError`.
 */
async function compile(
  url: string,
  options: RequestInit,
  { endLimits, onProgress }: SharedDownload<unknown>,
  script: Promise<unknown>,
): Promise<WebAssembly.Module> {
  const response = await fetch(url, options).catch(async (cause: unknown) => {
    endLimits();
    throw options.signal!.aborted ? cause : await failedRequest(url, "module", cause);
  });
  const { ok, status } = response;
  const type = response.headers.get("content-type");
  if (!ok || status === 204) {
    cancelBody(response);
    const details = { retryable: true, isInternal: true, isSetup: status < 500, status };
    throw new BacaError("network", `${url}: answered ${status}`, details);
  }
  // If the copy fails, so does the response, whose failure is reported.
  Promise.all([watch(response, onProgress), script]).then(endLimits, () => {});
  try {
    // Streaming compilation requires this content type without parameters; other servers get the slower way.
    if (type?.trim().toLowerCase() === "application/wasm") return await WebAssembly.compileStreaming(response);
    return await WebAssembly.compile(await response.arrayBuffer());
  } catch (cause) {
    endLimits();
    const message = messageOf(cause);
    const policy = await blockedByPolicy("wasm-eval");
    if (policy) {
      throw new BacaError("unsupported", `${url}: ${policy}: ${message}`, { isInternal: true, isSetup: true, cause });
    }
    if (cause instanceof WebAssembly.CompileError) {
      throw unusable(`${url}: is cut, damaged or not WebAssembly (${type ?? "no media type"}): ${message}`, cause);
    }
    throw new BacaError("network", `${url}: broke off: ${message}`, { retryable: true, isInternal: true, cause });
  }
}
