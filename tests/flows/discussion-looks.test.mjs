// The appearance of an open discussion: in every theme, from right to left, and on a narrow screen with large
// text, with the form and all states of a comment.

import assert from 'node:assert/strict';
import { arabic, warta } from '../support/articles.mjs';
import { assertAccessible } from '../support/axe.mjs';
import { reachableProvider, serve } from '../support/comments.mjs';
import { flow, tag, test } from '../support/flow.mjs';

const long = 'Sebuahkatayangsangatpanjangtanpaspasisamasekalidanterusberlanjuthinggatepilayar';
const tree = (depth) => ({
  id: `d${depth}`, author: `Pembaca ${depth}`, published: '2026-03-01T09:00:00Z', text: `Jawaban pada kedalaman ${depth}. ${depth % 3 ? '' : long}`,
  ...(depth < 9 && { replies: [tree(depth + 1)] }),
});
const ITEMS = [
  { id: 'a', author: { name: 'Ani Lestari', url: 'https://ani.example/' }, published: '2026-03-01T09:00:00Z', text: 'Satu.', likes: 1, badge: 'Pilihan redaksi', replies: [{ id: 'b', state: 'removed' }, { id: 'c', author: 'Citra', state: 'held', text: 'Menunggu.' }] },
  tree(1),
  { id: 'z', author: 'Dewi', published: '2026-03-01T10:00:00Z', text: [{ type: 'html', html: '<blockquote>Kutipan</blockquote><pre><code>kode yang panjang sekali, lebih dari selebar layar ponsel yang kecil</code></pre><ul><li>butir <a href="https://e.example/">tautan</a></li></ul>' }] },
];
const ISSO = { type: 'isso', url: 'https://isso.example' };
const CONVERSATIONS = { replies: [{ id: 1, parent: null, created: 1795519389, mode: 1, text: '<p>Halo</p>', author: 'Ani', likes: 2, replies: [{ id: 2, parent: 1, created: 1795519390, mode: 1, text: '<p>Ya</p>', author: null }] }, { id: 3, parent: null, created: 1795519391, mode: 4, text: '', author: null }], hidden_replies: 0, config: { 'require-email': true } };

flow('A discussion', (testPage) => {
  const shown = async (reader) => {
    await reader.comments();
    await reader.until('the discussion is shown', (_, root) => root.querySelector('.comment'));
  };
  const converted = (reader) => reader.until('it is converted', (_, root) => root.querySelector('.says pre'));
  const words = () => ({ comments: { providers: [reachableProvider(testPage, ISSO)] }, labels: { ar: { write: 'اكتب تعليقا', reply: 'رد', 'order-oldest': 'الأقدم' } } });

  for (const theme of ['light', 'dark', 'sepia', 'contrast']) {
    test(`passes axe in the theme ${theme}, with the form and every state of a comment`, async () => {
      testPage.site.json('/own.json', { ...warta, comments: { items: ITEMS } });
      const reader = await testPage.read({ src: '/own.json', theme });
      await shown(reader);
      await converted(reader);
      // Comments far off screen have only an estimated size, for which axe reports violations.
      for (const at of [0, 1, 2]) {
        await reader.run((_, root, at) => root.querySelectorAll('.thread > .comment')[at].scrollIntoView(), at);
        await reader.frame();
      }
      await assertAccessible(testPage.driver, `comments in ${theme}`);
      serve(testPage.proxy, 'isso.example', { '/': CONVERSATIONS });
      testPage.site.json('/config.json', { comments: { providers: [reachableProvider(testPage, ISSO)] } });
      const other = await testPage.read({ src: '/warta.json', config: '/config.json', theme });
      await other.comments();
      await other.until('the button is there', (_, root) => root.querySelector('.outcome button'));
      await other.run((_, root) => root.querySelector('.outcome button').click());
      await shown(other);
      await other.run((_, root) => root.querySelector('.write').click());
      await other.until('the form is there', (_, root) => root.querySelector('.compose [type=submit]'));
      await other.run((_, root) => root.querySelector('.compose [type=submit]').click());
      await other.until('the missing field is reported', (_, root) => root.querySelector('.compose [role=alert]'));
      await assertAccessible(testPage.driver, `the form in ${theme}`);
    });
  }

  test('runs from right to left in a right-to-left language', async () => {
    serve(testPage.proxy, 'isso.example', { '/': CONVERSATIONS });
    testPage.site.json('/ar.json', arabic);
    testPage.site.json('/config.json', words());
    const reader = await testPage.read({ src: '/ar.json', config: '/config.json', lang: 'ar' });
    await reader.comments();
    await reader.until('the button is there', (_, root) => root.querySelector('.outcome button'));
    await reader.run((_, root) => root.querySelector('.outcome button').click());
    await shown(reader);
    const seen = await reader.run((_, root) => {
      const box = (css) => root.querySelector(css).getBoundingClientRect();
      return { direction: getComputedStyle(root.querySelector('.thread')).direction, outer: box('.comment').right, inner: box('.comment .comment').right, avatar: box('.comment .avatar').left, name: box('.comment .name').left };
    });
    assert.equal(seen.direction, 'rtl');
    assert.ok(seen.inner < seen.outer, 'a reply is indented from the right');
    assert.ok(seen.avatar > seen.name, 'the picture is right of the name');
    await assertAccessible(testPage.driver, 'from right to left');
  });

  // WebKitGTK's driver cannot run scripts in frames.
  for (const [what, given, article] of testPage.engine === 'webkit' ? [] : [['', {}, { ...warta, comments: { items: ITEMS } }], [', from right to left', { lang: 'ar' }, { ...arabic, comments: { items: ITEMS } }]]) {
    test(`fits a screen of 320 pixels at twice the text size${what}`, async () => {
      testPage.site.json('/own.json', article);
      testPage.site.json('/config.json', { labels: words().labels });
      const url = testPage.put(tag({ src: '/own.json', config: '/config.json', ...given }));
      await testPage.visit(`<iframe width="320" height="700" src="${url}"></iframe>`, { script: null });
      await testPage.driver.switchTo().frame(0);
      try {
        const reader = testPage.reader();
        await reader.ready();
        await shown(reader);
        await converted(reader);
        while (await reader.run((_, root) => parseFloat(getComputedStyle(root.querySelector('.baca')).fontSize) < 32)) {
          await reader.run((_, root) => root.querySelector('.tools .larger').click());
        }
        await reader.frame();
        const wide = await reader.run((_, root) => ({ over: document.scrollingElement.scrollWidth - innerWidth, narrowest: Math.min(...[...root.querySelectorAll('.says')].map((says) => says.getBoundingClientRect().width)) }));
        assert.ok(wide.over <= 0, `the page is ${wide.over} pixels too wide`);
        assert.ok(wide.narrowest >= 120, `a comment is only ${wide.narrowest} pixels wide`);
      } finally {
        await testPage.driver.switchTo().defaultContent();
      }
    });
  }
});
