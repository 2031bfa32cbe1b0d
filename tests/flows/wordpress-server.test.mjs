// The plugin for WordPress without a browser: who may change what, sending after failures, events, types of posts, files,
// hostile requests, and a server that lacks something.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { canUseServer } from '../support/flow.mjs';
import { REPOSITORY, VERSION } from '../support/paths.mjs';
import { findProgram } from '../support/tools.mjs';
import { missing, startWordPress } from '../support/wordpress.mjs';
import { buildPlugin, CONSTANTS, helper, INSTALL, noticesIn } from '../support/wordpress-plugin.mjs';

/** Answers what is sent to push services: 201, or a number in the endpoint. Writes a line for each answer to the file `sent`. */
const services = `<?php
add_filter('pre_http_request', function ($answer, $args, $url) {
  if (!str_contains($url, 'push.services.mozilla.com')) return $answer;
  if (str_contains($url, 'throws')) throw new RuntimeException('a filter fails');
  $kill = (string) @file_get_contents(WP_CONTENT_DIR . '/kill');
  if ($kill !== '' && str_contains($url, 'kill')) $kill === 'exit' ? exit : posix_kill(getmypid(), 9);
  usleep(5000);
  file_put_contents(WP_CONTENT_DIR . '/sent', basename($url) . "\\n", FILE_APPEND | LOCK_EX);
  $status = preg_match('#/(\\d{3})-#', $url, $found) ? (int) $found[1] : 201;
  return ['headers' => [], 'body' => '', 'response' => ['code' => $status, 'message' => ''], 'cookies' => [], 'filename' => null];
}, 10, 3);
`;

