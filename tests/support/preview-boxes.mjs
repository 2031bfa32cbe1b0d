// Compares the positions of the preview with those of the article that replaces it.

import assert from 'node:assert/strict';

/**
 * Runs in the page: returns the text and the box of each element that the preview has. There is no text where a part
 * of it is hidden, since it is not known yet, and no box of what is hidden.
 */
export const boxes = (_, root, isPreview) => {
  const inside = root.querySelector(isPreview ? '.preview' : '.baca:not(.preview)');
  const [header] = inside.querySelectorAll('header');
  const picture = (element) => element.querySelector('.box, img') ?? element;
  const elements = [...header.children, ...header.querySelectorAll('.meta > *'), ...inside.querySelectorAll('.lead figure, .lead figcaption, .section > *')];
  const isHidden = (element) => getComputedStyle(element).visibility === 'hidden';
  return elements.map((element) => {
    const { x, y, width, height } = picture(element).getBoundingClientRect();
    if (isHidden(element)) return { text: null, box: null };
    const isKnown = ![...element.children].some(isHidden);
    return { text: isKnown && `${element.localName} ${element.dir} ${element.textContent.trim().replace(/\s+/g, ' ').slice(0, 40)}`, box: [x, y + scrollY, width, height].map(Math.round) };
  });
};

/** Asserts that each element of the preview has the text and the position of the article's. */
export function assertUnmoved(before, after) {
  for (const [index, { text, box }] of before.entries()) {
    if (!box) continue;
    if (text) assert.equal(text, after[index].text);
    const shift = Math.max(...box.map((side, which) => Math.abs(side - after[index].box[which])));
    assert.ok(shift <= 1, `${text}: ${box} became ${after[index].box}`);
  }
}
