<?php
/**
 * Notifications: keys, the worker at the root of the site, and the messages about posts.
 *
 * @package Baca
 */

defined( 'ABSPATH' ) || exit;

/**
 * Makes messages, which `Baca_Sender` sends.
 */
class Baca_Notifications {

	const KEYS     = 'baca_keys';
	const NOTIFY   = '_baca_notify';
	const NOTIFIED = '_baca_notified';

	/**
	 * Adds the hooks.
	 */
	public static function register() {
		add_action( 'init', array( __CLASS__, 'add_rule' ) );
		add_filter( 'query_vars', array( __CLASS__, 'add_variable' ) );
		add_action( 'parse_request', array( __CLASS__, 'serve_worker' ), 0 );
		add_action( 'wp_after_insert_post', array( __CLASS__, 'after_save' ), 10, 4 );
	}

	/**
	 * Returns the name of the table of messages.
	 *
	 * @return string
	 */
	public static function table() {
		return $GLOBALS['wpdb']->prefix . 'baca_messages';
	}

	/**
	 * Returns whether readers can subscribe.
	 *
	 * @return bool
	 */
	public static function is_on() {
		return Baca_Settings::get( 'notifications' ) && Baca_Web_Push::is_available();
	}

	/**
	 * Returns the key pair of this site, which is made once: with other keys, all subscriptions would end.
	 *
	 * @return array|null `private` as PEM, `public` as point.
	 */
	public static function keys() {
		$stored = get_option( self::KEYS );
		if ( ! is_array( $stored ) || ! isset( $stored['private'], $stored['public'] ) ) {
			$keys = Baca_Web_Push::create_keys();
			if ( ! $keys ) {
				return null;
			}
			if ( false !== $stored ) {
				// What is no key pair is of no use.
				delete_option( self::KEYS );
			}
			$pair = array(
				'private' => $keys['private'],
				'public'  => Baca_Web_Push::encode( $keys['public'] ),
			);
			// Two requests at once: only the first pair is stored. Loaded with all options, since each page needs it.
			Baca_Install::insert_option( self::KEYS, (string) maybe_serialize( $pair ), 'yes' );
			$stored = get_option( self::KEYS );
			if ( ! is_array( $stored ) ) {
				return null;
			}
		}
		return array(
			'private' => $stored['private'],
			'public'  => (string) Baca_Web_Push::decode( $stored['public'] ),
		);
	}

	/**
	 * Returns the member `notifications` of the configuration, or null.
	 *
	 * @return array|null
	 */
	public static function config() {
		$keys = self::is_on() ? self::keys() : null;
		if ( ! $keys ) {
			return null;
		}
		$settings = Baca_Settings::all();
		$topics   = array( 'site' );
		foreach ( array_filter( explode( "\n", $settings['topics'] ) ) as $line ) {
			$parts    = array_map( 'trim', explode( '|', $line, 2 ) );
			$topics[] = array(
				'id'    => $parts[0],
				'label' => isset( $parts[1] ) ? $parts[1] : $parts[0],
			);
		}
		return array(
			'vapidPublicKey' => Baca_Web_Push::encode( $keys['public'] ),
			'serviceWorker'  => self::worker_url(),
			'subscribe'      => rest_url( 'baca/v1/subscribe' ),
			'topics'         => $topics,
			'follow'         => $settings['follow'],
			'after'          => array(
				'seconds' => $settings['after_seconds'],
				'percent' => $settings['after_percent'],
				'views'   => $settings['after_views'],
			),
		);
	}

	/**
	 * Returns the address of the worker: at the root, so that it can control all pages of the site.
	 *
	 * @return string
	 */
	public static function worker_url() {
		return get_option( 'permalink_structure' ) ? home_url( '/baca-sw.js' ) : home_url( '/?baca_worker=1' );
	}

	/**
	 * Adds the rewrite rule of the worker.
	 */
	public static function add_rule() {
		add_rewrite_rule( '^baca-sw\.js$', 'index.php?baca_worker=1', 'top' );
	}

