<?php
/**
 * Installation, updates and removal, on single sites and in networks.
 *
 * @package Baca
 */

defined( 'ABSPATH' ) || exit;

/**
 * Creates and removes what the plugin stores.
 */
class Baca_Install {

	/**
	 * The option with the version whose tables exist.
	 */
	const VERSION = 'baca_version';

	/**
	 * Adds the hooks.
	 */
	public static function register() {
		register_activation_hook( BACA_READER_FILE, array( __CLASS__, 'activate' ) );
		register_deactivation_hook( BACA_READER_FILE, array( __CLASS__, 'deactivate' ) );
		add_action( 'init', array( __CLASS__, 'update' ), 5 );
		add_action( 'init', array( __CLASS__, 'load_texts' ), 1 );
		add_filter( 'wpmu_drop_tables', array( __CLASS__, 'add_tables' ), 10, 2 );
		add_filter( 'plugin_action_links_' . plugin_basename( BACA_READER_FILE ), array( __CLASS__, 'add_link' ) );
	}

	/**
	 * Loads the translations that come with the plugin.
	 */
	public static function load_texts() {
		load_plugin_textdomain( 'baca-reader', false, dirname( plugin_basename( BACA_READER_FILE ) ) . '/languages' );
	}

	/**
	 * Makes the tables of this site. Sites of a network make theirs at their first request.
	 */
	public static function activate() {
		self::create();
	}

	/**
	 * Removes the rules and the events, which would lead nowhere without the plugin.
	 *
	 * @param bool $network_wide Whether it is deactivated on all sites of a network.
	 */
	public static function deactivate( $network_wide = false ) {
		self::on_each_site( (bool) $network_wide, array( __CLASS__, 'remove_rules' ) );
	}

	/**
	 * Removes events and rewrite rules of this site, and the version: if the plugin is activated again, each site makes
	 * them at its next request.
	 */
	public static function remove_rules() {
		foreach ( array( 'baca_send', 'baca_clean' ) as $hook ) {
			wp_unschedule_hook( $hook );
		}
		delete_option( self::VERSION );
		// WordPress makes the rules again at the next request.
		delete_option( 'rewrite_rules' );
	}

	/**
	 * Makes the tables after an update of the plugin, and on each site of a network at its first request.
	 */
	public static function update() {
		if ( BACA_READER_VERSION !== get_option( self::VERSION ) ) {
			self::create();
		}
	}

	/**
	 * Makes or changes the tables of this site, stores the version, and schedules the cleaning once a day.
	 */
	private static function create() {
		global $wpdb;
		require_once ABSPATH . 'wp-admin/includes/upgrade.php';
		$collate = $wpdb->get_charset_collate();
		foreach ( self::tables() as $name => $columns ) {
			dbDelta( "CREATE TABLE {$wpdb->prefix}$name (\n$columns\n) $collate;" );
		}
		// An option that exists is loaded with all others; one that does not costs a query on each page.
		add_option( Baca_Settings::OPTION, Baca_Settings::defaults() );
		update_option( self::VERSION, BACA_READER_VERSION );
		if ( ! wp_next_scheduled( 'baca_clean' ) ) {
			wp_schedule_event( time() + DAY_IN_SECONDS, 'daily', 'baca_clean' );
		}
		// Made again with the rule of the worker at the next request.
		delete_option( 'rewrite_rules' );
	}

