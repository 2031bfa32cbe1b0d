// A post of a real WordPress, read from its REST API on another origin.

import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { flow, canUseServer, tag, test } from '../support/flow.mjs';
import { missing, startWordPress } from '../support/wordpress.mjs';

/** One red pixel. */
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC', 'base64');

const CONTENT = `<!-- wp:paragraph {"dropCap":true} --><p class="has-drop-cap">Air naik <strong>pelan</strong>, kata <a href="/ani">Ani</a>.</p><!-- /wp:paragraph -->
<!-- wp:heading --><h2>Di muara</h2><!-- /wp:heading -->
<!-- wp:list --><ul><li>Satu</li><li>Dua &amp; tiga</li></ul><!-- /wp:list -->
<!-- wp:quote --><blockquote class="wp-block-quote"><p>Laut tidak menunggu.</p><cite>Pak Darto</cite></blockquote><!-- /wp:quote -->
<!-- wp:table --><figure class="wp-block-table"><table><tbody><tr><td>2024</td><td>310</td></tr></tbody></table><figcaption>Luas</figcaption></figure><!-- /wp:table -->
<!-- wp:code --><pre class="wp-block-code"><code>print('garam')</code></pre><!-- /wp:code -->`;

if (canUseServer('wordpress', missing())) {
  let wordpress;
  let post;
  before(async () => {
    wordpress = await startWordPress();
    const media = await wordpress.post('media', PNG, { 'content-type': 'image/png', 'content-disposition': 'attachment; filename="muara.png"' });
    await wordpress.post(`media/${media.id}`, { alt_text: 'Muara', caption: 'Perahu di muara.' });
    post = await wordpress.post('posts', { title: 'Pasang & surut', content: CONTENT, excerpt: 'Nelayan menunggu.', status: 'publish', featured_media: media.id });
    await wordpress.post('comments', { post: post.id, content: 'Terima kasih.', author_name: 'Budi', author_email: 'budi@warta.example' });
  });
  after(() => wordpress?.close());

  flow('A post of WordPress', (testPage) => {
    const text = (reader, css) => reader.run((_, root, css) => root.querySelector(css)?.textContent.replace(/\s+/g, ' ').trim(), css);

    test('is shown with its blocks, image and author', async () => {
      const reader = await testPage.read({ src: wordpress.api(`posts/${post.id}`, '&_embed') });
      assert.equal(await reader.text('headline'), 'Pasang & surut');
      assert.match(await reader.text('byline'), /Ani/);
      assert.equal(await reader.text('dek'), 'Nelayan menunggu.');
      assert.equal(await text(reader, '[part=body] p'), 'Air naik pelan, kata Ani.');
      assert.equal(await text(reader, '[part=body] p strong'), 'pelan');
      assert.equal(await text(reader, '[part=body] h2'), 'Di muara');
      assert.equal(await text(reader, '[part=body] li:last-child'), 'Dua & tiga');
      assert.equal(await text(reader, '[part=quote] blockquote'), 'Laut tidak menunggu.');
      assert.equal(await text(reader, '[part=quote] figcaption'), 'Pak Darto');
      assert.equal(await text(reader, '[part=table] td:last-child'), '310');
      assert.equal(await text(reader, 'pre code'), "print('garam')");
      const image = await reader.run((_, root) => {
        const image = root.querySelector('[part=lead] img');
        return { alt: image.alt, src: image.currentSrc || image.src };
      });
      assert.equal(image.alt, 'Muara');
      assert.ok(image.src.startsWith(wordpress.url), image.src);
      assert.equal((await reader.event('load')).detail.format, 'wordpress');
    });

    test('is found in a list by its URL', async () => {
      const reader = await testPage.read({ src: wordpress.api('posts', '&_embed'), item: post.link });
      assert.equal(await reader.text('headline'), 'Pasang & surut');
    });

    test('that does not exist is reported as an HTTP error', async () => {
      const reader = await testPage.visit(tag({ src: wordpress.api('posts/99999') }));
      await reader.failed();
      assert.equal((await reader.event('error')).detail.code, 'http');
    });
  }, { engines: ['chromium', 'firefox'] });
}