const CONTENT = `<!-- wp:paragraph --><p>Air naik pelan di muara, kata Ani.</p><!-- /wp:paragraph -->`;
const KEYS = { p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4', auth: 'BTBZMqHH6r4Tts7J_aSIgg' };

if (findProgram('php')) {
  for (const [name, what] of [
    ['syntax', 'the plugin has only syntax and functions of PHP 7.4'],
    ['appearance', 'luminance and contrast of colours are those of WCAG'],
  ]) test(what, () => execFileSync(findProgram('php'), [join(REPOSITORY, 'tests', 'php', `${name}.php`)], { stdio: 'pipe' }));
}

if (canUseServer('wordpress', missing())) {
  let wordpress;
  let post;
  let page;
  before(async () => {
    buildPlugin();
    wordpress = await startWordPress({ constants: CONSTANTS, plugins: { 'helper.php': helper, 'services.php': services }, rewrites: true });
    copyFileSync(join(REPOSITORY, 'tests', 'support', 'record.js'), wordpress.path('record.js'));
    await wordpress.php(`
      ${INSTALL}
      $wp_rewrite->set_permalink_structure('/%postname%/');
      flush_rewrite_rules();
      update_option('comment_previously_approved', 0);
      foreach (['edi' => 'editor', 'sita' => 'contributor', 'citra' => 'subscriber'] as $name => $role) wp_insert_user(['user_login' => $name, 'user_pass' => 'rahasia', 'user_email' => "$name@warta.example", 'role' => $role]);`);
    post = await wordpress.post('posts', { title: 'Pasang', content: CONTENT, status: 'publish' });
    page = await wordpress.post('pages', { title: 'Tentang', content: CONTENT, status: 'publish', comment_status: 'open' });
  });
  after(() => wordpress?.close());

  const php = async (code, ...rest) => (await wordpress.php(code, ...rest)).trim();
  const json = async (code, ...rest) => JSON.parse(await php(code, ...rest));
  const get = async (url, options) => {
    const response = await fetch(url, options);
    return { status: response.status, text: await response.text(), type: response.headers.get('content-type') };
  };
  const rest = (route) => `${wordpress.url}/wp-json/${route}`;
  const send = (route, body) => get(rest(route), { method: 'POST', headers: { 'content-type': 'application/json' }, body: typeof body === 'string' ? body : JSON.stringify(body) });
  const set = (values) => php(`update_option('baca_settings', json_decode('${JSON.stringify(values)}', true) + Baca_Settings::all());`);
  const log = () => (existsSync(wordpress.path('debug.txt')) ? readFileSync(wordpress.path('debug.txt'), 'utf8') : '');

  test('every file that pages load is in the plugin and served with its type', async () => {
    const folder = wordpress.path('wp-content', 'plugins', 'baca-reader', 'reader', VERSION);
    const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1));
    const { files } = JSON.parse(readFileSync(join(folder, 'build.json'), 'utf8'));
    for (const name of [...files, 'baca.js', 'baca-later.js', 'baca-sw.js', 'baca-offline.js', 'baca-silence.wav', 'locales/id.json']) assert.ok(names.includes(name), name);
    const types = { js: /javascript/, wasm: /^application\/wasm/, json: /^application\/json/, wav: /^audio\/(?:x-)?wav/ };
    for (const name of names) {
      const { status, type } = await get(`${wordpress.url}/wp-content/plugins/baca-reader/reader/${VERSION}/${name}`);
      assert.ok(status === 200 && types[name.split('.').at(-1)].test(type), `${name}: ${status} ${type}`);
    }
  });

  test('scripts and hosts are configured only by those who may post unfiltered HTML', async () => {
    const [providers, extra, endpoint] = ['[{"type":"isso","url":"https://isso.example/"}]', '{\r\n"labels":{}}', 'https://hitung.example/'];
    const place = '[{"name":"iklan","html":"<b>x</b><script>y</script>"}]';
    const stored = await json(`
      require_once ABSPATH . 'wp-admin/includes/admin.php';
      wp_set_current_user(1);
      $trusted = ['providers' => '${providers}', 'extra' => "${extra.replaceAll('\r\n', '\\r\\n').replaceAll('"', '\\"')}", 'endpoint' => '${endpoint}', 'places' => '${place}'];
      $values = fn () => array_values(array_intersect_key(Baca_Settings::all(), ['size' => 1] + $trusted));
      $save = function ($input) use ($values, &$wp_settings_errors) {
        $wp_settings_errors = [];
        update_option('baca_settings', Baca_Settings::sanitize($input + Baca_Settings::all()));
        return [$values(), array_map(fn ($error) => $error['code'], $wp_settings_errors)];
      };
      $out = [$save($trusted)];
      add_filter('map_meta_cap', fn ($all, $one) => 'unfiltered_html' === $one ? ['do_not_allow'] : $all, 10, 2);
      $out[] = $save(['size' => 110, 'extra' => str_replace("\\r\\n", "\\n", Baca_Settings::get('extra')) . ' ']);
      $out[] = $save(['size' => 120, 'providers' => '[]', 'extra' => '{"a":1}', 'endpoint' => '']);
      $out[] = $save(['places' => str_replace('iklan', 'lain', Baca_Settings::get('places'))]);
      $out[] = json_encode(Baca_Settings::get('places'));
      update_option('baca_settings', Baca_Settings::defaults());
      $out[] = $save(['size' => 90, 'extra' => '{"a":1}']);
      ob_start();
      require_once WP_PLUGIN_DIR . '/baca-reader/includes/class-baca-admin.php';
      Baca_Admin::show();
      $out[] = substr_count(ob_get_clean(), ' readonly');
      update_option('baca_settings', Baca_Settings::defaults());
      echo json_encode($out);`);
    const values = (size, places = place) => [providers, size, endpoint, places, extra];
    const by = ([all, errors]) => [[...all].sort((a, b) => String(a).localeCompare(String(b))), errors];
    assert.deepEqual(by(stored[0]), by([values(100), []]), 'with the capability, all is stored');
    assert.deepEqual(by(stored[1]), by([values(110), []]), 'an unchanged form changes nothing else');
    assert.deepEqual(by(stored[2]), by([values(120), ['baca_trusted']]), 'changes are refused, with one message');
    assert.match(stored[4], /lain.*<b>x<..b>y/, 'a changed place loses its script');
    assert.deepEqual(by(stored[5]), by([['', 90, '', '', ''], ['baca_trusted']]));
    assert.equal(stored[6], 3, 'fields that cannot be changed say so');
  });

  /** Replaces all subscriptions by those with these endpoints, messages by one, and returns what the next batches have sent. */
  const prepare = async (names, more = '') => {
    rmSync(wordpress.path('wp-content', 'sent'), { force: true });
    rmSync(wordpress.path('wp-content', 'kill'), { force: true });
    await php(`
      update_option('baca_settings', ['notifications' => true] + Baca_Settings::all());
      foreach (['subscriptions', 'messages'] as $name) $wpdb->query("TRUNCATE {$wpdb->prefix}baca_$name");
      $wpdb->delete($wpdb->options, ['option_name' => 'baca_sending']);
      foreach (json_decode('${JSON.stringify(names)}') as $name) {
        $url = 'https://updates.push.services.mozilla.com/' . $name;
        $wpdb->insert(Baca_Subscriptions::table(), ['hash' => hash('sha256', $url), 'endpoint' => $url, 'p256dh' => '${KEYS.p256dh}', 'auth' => '${KEYS.auth}', 'topics' => '["site"]', 'created' => time()]);
      }
      Baca_Notifications::add(['title' => 'Kabar'], ['site']);
      ${more}`);
  };
  /** Runs a batch, of messages that are `due` if wanted; resolves with what is stored then, or null if the process has ended. */
  const batch = async (isDue = false) => {
    const out = await php(`
      wp_unschedule_hook('baca_send');
      ${isDue ? '$wpdb->query("UPDATE {$wpdb->prefix}baca_messages SET due = 0");' : ''}
      do_action('baca_send');
      ${STATE}`).catch(() => '');
    return out === '' ? null : JSON.parse(out);
  };
  const STATE = `echo json_encode([
    'message' => array_map('intval', (array) $wpdb->get_row("SELECT sent, gone, failed, finished > 0 FROM {$wpdb->prefix}baca_messages ORDER BY id DESC LIMIT 1", ARRAY_N)),
    'left' => $wpdb->get_col("SELECT SUBSTRING_INDEX(endpoint, '/', -1) FROM {$wpdb->prefix}baca_subscriptions ORDER BY id"),
    'next' => wp_next_scheduled('baca_send') > 0,
    'lock' => (int) $wpdb->get_var("SELECT COUNT(*) FROM $wpdb->options WHERE option_name = 'baca_sending'"),
  ]);`;
  const sent = () => (existsSync(wordpress.path('wp-content', 'sent')) ? readFileSync(wordpress.path('wp-content', 'sent'), 'utf8').trim().split('\n').sort() : []);

  test('only 404 and 410 of a push service end a subscription, and none ends a batch', async () => {
    const names = ['a', 'broken-key', 'broken-auth', 'other-host', 'throws', '404-x', '410-x', '403-x', '413-x', 'z'];
    await prepare(names, `
      $change = fn ($name, $values) => $wpdb->query($wpdb->prepare("UPDATE {$wpdb->prefix}baca_subscriptions SET " . key($values) . ' = %s WHERE endpoint LIKE %s', reset($values), '%/' . $name));
      $change('broken-key', ['p256dh' => '!']); $change('broken-auth', ['auth' => '']); $change('other-host', ['endpoint' => 'https://evil.example/other-host']);`);
    const { message, left } = await batch();
    assert.deepEqual(message, [3, 2, 5, 1]);
    assert.deepEqual(left, names.filter((name) => !/^4(?:04|10)/.test(name)));
    assert.deepEqual(sent(), ['403-x', '404-x', '410-x', '413-x', 'a', 'broken-auth', 'z']);
  });

  test('a site whose own key is broken sends nothing and deletes nothing', async () => {
    await prepare(['a', 'b'], '$keys = get_option("baca_keys"); update_option("kept", $keys); update_option("baca_keys", ["private" => "x"] + $keys);');
    const { message, left } = await batch();
    await php('update_option("baca_keys", get_option("kept")); delete_option("kept");');
    assert.deepEqual([message, left, sent()], [[0, 0, 2, 1], ['a', 'b'], []]);
  });

  for (const kill of ['exit', 'signal']) {
    test(`a batch that is ended by ${kill} is continued where it stopped: nobody twice, nobody left out`, async () => {
      const names = ['a', 'b', 'kill', 'd', 'e'];
      await prepare(names);
      writeFileSync(wordpress.path('wp-content', 'kill'), kill);
      assert.equal(await batch(), null);
      assert.deepEqual(sent(), ['a', 'b']);
      assert.ok((await json(STATE)).next, 'the next batch is scheduled');
      rmSync(wordpress.path('wp-content', 'kill'));
      if (kill === 'signal') {
        const { next, lock } = await batch();
        assert.deepEqual([sent(), next, lock], [['a', 'b'], true, 1], 'the process might still be there, so another batch is scheduled');
        await php('$wpdb->query("UPDATE $wpdb->options SET option_value = CONCAT(" . (time() - 200) . ", \':x\') WHERE option_name = \'baca_sending\'");');
      }
      assert.equal((await batch()).message.at(-1), 0);
      assert.deepEqual(sent(), ['a', 'b', 'd', 'e']);
      const { message, left, lock } = await batch(true);
      assert.deepEqual([sent(), message, left, lock], [['a', 'b', 'd', 'e', 'kill'], [5, 0, 0, 1], names, 0]);
    });
  }

  test('a subscription that ends each process does not stop a message', async () => {
    await prepare(['a', 'kill', 'c']);
    writeFileSync(wordpress.path('wp-content', 'kill'), 'exit');
    // Each attempt ends with the process; another batch finds that all have been tried.
    for (let round = 0; round < 5; round++) await batch(true);
    const { message, left } = await batch(true);
    assert.deepEqual([sent(), message, left], [['a', 'c'], [2, 0, 1, 1], ['a', 'kill', 'c']]);
  });

  test('two processes send to nobody twice, and make one pair of keys', async () => {
    const names = Array.from({ length: 40 }, (_, index) => `n${String(index).padStart(2, '0')}`);
    await prepare(names);
    await Promise.all([batch(), batch()]);
    const { message } = await batch();
    assert.deepEqual([sent(), message], [names, [40, 0, 0, 1]]);
    await php('delete_option("baca_keys");');
    const keys = await Promise.all([1, 2].map(() => php('echo bin2hex(Baca_Notifications::keys()["public"]);')));
    assert.deepEqual(new Set(keys), new Set([await php('echo bin2hex(Baca_Notifications::keys()["public"]);')]));
    assert.equal(keys[0].length, 130);
    // The pair of a process that has seen none does not replace one that another process has stored meanwhile.
    assert.equal(await php(`
      $row = $wpdb->get_var("SELECT option_value FROM $wpdb->options WHERE option_name = 'baca_keys'");
      echo (int) Baca_Install::insert_option('baca_keys', 'x', 'yes'), (int) ($row === $wpdb->get_var("SELECT option_value FROM $wpdb->options WHERE option_name = 'baca_keys'"));`), '01');
  });

  test('the cleaning is scheduled once while the plugin is active, and cleans', async () => {
    const count = (first = '') => php(`require_once ABSPATH . 'wp-admin/includes/admin.php'; ${first}; echo count(array_filter(_get_cron_array(), fn ($hooks) => isset($hooks['baca_clean'])));`).then(Number);
    assert.equal(await count('update_option("baca_version", "0.0.1")'), 1, 'after the activation');
    assert.equal(await count(), 1, 'after an update, which the start of WordPress has found');
    assert.equal(await count('deactivate_plugins("baca-reader/baca-reader.php")'), 0, 'after the deactivation');
    assert.equal(await count(), 0, 'while it is not active');
    assert.equal(await count('activate_plugin("baca-reader/baca-reader.php")'), 1, 'after the second activation');
    assert.equal(await count(), 1);
    await prepare(['old', 'new'], '$wpdb->query("UPDATE {$wpdb->prefix}baca_subscriptions SET client = \'x\', created = IF(endpoint LIKE \'%old\', 1, created)"); wp_unschedule_hook("baca_send");');
    assert.equal(await php('do_action("baca_clean"); echo implode(",", $wpdb->get_col("SELECT client FROM {$wpdb->prefix}baca_subscriptions ORDER BY id"));'), ',x');
    assert.ok((await json(STATE)).next, 'a message whose batch was lost is sent');
    await set({ notifications: false });
  });

  test('posts of types that are not chosen stay as they are', async () => {
    assert.match((await get(post.link)).text, /<baca-reader/);
    assert.doesNotMatch((await get(page.link)).text, /baca-reader|bacaConfigurations/);
    const write = (id, parent = 0) => send('wp/v2/comments', { post: id, parent, content: `Halo ${id} ${parent}`, author_name: 'Budi', author_email: 'budi@warta.example' });
    const own = await write(post.id);
    assert.equal(own.status, 201, own.text);
    assert.equal((await write(page.id)).status, 401, 'guests write there as without the plugin');
    assert.equal((await send('wp/v2/comments', { content: 'x', author_name: 'Budi', author_email: 'budi@warta.example' })).status >= 400, true);
    assert.equal((await send('baca/v1/collect', { type: 'view', url: page.link })).status, 400);
    assert.equal(await php('echo json_encode([apply_filters("rest_allow_anonymous_comments", false), apply_filters("rest_allow_anonymous_comments", true)]);'), '[false,true]');
    assert.equal(await php(`echo json_encode(Baca_Article::data(get_post(${page.id}), 'x')['comments']);`), '{"open":true,"threads":{"wordpress":"none"}}');
    // The depth of replies is changed only where Baca shows them.
    const depth = await json(`
      update_option('thread_comments_depth', 2);
      $depth = function ($post) {
        foreach ([0, 1, 2] as $level) $ids[] = wp_insert_comment(['comment_post_ID' => $post, 'comment_content' => "Tingkat $level", 'comment_parent' => $level ? end($ids) : 0]);
        return array_search((int) Baca_Comments::limit_depth(['comment_post_ID' => $post, 'comment_parent' => end($ids)])['comment_parent'], $ids);
      };
      echo json_encode([$depth(${post.id}), $depth(${page.id})]);`);
    assert.deepEqual(depth, [0, 2]);
    await set({ post_types: ['page'] });
    assert.match((await get(page.link)).text, /<baca-reader/);
    assert.doesNotMatch((await get(post.link)).text, /<baca-reader/);
    await set({ post_types: [] });
    assert.doesNotMatch((await get(page.link)).text, /<baca-reader/);
    await set({ post_types: ['post'] });
  });

  test('the box of a post is saved by those who may edit that post, not with autosaves and revisions', async () => {
    const cases = await json(`
      require_once ABSPATH . 'wp-admin/includes/admin.php';
      require_once WP_PLUGIN_DIR . '/baca-reader/includes/class-baca-post-box.php';
      update_option('baca_settings', ['notifications' => true] + Baca_Settings::all());
      $user = fn ($name) => get_user_by('login', $name)->ID;
      $meta = fn ($id) => get_post_meta($id, '_baca_off', true) . get_post_meta($id, '_baca_notify', true);
      $save = function ($name, $id, $nonce_of = null, $saved = null) use ($user, $meta) {
        wp_set_current_user($user($name));
        $_POST = ['baca_nonce' => wp_create_nonce('baca_post_' . ($nonce_of ?? $id)), 'baca_off' => '1', 'baca_notify' => 'all'];
        Baca_Post_Box::save($saved ?? $id, get_post($saved ?? $id));
        $found = $meta($id);
        foreach (['_baca_off', '_baca_notify'] as $key) delete_metadata('post', $id, $key, '', false);
        return $found;
      };
      $draft = fn ($by, $type = 'post') => wp_insert_post(['post_title' => 'Draf', 'post_content' => 'x', 'post_status' => 'draft', 'post_type' => $type, 'post_author' => $user($by)]);
      $id = $draft('edi');
      $own = $draft('sita');
      $revision = wp_insert_post(['post_type' => 'revision', 'post_status' => 'inherit', 'post_parent' => $id, 'post_name' => "$id-autosave-v1", 'post_title' => 'x', 'post_content' => 'y']);
      $out = [
        'editor' => $save('edi', $id),
        'nonce of another post' => $save('edi', $id, $own),
        'subscriber' => $save('citra', $id),
        'contributor, the post of another' => $save('sita', $id),
        'contributor, an own draft' => $save('sita', $own),
        'a type that is not chosen' => $save('edi', $draft('edi', 'page')),
        'autosave' => $save('edi', $id, $revision, $revision) . $meta($revision),
      ];
      wp_set_current_user($user('sita'));
      update_post_meta($own, '_baca_notify', 'story');
      $_POST = ['baca_nonce' => wp_create_nonce("baca_post_$own"), 'baca_notify' => 'none'];
      Baca_Post_Box::save($own, get_post($own));
      $out['what an editor has chosen'] = $meta($own);
      foreach ([['baca_nonce' => ['x']], ['baca_nonce' => wp_create_nonce("baca_post_$own"), 'baca_notify' => ['x'], 'baca_off' => ['x']]] as $_POST) Baca_Post_Box::save($own, get_post($own));
      wp_set_current_user(1);
      define('DOING_AUTOSAVE', true);
      delete_post_meta($own, '_baca_off');
      $out['while autosaving'] = $save('edi', $id);
      update_option('baca_settings', ['notifications' => false] + Baca_Settings::all());
      echo json_encode($out);`);
    assert.deepEqual(cases, {
      editor: '1all',
      'nonce of another post': '',
      subscriber: '',
      'contributor, the post of another': '',
      'contributor, an own draft': '1',
      'a type that is not chosen': '',
      autosave: '',
      'what an editor has chosen': 'story',
      'while autosaving': '',
    });
  });

  test('the page brings its article and configuration along, and needs no query more', async () => {
    const count = async (url) => Number((await get(url)).text.match(/queries:(\d+)/)[1]);
    const { text } = await get(post.link);
    assert.equal(JSON.parse(text.match(/<baca-reader[^>]*><script type="application\/json">(.*?)<\/script>/)[1]).id, String(post.id));
    const configurations = JSON.parse(text.match(/<script[^>]* id="baca-configurations"[^>]*>\s*window\.bacaConfigurations = (.*);\s*<\/script>/)[1]);
    assert.deepEqual(Object.keys(configurations), ['post']);
    assert.deepEqual(JSON.parse(configurations.post), JSON.parse((await get(rest('baca/v1/config'))).text));
    assert.ok(!text.includes('wp_rest') && !/"nonce"/.test(configurations.post), 'a page for guests has nothing personal');
    const cleared = await php(`
      function wp_cache_clear_cache() { echo 'first '; }
      add_action('litespeed_purge_all', function () { echo 'second'; });
      update_option('baca_settings', ['size' => 101] + Baca_Settings::all());`);
    assert.equal(cleared, 'first second', 'caches of pages with the old configuration are cleared');
    await set({ size: 100, extra: '{"labels":{"en":{"top":"</script><b>&"}}}', notifications: true });
    const hostile = (await get(post.link)).text;
    assert.ok(!hostile.includes('"</script><b>'), 'the configuration cannot end its script');
    const turned = (is) => php(`require_once ABSPATH . 'wp-admin/includes/plugin.php'; ${is ? 'activate_plugin' : 'deactivate_plugins'}('baca-reader/baca-reader.php', '', false, true);`);
    const urls = [post.link, page.link, `${wordpress.url}/`];
    const counts = async () => {
      const all = [];
      for (const url of urls) all.push((await count(url), await count(url)));
      return all;
    };
    const withIt = await counts();
    await turned(false);
    const without = await counts();
    await turned(true);
    assert.ok(withIt.every((value, index) => value <= without[index]), `${withIt} queries instead of ${without}`);
    await set({ extra: '', notifications: false });
  });

  test('a command that fails or is running is not started by each visit', async () => {
    const command = wordpress.path('command.sh');
    const runs = () => (existsSync(`${command}.log`) ? readFileSync(`${command}.log`, 'utf8').length : 0);
    const use = (end) => {
      writeFileSync(command, `#!/bin/sh\necho >> "$0.log"\n${end}\n`, { mode: 0o755 });
      writeFileSync(wordpress.path('wp-content', 'command'), command);
    };
    const { id, link } = await wordpress.post('posts', { title: 'Perintah', content: CONTENT, status: 'publish' });
    use('exit 1');
    for (let visit = 0; visit < 3; visit++) assert.match((await get(link)).text, /<script type="application\/json">[^]*Air naik/);
    assert.equal(runs(), 1);
    // Another version of the post. Whether the command runs is stored before: visits meanwhile have the JSON.
    await wordpress.post(`posts/${id}`, { title: 'Perintah lain' });
    use('kill -9 $PPID');
    assert.equal(await php(`$post = get_post(${id}); echo Baca_Pages::element($post, '{"baca":1}', 'x');`).catch(() => 'killed'), 'killed');
    assert.equal(runs(), 2);
    assert.match(await php(`$post = get_post(${id}); echo Baca_Pages::element($post, '{"baca":1}', 'x');`), /application\/json/);
    assert.equal(runs(), 2);
    // After an hour, a command that has failed is tried again.
    await wordpress.post(`posts/${id}`, { title: 'Sekali lagi' });
    use('exit 1');
    await get(link);
    await php('$wpdb->query("UPDATE {$wpdb->prefix}baca_pages SET tag = \'of another hour\'");');
    use('echo "<template shadowrootmode=open>kedua</template>"');
    assert.match((await get(link)).text, /kedua/);
    rmSync(wordpress.path('wp-content', 'command'));
  });

  test('hostile requests to each route are rejected without an error of PHP', async () => {
    const bad = ["' OR 1=1 --", '"><script>alert(1)</script>', '../../wp-config.php', '%00', '\u{10ffff}', 'x'.repeat(9000)];
    for (const value of bad) {
      const query = encodeURIComponent(value);
      const { status, text, type } = await get(rest(`baca/v1/config?preview[]=${query}&whole[a][b]=${query}&v=${query}&_wpnonce=${query}`));
      assert.ok(status === 200 && JSON.parse(text).site && /json/.test(type), `${value.slice(0, 20)}: ${status}`);
      for (const path of [`?baca_worker=${query}`, `?baca_worker[]=${query}`]) assert.ok((await get(`${wordpress.url}/${path}`)).status < 500, path);
      for (const route of ['collect', 'subscribe']) {
        const report = { type: value, url: value, percent: value, ms: [value], subscription: { endpoint: value, keys: { p256dh: value, auth: [value] } }, topics: { a: value }, replaces: value };
        const { status } = await send(`baca/v1/${route}`, report);
        assert.ok(status >= 400 && status < 500, `${route} ${value.slice(0, 20)}: ${status}`);
      }
    }
    for (const route of ['collect', 'subscribe']) {
      for (const method of ['GET', 'PUT', 'PATCH']) assert.equal((await get(rest(`baca/v1/${route}`), { method, ...(method !== 'GET' && { body: '{}' }) })).status, 404, `${method} ${route}`);
    }
    assert.deepEqual(noticesIn(log()), []);
  });

  test('a server without OpenSSL and mbstring, and whose uploads cannot be written, shows posts', async () => {
    rmSync(wordpress.path('wp-content', 'uploads'), { recursive: true, force: true });
    writeFileSync(wordpress.path('wp-content', 'uploads'), '');
    const names = 'openssl_pkey_new,openssl_pkey_derive,openssl_sign,openssl_encrypt,openssl_get_curve_names,openssl_get_cipher_methods,openssl_pkey_get_public,mb_substr,mb_strlen,mb_strtolower,mb_convert_encoding';
    await set({ notifications: true, topics: 'bola | Sepak bola' });
    const out = await json(`
      require_once ABSPATH . 'wp-admin/includes/admin.php';
      wp_set_current_user(1);
      require_once WP_PLUGIN_DIR . '/baca-reader/includes/class-baca-admin.php';
      ob_start();
      Baca_Admin::show();
      $page = ob_get_clean();
      do_action('baca_send');
      do_action('baca_clean');
      echo json_encode([
        isset(Baca_Config::build()['notifications']),
        (bool) strpos($page, 'PHP has no OpenSSL'),
        Baca_Settings::sanitize(['topics' => 'laut | Laut dan muara'])['topics'],
        Baca_Article::data(get_post(${post.id}), '<p>Air</p>')['id'],
        wp_insert_post(['post_title' => 'Tanpa OpenSSL', 'post_content' => 'x', 'post_status' => 'publish']) > 0,
      ]);`, ['-d', `disable_functions=${names}`]);
    assert.deepEqual(out, [false, true, 'laut | Laut dan muara', String(post.id), true]);
    assert.match((await get(post.link)).text, /<baca-reader/);
    await set({ notifications: false, topics: '' });
  });

  test('nothing of all this has left a notice in the log', () => assert.deepEqual(noticesIn(log()), []));
}
