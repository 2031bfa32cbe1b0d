/** The tag in JSX of Solid: `import type {} from "baca-reader/solid"`. */

import type { BacaReader, BacaConfig } from "./baca.js";
import type { BacaListeners, BacaReaderAttributes } from "./attributes.js";

declare module "solid-js/jsx-runtime" {
  namespace JSX {
    interface IntrinsicElements {
      "baca-reader": Omit<HTMLAttributes<BacaReader>, keyof BacaReaderAttributes>
        & BacaReaderAttributes
        & BacaListeners<"on:">
        & { "prop:article"?: object | string | null; "prop:config"?: BacaConfig | string | null };
    }
  }
}