	/**
	 * Allows the query variable of the worker.
	 *
	 * @param string[] $names The variables.
	 * @return string[]
	 */
	public static function add_variable( $names ) {
		$names[] = 'baca_worker';
		return $names;
	}

	/**
	 * Responds with the worker.
	 *
	 * @param WP $wp The request.
	 */
	public static function serve_worker( $wp ) {
		if ( empty( $wp->query_vars['baca_worker'] ) ) {
			return;
		}
		$file = dirname( BACA_READER_FILE ) . '/reader/' . BACA_READER_VERSION . '/baca-sw.js';
		if ( ! self::is_on() || ! is_readable( $file ) ) {
			status_header( 404 );
			nocache_headers();
			exit;
		}
		if ( ! defined( 'DONOTCACHEPAGE' ) ) {
			define( 'DONOTCACHEPAGE', true );
		}
		header( 'Content-Type: text/javascript; charset=utf-8' );
		header( 'Cache-Control: no-cache' );
		header( 'X-Content-Type-Options: nosniff' );
		readfile( $file ); // phpcs:ignore WordPress.WP.AlternativeFunctions -- A file of the plugin.
		exit;
	}

	/**
	 * Sends a message about a post that has just been published, if its author or the settings say so.
	 *
	 * @param int          $post_id The post.
	 * @param WP_Post      $post    Its new state.
	 * @param bool         $update  Whether it existed.
	 * @param WP_Post|null $before  Its old state.
	 */
	public static function after_save( $post_id, $post, $update, $before ) {
		$is_new = 'publish' === $post->post_status && ( ! $before || 'publish' !== $before->post_status );
		if ( ! $is_new || '' !== $post->post_password || ! self::is_on() || ! Baca_Settings::has_type( $post->post_type ) ) {
			return;
		}
		$choice = get_post_meta( $post_id, self::NOTIFY, true );
		delete_post_meta( $post_id, self::NOTIFY );
		if ( ! $choice && ( self::is_automatic( $post ) && ! get_post_meta( $post_id, self::NOTIFIED, true ) ) ) {
			$choice = 'all';
		}
		if ( $choice && 'none' !== $choice ) {
			self::enqueue( $post, $choice );
		}
	}

	/**
	 * Returns whether the settings send a message about a new post.
	 *
	 * @param WP_Post $post The post.
	 * @return bool
	 */
	private static function is_automatic( $post ) {
		$settings = Baca_Settings::all();
		// An import of old posts is no news.
		if ( defined( 'WP_IMPORTING' ) && WP_IMPORTING ) {
			return false;
		}
		return 'always' === $settings['notify'] || ( 'terms' === $settings['notify'] && $settings['notify_terms'] && has_category( $settings['notify_terms'], $post ) );
	}

	/**
	 * Stores a message about a post and starts sending.
	 *
	 * @param WP_Post $post   The post.
	 * @param string  $choice `all`, or `story` for those who follow this story.
	 */
	public static function enqueue( $post, $choice ) {
		$topics = array( 'story:' . $post->ID );
		if ( 'story' !== $choice ) {
			$author   = get_userdata( (int) $post->post_author );
			$topics[] = 'site';
			if ( $author ) {
				$topics[] = 'author:' . $author->display_name;
			}
			foreach ( array(
				'tag:' => 'post_tag',
				''     => 'category',
			) as $prefix => $taxonomy ) {
				$terms = is_object_in_taxonomy( $post->post_type, $taxonomy ) ? get_the_terms( $post, $taxonomy ) : array();
				foreach ( is_array( $terms ) ? $terms : array() as $term ) {
					$topics[] = $prefix . ( '' === $prefix ? $term->slug : wp_specialchars_decode( $term->name, ENT_QUOTES ) );
				}
			}
		}
		update_post_meta( $post->ID, self::NOTIFIED, time() );
		self::add( self::message( $post ), $topics );
	}

