// The plugin for WordPress in the tests: its zip, and a plugin that makes it observable.

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { REPOSITORY } from './paths.mjs';

export const ZIP = join(REPOSITORY, 'dist', 'baca-wordpress.zip');
export const PLUGIN = join(REPOSITORY, 'integrations', 'wordpress');

/** PHP for `wp-config.php`: all notices go to a file. */
export const CONSTANTS = 'define(\'WP_DEBUG\', true); define(\'WP_DEBUG_LOG\', \'{site}/debug.txt\'); define(\'WP_DEBUG_DISPLAY\', false);';

/** Builds the zip from `dist/baca`. */
export const buildPlugin = () => execFileSync('cargo', ['xtask', 'wordpress'], { cwd: REPOSITORY, stdio: 'pipe' });

/** PHP that installs the zip and activates the plugin, unless it is there. */
export const INSTALL = `
  require_once ABSPATH . 'wp-admin/includes/admin.php';
  WP_Filesystem();
  if (!is_dir(WP_PLUGIN_DIR . '/baca-reader') && (unzip_file('${ZIP}', WP_PLUGIN_DIR) !== true || activate_plugin('baca-reader/baca-reader.php'))) exit(1);`;

/** Returns the lines of the log of a site that are about the plugin. */
export const noticesIn = (log) => log.split('\n').filter((line) => /baca/i.test(line.replace(/\/tmp\/baca-wordpress-\w+/g, '')));

/**
 * A must-use plugin: records events in the pages, counts queries, names the command `baca` if the file `command` does, and
 * lets a site be in Indonesian without Debian's translations of WordPress.
 */
export const helper = `<?php
add_action('wp_head', function () { echo '<script src="' . home_url('/record.js') . '"></script>'; }, 0);
add_action('wp_footer', function () { global $wpdb; echo '<!-- queries:' . $wpdb->num_queries . ' -->'; }, 99999);
add_filter('comment_flood_filter', '__return_false');
add_filter('get_available_languages', fn ($all) => array_unique([...$all, 'id_ID']));
$command = (string) @file_get_contents(WP_CONTENT_DIR . '/command');
if ($command) define('BACA_COMMAND', $command);
`;
