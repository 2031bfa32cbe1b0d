/** @jsxImportSource solid-js */
import type {} from "baca-reader/solid";

export const tag = (
  <baca-reader src="/a.json" prop:article={{ baca: 1 }} class="a" on:baca-load={({ detail }) => detail.blocks}>
    <article>Text</article>
  </baca-reader>
);
// @ts-expect-error: not a format
export const a = <baca-reader format="wordpres" />;
// @ts-expect-error: the detail has no such member
export const b = <baca-reader on:baca-load={({ detail }) => detail.percent} />;