	/**
	 * Returns the message about a post.
	 *
	 * @param WP_Post $post The post.
	 * @return array
	 */
	private static function message( $post ) {
		$text    = static function ( $html, $most ) {
			return mb_substr( trim( html_entity_decode( wp_strip_all_tags( $html ), ENT_QUOTES, 'UTF-8' ) ), 0, $most );
		};
		$excerpt = '' !== $post->post_excerpt ? $post->post_excerpt : wp_trim_words( strip_shortcodes( excerpt_remove_blocks( $post->post_content ) ), 30 );
		$message = array(
			'title'     => $text( get_the_title( $post ), 150 ),
			'body'      => $text( $excerpt, 250 ),
			'url'       => get_permalink( $post ),
			'icon'      => get_site_icon_url( 192 ),
			'image'     => get_the_post_thumbnail_url( $post, 'medium_large' ),
			'tag'       => 'baca-' . $post->ID,
			'lang'      => get_bloginfo( 'language' ),
			'timestamp' => (int) get_post_timestamp( $post ) * 1000,
		);
		/**
		 * Filters the message about a post, as docs/notifications.md describes it.
		 *
		 * @param array   $message The message.
		 * @param WP_Post $post    The post.
		 */
		return apply_filters( 'baca_message', array_filter( $message ), $post );
	}

	/**
	 * Stores a message and starts sending.
	 *
	 * @param array    $message The message.
	 * @param string[] $topics  Its topics; without any, it is for all subscriptions.
	 */
	public static function add( array $message, array $topics ) {
		$text = wp_json_encode( $message, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE );
		if ( ! $text || strlen( $text ) > 3000 ) {
			return;
		}
		// phpcs:ignore WordPress.DB -- The plugin's own table.
		$GLOBALS['wpdb']->insert(
			self::table(),
			array(
				'message' => $text,
				'topics'  => wp_json_encode( $topics ),
				'retry'   => '[]',
				'later'   => '[]',
				'created' => time(),
			),
			array( '%s', '%s', '%s', '%s', '%d' )
		);
		Baca_Sender::schedule( 0 );
	}

	/**
	 * Removes messages that are older than a month, and schedules the batch of those that are not finished if it was lost.
	 */
	public static function clean() {
		global $wpdb;
		$table = self::table();
		$wpdb->query( $wpdb->prepare( "DELETE FROM $table WHERE created < %d", time() - MONTH_IN_SECONDS ) ); // phpcs:ignore WordPress.DB -- The plugin's own table.
		Baca_Sender::schedule_rest();
	}

	/**
	 * Shows the number of subscriptions and the last messages.
	 */
	public static function show() {
		global $wpdb;
		if ( ! self::is_on() ) {
			return;
		}
		/* translators: %s: number of subscriptions */
		echo '<p>' . esc_html( sprintf( __( 'Subscriptions: %s', 'baca-reader' ), number_format_i18n( Baca_Subscriptions::count() ) ) ) . '</p>';
		$table = self::table();
		$rows  = (array) $wpdb->get_results( "SELECT message, sent, gone, failed, finished FROM $table ORDER BY id DESC LIMIT 10" ); // phpcs:ignore WordPress.DB -- The plugin's own table.
		if ( ! $rows ) {
			return;
		}
		echo '<table class="widefat striped baca-statistics"><thead><tr><th scope="col">' . esc_html__( 'Message', 'baca-reader' ) . '</th><th scope="col">' . esc_html__( 'Sent', 'baca-reader' )
			. '</th><th scope="col">' . esc_html__( 'Ended', 'baca-reader' ) . '</th><th scope="col">' . esc_html__( 'Failed', 'baca-reader' ) . '</th></tr></thead><tbody>';
		foreach ( $rows as $row ) {
			$message = json_decode( $row->message, true );
			$title   = isset( $message['title'] ) ? $message['title'] : '';
			$state   = $row->finished ? '' : ' (' . __( 'being sent', 'baca-reader' ) . ')';
			echo '<tr><td>' . esc_html( $title . $state ) . '</td><td>' . (int) $row->sent . '</td><td>' . (int) $row->gone . '</td><td>' . (int) $row->failed . '</td></tr>';
		}
		echo '</tbody></table>';
	}
}
