/** The tag in templates of Vue: `import type {} from "baca-reader/vue"`. */

import type { HTMLAttributes } from "vue";
import type { BacaCallbacks, BacaReaderAttributes } from "./attributes.js";

export type BacaReaderComponent = new () => {
  $props: Omit<HTMLAttributes, keyof BacaReaderAttributes> & BacaReaderAttributes & BacaCallbacks;
};

declare module "vue" {
  interface GlobalComponents {
    "baca-reader": BacaReaderComponent;
    BacaReader: BacaReaderComponent;
  }
}
