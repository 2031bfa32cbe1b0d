<?php
/**
 * Receives and stores the subscriptions of readers.
 *
 * @package Baca
 */

defined( 'ABSPATH' ) || exit;

/**
 * The route `baca/v1/subscribe` and its table.
 */
class Baca_Subscriptions {

	const MAX_BYTES  = 16384;
	const MAX_TOPICS = 100;
	const MAX_LENGTH = 300;

	/**
	 * New subscriptions that one client may make in an hour, and all clients in a minute.
	 */
	const PER_HOUR   = 30;
	const PER_MINUTE = 600;

	/**
	 * Most subscriptions that are stored.
	 */
	const MAX = 500000;

	/**
	 * Hosts of the push services of browsers. A name that begins with a dot includes all names below it.
	 */
	const HOSTS = array( 'fcm.googleapis.com', 'android.googleapis.com', 'updates.push.services.mozilla.com', '.push.services.mozilla.com', '.notify.windows.com', '.push.apple.com' );

	/**
	 * Adds the hooks.
	 */
	public static function register() {
		add_action( 'rest_api_init', array( __CLASS__, 'add_route' ) );
		add_action( 'baca_clean', array( __CLASS__, 'clean' ) );
	}

	/**
	 * Returns the name of the table.
	 *
	 * @return string
	 */
	public static function table() {
		return $GLOBALS['wpdb']->prefix . 'baca_subscriptions';
	}

	/**
	 * Adds the route. It is public: who knows an endpoint may change its subscription.
	 */
	public static function add_route() {
		register_rest_route(
			'baca/v1',
			'/subscribe',
			array(
				array(
					'methods'             => 'POST',
					'callback'            => array( __CLASS__, 'save' ),
					'permission_callback' => array( __CLASS__, 'may_report' ),
				),
				array(
					'methods'             => 'DELETE',
					'callback'            => array( __CLASS__, 'remove' ),
					'permission_callback' => array( __CLASS__, 'may_report' ),
				),
			)
		);
	}

	/**
	 * Rejects reports that are too long or from pages of other sites, and all if notifications are off.
	 *
	 * @param WP_REST_Request $request The request.
	 * @return true|WP_Error
	 */
	public static function may_report( $request ) {
		if ( ! Baca_Notifications::is_on() ) {
			return self::rejection( 404, __( 'This site has no notifications.', 'baca-reader' ) );
		}
		if ( ! Baca_Statistics::is_own_origin( $request ) ) {
			return self::rejection( 403, __( 'Only pages of this site may report.', 'baca-reader' ) );
		}
		if ( strlen( $request->get_body() ) > self::MAX_BYTES ) {
			return self::rejection( 413, __( 'The report is too long.', 'baca-reader' ) );
		}
		return true;
	}

	/**
	 * Returns an error with a status.
	 *
	 * @param int    $status  The status.
	 * @param string $message The message.
	 * @return WP_Error
	 */
	private static function rejection( $status, $message ) {
		return new WP_Error( 'baca_report', $message, array( 'status' => $status ) );
	}

	/**
	 * Returns an endpoint if it is an address of a known push service, else ''.
	 *
	 * @param mixed $endpoint What the report contains.
	 * @return string
	 */
	public static function endpoint( $endpoint ) {
		if ( ! is_string( $endpoint ) || strlen( $endpoint ) > 2000 || ! preg_match( '#^https://[!-~]+$#', $endpoint ) || preg_match( '/[\\\\"\'<>^`{|}]/', $endpoint ) ) {
			return '';
		}
		$parts = wp_parse_url( $endpoint );
		if ( ! isset( $parts['host'], $parts['path'] ) || isset( $parts['user'] ) || isset( $parts['fragment'] ) ) {
			return '';
		}
		/**
		 * Filters the hosts of push services to which messages may be sent.
		 *
		 * @param string[] $hosts Names; one that begins with a dot includes all names below it.
		 */
		foreach ( apply_filters( 'baca_push_hosts', self::HOSTS ) as $host ) {
			$tail = '.' === $host[0] ? substr( $parts['host'], -strlen( $host ) ) : $parts['host'];
			if ( strtolower( $tail ) === $host ) {
				return $endpoint;
			}
		}
		return '';
	}

