/** Style sheets for the element, as a site would write them (docs/styling.md shows them). */

/** @type {Record<string, string>} */
export const LOOKS = {
  'newspaper': `baca-reader {
  --baca-font-family: Charter, "Noto Serif", Georgia, serif;
  --baca-measure: 30em;
  --baca-line-height: 1.5;
  --baca-radius: 0;
}
baca-reader::part(headline) { font-weight: 800; letter-spacing: -0.02em; }
baca-reader::part(kicker) { text-transform: uppercase; letter-spacing: 0.08em; }`,
  'magazine': `baca-reader {
  --baca-font-family: "Iowan Old Style", Palatino, serif;
  --baca-font-size: 1.25em;
  --baca-line-height: 1.7;
  --baca-space: 1.5em;
}
baca-reader::part(header) { text-align: center; }
baca-reader::part(headline) { font-weight: 400; font-size: 2.6em; }
baca-reader::part(quote) { border: 0; font-size: 1.3em; }`,
  'technical': `baca-reader {
  --baca-font-family: system-ui, sans-serif;
  --baca-font-size: 1em;
  --baca-measure: 42em;
  --baca-radius: 8px;
}
baca-reader::part(code) { font-size: 0.9em; }`,
  'brand': `baca-reader {
  --baca-color-text: light-dark(#1d1b2e, #ecebf5);
  --baca-color-muted: light-dark(#5d5a77, #b1aecb);
  --baca-color-background: light-dark(#fbfaff, #17152a);
  --baca-color-accent: light-dark(#5b2bd9, #b79cff);
  --baca-color-border: light-dark(#d9d5ec, #3a3658);
}`,
  'quiet': `baca-reader::part(byline), baca-reader::part(published) { font-size: 0.875em; }
baca-reader::part(toolbar) { opacity: 0.7; }
baca-reader::part(tags) { display: none; }`,
};
