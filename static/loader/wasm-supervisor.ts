/**
 * Keeps track of the WebAssembly modules in the page. A panic in Rust is a trap. A module that has trapped is not
 * called again: it is removed, and the trap listeners are notified.
 */

import type { AnyModule, Arguments, FunctionName, ModuleName, Result } from "./bindings.ts";
import { forget } from "./downloads.ts";
import { BacaError, messageOf } from "./errors.ts";

/** The names of the running modules; a module that has trapped is not among them. */
const running = new Map<AnyModule, ModuleName>();

type TrapListener = (module: AnyModule, message: string) => void;

/** Trap listeners, called asynchronously with the module and the message. */
export const trapListeners = new Set<TrapListener>();

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
