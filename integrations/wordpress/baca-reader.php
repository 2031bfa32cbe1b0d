<?php
/**
 * Plugin Name:       Baca Reader
 * Plugin URI:        https://github.com/baca-reader/baca
 * Description:       Shows the articles of this site in the Baca reader: text size, themes, listening, sharing, comments, notifications and reading statistics. The text stays in the page for everybody without JavaScript.
 * Version:           0.0.0-development
 * Requires at least: 6.0
 * Requires PHP:      7.4
 * Author:            Baca
 * License:           MIT
 * License URI:       https://opensource.org/license/mit
 * Text Domain:       baca-reader
 * Domain Path:       /languages
 *
 * @package Baca
 */

defined( 'ABSPATH' ) || exit;

// `cargo xtask wordpress` replaces the version, here and in the header, by that of the workspace.
define( 'BACA_READER_VERSION', '0.0.0-development' );
define( 'BACA_READER_FILE', __FILE__ );

require __DIR__ . '/includes/class-baca-settings.php';
require __DIR__ . '/includes/class-baca-config.php';
require __DIR__ . '/includes/class-baca-appearance.php';
require __DIR__ . '/includes/class-baca-article.php';
require __DIR__ . '/includes/class-baca-pages.php';
require __DIR__ . '/includes/class-baca-comments.php';
require __DIR__ . '/includes/class-baca-statistics.php';
require __DIR__ . '/includes/class-baca-web-push.php';
require __DIR__ . '/includes/class-baca-subscriptions.php';
require __DIR__ . '/includes/class-baca-notifications.php';
require __DIR__ . '/includes/class-baca-sender.php';
require __DIR__ . '/includes/class-baca-embed.php';
require __DIR__ . '/includes/class-baca-install.php';

Baca_Install::register();
Baca_Config::register();
Baca_Article::register();
Baca_Pages::register();
Baca_Comments::register();
Baca_Statistics::register();
Baca_Subscriptions::register();
Baca_Notifications::register();
Baca_Sender::register();
Baca_Embed::register();

if ( is_admin() ) {
	require __DIR__ . '/includes/class-baca-admin.php';
	require __DIR__ . '/includes/class-baca-post-box.php';
	Baca_Admin::register();
	Baca_Post_Box::register();
}
