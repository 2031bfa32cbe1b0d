<?php
/**
 * Removes everything that the plugin has stored, on all sites of a network.
 *
 * @package Baca
 */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

require_once __DIR__ . '/includes/class-baca-install.php';

Baca_Install::on_each_site( is_multisite(), array( 'Baca_Install', 'remove' ) );
