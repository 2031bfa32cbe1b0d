/** What all frameworks share: the element's attributes, properties and listeners as members of one object. */

import type { BacaConfig, BacaEvent, BacaEventDetails, BacaFormat, BacaTheme } from "./baca.js";

export interface BacaReaderAttributes {
  /** Address of the article. */
  src?: string;
  /** Format of the article. Without it, the format is detected. */
  format?: BacaFormat | "";
  /** Which article of a feed or list is shown: its id or address. */
  item?: string;
  /** The site's configuration: its address, or an object where the framework sets properties. */
  config?: BacaConfig | string;
  /** Language of the controls. */
  lang?: string;
  /** Colour theme. */
  theme?: BacaTheme;
  /** Loading fails after this many seconds without a byte. */
  timeout?: number | string;
  /** The article as an object or JSON text, where the framework sets properties. */
  article?: object | string | null;
}

/** Listeners of the element's events, by the event's name after a prefix. */
export type BacaListeners<Prefix extends string> = {
  [Name in keyof BacaEventDetails as `${Prefix}${Name}`]?: (event: BacaEvent<Name>) => void;
};

/** `baca-text-size` becomes `BacaTextSize`. */
type Pascal<Name extends string> = Name extends `${infer Head}-${infer Tail}`
  ? `${Capitalize<Head>}${Pascal<Tail>}`
  : Capitalize<Name>;

/** Listeners of the element's events, as `onBacaLoad`. */
export type BacaCallbacks = {
  [Name in keyof BacaEventDetails as `on${Pascal<Name>}`]?: (event: BacaEvent<Name>) => void;
};
