// One reader by each framework: an object as `article`, and a listener. `window.loaded` has the headlines by framework.

import { BacaReader as Component } from "baca-reader/react";
import { html, render as renderLit } from "lit";
import { h as preactElement, render as renderPreact } from "preact";
import { createElement } from "react";
import { createRoot } from "react-dom/client";
import solidElement from "solid-js/h";
import { render as renderSolid } from "solid-js/web";
import { mount } from "svelte";
import { createApp, h as vueElement } from "vue";
import Svelte from "./reader.svelte.js";

window.loaded = {};

/** Returns the article, the listener and the place of a framework. */
function given(name) {
  const place = document.createElement("div");
  place.id = name;
  document.body.append(place);
  const onLoad = ({ detail }) => (window.loaded[name] = detail.headline);
  return { place, article: { baca: 1, headline: name, body: ["It works."] }, onLoad };
}

{
  const { place, article, onLoad } = given("react");
  createRoot(place).render(createElement("baca-reader", { article, "onbaca-load": onLoad }));
}
{
  const { place, article, onLoad } = given("react-component");
  createRoot(place).render(createElement(Component, { article, onBacaLoad: onLoad, className: "mine" }));
}
{
  const { place, article, onLoad } = given("preact");
  renderPreact(preactElement("baca-reader", { article, "onbaca-load": onLoad }), place);
}
{
  const { place, article, onLoad } = given("vue");
  createApp({ render: () => vueElement("baca-reader", { article, onBacaLoad: onLoad }) }).mount(place);
}
{
  const { place, article, onLoad } = given("solid");
  renderSolid(() => solidElement("baca-reader", { "prop:article": article, "on:baca-load": onLoad }), place);
}
{
  const { place, article, onLoad } = given("lit");
  renderLit(html`<baca-reader .article=${article} @baca-load=${onLoad}></baca-reader>`, place);
}
{
  const { place, article, onLoad } = given("svelte");
  mount(Svelte, { target: place, props: { article, onLoad } });
}
