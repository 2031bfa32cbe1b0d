// The props of the tag in Vue.
import type {} from "baca-reader/vue";
import type { GlobalComponents } from "vue";

type Props = InstanceType<GlobalComponents["baca-reader"]>["$props"];

export const props: Props = {
  src: "/a.json", article: { baca: 1 }, class: "a", onBacaLoad: ({ detail }) => detail.blocks,
};
// @ts-expect-error: not a format
export const a: Props = { format: "wordpres" };
// @ts-expect-error: the detail has no such member
export const b: Props = { onBacaLoad: ({ detail }) => detail.percent };