	/**
	 * Stores a subscription, or replaces the stored one with its endpoint.
	 *
	 * @param WP_REST_Request $request The request.
	 * @return WP_REST_Response|WP_Error
	 */
	public static function save( $request ) {
		global $wpdb;
		$report       = json_decode( $request->get_body(), true );
		$subscription = is_array( $report ) && isset( $report['subscription'] ) && is_array( $report['subscription'] ) ? $report['subscription'] : array();
		$endpoint     = self::endpoint( isset( $subscription['endpoint'] ) ? $subscription['endpoint'] : null );
		if ( '' === $endpoint ) {
			return self::rejection( 400, __( 'The endpoint is not of a push service that is known here.', 'baca-reader' ) );
		}
		$keys = array();
		foreach ( array( 'p256dh', 'auth' ) as $name ) {
			$text          = isset( $subscription['keys'][ $name ] ) && is_string( $subscription['keys'][ $name ] ) ? $subscription['keys'][ $name ] : '';
			$keys[ $name ] = strlen( $text ) <= 100 ? Baca_Web_Push::decode( $text ) : null;
		}
		if ( null === $keys['p256dh'] || null === $keys['auth'] || 16 !== strlen( $keys['auth'] ) || ! Baca_Web_Push::public_key( $keys['p256dh'] ) ) {
			return self::rejection( 400, __( 'The keys are not those of a subscription.', 'baca-reader' ) );
		}
		$hash     = hash( 'sha256', $endpoint );
		$table    = self::table();
		$now      = time();
		$is_known = $wpdb->get_var( $wpdb->prepare( "SELECT 1 FROM $table WHERE hash = %s", $hash ) ); // phpcs:ignore WordPress.DB -- The plugin's own table.
		$client   = self::client();
		if ( ! $is_known ) {
			// phpcs:ignore WordPress.DB -- The plugin's own table.
			$counts = $wpdb->get_row( $wpdb->prepare( "SELECT COUNT(*) AS hour, COALESCE(SUM(client = %s), 0) AS own, COALESCE(SUM(created > %d), 0) AS minute FROM $table WHERE created > %d", $client, $now - MINUTE_IN_SECONDS, $now - HOUR_IN_SECONDS ) );
			if ( $counts->own >= self::PER_HOUR || $counts->minute >= self::PER_MINUTE ) {
				$rejection = self::rejection( 429, __( 'There are too many subscriptions: try again later.', 'baca-reader' ) );
				header( 'Retry-After: 3600' );
				return $rejection;
			}
			if ( self::count() >= self::MAX ) {
				return self::rejection( 507, __( 'There are too many subscriptions.', 'baca-reader' ) );
			}
		}
		$lang   = isset( $report['lang'] ) && is_string( $report['lang'] ) ? substr( preg_replace( '/[^A-Za-z0-9-]/', '', $report['lang'] ), 0, 35 ) : '';
		$topics = wp_json_encode( self::topics( isset( $report['topics'] ) ? $report['topics'] : null ), JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE );
		// phpcs:ignore WordPress.DB -- The plugin's own table.
		$wpdb->query( $wpdb->prepare( "INSERT INTO $table (hash, endpoint, p256dh, auth, topics, lang, client, created) VALUES (%s, %s, %s, %s, %s, %s, %s, %d) ON DUPLICATE KEY UPDATE p256dh = VALUES(p256dh), auth = VALUES(auth), topics = VALUES(topics), lang = VALUES(lang)", $hash, $endpoint, Baca_Web_Push::encode( $keys['p256dh'] ), Baca_Web_Push::encode( $keys['auth'] ), $topics, $lang, $client, $now ) );
		$replaced = isset( $report['replaces'] ) && is_string( $report['replaces'] ) ? $report['replaces'] : '';
		if ( '' !== $replaced && $replaced !== $endpoint ) {
			self::delete( $replaced );
		}
		return new WP_REST_Response( null, 201 );
	}