	/**
	 * Returns the columns of each table, by its name without the prefix.
	 *
	 * @return array
	 */
	private static function tables() {
		return array(
			'baca_pages'         => "post_id bigint(20) unsigned NOT NULL,\ntag char(32) NOT NULL,\nhtml longtext NOT NULL,\nPRIMARY KEY  (post_id)",
			'baca_views'         => "post_id bigint(20) unsigned NOT NULL,\nday date NOT NULL,\nviews int(10) unsigned NOT NULL DEFAULT 0,\nread25 int(10) unsigned NOT NULL DEFAULT 0,\nread50 int(10) unsigned NOT NULL DEFAULT 0,\nread75 int(10) unsigned NOT NULL DEFAULT 0,\nread100 int(10) unsigned NOT NULL DEFAULT 0,\nseconds bigint(20) unsigned NOT NULL DEFAULT 0,\nPRIMARY KEY  (post_id,day),\nKEY day (day)",
			'baca_subscriptions' => "id bigint(20) unsigned NOT NULL AUTO_INCREMENT,\nhash char(64) NOT NULL,\nendpoint text NOT NULL,\np256dh varchar(100) NOT NULL,\nauth varchar(30) NOT NULL,\ntopics longtext NOT NULL,\nlang varchar(35) NOT NULL DEFAULT '',\nclient varchar(16) NOT NULL DEFAULT '',\ncreated bigint(20) unsigned NOT NULL,\nPRIMARY KEY  (id),\nUNIQUE KEY hash (hash),\nKEY created (created)",
			'baca_messages'      => "id bigint(20) unsigned NOT NULL AUTO_INCREMENT,\nmessage text NOT NULL,\ntopics text NOT NULL,\nposition bigint(20) unsigned NOT NULL DEFAULT 0,\nretry text NOT NULL,\nlater text NOT NULL,\nattempt tinyint(3) unsigned NOT NULL DEFAULT 0,\ndue bigint(20) unsigned NOT NULL DEFAULT 0,\nsent int(10) unsigned NOT NULL DEFAULT 0,\ngone int(10) unsigned NOT NULL DEFAULT 0,\nfailed int(10) unsigned NOT NULL DEFAULT 0,\ncreated bigint(20) unsigned NOT NULL,\nfinished bigint(20) unsigned NOT NULL DEFAULT 0,\nPRIMARY KEY  (id),\nKEY finished (finished,due)",
		);
	}

	/**
	 * Adds the tables to those that are dropped with a site of a network.
	 *
	 * @param string[] $tables  Names of tables.
	 * @param int      $site_id The site.
	 * @return string[]
	 */
	public static function add_tables( $tables, $site_id ) {
		$prefix = $GLOBALS['wpdb']->get_blog_prefix( $site_id );
		foreach ( array_keys( self::tables() ) as $name ) {
			$tables[] = $prefix . $name;
		}
		return $tables;
	}

	/**
	 * Adds a link to the settings to the list of plugins.
	 *
	 * @param string[] $links The links.
	 * @return string[]
	 */
	public static function add_link( $links ) {
		array_unshift( $links, '<a href="' . esc_url( admin_url( 'options-general.php?page=baca-reader' ) ) . '">' . esc_html__( 'Settings', 'baca-reader' ) . '</a>' );
		return $links;
	}

	/**
	 * Calls a function on this site, or on each site of the network.
	 *
	 * @param bool     $everywhere Whether on each site.
	 * @param callable $act        The function.
	 */
	public static function on_each_site( $everywhere, $act ) {
		if ( ! $everywhere || ! is_multisite() ) {
			call_user_func( $act );
			return;
		}
		foreach ( get_sites(
			array(
				'fields' => 'ids',
				'number' => 0,
			)
		) as $site ) {
			switch_to_blog( $site );
			call_user_func( $act );
			restore_current_blog();
		}
	}

	/**
	 * Stores an option unless it exists; returns whether it did. `add_option` succeeds for both of two processes.
	 *
	 * @param string $name     The option.
	 * @param string $value    Its value, as stored.
	 * @param string $autoload `yes` or `no`.
	 * @return bool
	 */
	public static function insert_option( $name, $value, $autoload ) {
		global $wpdb;
		// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- As WordPress stores its own locks.
		$count = $wpdb->query( $wpdb->prepare( "INSERT IGNORE INTO $wpdb->options (option_name, option_value, autoload) VALUES (%s, %s, %s)", $name, $value, $autoload ) );
		foreach ( array( $name, 'alloptions', 'notoptions' ) as $key ) {
			wp_cache_delete( $key, 'options' );
		}
		return 1 === $count;
	}

	/**
	 * Removes everything that the plugin has stored on this site.
	 */
	public static function remove() {
		global $wpdb;
		self::remove_rules();
		foreach ( array_keys( self::tables() ) as $name ) {
			// phpcs:ignore WordPress.DB -- The plugin's own tables.
			$wpdb->query( "DROP TABLE IF EXISTS {$wpdb->prefix}$name" );
		}
		foreach ( array( 'baca_settings', 'baca_keys', 'baca_sending' ) as $option ) {
			delete_option( $option );
		}
		foreach ( array( '_baca_off', '_baca_notify', '_baca_notified' ) as $key ) {
			delete_post_meta_by_key( $key );
		}
	}
}
