// React's hydration leaves out objects, and React 18 sets neither properties nor listeners of custom elements. This
// component renders the attributes, also on a server, and sets the rest after the element is in the page.
"use client";

import { createElement, forwardRef, useEffect, useRef } from "react";
import "./baca.js";

/** `onBacaTextSize` becomes `baca-text-size`. */
const eventOf = (name) => name.slice(2).replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).slice(1);

export const BacaReader = forwardRef(function BacaReader({ article, config, className, ...others }, ref) {
  const element = useRef(null);
  const listeners = {};
  const attributes = className === undefined ? {} : { class: className };
  for (const [name, value] of Object.entries(others)) {
    if (/^onBaca[A-Z]/.test(name)) listeners[eventOf(name)] = value;
    else attributes[name] = value;
  }
  if (typeof config === "string") attributes.config = config;

  const latest = useRef(listeners);
  useEffect(() => {
    latest.current = listeners;
  });
  const names = Object.keys(listeners).sort().join(" ");
  useEffect(() => {
    const reader = element.current;
    const listen = (event) => latest.current[event.type]?.(event);
    const all = names ? names.split(" ") : [];
    for (const name of all) reader.addEventListener(name, listen);
    return () => {
      for (const name of all) reader.removeEventListener(name, listen);
    };
  }, [names]);
  const given = useRef(false);
  useEffect(() => {
    if (article !== undefined) element.current.article = article;
    else if (given.current) element.current.article = null;
    given.current = article !== undefined;
  }, [article]);
  useEffect(() => {
    if (typeof config === "object") element.current.config = config;
  }, [config]);

  attributes.ref = (node) => {
    element.current = node;
    if (typeof ref === "function") return ref(node);
    if (ref) ref.current = node;
  };
  return createElement("baca-reader", attributes);
});