	/**
	 * Removes a subscription that has ended.
	 *
	 * @param WP_REST_Request $request The request.
	 * @return WP_REST_Response|WP_Error
	 */
	public static function remove( $request ) {
		$report   = json_decode( $request->get_body(), true );
		$endpoint = is_array( $report ) && isset( $report['endpoint'] ) && is_string( $report['endpoint'] ) ? $report['endpoint'] : '';
		if ( '' === $endpoint || ! self::delete( $endpoint ) ) {
			return self::rejection( 404, __( 'There is no such subscription.', 'baca-reader' ) );
		}
		return new WP_REST_Response( null, 204 );
	}

	/**
	 * Deletes the subscription with an endpoint; returns whether there was one.
	 *
	 * @param string $endpoint The endpoint.
	 * @return bool
	 */
	public static function delete( $endpoint ) {
		// phpcs:ignore WordPress.DB -- The plugin's own table.
		return (bool) $GLOBALS['wpdb']->delete( self::table(), array( 'hash' => hash( 'sha256', $endpoint ) ), array( '%s' ) );
	}

	/**
	 * Returns the valid topics of a report.
	 *
	 * @param mixed $given What the report contains.
	 * @return string[]
	 */
	private static function topics( $given ) {
		$topics = array();
		foreach ( is_array( $given ) ? array_slice( $given, 0, self::MAX_TOPICS ) : array() as $topic ) {
			if ( is_string( $topic ) && '' !== $topic && strlen( $topic ) <= self::MAX_LENGTH ) {
				$topics[] = $topic;
			}
		}
		return array_values( array_unique( $topics ) );
	}

	/**
	 * Returns a number for the client, from which its address cannot be found. Removed after a day.
	 *
	 * @return string
	 */
	private static function client() {
		$address = isset( $_SERVER['REMOTE_ADDR'] ) ? sanitize_text_field( wp_unslash( $_SERVER['REMOTE_ADDR'] ) ) : '';
		/**
		 * Filters the network address of a client, which the web server knows as that of a proxy in front of it.
		 *
		 * @param string $address The address.
		 */
		$address = (string) apply_filters( 'baca_client_address', $address );
		return substr( wp_hash( 'baca' . $address ), 0, 16 );
	}

	/**
	 * Returns the number of subscriptions.
	 *
	 * @return int
	 */
	public static function count() {
		$table = self::table();
		return (int) $GLOBALS['wpdb']->get_var( "SELECT COUNT(*) FROM $table" ); // phpcs:ignore WordPress.DB -- The plugin's own table.
	}

	/**
	 * Removes the numbers of clients that are older than a day, and old messages.
	 */
	public static function clean() {
		global $wpdb;
		$table = self::table();
		// phpcs:ignore WordPress.DB -- The plugin's own table.
		$wpdb->query( $wpdb->prepare( "UPDATE $table SET client = '' WHERE client <> '' AND created < %d", time() - DAY_IN_SECONDS ) );
		Baca_Notifications::clean();
	}

	/**
	 * Returns subscriptions with one of these topics, in the order of their ids.
	 *
	 * @param string[] $topics The topics; all subscriptions if there are none.
	 * @param int      $after  Only ids above this one.
	 * @param int      $most   How many.
	 * @return object[]
	 */
	public static function find( array $topics, $after, $most ) {
		global $wpdb;
		$table = self::table();
		$likes = array();
		foreach ( $topics as $topic ) {
			$text    = wp_json_encode( $topic, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE );
			$likes[] = $wpdb->prepare( 'topics LIKE %s', '%' . $wpdb->esc_like( $text ) . '%' );
		}
		$where = $likes ? 'AND (' . implode( ' OR ', $likes ) . ')' : '';
		// phpcs:ignore WordPress.DB -- The plugin's own table; all parts are prepared.
		return (array) $wpdb->get_results( $wpdb->prepare( "SELECT id, endpoint, p256dh, auth FROM $table WHERE id > %d $where ORDER BY id LIMIT %d", $after, $most ) );
	}
}
