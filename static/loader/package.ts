/** The entry point of the npm package: the element, and the place of its files for sites that copy them. */

export { BacaReader } from "./main.ts";
export { setBasePath } from "./files.ts";
