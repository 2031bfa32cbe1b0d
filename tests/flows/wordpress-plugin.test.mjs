// The WordPress plugin on a real WordPress: installed from its zip by WordPress itself, tried in its themes with posts
// of all kinds, settings, comments, statistics and notifications, and removed.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test as one } from 'node:test';
import { canUseServer, flow, test } from '../support/flow.mjs';
import { REPOSITORY } from '../support/paths.mjs';
import { acceptPrompt } from '../support/push-notices.mjs';
import { startPushService } from '../support/push.mjs';
import { TIMEOUT_MS } from '../support/timeouts.mjs';
import { findProgram } from '../support/tools.mjs';
import { missing, startWordPress } from '../support/wordpress.mjs';
import { buildPlugin, CONSTANTS, helper, INSTALL, noticesIn, PLUGIN, ZIP } from '../support/wordpress-plugin.mjs';

const THEMES = ['twentytwentyone', 'twentytwentytwo', 'twentytwentythree'];

const PARAGRAPH = '<!-- wp:paragraph --><p>Kapal terakhir berlabuh menjelang malam, membawa ikan dan kabar dari pulau seberang.</p><!-- /wp:paragraph -->';
const CONTENT = `<!-- wp:paragraph --><p>Air naik <strong>pelan</strong>, kata <a href="/ani">Ani</a>.</p><!-- /wp:paragraph -->
<!-- wp:heading --><h2>Di muara</h2><!-- /wp:heading -->${PARAGRAPH.repeat(8)}`;

