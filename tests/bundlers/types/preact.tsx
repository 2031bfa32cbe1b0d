/** @jsxImportSource preact */
import type {} from "baca-reader/preact";

export const tag = (
  <baca-reader src="/a.json" article={{ baca: 1 }} class="a" onbaca-load={({ detail }) => detail.blocks}>
    <article>Text</article>
  </baca-reader>
);
// @ts-expect-error: not a format
export const a = <baca-reader format="wordpres" />;
// @ts-expect-error: the detail has no such member
export const b = <baca-reader onbaca-load={({ detail }) => detail.percent} />;
