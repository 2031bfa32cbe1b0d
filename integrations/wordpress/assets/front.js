// Before the reader starts: sets the configuration that the page brings along, and takes sizes and colours of the theme,
// which the server does not know. Afterwards: hides the theme's comments while the reader shows them.

const root = document.documentElement;

/** Relative luminance below which a background is dark: there, white has more contrast with it than black. */
const DARK = 0.179;

/** Returns red, green, blue and opacity of a computed colour, each from 0 to 1. */
function channelsOf(color) {
  // Browsers return `color-mix` of any colour space as `color(srgb r g b / a)`.
  const probe = root.appendChild(document.createElement('i'));
  probe.style.color = `color-mix(in srgb, ${color}, ${color})`;
  const values = getComputedStyle(probe).color.match(/-?[\d.]+(?:e-?\d+)?|none/g) ?? [];
  probe.remove();
  return [0, 1, 2, 3].map((index) => Math.min(1, Math.max(0, Number(values[index] ?? 1) || 0)));
}

/** Returns a colour over another one. */
const over = (above, below) => [0, 1, 2].map((index) => above[index] * above[3] + below[index] * (1 - above[3])).concat(1);

const cssOf = ([red, green, blue]) => `rgb(${[red, green, blue].map((value) => Math.round(value * 255)).join(', ')})`;

/** Returns what is behind an element: the backgrounds from it up to the first opaque one. */
function backgroundOf(element) {
  const layers = [];
  for (let at = element; at && layers.at(-1)?.[3] !== 1; at = at.parentElement) {
    layers.push(channelsOf(getComputedStyle(at).backgroundColor));
  }
  return layers.reduceRight((below, above) => over(above, below), [1, 1, 1, 1]);
}

/** Returns the relative luminance of red, green and blue, from 0 (black) to 1, as WCAG 2 defines it. */
function luminanceOf(channels) {
  const [red, green, blue] = channels.map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Returns the contrast of two colours, from 1 to 21. */
function contrastOf(first, second) {
  const [dark, light] = [luminanceOf(first), luminanceOf(second)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** Sets the configuration that the page brings along. Without it, the reader fetches the one that its attribute names. */
function adoptConfiguration(reader) {
  const kind = reader.parentElement.classList.contains('baca-whole') ? 'whole' : 'post';
  // An element may have this name too; only what a script has set is a property of the window's own.
  const text = Object.hasOwn(window, 'bacaConfigurations') && window.bacaConfigurations[kind];
  if (typeof text === 'string') reader.config = JSON.parse(text);
}

/** Sets text size, line height and the font of headings to those of the theme. `data-baca-size` is in percent. */
function adoptType(reader) {
  const frame = reader.parentElement;
  const heading = document.createElement('h2');
  frame.append(heading);
  const { fontFamily, fontWeight } = getComputedStyle(heading);
  reader.style.setProperty('--baca-wordpress-heading-font', fontFamily);
  reader.style.setProperty('--baca-wordpress-heading-weight', fontWeight);
  heading.remove();
  const probe = document.createElement('p');
  probe.style.font = 'medium serif';
  frame.append(probe);
  const medium = Number.parseFloat(getComputedStyle(probe).fontSize);
  probe.removeAttribute('style');
  // The paragraphs of a theme may have another size than what is around them.
  const { fontSize, lineHeight } = getComputedStyle(probe);
  probe.remove();
  const size = Number.parseFloat(fontSize);
  if (!medium || !size) return;
  const percent = Number(reader.getAttribute('data-baca-size')) || 100;
  reader.style.setProperty('--baca-font-size', `${(size / medium) * (percent / 100)}em`);
  const height = Number.parseFloat(lineHeight) / size;
  if (height >= 1.2 && height <= 2.5) reader.style.setProperty('--baca-line-height', String(Math.round(height * 100) / 100));
}

/** Sets the colours of a reader to those of the page around it. */
function adoptColors(reader) {
  const frame = reader.parentElement;
  const probe = document.createElement('a');
  probe.href = '#';
  frame.append(probe);
  const behind = backgroundOf(frame);
  const [text, link] = [frame, probe].map((element) => getComputedStyle(element).color);
  probe.remove();
  const contrast = contrastOf(over(channelsOf(link), behind), behind);
  const background = cssOf(behind);
  const colors = {
    text,
    background,
    // The controls have this colour too, so it must be visible.
    accent: contrast >= 3 ? link : text,
    muted: `color-mix(in srgb, ${text} 72%, ${background})`,
    border: `color-mix(in srgb, ${text} 22%, ${background})`,
  };
  for (const [name, color] of Object.entries(colors)) reader.style.setProperty(`--baca-color-${name}`, color);
  reader.setAttribute('theme', luminanceOf(behind) < DARK ? 'dark' : 'light');
}

function adoptAllColors() {
  for (const reader of document.querySelectorAll('.baca-frame > baca-reader[data-baca-colors]')) adoptColors(reader);
}

for (const reader of document.querySelectorAll('.baca-frame > baca-reader')) {
  adoptConfiguration(reader);
  adoptType(reader);
}
adoptAllColors();
// Themes with a dark mode follow the system, or a class that their own button changes.
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => requestAnimationFrame(adoptAllColors));
new MutationObserver(adoptAllColors).observe(document.body, { attributeFilter: ['class'] });

const isPost = ({ target }) => target instanceof Element && target.matches('.baca-post > baca-reader');

/** The providers of the page's post whose comments could not be loaded. */
const failed = new Set();

addEventListener('baca-load', (event) => {
  if (isPost(event)) showComments(event.target);
});
addEventListener('baca-error', (event) => {
  if (isPost(event) && event.detail.code !== 'config') root.classList.remove('baca-has-comments');
});
addEventListener('baca-comments', (event) => {
  if (!isPost(event) || event.detail.provider !== 'wordpress') return;
  if (event.detail.state === 'failed' || event.detail.state === 'timeout') failed.add('wordpress');
  else if (event.detail.state === 'ready') failed.delete('wordpress');
  showComments(event.target);
});

/** Hides the theme's comments as soon as the reader has a place for its own, unless they have failed. */
function showComments(reader) {
  const has = () => reader.shadowRoot?.querySelector('[part~="comments"]');
  const apply = () => root.classList.toggle('baca-has-comments', Boolean(has()) && failed.size === 0);
  if (has()) return apply();
  const observer = new MutationObserver(() => has() && (observer.disconnect(), apply()));
  if (reader.shadowRoot) observer.observe(reader.shadowRoot, { childList: true, subtree: true });
}

// Links of the theme to its own comments ("3 comments", "Leave a comment") lead to those of the reader.
addEventListener('click', (event) => {
  const link = event.target instanceof Element && event.target.closest('a[href*="#"]');
  if (!link || !root.classList.contains('baca-has-comments') || link.pathname !== location.pathname) return;
  if (!/^#(respond|comments)$/.test(link.hash)) return;
  const comments = document.querySelector('.baca-post > baca-reader')?.shadowRoot?.querySelector('[part~="comments"]');
  if (!comments) return;
  event.preventDefault();
  comments.scrollIntoView();
});
