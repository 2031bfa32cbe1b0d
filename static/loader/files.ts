/**
 * Knows where the other files of Baca are: in the folder that `baca.js` names, where a bundler has put them, or at the
 * address that `setBasePath` was given. In the npm package, `__BACA_PACKAGE__` is true: the files are named by static
 * imports and `new URL("…", import.meta.url)`, which bundlers follow. Otherwise the branch is left out of `baca.js`.
 */

import type { AnyModule, ModuleName } from "./bindings.ts";
import { localesOfPackage, type PackagedScript, scriptOfPackage, wasmOfPackage } from "./package-files.ts";

/** Names of the scripts that only some pages need. */
export type ScriptName =
  | "baca-analytics" | "baca-beside" | "baca-diagnostics" | "baca-listen" | "baca-newsroom" | "baca-readable"
  | "baca-reading" | "baca-rendered" | "baca-reports" | "baca-tabs";

let basePath: string | undefined;

/** Sets the folder of the other files, for sites that copy them to a place where the bundler does not find them. */
export function setBasePath(folder: string): void {
  basePath = new URL(folder.replace(/\/?$/, "/"), globalThis.document?.baseURI).href;
}

/** Returns the URL of a file. The version in it keeps caches from mixing two releases. */
function urlOf(file: string, query = ""): string {
  const name = `${file}?v=${__BACA_VERSION__}${query}`;
  // A bundler would search for files at a URL that is composed with `import.meta.url`. Without `setBasePath`, this one
  // is only part of messages.
  if (__BACA_PACKAGE__) return new URL(name, basePath ?? document.baseURI).href;
  return new URL(__BACA_FOLDER__ + name, import.meta.url).href;
}

/** Returns the URL of a module's WebAssembly. */
export const wasmUrl = (name: ModuleName): string =>
  __BACA_PACKAGE__ && !basePath ? wasmOfPackage[name]() : urlOf(`${name}_bg.wasm`);

/** Returns the URL of a script, for messages; `generation` counts the times that the script was loaded anew. */
export const scriptUrl = (name: string, generation = 0): string =>
  urlOf(`${name}.js`, generation ? `&again=${generation}` : "");

/** Returns the content of the file of an interface language. `fetchText` fetches the text at a URL. */
export async function localeFile(lang: string, fetchText: (url: string) => Promise<string>): Promise<unknown> {
  if (__BACA_PACKAGE__ && !basePath) return (await (await localesOfPackage()).default[lang]!()).default;
  return JSON.parse(await fetchText(urlOf(`locales/${lang}.json`)));
}

/** Imports a script. Each generation is another instance, since browsers run a module of one URL only once. */
export async function importFile(name: ModuleName | ScriptName, generation?: number): Promise<AnyModule | object> {
  if (__BACA_PACKAGE__) {
    // The comments keep bundlers from searching for the file.
    const copied = () => import(/* @vite-ignore */ /* webpackIgnore: true */ scriptUrl(name, generation));
    const script = await (basePath ? copied : scriptOfPackage[name])() as PackagedScript;
    return script.create?.() ?? script;
  }
  return await import(scriptUrl(name, generation)) as object;
}
