import { BacaReader } from "baca-reader/react";
import type { BacaReader as Element } from "baca-reader";
import { createRef } from "react";

const ref = createRef<Element>();
export const tag = (
  <baca-reader src="/a.json" theme="dark" lang="id" ref={ref} className="a" onbaca-load={({ detail }) => detail.blocks}>
    <article>Text</article>
  </baca-reader>
);
export const component = (
  <BacaReader
    article={{ baca: 1 }} config={{ share: ["copy"] }} timeout={5} ref={ref} className="a"
    onBacaLoad={({ detail }) => detail.headline} onBacaTextSize={({ detail }) => detail.size.toFixed()}
  >
    <p>Text</p>
  </BacaReader>
);
// @ts-expect-error: not a theme
export const a = <baca-reader theme="darkest" />;
// @ts-expect-error: the detail has no such member
export const b = <BacaReader onBacaLoad={({ detail }) => detail.percent} />;
// @ts-expect-error: not an attribute
export const c = <BacaReader source="/a.json" />;
