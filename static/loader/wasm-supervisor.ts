/**
 * Keeps track of the WebAssembly modules in the page. A panic in Rust is a trap. A module that has trapped is not
 * called again: it is removed, and the trap listeners are notified.
 */

import type { AnyModule, Arguments, FunctionName, ModuleName, Result } from "./bindings.ts";
import { BacaError, messageOf } from "./errors.ts";
import type { SharedDownload } from "./silence-limit.ts";

/** The downloads of the modules, by name; each resolves with the functions of the module. */
export const downloads = new Map<ModuleName, SharedDownload<AnyModule>>();
/** How often each module has been removed. The number is part of its URL, so that the browser runs it again. */
export const generations = new Map<ModuleName, number>();
/** The names of the running modules; a module that has trapped is not among them. */
const running = new Map<AnyModule, ModuleName>();

/** Milliseconds without progress after which a download is replaced if the article is requested again. */
const STALLED_MS = 1000;

/** Makes the next call of `load` (`modules.ts`) start a new download of each module whose download has stalled. */
export function forgetStalled(): void {
  for (const [name, download] of downloads) if (download.isSilentFor(STALLED_MS)) forget(name, download);
}

type TrapListener = (module: AnyModule, message: string) => void;

/** Trap listeners, called asynchronously with the module and the message. */
export const trapListeners = new Set<TrapListener>();

/** Makes the next request for a module load a new instance, unless a newer download than `download` has started. */
export function forget(name: ModuleName, download = downloads.get(name)): void {
  if (downloads.get(name) !== download) return;
  downloads.delete(name);
  generations.set(name, (generations.get(name) ?? 0) + 1);
}

/**
 * Registers a module before it starts. The JavaScript glue of our modules reports their traps, including those in
 * listeners and timers (`xtask/src/glue.rs`), so traps of other WebAssembly in the page are ignored.
 */
export function supervise(name: ModuleName, module: AnyModule): void {
  running.set(module, name);
  module.supervisor.onTrap = (error) => reportTrap(module, messageOf(error));
}

/** Removes a module that has trapped and notifies the listeners. */
export function reportTrap(module: AnyModule, message: string): void {
  const name = running.get(module);
  if (!name) return;
  running.delete(module);
  forget(name);
  for (const listener of trapListeners) setTimeout(listener, 0, module, message);
}

/** Calls a function of a module and rethrows what it throws. An error without a code is a trap. */
export function call<Module extends AnyModule, Name extends FunctionName<Module>>(
  module: Module,
  name: Name,
  ...args: Arguments<Module[Name]>
): Result<Module[Name]> {
  const file = running.get(module);
  try {
    return (module[name] as (...args: unknown[]) => Result<Module[Name]>)(...args);
  } catch (error) {
    if (typeof (error as { code?: unknown }).code === "string") throw error;
    reportTrap(module, messageOf(error));
    // A missing function of the script or of the WebAssembly has the name `name` in both.
    if (!(error instanceof TypeError) || !/not a function/.test(error.message)) throw error;
    const message = `${file}.js or ${file}_bg.wasm is of another release: ${error.message}`;
    throw new BacaError("unsupported", message, { retryable: true, isInternal: true, cause: error });
  }
}

/** Calls a function of a module unless it has trapped. Logs an error and returns `undefined` instead of throwing. */
export function callSafely<Module extends AnyModule, Name extends FunctionName<Module>>(
  module: Module,
  name: Name,
  ...args: Arguments<Module[Name]>
): Result<Module[Name]> | undefined {
  if (!running.has(module)) return;
  try {
    return call(module, name, ...args);
  } catch (error) {
    console.error(`baca-reader: ${name}: ${messageOf(error)}`);
  }
}
