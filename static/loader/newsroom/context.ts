/** What the parts of this script share: the reader's element, the configuration and the loader's functions. */

import type { BacaReader } from "../../baca.d.ts";
import type { services } from "../script-services.ts";
import type { Texts } from "../texts.ts";
import type { NewsroomConfiguration } from "./configuration.ts";

/** Functions of the loader that the newsroom's script calls. */
export type Services = typeof services;

/** One reader, as the parts of the newsroom's script see it. */
export interface Context {
  readonly host: BacaReader;
  readonly root: ShadowRoot;
  readonly services: Services;
  readonly configuration: NewsroomConfiguration;
  /** The interface texts in the language of the article on screen. */
  readonly texts: Texts;
  /** Dispatches a cancelable event of the element; returns `false` if the page has called `preventDefault`. */
  emit(name: string, detail: object): boolean;
}
