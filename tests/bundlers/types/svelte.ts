// The props of the tag in Svelte.
import type {} from "baca-reader/svelte";
import type { SvelteHTMLElements } from "svelte/elements";

type Props = SvelteHTMLElements["baca-reader"];

export const props: Props = {
  src: "/a.json", article: { baca: 1 }, class: "a", "onbaca-load": ({ detail }) => detail.blocks,
};
// @ts-expect-error: not a format
export const a: Props = { format: "wordpres" };
// @ts-expect-error: the detail has no such member
export const b: Props = { "onbaca-load": ({ detail }) => detail.percent };
