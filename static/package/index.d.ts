/** Types of the package `baca-reader`. */

export * from "./baca.js";

/**
 * Sets the address of the folder that contains the package's files, for sites that copy them. Without it, the files
 * are where the bundler has put them. Call it before the first `<baca-reader>` is in the page.
 */
export function setBasePath(folder: string): void;
