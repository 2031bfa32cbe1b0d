/** The tag in JSX of Preact: `import type {} from "baca-reader/preact"`. */

import type { HTMLAttributes } from "preact";
import type { BacaReader } from "./baca.js";
import type { BacaListeners, BacaReaderAttributes } from "./attributes.js";

declare module "preact" {
  namespace JSX {
    interface IntrinsicElements {
      "baca-reader": Omit<HTMLAttributes<BacaReader>, keyof BacaReaderAttributes>
        & BacaReaderAttributes
        & BacaListeners<"on">;
    }
  }
}
