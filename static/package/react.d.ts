/** The element as a React component, and as a tag in JSX. React 18 and 19. */

import type { DetailedHTMLProps, ForwardRefExoticComponent, HTMLAttributes, RefAttributes } from "react";
import type { BacaReader as BacaReaderElement } from "./baca.js";
import type { BacaCallbacks, BacaListeners, BacaReaderAttributes } from "./attributes.js";

export type BacaReaderProps = Omit<HTMLAttributes<BacaReaderElement>, keyof BacaReaderAttributes>
  & BacaReaderAttributes
  & BacaCallbacks;

/**
 * `<baca-reader>` with objects for `article` and `config` and listeners such as `onBacaLoad`, also where React
 * hydrates a page of the server or has no support for custom elements (React 18).
 */
export const BacaReader: ForwardRefExoticComponent<BacaReaderProps & RefAttributes<BacaReaderElement>>;

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "baca-reader": Omit<
        DetailedHTMLProps<HTMLAttributes<BacaReaderElement>, BacaReaderElement>,
        keyof BacaReaderAttributes
      >
        & BacaReaderAttributes
        & BacaListeners<"on">;
    }
  }
}
