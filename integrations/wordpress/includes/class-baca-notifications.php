<?php
/**
 * Notifications: keys, the worker at the root of the site, and sending by WP-Cron in batches.
 *
 * @package Baca
 */

defined( 'ABSPATH' ) || exit;

/**
 * Sends messages to the subscriptions.
 */
class Baca_Notifications {

	const KEYS     = 'baca_keys';
	const LOCK     = 'baca_sending';
	const NOTIFY   = '_baca_notify';
	const NOTIFIED = '_baca_notified';

	/**
	 * Subscriptions that are read at once, and seconds that a batch may take.
	 */
	const BATCH   = 100;
	const SECONDS = 20;

	/**
	 * Seconds for which a push service keeps a message: an old headline is worse than none.
	 */
	const LIFETIME = 14400;

	/**
	 * How often a message is sent again to subscriptions whose push service was busy, and to how many of them.
	 */
	const ATTEMPTS = 3;
	const RETRIES  = 1000;

	/**
	 * Adds the hooks.
	 */
	public static function register() {
		add_action( 'init', array( __CLASS__, 'add_rule' ) );
		add_filter( 'query_vars', array( __CLASS__, 'add_variable' ) );
		add_action( 'parse_request', array( __CLASS__, 'serve_worker' ), 0 );
		add_action( 'wp_after_insert_post', array( __CLASS__, 'after_save' ), 10, 4 );
		add_action( 'baca_send', array( __CLASS__, 'send_batch' ) );
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
			// Two requests at once: only the first pair is stored.
			add_option(
				self::KEYS,
				array(
					'private' => $keys['private'],
					'public'  => Baca_Web_Push::encode( $keys['public'] ),
				),
				'',
				'no'
			);
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
		self::schedule( 0 );
	}

	/**
	 * Schedules the next batch, and the cleaning once a day.
	 *
	 * @param int $seconds Seconds from now.
	 */
	private static function schedule( $seconds ) {
		if ( ! wp_next_scheduled( 'baca_send' ) ) {
			wp_schedule_single_event( time() + $seconds, 'baca_send' );
		}
		if ( ! wp_next_scheduled( 'baca_clean' ) ) {
			wp_schedule_event( time() + DAY_IN_SECONDS, 'daily', 'baca_clean' );
		}
	}

	/**
	 * Sends messages for some seconds, and schedules the rest. Two processes never send at the same time.
	 */
	public static function send_batch() {
		global $wpdb;
		$begun = (int) get_option( self::LOCK );
		if ( $begun && $begun < time() - 10 * self::SECONDS ) {
			// The process that held the lock was killed.
			delete_option( self::LOCK );
		}
		$keys = self::is_on() ? self::keys() : null;
		if ( ! $keys || ! add_option( self::LOCK, time(), '', 'no' ) ) {
			return;
		}
		$end   = microtime( true ) + self::SECONDS;
		$table = self::table();
		do {
			// phpcs:ignore WordPress.DB -- The plugin's own table.
			$message = $wpdb->get_row( $wpdb->prepare( "SELECT * FROM $table WHERE finished = 0 AND due <= %d ORDER BY id LIMIT 1", time() ) );
		} while ( $message && self::continue_message( $message, $keys, $end ) && microtime( true ) < $end );
		delete_option( self::LOCK );
		// phpcs:ignore WordPress.DB -- The plugin's own table.
		$due = $wpdb->get_var( "SELECT MIN(due) FROM $table WHERE finished = 0" );
		if ( null !== $due ) {
			self::schedule( max( 0, (int) $due - time() ) );
		}
	}

