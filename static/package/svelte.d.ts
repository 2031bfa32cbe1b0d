/** The tag in templates of Svelte: `import type {} from "baca-reader/svelte"`. */

import type { HTMLAttributes } from "svelte/elements";
import type { BacaReader } from "./baca.js";
import type { BacaListeners, BacaReaderAttributes } from "./attributes.js";

declare module "svelte/elements" {
  interface SvelteHTMLElements {
    "baca-reader": Omit<HTMLAttributes<BacaReader>, keyof BacaReaderAttributes>
      & BacaReaderAttributes
      & BacaListeners<"on">;
  }
}
