/**
 * The files of the npm package, named so that bundlers find them. The scripts of the modules export `create`, which
 * returns a new instance at each call (`xtask/src/package.rs`): a bundler gives each file one URL.
 */

import type { ModuleName } from "./bindings.ts";
import type { ScriptName } from "./files.ts";

/** A script of the package. */
export interface PackagedScript {
  /** Returns a new instance of a module's script. */
  create?(): object;
}

type Import = () => Promise<PackagedScript>;

/** Imports each script of the package. */
export const scriptOfPackage: Record<ModuleName | ScriptName, Import> = {
  // @ts-expect-error: the file exists in the package only
  "baca-app": () => import("./baca-app.js"),
  // @ts-expect-error: the file exists in the package only
  "baca-formats": () => import("./baca-formats.js"),
  // @ts-expect-error: the file exists in the package only
  "baca-html": () => import("./baca-html.js"),
  // @ts-expect-error: the file exists in the package only
  "baca-panels": () => import("./baca-panels.js"),
  // @ts-expect-error: the file exists in the package only
  "baca-discussion": () => import("./baca-discussion.js"),
  // @ts-expect-error: the file exists in the package only
  "baca-analytics": () => import("./baca-analytics.js"),
  // @ts-expect-error: the file exists in the package only
  "baca-beside": () => import("./baca-beside.js"),
  // @ts-expect-error: the file exists in the package only
  "baca-readable": () => import("./baca-readable.js"),
  // @ts-expect-error: the file exists in the package only
  "baca-diagnostics": () => import("./baca-diagnostics.js"),
  // @ts-expect-error: the file exists in the package only
  "baca-reading": () => import("./baca-reading.js"),
  // @ts-expect-error: the file exists in the package only
  "baca-listen": () => import("./baca-listen.js"),
  // @ts-expect-error: the file exists in the package only
  "baca-newsroom": () => import("./baca-newsroom.js"),
  // @ts-expect-error: the file exists in the package only
  "baca-reports": () => import("./baca-reports.js"),
  // @ts-expect-error: the file exists in the package only
  "baca-rendered": () => import("./baca-rendered.js"),
  // @ts-expect-error: the file exists in the package only
  "baca-tabs": () => import("./baca-tabs.js"),
};

/** A script with an import of each interface language. */
type Locales = Record<string, () => Promise<{ default: unknown }>>;

/** Imports the script with the interface languages. */
// @ts-expect-error: the file exists in the package only
export const localesOfPackage = (): Promise<{ default: Locales }> => import("./baca-locales.js");

/** Returns the URL of each module's WebAssembly. */
export const wasmOfPackage = {
  "baca-app": () => new URL("./baca-app_bg.wasm", import.meta.url).href,
  "baca-formats": () => new URL("./baca-formats_bg.wasm", import.meta.url).href,
  "baca-html": () => new URL("./baca-html_bg.wasm", import.meta.url).href,
  "baca-panels": () => new URL("./baca-panels_bg.wasm", import.meta.url).href,
  "baca-discussion": () => new URL("./baca-discussion_bg.wasm", import.meta.url).href,
};
