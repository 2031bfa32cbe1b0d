// Creates the chart in the README: bars of the time to visible text on a slow network.

const WIDTH = 720;
const LABEL = 190;
const ROW = 30;

const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** Returns the chart as SVG. */
export function chart({ loads, code, date }, names) {
  const found = loads['8 blocks, slow'];
  if (!found) throw new Error('the chart needs the results for 8 blocks on a slow network');
  const ways = Object.keys(names).filter((way) => found[way] && way !== 'scriptless');
  const longest = Math.max(...ways.map((way) => found[way].visible));
  const base = found.static.visible;
  const height = 62 + ways.length * ROW + 28;
  const rows = ways.map((way, index) => {
    const y = 56 + index * ROW;
    const { visible } = found[way];
    const length = Math.round(((WIDTH - LABEL - 210) * visible) / longest);
    const own = ['client', 'hinted', 'wordpress', 'server'].includes(way);
    const weight = own ? ' font-weight="700"' : '';
    return `<text x="${LABEL - 10}" y="${y + 15}" text-anchor="end"${weight}>${escape(names[way])}</text>
<rect x="${LABEL}" y="${y}" width="${length}" height="20" rx="3" class="${own ? 'own' : 'other'}"/>
<text x="${LABEL + length + 8}" y="${y + 15}"${weight}>${(visible / base).toFixed(1)} × · ${Math.round(visible)} ms${code[way] ? ` · ${Math.round(code[way] / 1000)} KB` : ''}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="Time to visible text on a slow line">
<style>text{font:14px system-ui,sans-serif;fill:#222}.own{fill:#9a2a17}.other{fill:#b9b2a4}.small{font-size:12px;fill:#666}@media(prefers-color-scheme:dark){text{fill:#eee}.small{fill:#aaa}.own{fill:#f2a48d}.other{fill:#6b675f}}</style>
<text x="10" y="22" font-weight="700">Until the text is visible</text>
<text x="10" y="42" class="small">Eight paragraphs and an image; 1.6 Mbit/s, 150 ms, processor ÷ 4; nothing cached. Shorter is better.</text>
${rows.join('\n')}
<text x="10" y="${height - 10}" class="small">cargo xtask bench, ${date}. Code: Brotli, everything for the first text.</text>
</svg>
`;
}
