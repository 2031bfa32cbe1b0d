// The site of tests/frameworks in Nuxt: the tag is a custom element, and not a component of Vue.
export default defineNuxtConfig({
  compatibilityDate: "2026-01-01",
  app: { head: { htmlAttrs: { lang: "en" }, title: "A page", link: [{ rel: "icon", href: "data:," }] } },
  telemetry: false,
  vue: { compilerOptions: { isCustomElement: (tag) => tag === "baca-reader" } },
});
