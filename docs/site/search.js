/** The search of the documentation's site. The index is fetched when somebody uses the search. */

/** @typedef {{ page: string, title: string, heading: string, id: string, text: string }} Section */

/** Maximum number of results. */
const MAX_RESULTS = 12;
/** Characters of text around the first word that was found. */
const CONTEXT = 60;

const input = document.querySelector('input[type=search]');
const list = document.querySelector('#found');
/** @type {Promise<Section[]> | undefined} */
let index;

/** Returns how well a section matches; 0 if a word is missing. @param {Section} section @param {string[]} words */
function score({ title, heading, text }, words) {
  const fields = [[heading, 8], [title, 4], [text, 1]];
  let sum = 0;
  for (const word of words) {
    const best = fields.reduce((most, [field, weight]) => (String(field).toLowerCase().includes(word) ? most + Number(weight) : most), 0);
    if (!best) return 0;
    sum += best;
  }
  return sum;
}

/** Returns the text around the first word. @param {string} text @param {string} word */
function excerpt(text, word) {
  const at = Math.max(text.toLowerCase().indexOf(word), 0);
  const from = Math.max(at - CONTEXT, 0);
  return `${from ? '…' : ''}${text.slice(from, at + CONTEXT).trim()}…`;
}

async function search() {
  if (!(input instanceof HTMLInputElement) || !list) return;
  index ??= fetch('search.json').then((response) => response.json());
  const sections = await index;
  const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
  const found = words.length
    ? sections.map((section) => ({ section, points: score(section, words) })).filter(({ points }) => points)
    : [];
  found.sort((a, b) => b.points - a.points);
  list.replaceChildren(...found.slice(0, MAX_RESULTS).map(({ section }) => {
    const item = document.createElement('li');
    const link = document.createElement('a');
    const small = document.createElement('small');
    link.href = section.page + (section.id && `#${section.id}`);
    link.textContent = section.heading === section.title ? section.title : `${section.title}: ${section.heading}`;
    small.textContent = excerpt(section.text, words[0] ?? '');
    item.append(link, small);
    return item;
  }));
  if (words.length && !found.length) list.append(Object.assign(document.createElement('li'), { textContent: 'Nothing found' }));
}

input?.addEventListener('input', search);
