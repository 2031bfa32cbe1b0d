/** A WebAssembly file, imported as a module that the platform has compiled. */
declare module "*.wasm" {
  const module: WebAssembly.Module;
  export default module;
}

/** A hash of the renderer, set by the build. */
declare const __BACA_EDGE_VERSION__: string;
