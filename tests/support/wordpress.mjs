// Runs a real WordPress from Debian's packages on loopback, with a temporary database and folder. Posts are
// published through its REST API.

import { execFile, execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort, listening, notListening, startProgram } from './processes.mjs';
import { findProgram } from './tools.mjs';

const run = promisify(execFile);
const SOURCE = '/usr/share/wordpress';

/** Returns what is missing as one line, or null. */
export function missing() {
  const programs = ['mariadbd', 'mariadb-install-db', 'mariadb', 'php'].every((name) => program(name));
  return programs && existsSync(join(SOURCE, 'wp-load.php'))
    ? null
    : 'WordPress is not installed: apt-get install --no-install-recommends wordpress mariadb-server php-cli php-mysql';
}

const program = (name) => findProgram(name) ?? (existsSync(`/usr/sbin/${name}`) ? `/usr/sbin/${name}` : null);

const config = (socket, more) => `<?php
${more}
define('DB_NAME', 'wordpress'); define('DB_USER', 'root'); define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:${socket}'); define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
// WordPress allows application passwords only with TLS or on local sites.
define('WP_ENVIRONMENT_TYPE', 'local');
define('DISABLE_WP_CRON', true); define('WP_HTTP_BLOCK_EXTERNAL', true); define('AUTOMATIC_UPDATER_DISABLED', true);
$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
`;

const install = (url) => `<?php
define('WP_INSTALLING', true);
$_SERVER['HTTP_HOST'] = parse_url('${url}', PHP_URL_HOST) . ':' . parse_url('${url}', PHP_URL_PORT);
require __DIR__ . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('Warta', 'ani', 'ani@warta.example', true, '', 'secret');
update_option('siteurl', '${url}'); update_option('home', '${url}');
wp_update_user(['ID' => 1, 'display_name' => 'Ani']);
[$password] = WP_Application_Passwords::create_new_application_password(1, ['name' => 'tests']);
echo 'password:', $password;
`;

/** A plugin: allows comments without an account, holds comments that contain "tahan", and simulates failures. */
const plugin = `<?php
add_filter('rest_allow_anonymous_comments', '__return_true');
add_filter('pre_comment_approved', fn ($approved, $comment) => str_contains($comment['comment_content'], 'tahan') ? 0 : 1, 10, 2);
add_filter('comment_flood_filter', '__return_false');
$trouble = (string) @file_get_contents(WP_CONTENT_DIR . '/trouble');
add_action('rest_api_init', function () use ($trouble) {
  if ($trouble === 'slow') sleep(4);
  if ($trouble === 'broken') { header('Access-Control-Allow-Origin: *'); http_response_code(500); exit('Error'); }
});
add_filter('rest_pre_serve_request', function ($served) use ($trouble) {
  if ($trouble === 'closed') header_remove('Access-Control-Allow-Origin');
  return $served;
}, 99);
`;

/** Passes requests for files that do not exist to WordPress, as the usual rules of a server do. */
const router = `<?php
$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
$file = $_SERVER['DOCUMENT_ROOT'] . rawurldecode($path);
if (is_file($file) || (is_dir($file) && is_file(rtrim($file, '/') . '/index.php') && $path !== '/')) return false;
$_SERVER['SCRIPT_NAME'] = '/index.php';
require $_SERVER['DOCUMENT_ROOT'] . '/index.php';
`;

class WordPress {
  #ends = [];
  #site;
  #server;
  #rewrites;

