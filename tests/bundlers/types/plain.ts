// Without a framework: the tag, its events, and the exports of the package.
import "baca-reader/define";
import { BacaReader, setBasePath, type BacaArticle, type BacaConfig } from "baca-reader";

setBasePath("/assets/baca/");
const reader = document.createElement("baca-reader");
const same: BacaReader = reader;
reader.addEventListener("baca-load", ({ detail }) => detail.headline.length);
document.addEventListener("baca-error", ({ detail }) => detail.code === "config");
document.querySelector("baca-reader")?.reload().then((article: BacaArticle) => article.body);
const version: string = BacaReader.version;
const config: BacaConfig = { share: ["copy"] };
reader.config = config;
// @ts-expect-error: no such event
reader.addEventListener("baca-load", (event: MouseEvent) => event);
// @ts-expect-error: not a format
reader.format = "wordpres";
// @ts-expect-error: a number is no folder
setBasePath(1);
export { same, version };
