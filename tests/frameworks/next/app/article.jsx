"use client";
import "baca-reader";
import { BacaReader } from "baca-reader/react";

export function Article({ article }) {
  return (
    <>
      <baca-reader id="fetched" src="/feed.json"><p>Before</p></baca-reader>
      <BacaReader id="given" article={article} onBacaLoad={({ detail }) => { document.documentElement.dataset.headline = detail.headline; }} />
    </>
  );
}