/** Waits until a condition holds; it may be a promise. */
async function eventually(what, condition) {
  const limit = Date.now() + TIMEOUT_MS;
  while (!(await condition())) {
    assert.ok(Date.now() < limit, `timed out waiting until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Trusts the push service of the tests, and lets the API of comments fail. */
const services = (push) => `<?php
add_filter('baca_push_hosts', fn ($hosts) => array_merge($hosts, ['127.0.0.1']));
add_filter('http_allowed_safe_ports', fn ($ports) => array_merge($ports, [${new URL(push.origin).port}]));
// WordPress compares no certificate with an IP address.
add_filter('http_request_args', fn ($all, $url) => ['sslverify' => !str_starts_with($url, '${push.origin}')] + $all, 10, 2);
add_filter('rest_pre_dispatch', fn ($result, $server, $request) => is_file(WP_CONTENT_DIR . '/broken') && str_contains($request->get_route(), '/comments') ? new WP_Error('x', 'x', ['status' => 500]) : $result, 10, 3);
`;

const push = await startPushService();
after(() => push.close());

one('the plugin has no syntax errors and follows the coding standard', () => {
  const files = readdirSync(PLUGIN, { recursive: true }).filter((name) => name.endsWith('.php'));
  assert.ok(files.length > 12);
  if (!findProgram('php')) return;
  for (const name of files) execFileSync(findProgram('php'), ['-l', join(PLUGIN, name)], { stdio: 'pipe' });
  if (!findProgram('phpcs')) return;
  execFileSync(findProgram('phpcs'), ['--standard=phpcs.xml'], { cwd: PLUGIN, stdio: 'pipe' });
});

const missingThemes = THEMES.every((name) => existsSync(`/usr/share/wordpress/wp-content/themes/${name}/style.css`))
  ? null
  : `a theme of WordPress is not installed: apt-get install --no-install-recommends ${THEMES.map((name) => `wordpress-theme-${name}`).join(' ')}`;

if (canUseServer('wordpress', missing() ?? missingThemes)) {
  one('messages are encrypted and signed as in the examples of RFC 8291 and RFC 8292', () => {
    execFileSync(findProgram('php'), [join(REPOSITORY, 'tests', 'php', 'web-push.php')], { stdio: 'pipe' });
  });

  let wordpress;
  let post;
  before(async () => {
    buildPlugin();
    wordpress = await startWordPress({ constants: CONSTANTS, plugins: { 'helper.php': helper, 'services.php': services(push) }, rewrites: true });
    copyFileSync(join(REPOSITORY, 'tests', 'support', 'record.js'), wordpress.path('record.js'));
    await wordpress.php(`
      $wp_rewrite->set_permalink_structure('/%year%/%postname%/'); flush_rewrite_rules();
      update_option('comment_previously_approved', 0);
      wp_insert_user(['user_login' => 'citra', 'user_pass' => 'rahasia', 'display_name' => 'Citra', 'user_email' => 'citra@warta.example', 'role' => 'subscriber']);
      wp_insert_user(['user_login' => 'edi', 'user_pass' => 'rahasia', 'display_name' => 'Edi', 'user_email' => 'edi@warta.example', 'role' => 'editor']);`);
    post = await wordpress.post('posts', { title: 'Pasang & surut', content: CONTENT, excerpt: 'Nelayan menunggu.', status: 'publish' });
  });
  after(() => wordpress?.close());

  /** Fetches a page as a guest; returns its status and text. */
  const get = async (url, options) => {
    const response = await fetch(url, options);
    return { status: response.status, text: await response.text(), headers: response.headers };
  };
  const rest = (route) => `${wordpress.url}/wp-json/${route}`;
  const send = (route, body, { method = 'POST', headers = {} } = {}) =>
    get(rest(route), { method, headers: { 'content-type': 'application/json', ...headers }, body: typeof body === 'string' ? body : JSON.stringify(body) });
  const publish = async (fields) => (await wordpress.post('posts', { title: 'Pos', status: 'publish', ...fields }));
  const setting = (values) => wordpress.php(`update_option('baca_settings', json_decode('${JSON.stringify(values)}', true) + Baca_Settings::all());`);

  flow('The plugin for WordPress', (testPage) => {
    const run = (script, ...args) => testPage.driver.executeScript(script, ...args);
    const open = async (url) => {
      await testPage.goTo(url);
      const reader = testPage.reader();
      await reader.ready();
      return reader;
    };
    const signIn = async (name, password) => {
      await testPage.driver.manage().deleteAllCookies();
      if (!name) return;
      await testPage.goTo(`${wordpress.url}/wp-login.php`);
      await run('user_login.value = arguments[0]; user_pass.value = arguments[1]; loginform.submit()', name, password);
      await testPage.until('the person is signed in', 'return location.pathname.includes("/wp-admin/") && document.readyState === "complete"');
    };

    test('is installed from its zip and activated by WordPress itself', async () => {
      await signIn('ani', 'secret');
      await testPage.goTo(`${wordpress.url}/wp-admin/plugin-install.php?tab=upload`);
      await (await testPage.driver.findElement({ css: '#pluginzip' })).sendKeys(ZIP);
      await run('document.querySelector("#install-plugin-submit").disabled = false; document.querySelector("#install-plugin-submit").click()');
      await testPage.until('it is installed', 'return document.querySelector("a[href*=\'action=activate\']")');
      await run('document.querySelector("a[href*=\'action=activate\']").click()');
      await testPage.until('it is active', 'return document.querySelector("[data-slug=baca-reader].active")');
      await signIn(null);
    });

    test('shows a post in the look of each theme, without a second headline or request', async () => {
      for (const theme of THEMES) {
        await wordpress.php(`switch_theme('${theme}');`);
        const reader = await open(post.link);
        const found = await reader.run((host, root) => {
          const style = (element) => getComputedStyle(element);
          const probe = host.parentElement.appendChild(document.createElement('p'));
          probe.textContent = 'Air';
          const theirs = { color: style(probe).color, size: style(probe).fontSize, left: probe.getBoundingClientRect().left };
          const paragraph = root.querySelector('[part~=body] p');
          const range = document.createRange();
          range.selectNodeContents(paragraph);
          const ours = { color: style(paragraph).color, size: style(paragraph).fontSize, left: range.getBoundingClientRect().left };
          probe.remove();
          const shown = (element) => element.getClientRects().length > 0;
          return {
            theirs,
            ours,
            headlines: [...document.querySelectorAll('h1'), ...root.querySelectorAll('h1')].filter(shown).map((h1) => h1.textContent),
            headings: [...root.querySelectorAll('h2')].filter(shown).map((h2) => h2.textContent),
            parts: ['header', 'lead', 'tags'].filter((part) => [...root.querySelectorAll(`[part~=${part}]`)].some(shown)),
            requests: performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => /wp-json|rest_route/.test(name) && !/wp\/v2\/comments|\/collect$/.test(name)),
            configured: Boolean(host.config.site),
            fallback: [...host.children].some(shown),
          };
        });
        assert.deepEqual(found.ours.color, found.theirs.color, theme);
        assert.ok(Math.abs(Number.parseFloat(found.ours.size) - Number.parseFloat(found.theirs.size)) < 0.1, `${theme}: ${found.ours.size} instead of ${found.theirs.size}`);
        assert.ok(Math.abs(found.ours.left - found.theirs.left) <= 1, `${theme}: ${found.ours.left} instead of ${found.theirs.left}`);
        assert.equal(found.headlines.filter((text) => text.includes('Pasang')).length, 1, theme);
        assert.ok(found.headings.includes('Di muara'), theme);
        assert.deepEqual([found.parts, found.requests, found.configured, found.fallback], [[], [], true, false], theme);
        await reader.until(`the comments of ${theme} are hidden`, () => {
          const theirs = document.querySelector('.baca-theme-comments');
          return theirs && theirs.getClientRects().length === 0;
        });
        await testPage.assertClean();
      }
    });

    test('takes colours of any notation from the theme, if links can be seen', async () => {
      const reader = await open(post.link);
      const colors = async (background, link, html = '#fff') => {
        await reader.run((_, __, background, link, html) => {
          const sheet = document.querySelector('#of-test') ?? document.head.appendChild(Object.assign(document.createElement('style'), { id: 'of-test' }));
          sheet.textContent = `html { background: ${html} !important } body { background: ${background} !important; color: #111 !important } a { color: ${link} !important }`;
          document.body.classList.toggle('of-test');
        }, background, link, html);
        // The observer of the class is called before the next command.
        return reader.run((host) => [host.getAttribute('theme'), host.style.getPropertyValue('--baca-color-background'), host.style.getPropertyValue('--baca-color-accent')]);
      };
      const text = 'rgb(17, 17, 17)';
      assert.deepEqual(await colors('#777', '#00f'), ['light', 'rgb(119, 119, 119)', text], 'middle grey is light; blue on it has a contrast of 1.9');
      assert.deepEqual(await colors('#757575', '#fff'), ['dark', 'rgb(117, 117, 117)', 'rgb(255, 255, 255)']);
      assert.deepEqual(await colors('color(srgb 1 1 1)', 'rgb(0 0 255 / 30%)'), ['light', 'rgb(255, 255, 255)', text]);
      assert.deepEqual(await colors('oklch(1 0 0)', '#00f'), ['light', 'rgb(255, 255, 255)', 'rgb(0, 0, 255)']);
      assert.deepEqual(await colors('rgb(0 0 0 / 90%)', '#ff0', 'none'), ['dark', 'rgb(25, 25, 25)', 'rgb(255, 255, 0)']);
      assert.deepEqual(await colors('transparent', '#00f', '#000'), ['dark', 'rgb(0, 0, 0)', text], 'blue on black has a contrast of 2.4');
      await testPage.assertClean();
    });

    test('keeps the HTML of the theme in the page, and out of feeds, REST and excerpts', async () => {
      const page = await get(post.link);
      assert.match(page.text, /<div class="baca-fallback">\s*<p>Air naik <strong>pelan<\/strong>/);
      assert.equal(page.text.match(/<baca-reader/g).length, 1);
      const tags = page.text.match(/<script type="module"[^>]*>/g);
      assert.equal(tags.length, 2);
      for (const tag of tags) assert.match(tag, /data-cfasync="false" data-no-optimize="1" data-no-defer="1" data-no-minify="1" data-pagespeed-no-defer nowprocket/);
      assert.ok(!page.text.includes('_wpnonce'), 'a page for guests can be cached');
      for (const url of [`${wordpress.url}/feed/`, rest(`wp/v2/posts/${post.id}`), wordpress.url, `${wordpress.url}/?s=naik`, `${wordpress.url}/?p=${post.id}&embed=true`]) {
        const { status, text } = await get(url);
        assert.equal(status, 200, url);
        assert.ok(!text.includes('<baca-reader'), url);
      }
    });

    test('leaves posts alone that it cannot show, and never shows what is withheld', async () => {
      const secret = await publish({ title: 'Rahasia', content: '<p>Kata sandi.</p>', password: 'kunci' });
      const cases = [
        ['protected', secret, /post-password-form/, /Kata sandi|<baca-reader/],
        ['empty', await publish({ title: 'Kosong', content: '' }), /Kosong/, /<baca-reader/],
        ['with a form', await publish({ content: '<!-- wp:html --><form><p>Nama <input name="nama"></p></form><!-- /wp:html -->' }), /<input name="nama"/, /<baca-reader/],
        ['with a shortcode that is gone', await publish({ content: '<p>Sebelum [galeri_lama id="3"] sesudah.</p>' }), /<baca-reader[^]*galeri_lama/, /^$/],
      ];
      for (const [what, { link }, wanted, never] of cases) {
        const { text } = await get(link);
        assert.match(text, wanted, what);
        assert.doesNotMatch(text, never, what);
      }
      for (const status of ['private', 'future', 'draft']) {
        const { id } = await publish({ content: '<p>Belum.</p>', status, ...(status === 'future' && { date: '2040-01-01T00:00:00' }) });
        const page = await get(`${wordpress.url}/?p=${id}`);
        assert.ok(page.status === 404 && !page.text.includes('Belum.'), status);
        assert.ok(!(await get((await publish({ content: `[baca id="${id}"]<p>Isi.</p>` })).link)).text.includes('Belum.'), `${status} by shortcode`);
      }
      assert.ok(!(await get((await publish({ content: `[baca id="${secret.id}"]<p>Isi.</p>` })).link)).text.includes('Kata sandi.'));
      const hostile = await publish({ title: 'Judul </script><em>x</em>', content: '<!-- wp:html --><p>&lt;/script&gt;&lt;!-- <b>a</b></p></script><!-- /wp:html -->' });
      const reader = await open(hostile.link);
      assert.match(await reader.run((_, root) => root.querySelector('[part~=body]').textContent), /<\/script><!. a/u);
    });

    test('shows a post of 2 MB', async () => {
      await wordpress.php(`$id = wp_insert_post(['post_title' => 'Panjang', 'post_name' => 'panjang', 'post_status' => 'publish', 'post_content' => str_repeat('<p>' . str_repeat('Laut dan muara. ', 60) . '</p>\n\n', 2000)]);`);
      const reader = await open(`${wordpress.url}/${new Date().getFullYear()}/panjang/`);
      assert.equal(await reader.run((host) => host.article.body.length), 2000);
    });

    test('has a page of settings that checks the site and saves what is valid', async () => {
      await signIn('ani', 'secret');
      await testPage.goTo(`${wordpress.url}/wp-admin/options-general.php?page=baca-reader`);
      await testPage.until('the checks are made', 'return document.querySelector(".baca-checks[data-done]")');
      const checks = await run('return [...document.querySelectorAll(".baca-checks li")].map(({ className, textContent }) => [className, textContent])');
      // PHP's own server compresses nothing.
      assert.deepEqual(checks.filter(([state]) => state !== 'good').map(([, text]) => /compress/.test(text)), [true], JSON.stringify(checks));
      await run(`
        const field = (name) => document.querySelector('[name="baca_settings[' + name + ']"]');
        field('appearance').value = 'own'; field('size').value = 120; field('extra').value = '{"labels":{"en":{"top":"Up"}}}'; field('topics').value = 'bola | Sepak <b>bola</b>';
        field('places').value = '[{"name":"iklan","after":2,"every":3,"max":2,"html":"<b class=\\'iklan\\'>Iklan {n}</b>"}]';
        document.querySelector('#submit').click();`);
      await testPage.until('they are saved', 'return document.querySelector("#setting-error-settings_updated")');
      assert.deepEqual(JSON.parse(await wordpress.php('$s = Baca_Settings::all(); echo json_encode([$s["appearance"], $s["size"], $s["topics"], count($s["colors"])]);')), ['own', 120, 'bola | Sepak bola', 5]);
      assert.equal(JSON.parse((await get(rest('baca/v1/config'))).text).labels.en.top, 'Up');
      const reader = await open(post.link);
      assert.equal(await reader.run((host) => getComputedStyle(host).getPropertyValue('--baca-color-accent')), '#9a2a17');
      const ads = await reader.until('the advertisements are in their places', (host) => {
        const all = [...host.querySelectorAll('.iklan')];
        return all.length === 2 && all.every((ad) => ad.getClientRects().length > 0) && all.map((ad) => ad.textContent);
      });
      assert.deepEqual(ads, ['Iklan 1', 'Iklan 2']);

      // Somebody else has saved in the meantime.
      await testPage.goTo(`${wordpress.url}/wp-admin/options-general.php?page=baca-reader`);
      await setting({ appearance: 'theme', size: 100, extra: '', topics: '', places: '' });
      await run('document.querySelector("#submit").click()');
      await testPage.until('it is rejected', 'return /Somebody else/.test(document.querySelector(".notice-error, .error")?.textContent)');
      assert.equal(await wordpress.php('echo Baca_Settings::get("appearance");'), 'theme');
    });

    test('rejects hostile settings, and those of people who may not save them', async () => {
      const before = await wordpress.php('echo json_encode(Baca_Settings::all());');
      const xss = '"><script>alert(1)</script>';
      const stored = JSON.parse(await wordpress.php(`
        $bad = json_decode('${JSON.stringify({ post_types: ['post', xss, ['a']], share: xss, appearance: xss, theme: [1], size: '1e9', colors: { text: 'red;}</style>', accent: '#12345g' }, analytics: 'address', endpoint: 'javascript:alert(1)', topics: `${xss}|${xss}`, providers: '[{"type":"nobody"}]', extra: '[1', notify_terms: ['1 OR 1=1', -3, '7'], contact: xss, after_seconds: -5 }).replaceAll('\\', '\\\\').replaceAll("'", "\\'")}', true);
        echo json_encode(Baca_Settings::sanitize($bad));`));
      assert.deepEqual(
        [stored.post_types, stored.share, stored.appearance, stored.theme, stored.size, stored.colors, stored.endpoint, stored.providers, stored.extra, stored.notify_terms, stored.contact, stored.after_seconds],
        [['post'], [], 'theme', 'auto', 200, [], '', '', '', [3, 7], '', 0],
      );
      assert.doesNotMatch(stored.topics, /[<>"]/);
      // A person who may not write scripts cannot put them into places.
      for (const [places, wanted] of [['[{"name":"a b"}]', ''], ['[{"name":"a","html":["b"]}]', ''], ['[]', ''], ['[{"name":"a","html":"<b>x</b><script>y</script>"}]', '[{"name":"a","html":"<b>x</b>y"}]']]) {
        assert.equal(await wordpress.php(`echo Baca_Settings::sanitize(['places' => '${places}'])['places'];`), wanted, places);
      }
      for (const value of ['null', '"text"', '7', '[]', '{"revision":"old"}']) await wordpress.php(`update_option('baca_settings', json_decode('${value}', true)); Baca_Settings::all();`);
      await wordpress.php(`global $wpdb; $wpdb->update($wpdb->options, ['option_value' => 'broken'], ['option_name' => 'baca_settings']);`);
      assert.equal((await get(post.link)).status, 200);
      await wordpress.php(`global $wpdb; $wpdb->update($wpdb->options, ['option_value' => serialize(json_decode('${before.replaceAll("'", "\\'")}', true))], ['option_name' => 'baca_settings']);`);
      // Without a nonce, as an editor, and as a guest.
      for (const name of ['ani', 'edi', null]) {
        await signIn(name, name === 'ani' ? 'secret' : 'rahasia');
        await testPage.goTo(`${wordpress.url}/record.js`);
        await testPage.driver.executeAsyncScript(`fetch("/wp-admin/options.php", {
          method: "POST",
          body: new URLSearchParams({ option_page: "baca_reader", action: "update", "baca_settings[size]": "77" }),
        }).then(arguments[0], arguments[0]);`);
        assert.equal(await wordpress.php('echo json_encode(Baca_Settings::all());'), before, String(name));
      }
      await signIn(null);
    });

    const openComments = async (url) => {
      const reader = await open(url);
      await reader.until('there is a place for comments', (_, root) => root.querySelector('[part~=comments]'));
      await reader.run((_, root) => root.querySelector('[part~=comments]').scrollIntoView());
      await reader.event('comments', { provider: 'wordpress', state: 'ready' });
      return reader;
    };
    const write = async (reader, fields) => {
      await reader.run((_, root) => root.querySelector('.write').click());
      await reader.until('the form is there', (_, root) => root.querySelector('.compose'));
      await reader.run((_, root, fields) => {
        for (const [name, words] of Object.entries(fields)) {
          const field = root.querySelector(`.compose [name=${name}]`);
          field.value = words;
          field.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
        }
        root.querySelector('.compose button[type=submit]').click();
      }, fields);
    };
    const shown = (reader, text) => reader.until(`"${text}" is shown`, (_, root, text) => [...root.querySelectorAll('.says')].some((says) => says.textContent.trim().startsWith(text)), text);

    test('lets guests and members comment, with the rules of the site', async () => {
      let reader = await openComments(post.link);
      await write(reader, { text: 'Dari tamu.', name: 'Budi', email: 'budi@warta.example' });
      await shown(reader, 'Dari tamu.');
      await signIn('citra', 'rahasia');
      reader = await openComments(post.link);
      await write(reader, { text: 'Dari anggota.' });
      await shown(reader, 'Dari anggota.');
      assert.deepEqual(JSON.parse(await wordpress.php(`echo json_encode(array_map(fn ($c) => [$c->comment_content, $c->comment_author, (int) $c->user_id > 0], get_comments(['post_id' => ${post.id}, 'order' => 'ASC'])));`)), [['Dari tamu.', 'Budi', false], ['Dari anggota.', 'Citra', true]]);
      // Moderation.
      await wordpress.php('update_option("comment_moderation", 1);');
      await write(reader, { text: 'Tahan dulu.' });
      await reader.until('it is held', (_, root) => root.querySelector('.sent')?.textContent);
      assert.equal(await wordpress.php(`echo get_comments(['post_id' => ${post.id}, 'status' => 'hold', 'count' => true]);`), '1');
      await wordpress.php('update_option("comment_moderation", 0); update_option("comment_registration", 1);');
      // An account is required.
      await signIn(null);
      reader = await openComments(post.link);
      assert.equal(await reader.run((_, root) => root.querySelectorAll('.write').length), 0);
      const refused = await send('wp/v2/comments', { post: post.id, content: 'Tanpa akun', author_name: 'X', author_email: 'x@warta.example' });
      assert.equal(refused.status, 401);
      await wordpress.php('update_option("comment_registration", 0);');
      // Closed.
      const closed = await publish({ content: CONTENT, comment_status: 'closed' });
      await wordpress.php(`wp_insert_comment(['comment_post_ID' => ${closed.id}, 'comment_content' => 'Lama.', 'comment_author' => 'Budi', 'comment_approved' => 1]);`);
      reader = await openComments(closed.link);
      assert.equal(await reader.run((_, root) => root.querySelectorAll('.write').length), 0);
      const none = await open((await publish({ content: CONTENT, comment_status: 'closed' })).link);
      await none.event('view');
      assert.equal(await none.run((_, root) => root.querySelectorAll('[part~=comments]').length), 0);
      // The depth of replies is that of the site.
      await wordpress.php('update_option("thread_comments", 1); update_option("thread_comments_depth", 2);');
      const ids = [];
      for (const text of ['satu', 'dua', 'tiga', 'empat']) {
        const answer = await send('wp/v2/comments', { post: post.id, content: `Balasan ${text}`, author_name: 'Budi', author_email: 'budi@warta.example', parent: ids.at(-1) ?? 0 });
        assert.equal(answer.status, 201, answer.text);
        ids.push(JSON.parse(answer.text).id);
      }
      assert.equal(await wordpress.php(`echo implode(',', array_map(fn ($id) => get_comment($id)->comment_parent, [${ids}]));`), [0, ids[0], ids[0], ids[0]].join());
    });

    test('brings the theme\'s comments back if Baca cannot load them', async () => {
      writeFileSync(wordpress.path('wp-content', 'broken'), '');
      const reader = await open(post.link);
      await reader.until('there is a place for comments', (_, root) => root.querySelector('[part~=comments]'));
      await reader.run((_, root) => root.querySelector('[part~=comments]').scrollIntoView());
      await reader.until('the theme\'s comments are back', () => document.querySelector('.baca-theme-comments').getClientRects().length > 0);
      rmSync(wordpress.path('wp-content', 'broken'));
    });

    test('counts what is read, and nothing else', async () => {
      await wordpress.php('global $wpdb; $wpdb->query("TRUNCATE {$wpdb->prefix}baca_views");');
      const reader = await open(post.link);
      await reader.event('view');
      await reader.run(() => scrollTo(0, 1e6));
      const row = async () => JSON.parse(await wordpress.php(`global $wpdb; echo json_encode($wpdb->get_row("SELECT SUM(views) AS views, SUM(read100) AS ends FROM {$wpdb->prefix}baca_views WHERE post_id = ${post.id}"));`));
      await eventually('the end is counted', async () => (await row()).ends === '1');
      assert.equal((await row()).views, '1');
      const report = { type: 'view', url: post.link };
      const rejected = [
        [400, 'no JSON'], [400, '[]'], [400, 'null'], [400, { ...report, type: 'x' }], [400, { ...report, type: ['view'] }], [400, { ...report, url: ['a'] }],
        [400, { ...report, url: 'https://other.example/' }], [400, { ...report, url: "' OR 1=1 --" }], [400, { type: 'progress', url: post.link, percent: '25 OR 1' }],
        [400, { ...report, filler: 'x'.repeat(5000) }],
      ];
      for (const [status, body] of rejected) {
        const answer = await send('baca/v1/collect', body, { headers: { 'content-type': 'text/plain' } });
        // PHP reads "25 OR 1" as a number in no place.
        assert.equal(answer.status, status, JSON.stringify(body).slice(0, 80));
      }
      assert.equal((await send('baca/v1/collect', report, { headers: { 'content-type': 'text/plain', origin: 'https://other.example' } })).status, 403);
      assert.equal((await row()).views, '1');
      await signIn('ani', 'secret');
      await testPage.goTo(`${wordpress.url}/wp-admin/options-general.php?page=baca-reader`);
      assert.match(await run('return document.querySelector(".baca-statistics").textContent'), /Pasang & surut\s*1/);
      assert.equal(await run('return document.querySelectorAll(".baca-chart:not(.baca-depth) rect").length'), 30);
    });

    test('has a block with a preview, a shortcode, and a switch for each post', async () => {
      await signIn('ani', 'secret');
      const page = await wordpress.post('pages', { title: 'Halaman', status: 'publish', content: `<!-- wp:baca/reader {"id":${post.id}} /--><p>Di antara.</p>[baca id="${post.id}"][baca src="javascript:alert(1)"][baca id="x"]` });
      const reader = await open(page.link);
      assert.equal(await run('return document.querySelectorAll("baca-reader").length'), 2);
      assert.equal(await reader.text('headline'), 'Pasang & surut');
      await reader.until('the page has one first heading', (_, root) => root.querySelectorAll('h1').length === 0 && root.querySelector('h2[part~=headline]'));
      await testPage.goTo(`${wordpress.url}/wp-admin/post.php?post=${page.id}&action=edit`);
      await testPage.until('the preview is shown', 'return document.querySelector(".wp-block-baca-reader baca-reader")?.state === "ready"');
      assert.match(await run('return document.querySelector(".wp-block-baca-reader baca-reader").getAttribute("config")'), /preview=1/);
      // A post that contains itself.
      const circle = await publish({ title: 'Lingkaran', content: CONTENT });
      await wordpress.post(`posts/${circle.id}`, { content: `${CONTENT}[baca id="${circle.id}"]` });
      const whole = await get(circle.link);
      assert.deepEqual([whole.status, whole.text.match(/<baca-reader/g).length, whole.text.includes('baca-frame baca-post')], [200, 1, false]);

      await testPage.goTo(`${wordpress.url}/wp-admin/post.php?post=${post.id}&action=edit`);
      await testPage.until('the box is there', 'return document.querySelector("[name=baca_off]") && wp.data.select("core/editor").getCurrentPostId()');
      await run('document.querySelector("[name=baca_off]").checked = true; wp.data.dispatch("core/editor").savePost()');
      await eventually('the switch is saved', async () => (await wordpress.php(`echo get_post_meta(${post.id}, '_baca_off', true);`)) === '1');
      await signIn(null);
      assert.ok(!(await get(post.link)).text.includes('<baca-reader'));
      await wordpress.php(`delete_post_meta(${post.id}, '_baca_off');`);
      for (const nonce of ['', 'wrong']) {
        await wordpress.php(`$_POST = ['baca_off' => '1', 'baca_nonce' => '${nonce}']; wp_set_current_user(1); require_once ABSPATH . 'wp-admin/includes/admin.php'; require_once WP_PLUGIN_DIR . '/baca-reader/includes/class-baca-post-box.php'; Baca_Post_Box::save(${post.id}, get_post(${post.id}));`);
      }
      assert.equal(await wordpress.php(`echo get_post_meta(${post.id}, '_baca_off', true);`), '');
    });

    test('works from a page cache, with plain permalinks, and in Indonesian', async () => {
      writeFileSync(wordpress.path('cached.html'), (await get(post.link)).text);
      await setting({ share: ['copy'] });
      const reader = await open(`${wordpress.url}/cached.html`);
      assert.match(await reader.run((_, root) => root.querySelector('[part~=body]').textContent), /Air naik pelan/);
      await setting({ share: ['native', 'copy'] });
      await wordpress.php('global $wp_rewrite; $wp_rewrite->set_permalink_structure(""); flush_rewrite_rules(); update_option("WPLANG", "id_ID");');
      try {
        await open(`${wordpress.url}/?p=${post.id}`);
        assert.equal(await run('return document.querySelector("baca-reader").getAttribute("config").includes("rest_route=")'), true);
        await setting({ notifications: true });
        const { notifications } = JSON.parse((await get(`${wordpress.url}/?rest_route=/baca/v1/config`)).text);
        assert.equal(notifications.serviceWorker, `${wordpress.url}/?baca_worker=1`);
        const worker = await get(notifications.serviceWorker);
        assert.deepEqual([worker.status, worker.headers.get('content-type')], [200, 'text/javascript; charset=utf-8']);
        await setting({ notifications: false });
        assert.equal(await wordpress.php('echo __("Subscriptions: %s", "baca-reader");'), 'Langganan: %s');
      } finally {
        await wordpress.php('global $wp_rewrite; $wp_rewrite->set_permalink_structure("/%year%/%postname%/"); flush_rewrite_rules(); update_option("WPLANG", "");');
      }
    });

    test('renders posts on the server with the command, once for each change', async () => {
      execFileSync('cargo', ['build', '--quiet', '--package', 'baca-cli'], { cwd: REPOSITORY, stdio: 'pipe' });
      const command = join(process.env.CARGO_TARGET_DIR ?? join(REPOSITORY, 'target'), 'debug', 'baca');
      const use = (path) => writeFileSync(wordpress.path('wp-content', 'command'), path);
      const stored = () => wordpress.php('global $wpdb; echo implode(",", $wpdb->get_col("SELECT LENGTH(html) > 0 FROM {$wpdb->prefix}baca_pages"));');
      const { id, link } = await publish({ title: 'Di server', content: CONTENT });
      use(command);
      assert.match((await get(link)).text, /<baca-reader[^>]*><template shadowrootmode="open">[^]*Air naik <strong>pelan/);
      use('/bin/false');
      assert.match((await get(link)).text, /<template shadowrootmode="open">/, 'the stored page is used');
      const reader = await open(link);
      assert.match(await reader.run((_, root) => root.querySelector('[part~=body]').textContent), /Air naik pelan/);
      assert.equal(await reader.run((host) => host.article.id), String(id));
      assert.equal(await stored(), '1');
      await wordpress.post(`posts/${id}`, { content: CONTENT.replace('pelan', 'cepat') });
      assert.match((await get(link)).text, /<script type="application\/json">[^]*cepat/, 'a command that fails leaves the work to the browser');
      assert.equal(await stored(), '0');
      await wordpress.php(`wp_delete_post(${id}, true);`);
      assert.equal(await stored(), '');
      use('');
    });
  }, { engines: ['chromium'] });

  flow('Notifications of the plugin for WordPress', (testPage) => {
    // Without Chromium, nothing has installed it.
    before(() => wordpress.php(INSTALL));

    const messages = async () => JSON.parse(await wordpress.php('global $wpdb; echo json_encode($wpdb->get_results("SELECT sent, gone, failed, finished > 0 AS done FROM {$wpdb->prefix}baca_messages ORDER BY id"));'));
    const count = async () => Number(await wordpress.php('echo Baca_Subscriptions::count();'));
    const sendBatch = () => wordpress.php('wp_unschedule_hook("baca_send"); do_action("baca_send");');

    test('are subscribed to beside another worker, sent when a post is published, and end with the subscription', async () => {
      await wordpress.php('update_option("WPLANG", "id_ID");');
      await setting({ notifications: true, notify: 'always', after_seconds: 0, after_percent: 0, after_views: 1, contact: 'redaksi@warta.example' });
      const key = JSON.parse((await get(rest('baca/v1/config'))).text).notifications.vapidPublicKey;
      assert.equal(JSON.parse((await get(rest('baca/v1/config'))).text).notifications.vapidPublicKey, key, 'the key is made once');
      const worker = await get(`${wordpress.url}/baca-sw.js`);
      assert.equal(worker.status, 200);
      assert.match(worker.headers.get('content-type'), /^text\/javascript/);

      // The site has a worker of its own at the root, which stays.
      writeFileSync(wordpress.path('other.js'), '');
      await testPage.goTo(`${wordpress.url}/record.js`);
      await testPage.driver.executeAsyncScript('navigator.serviceWorker.register("/other.js").then(arguments[0], arguments[0])');
      await testPage.goTo(post.link);
      const reader = testPage.reader();
      await reader.ready();
      await acceptPrompt(testPage, reader);
      await reader.event('notifications', { state: 'subscribed' });
      assert.equal(await count(), 1);
      const workers = await reader.run(async () => (await navigator.serviceWorker.getRegistrations()).map(({ scope, active }) => [new URL(scope).pathname, new URL(active.scriptURL).pathname].join(' ')).sort());
      assert.deepEqual(workers, ['/ /other.js', '/baca-push/ /baca-sw.js']);
      const next = await publish({ title: 'Perahu kembali', content: '<p>Dermaga lama dibuka.</p>' });
      assert.equal((await get(`${wordpress.url}/wp-cron.php`)).status, 200);
      assert.deepEqual(await messages(), [{ sent: '1', gone: '0', failed: '0', done: '1' }]);
      const { code, headers } = push.posts.at(-1);
      assert.deepEqual([code, headers['content-encoding']], [100, 'aes128gcm']);
      const notice = await reader.until('the notification is shown', async () => {
        const registrations = await navigator.serviceWorker.getRegistrations();
        const [first] = (await Promise.all(registrations.map((registration) => registration.getNotifications()))).flat();
        return first && { title: first.title, body: first.body, url: first.data.url };
      });
      assert.deepEqual(notice, { title: 'Perahu kembali', body: 'Dermaga lama dibuka.', url: next.link });
      // An update is no news.
      await wordpress.post(`posts/${next.id}`, { content: '<p>Dermaga lama dibuka lagi.</p>' });
      await sendBatch();
      assert.equal((await messages()).length, 1);
      // A busy push service is tried again later; a subscription that has ended is removed.
      push.forcedStatus = 503;
      await wordpress.php(`Baca_Notifications::enqueue(get_post(${next.id}), 'all');`);
      await sendBatch();
      assert.deepEqual((await messages()).at(-1), { sent: '0', gone: '0', failed: '0', done: '0' });
      push.forcedStatus = 410;
      await wordpress.php('global $wpdb; $wpdb->query("UPDATE {$wpdb->prefix}baca_messages SET due = 0");');
      await sendBatch();
      push.forcedStatus = null;
      assert.deepEqual((await messages()).at(-1), { sent: '0', gone: '1', failed: '0', done: '1' });
      assert.equal(await count(), 0);
    });

    test('are sent when the settings or the author say so, once', async () => {
      const counts = await wordpress.php(`
        require_once ABSPATH . 'wp-admin/includes/admin.php';
        require_once WP_PLUGIN_DIR . '/baca-reader/includes/class-baca-post-box.php';
        wp_set_current_user(1);
        add_action('save_post', ['Baca_Post_Box', 'save'], 10, 2);
        $set = fn ($values) => update_option('baca_settings', $values + Baca_Settings::all());
        $wpdb->query("TRUNCATE {$wpdb->prefix}baca_messages");
        $count = function ($what) use ($wpdb) {
          echo $what, ' ', $wpdb->get_var("SELECT COUNT(*) FROM {$wpdb->prefix}baca_messages"), "\\n";
          $_POST = $_GET = [];
        };
        $new = fn ($status, $more = []) => wp_insert_post($more + ['post_title' => 'A', 'post_content' => 'x', 'post_status' => $status]);
        $choose = fn ($id, $choice, $before) => $_POST = ['baca_nonce' => wp_create_nonce('baca_post_' . $id), 'baca_notify' => $choice, 'original_post_status' => $before];

        $set(['notify' => 'hand']);
        $id = $new('draft'); $choose($id, 'all', 'draft'); wp_update_post(['ID' => $id]); $count('a draft');
        wp_publish_post($id); $count('published later');
        $id = $new('draft'); $choose($id, 'all', 'draft'); wp_update_post(['ID' => $id, 'post_status' => 'publish']); $count('published at once');
        update_post_meta($id, '_baca_notified', 1);
        $choose($id, 'story', 'publish'); wp_update_post(['ID' => $id]); $count('news of a story');
        $choose($id, '', 'publish'); wp_update_post(['ID' => $id]); $count('an update');
        $id = $new('publish'); $count('published without a choice');
        $choose($id, 'all', 'draft'); $_GET['meta-box-loader'] = '1'; wp_update_post(['ID' => $id]); $count('the box after the editor with blocks');
        $set(['notify' => 'terms', 'notify_terms' => [1]]);
        $new('publish', ['post_category' => [1]]); $count('in the category');
        $new('publish', ['post_category' => [wp_create_category('Lain')]]); $count('in another');
        $new('publish', ['post_category' => [1], 'post_password' => 'k']); $count('protected');
        $id = $new('publish', ['post_category' => [1], 'post_status' => 'private']); $count('private');
        $id = $new('draft', ['post_category' => [1]]); $choose($id, 'none', 'draft'); wp_update_post(['ID' => $id, 'post_status' => 'publish']); $count('refused by the author');`);
      assert.deepEqual(counts.trim().split('\n'), [
        'a draft 0', 'published later 1', 'published at once 2', 'news of a story 3', 'an update 3', 'published without a choice 3',
        'the box after the editor with blocks 4', 'in the category 5', 'in another 5', 'protected 5', 'private 5', 'refused by the author 5',
      ]);
      await wordpress.php('global $wpdb; $wpdb->query("TRUNCATE {$wpdb->prefix}baca_messages");');
    });

    test('are received only from pages of the site, for push services, within limits', async () => {
      const keys = { p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4', auth: 'BTBZMqHH6r4Tts7J_aSIgg' };
      const report = (endpoint, more = {}) => ({ subscription: { endpoint, keys, ...more.subscription }, topics: ['site'], ...more });
      const good = 'https://fcm.googleapis.com/fcm/send/abc';
      const rejected = [
        '', '{', '[]', 'null', {}, { subscription: 'x' }, { subscription: { endpoint: [good], keys } },
        ...['http://fcm.googleapis.com/x', 'https://evil.example/x', 'https://fcm.googleapis.com.evil.example/x', 'https://fcm.googleapis.com@evil.example/x', 'https://evil.example\\@fcm.googleapis.com/x', 'https://evilnotify.windows.com/x', 'https://[::1]/x', 'javascript:alert(1)', `https://fcm.googleapis.com/${'x'.repeat(2000)}`].map((endpoint) => report(endpoint)),
        report(good, { subscription: { endpoint: good, keys: { ...keys, auth: 'AA' } } }),
        report(good, { subscription: { endpoint: good, keys: { ...keys, p256dh: keys.p256dh.replace('BCV', 'BCW') } } }),
        report(good, { subscription: { endpoint: good, keys: 'x' } }),
      ];
      for (const body of rejected) assert.equal((await send('baca/v1/subscribe', body)).status, 400, JSON.stringify(body).slice(0, 90));
      assert.equal((await send('baca/v1/subscribe', report(good), { headers: { origin: 'https://evil.example' } })).status, 403);
      assert.equal((await send('baca/v1/subscribe', report(good, { filler: 'x'.repeat(20000) }))).status, 413);
      assert.equal(await count(), 0);
      const topics = ["'; DROP TABLE wp_posts; --", '%', 'tag:"laut"', 7, ['a'], '', 'x'.repeat(400)];
      assert.equal((await send('baca/v1/subscribe', report(good, { topics, lang: '<b>', replaces: ["x"] }))).status, 201);
      assert.equal((await send('baca/v1/subscribe', report(good))).status, 201);
      assert.equal(await count(), 1);
      await wordpress.php(`Baca_Notifications::add(['title' => 'x'], ['tag:laut%']); Baca_Notifications::add(['title' => 'x'], ["' OR 1=1 --"]);`);
      await sendBatch();
      assert.deepEqual((await messages()).slice(-2).map(({ sent, gone, failed }) => [sent, gone, failed].join()), ['0,0,0', '0,0,0']);
      const statuses = [];
      for (let index = 0; index < 32; index++) statuses.push((await send('baca/v1/subscribe', report(`${good}${index}`))).status);
      assert.deepEqual([statuses[0], statuses.at(-1)], [201, 429]);
      assert.equal((await send('baca/v1/subscribe', { endpoint: good }, { method: 'DELETE' })).status, 204);
      assert.equal((await send('baca/v1/subscribe', { endpoint: good }, { method: 'DELETE' })).status, 404);
      assert.equal((await send('baca/v1/subscribe', { endpoint: ["x"] }, { method: 'DELETE' })).status, 404);
      await setting({ notifications: false });
      assert.equal((await send('baca/v1/subscribe', report(good))).status, 404);
      assert.equal((await get(`${wordpress.url}/baca-sw.js`)).status, 404);
    });
  }, { engines: ['firefox'], prefs: push.prefs });

  one('the plugin for WordPress leaves no notice in the log, works in a network, and leaves nothing behind', async () => {
    const { host } = new URL(wordpress.url);
    await wordpress.php(INSTALL);
    await wordpress.php(`
      define('WP_INSTALLING_NETWORK', true);
      require_once ABSPATH . 'wp-admin/includes/admin.php';
      require_once ABSPATH . 'wp-admin/includes/upgrade.php';
      foreach ($wpdb->tables('ms_global') as $table => $name) $wpdb->$table = $name;
      deactivate_plugins('baca-reader/baca-reader.php');
      install_network();
      populate_network(1, '${host}', 'ani@warta.example', 'Warta', '/', false);`);
    const config = readFileSync(wordpress.path('wp-config.php'), 'utf8');
    writeFileSync(wordpress.path('wp-config.php'), config.replace('<?php', `<?php
      define('MULTISITE', true); define('SUBDOMAIN_INSTALL', false); define('DOMAIN_CURRENT_SITE', '${host}');
      define('PATH_CURRENT_SITE', '/'); define('SITE_ID_CURRENT_SITE', 1); define('BLOG_ID_CURRENT_SITE', 1);`));
    // The server has cached the old file.
    await wordpress.stop();
    await wordpress.startServer();
    const [first, second] = JSON.parse(await wordpress.php(`
      require_once ABSPATH . 'wp-admin/includes/admin.php';
      activate_plugin('baca-reader/baca-reader.php', '', true);
      $second = wp_insert_site(['domain' => '${host}', 'path' => '/dua/', 'title' => 'Dua', 'user_id' => 1]);
      // WordPress drops the port.
      $wpdb->update($wpdb->blogs, ['domain' => '${host}'], ['blog_id' => $second]);
      clean_blog_cache($second);
      foreach (['home', 'siteurl'] as $option) update_blog_option($second, $option, '${wordpress.url}/dua');
      switch_to_blog($second);
      $id = wp_insert_post(['post_title' => 'Dua', 'post_status' => 'publish', 'post_content' => '<p>Situs kedua.</p>']);
      echo json_encode([$wpdb->get_blog_prefix(1), home_url('/?p=' . $id)]);`));
    assert.equal(first, 'wp_');
    const page = await get(second);
    assert.match(page.text, /<baca-reader[^>]* config="[^"]*\/dua\//);
    const counted = await get(second.replace(/\?.*/, 'index.php?rest_route=/baca/v1/collect'), { method: 'POST', body: JSON.stringify({ type: 'view', url: second }) });
    assert.equal(counted.status, 204, counted.text);
    const tables = () => wordpress.php('echo implode(",", $wpdb->get_col("SHOW TABLES LIKE \'%baca%\'"));');
    assert.match(await tables(), /wp_2_baca_views/);

    // The cleaning is scheduled once on each site, from its first request on.
    const cleanings = async (visits, first = '') => {
      if (first) await wordpress.php(`require_once ABSPATH . 'wp-admin/includes/admin.php'; ${first}`);
      for (const url of visits ? [post.link, second, second] : []) await get(url);
      return wordpress.php(`foreach ([1, 2] as $site) { switch_to_blog($site); echo count(array_filter(_get_cron_array(), fn ($hooks) => isset($hooks['baca_clean']))); restore_current_blog(); }`);
    };
    assert.equal(await cleanings(true), '11');
    assert.equal(await cleanings(false, 'deactivate_plugins("baca-reader/baca-reader.php", false, true);'), '00', 'after the deactivation');
    assert.equal(await cleanings(true, 'activate_plugin("baca-reader/baca-reader.php", "", true);'), '11', 'after the second activation');

    // The administrator of a site may save its settings, but not those that name scripts and hosts.
    const saved = JSON.parse(await wordpress.php(`
      $id = wp_insert_user(['user_login' => 'dewi', 'user_pass' => 'rahasia', 'user_email' => 'dewi@warta.example']);
      switch_to_blog(2);
      add_user_to_blog(2, $id, 'administrator');
      wp_set_current_user($id);
      $stored = Baca_Settings::sanitize(['size' => '130', 'providers' => '[{"type":"isso"}]', 'extra' => '{"a":1}', 'endpoint' => 'https://evil.example/', 'places' => '[{"name":"a","html":"<script>x</script>"}]']);
      echo json_encode([current_user_can('manage_options'), $stored['size'], $stored['providers'], $stored['extra'], $stored['endpoint'], $stored['places']]);`));
    assert.deepEqual(saved, [true, 130, '', '', '', '[{"name":"a","html":"x"}]']);

    const log = existsSync(wordpress.path('debug.txt')) ? readFileSync(wordpress.path('debug.txt'), 'utf8') : '';
    assert.deepEqual(noticesIn(log), []);

    await wordpress.php(`
      require_once ABSPATH . 'wp-admin/includes/admin.php';
      deactivate_plugins('baca-reader/baca-reader.php', false, true);`);
    await wordpress.php(`
      require_once ABSPATH . 'wp-admin/includes/admin.php';
      if (delete_plugins(['baca-reader/baca-reader.php']) !== true) exit(1);`);
    for (const site of [1, 2]) {
      const left = JSON.parse(await wordpress.php(`
        switch_to_blog(${site});
        echo json_encode([
          $wpdb->get_col("SELECT option_name FROM $wpdb->options WHERE option_name LIKE '%baca%' OR (option_value LIKE '%baca%' AND option_name NOT LIKE '%transient%' AND option_name NOT LIKE '%recently%')"),
          $wpdb->get_col("SELECT meta_key FROM $wpdb->postmeta WHERE meta_key LIKE '%baca%'"),
          is_dir(WP_PLUGIN_DIR . '/baca-reader'),
        ]);`));
      assert.deepEqual(left, [[], [], false], `site ${site}`);
    }
    assert.equal(await tables(), '');
  });
}