	/**
	 * Sends a part of a message and stores how far it is. Returns whether there is time for more.
	 *
	 * @param object $message The row of the message.
	 * @param array  $keys    The key pair of the site.
	 * @param float  $end     When to stop.
	 * @return bool
	 */
	private static function continue_message( $message, array $keys, $end ) {
		global $wpdb;
		$topics      = (array) json_decode( $message->topics, true );
		$retry       = (array) json_decode( $message->retry, true );
		$is_retrying = 0 < (int) $message->attempt;
		$counts      = array(
			'sent'   => (int) $message->sent,
			'gone'   => (int) $message->gone,
			'failed' => (int) $message->failed,
		);
		$after       = (int) $message->position;
		$wait        = 0;
		$list        = $is_retrying ? self::by_ids( array_splice( $retry, 0, self::BATCH ) ) : Baca_Subscriptions::find( $topics, $after, self::BATCH );
		$is_last     = $is_retrying ? ! $retry : count( $list ) < self::BATCH;
		$again       = array();
		foreach ( $list as $index => $subscription ) {
			if ( microtime( true ) >= $end ) {
				$is_last = false;
				// The rest of a batch of retries is tried in the next batch.
				foreach ( $is_retrying ? array_slice( $list, $index ) : array() as $left ) {
					$retry[] = (int) $left->id;
				}
				break;
			}
			list( $result, $seconds ) = self::send( $subscription, $message->message, $keys );
			$after                    = (int) $subscription->id;
			$wait                     = max( $wait, $seconds );
			if ( 'busy' === $result ) {
				$again[] = $after;
			} else {
				++$counts[ $result ];
			}
		}
		$later = array_merge( (array) json_decode( $message->later, true ), $again );
		// Beyond the limit, a busy push service is a failure.
		$counts['failed'] += max( 0, count( $later ) - self::RETRIES );
		$later             = array_slice( $later, 0, self::RETRIES );
		$row   = array(
			'position' => $after,
			'retry'    => wp_json_encode( array_values( $retry ) ),
			'later'    => wp_json_encode( $later ),
		);
		if ( $is_last ) {
			$attempt = (int) $message->attempt + 1;
			if ( $later && $attempt < self::ATTEMPTS ) {
				$row['attempt'] = $attempt;
				$row['retry']   = $row['later'];
				$row['later']   = '[]';
				$row['due']     = time() + max( $wait, 60 * $attempt );
			} else {
				$counts['failed'] += count( $later );
				$row['finished']   = time();
				$row['later']      = '[]';
			}
		}
		$wpdb->update( self::table(), array_merge( $row, $counts ), array( 'id' => (int) $message->id ) ); // phpcs:ignore WordPress.DB -- The plugin's own table.
		return microtime( true ) < $end;
	}

	/**
	 * Returns subscriptions by their ids.
	 *
	 * @param int[] $ids The ids.
	 * @return object[]
	 */
	private static function by_ids( array $ids ) {
		global $wpdb;
		$list  = implode( ',', array_map( 'intval', $ids ) );
		$table = Baca_Subscriptions::table();
		// phpcs:ignore WordPress.DB -- The plugin's own table; the list consists of integers.
		return '' === $list ? array() : (array) $wpdb->get_results( "SELECT id, endpoint, p256dh, auth FROM $table WHERE id IN ($list) ORDER BY id" );
	}

	/**
	 * Sends a message to one subscription.
	 *
	 * @param object $subscription The subscription.
	 * @param string $text         The message.
	 * @param array  $keys         The key pair of the site.
	 * @return array `sent`, `gone`, `failed` or `busy`, and how many seconds the push service wants to wait.
	 */
	private static function send( $subscription, $text, array $keys ) {
		// The hosts may have changed since the subscription was stored.
		$endpoint = Baca_Subscriptions::endpoint( $subscription->endpoint );
		$receiver = (string) Baca_Web_Push::decode( $subscription->p256dh );
		$auth     = (string) Baca_Web_Push::decode( $subscription->auth );
		$body     = '' !== $endpoint ? Baca_Web_Push::encrypt( $text, $receiver, $auth ) : null;
		if ( null === $body ) {
			Baca_Subscriptions::delete( $subscription->endpoint );
			return array( 'gone', 0 );
		}
		$contact  = Baca_Settings::get( 'contact' );
		$contact  = '' !== $contact ? $contact : (string) get_option( 'admin_email' );
		$response = wp_safe_remote_post(
			$endpoint,
			array(
				'timeout'     => 5,
				'redirection' => 0,
				'headers'     => array(
					'TTL'              => (string) self::LIFETIME,
					'Urgency'          => 'normal',
					'Content-Type'     => 'application/octet-stream',
					'Content-Encoding' => 'aes128gcm',
					'Authorization'    => (string) Baca_Web_Push::authorization( $endpoint, 'mailto:' . $contact, $keys, time() + 12 * HOUR_IN_SECONDS ),
				),
				'body'        => $body,
			)
		);
		$status   = (int) wp_remote_retrieve_response_code( $response );
		if ( $status >= 200 && $status < 300 ) {
			return array( 'sent', 0 );
		}
		if ( 404 === $status || 410 === $status ) {
			Baca_Subscriptions::delete( $subscription->endpoint );
			return array( 'gone', 0 );
		}
		if ( 0 === $status || 429 === $status || $status >= 500 ) {
			$seconds = wp_remote_retrieve_header( $response, 'retry-after' );
			return array( 'busy', is_numeric( $seconds ) ? (int) min( HOUR_IN_SECONDS, max( 0, $seconds ) ) : 0 );
		}
		return array( 'failed', 0 );
	}

	/**
	 * Removes messages that are older than a month.
	 */
	public static function clean() {
		global $wpdb;
		$table = self::table();
		$wpdb->query( $wpdb->prepare( "DELETE FROM $table WHERE created < %d", time() - MONTH_IN_SECONDS ) ); // phpcs:ignore WordPress.DB -- The plugin's own table.
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