  /**
   * Installs and starts a site. `anonymous` allows comments without an account; `constants` is PHP for
   * `wp-config.php`; `plugins` are must-use plugins (PHP by file name); with `rewrites`, permalinks can be pretty.
   */
  async start({ anonymous = false, constants = '', plugins = {}, rewrites = false } = {}) {
    this.#rewrites = rewrites;
    const folder = mkdtempSync(join(tmpdir(), 'baca-wordpress-'));
    this.#ends.push(() => rmSync(folder, { recursive: true, force: true }));
    const [site, data, socket] = ['site', 'data', 'db.sock'].map((name) => join(folder, name));
    const user = `--user=${userInfo().username}`;
    execFileSync(program('mariadb-install-db'), ['--no-defaults', `--datadir=${data}`, user, '--auth-root-authentication-method=normal', '--skip-test-db'], { stdio: 'pipe' });
    const database = await startProgram(program('mariadbd'), ['--no-defaults', `--datadir=${data}`, `--socket=${socket}`, '--skip-networking', user], { ready: /ready for connections/ });
    this.#ends.push(database.end);
    execFileSync(program('mariadb'), ['--no-defaults', `--socket=${socket}`, '--user=root', '-e', 'CREATE DATABASE wordpress CHARACTER SET utf8mb4'], { stdio: 'pipe' });

    cpSync(SOURCE, site, { recursive: true, dereference: true, filter: (path) => !path.endsWith('wp-config.php') });
    writeFileSync(join(site, 'wp-config.php'), config(socket, constants.replaceAll('{site}', site)));
    mkdirSync(join(site, 'wp-content', 'mu-plugins'), { recursive: true });
    for (const [name, content] of Object.entries({ ...(anonymous && { 'anonymous.php': plugin }), ...plugins })) {
      writeFileSync(join(site, 'wp-content', 'mu-plugins', name), content);
    }
    writeFileSync(join(folder, 'router.php'), router);
    const port = await freePort();
    this.url = `http://127.0.0.1:${port}`;
    writeFileSync(join(site, 'install-once.php'), install(this.url));
    const output = execFileSync(program('php'), [join(site, 'install-once.php')], { encoding: 'utf8' });
    this.password = output.match(/password:(\S+)/)[1];
    rmSync(join(site, 'install-once.php'));

    this.#site = site;
    this.#ends.push(() => this.#server?.end());
    await this.startServer();
    return this;
  }

  /** Starts the server, also after `stop`. */
  async startServer() {
    const { host, port } = new URL(this.url);
    const script = this.#rewrites ? [join(this.#site, '..', 'router.php')] : [];
    this.#server = await startProgram(program('php'), ['-d', 'display_errors=0', '-S', host, '-t', this.#site, ...script], { ready: /started/, env: { PHP_CLI_SERVER_WORKERS: '2' } });
    await listening(Number(port));
  }

  /** Stops the server; its data is kept. */
  async stop() {
    this.#server?.end();
    this.#server = null;
    await notListening(Number(new URL(this.url).port));
  }

  /** Returns the path of a file of the site. */
  path(...parts) {
    return join(this.#site, ...parts);
  }

  /** Runs PHP inside WordPress and resolves with what it prints. `flags` are for PHP itself. */
  async php(code, flags = []) {
    const file = join(this.#site, '..', 'run.php');
    const { host } = new URL(this.url);
    writeFileSync(file, `<?php $_SERVER['HTTP_HOST'] = '${host}'; require '${this.#site}/wp-load.php'; ${code}`);
    return (await run(program('php'), ['-d', 'display_errors=stderr', ...flags, file])).stdout;
  }

  /** Makes the API `slow`, `broken` (500) or `closed` to other sites; without `kind` it works again. */
  simulateFailure(kind = '') {
    writeFileSync(join(this.#site, 'wp-content', 'trouble'), kind);
  }

  /** Returns the URL of a resource of the REST API. */
  api(route, query = '') {
    return `${this.url}/index.php?rest_route=/wp/v2/${route}${query}`;
  }

  async post(route, body, headers = { 'content-type': 'application/json' }) {
    const authorization = `Basic ${Buffer.from(`ani:${this.password}`).toString('base64')}`;
    const content = Buffer.isBuffer(body) ? body : JSON.stringify(body);
    const response = await fetch(this.api(route), { method: 'POST', headers: { authorization, ...headers }, body: content });
    const result = await response.json();
    if (!response.ok) throw new Error(`WordPress rejected ${route}: ${JSON.stringify(result)}`);
    return result;
  }

  close() {
    this.#ends.reverse().forEach((end) => end());
  }
}

export const startWordPress = async (options) => {
  const wordpress = new WordPress();
  try {
    return await wordpress.start(options);
  } catch (error) {
    wordpress.close();
    throw error;
  }
};
