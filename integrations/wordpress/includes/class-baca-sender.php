<?php
/**
 * Sends the messages to the subscriptions: by WP-Cron, in batches that go on where the last one stopped.
 *
 * @package Baca
 */

defined( 'ABSPATH' ) || exit;

/**
 * Sends one batch after the other.
 */
class Baca_Sender {

	const LOCK = 'baca_sending';

	/**
	 * Subscriptions that are read at once, and seconds that a batch may take.
	 */
	const BATCH   = 100;
	const SECONDS = 20;

	/**
	 * Seconds after which a process that sends counts as killed. A batch takes at most SECONDS and one request.
	 */
	const STALE = 120;

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
	 * What this process has stored as lock, or null.
	 *
	 * @var string|null
	 */
	private static $held = null;

	/**
	 * Adds the hooks.
	 */
	public static function register() {
		add_action( 'baca_send', array( __CLASS__, 'send_batch' ) );
	}

	/**
	 * Schedules the next batch. One that is scheduled for later comes earlier.
	 *
	 * @param int $seconds Seconds from now.
	 */
	public static function schedule( $seconds ) {
		$at   = time() + $seconds;
		$next = wp_next_scheduled( 'baca_send' );
		if ( $next && $next > $at ) {
			// WordPress schedules no event within ten minutes of an equal one.
			wp_unschedule_event( $next, 'baca_send' );
			$next = false;
		}
		if ( ! $next ) {
			wp_schedule_single_event( $at, 'baca_send' );
		}
	}

	/**
	 * Returns when the next message is due, in seconds since 1970, or null if all are finished.
	 *
	 * @return int|null
	 */
	private static function next_due() {
		$table = Baca_Notifications::table();
		$due   = $GLOBALS['wpdb']->get_var( "SELECT MIN(due) FROM $table WHERE finished = 0" ); // phpcs:ignore WordPress.DB -- The plugin's own table.
		return null === $due ? null : (int) $due;
	}

	/**
	 * Schedules a batch if a message is not finished.
	 */
	public static function schedule_rest() {
		$due = self::next_due();
		if ( null !== $due ) {
			// WordPress stores all events in one option. Other processes may have changed it since this one has read it.
			wp_cache_delete( 'alloptions', 'options' );
			self::schedule( max( 0, $due - time() ) );
		}
	}

	/**
	 * Takes the lock: two processes never send at the same time. Takes it over if the process that has it was killed.
	 *
	 * @return string|null What unlocks, or null if another process is sending.
	 */
	private static function lock() {
		global $wpdb;
		$mine = time() . ':' . bin2hex( random_bytes( 8 ) );
		if ( Baca_Install::insert_option( self::LOCK, $mine, 'no' ) ) {
			return $mine;
		}
		// phpcs:disable WordPress.DB.DirectDatabaseQuery -- The value that is stored now, and not that of a cache.
		$held = (string) $wpdb->get_var( $wpdb->prepare( "SELECT option_value FROM $wpdb->options WHERE option_name = %s", self::LOCK ) );
		if ( abs( time() - (int) $held ) <= self::STALE ) {
			return null;
		}
		$where = array(
			'option_name'  => self::LOCK,
			'option_value' => $held,
		);
		return $wpdb->update( $wpdb->options, array( 'option_value' => $mine ), $where ) ? $mine : null;
		// phpcs:enable
	}

	/**
	 * Gives the lock back, unless another process has taken it over, and schedules the rest. PHP calls it even after an
	 * error that ends the process, or after its time limit.
	 */
	public static function finish() {
		global $wpdb;
		if ( null === self::$held ) {
			return;
		}
		$where      = array(
			'option_name'  => self::LOCK,
			'option_value' => self::$held,
		);
		self::$held = null;
		$wpdb->delete( $wpdb->options, $where ); // phpcs:ignore WordPress.DB.DirectDatabaseQuery -- As above.
		self::schedule_rest();
	}

	/**
	 * Sends messages for some seconds, and schedules the rest. If this process is killed, an event that is scheduled
	 * before goes on where it was.
	 */
	public static function send_batch() {
		global $wpdb;
		$keys = Baca_Notifications::is_on() ? Baca_Notifications::keys() : null;
		if ( ! $keys || null === self::next_due() ) {
			return;
		}
		self::schedule( self::STALE + 1 );
		self::$held = self::lock();
		if ( null === self::$held ) {
			return;
		}
		register_shutdown_function( array( __CLASS__, 'finish' ) );
		$end   = microtime( true ) + self::SECONDS;
		$table = Baca_Notifications::table();
		do {
			// phpcs:ignore WordPress.DB -- The plugin's own table.
			$message = $wpdb->get_row( $wpdb->prepare( "SELECT * FROM $table WHERE finished = 0 AND due <= %d ORDER BY id LIMIT 1", time() ) );
		} while ( $message && self::continue_message( $message, $keys, $end ) );
		self::finish();
	}

	/**
	 * Sends a part of a message. Returns whether there is time for more.
	 *
	 * How far it is, is stored before each subscription, which counts as one to be tried again until its push service has
	 * answered. So a process that is killed leaves nobody out, and a subscription that ends each process ends no message.
	 *
	 * @param object $message The row of the message.
	 * @param array  $keys    The key pair of the site.
	 * @param float  $end     When to stop.
	 * @return bool
	 */
	private static function continue_message( $message, array $keys, $end ) {
		$attempt = (int) $message->attempt;
		$state   = array(
			'position' => (int) $message->position,
			'retry'    => array_map( 'intval', (array) json_decode( $message->retry, true ) ),
			'later'    => array_map( 'intval', (array) json_decode( $message->later, true ) ),
			'sent'     => (int) $message->sent,
			'gone'     => (int) $message->gone,
			'failed'   => (int) $message->failed,
		);
		$wait    = 0;
		if ( 0 < $attempt ) {
			$list = self::by_ids( array_slice( $state['retry'], 0, self::BATCH ) );
			$rest = array_slice( $state['retry'], self::BATCH );
			// Those that have ended in the meantime are not in the list.
			$state['retry'] = array_merge( array_map( 'intval', wp_list_pluck( $list, 'id' ) ), $rest );
			$is_last        = ! $rest;
		} else {
			$list    = Baca_Subscriptions::find( (array) json_decode( $message->topics, true ), $state['position'], self::BATCH );
			$is_last = count( $list ) < self::BATCH;
		}
		if ( '' !== $GLOBALS['wpdb']->last_error ) {
			// Without an answer of the database, nobody knows who is left.
			return false;
		}
		foreach ( $list as $subscription ) {
			if ( microtime( true ) >= $end ) {
				$is_last = false;
				break;
			}
			$id = (int) $subscription->id;
			if ( 0 < $attempt ) {
				array_shift( $state['retry'] );
			} else {
				$state['position'] = $id;
			}
			$state['later'][] = $id;
			self::store( $message->id, $state );
			list( $result, $seconds ) = self::send( $subscription, $message, $keys );
			$wait                     = max( $wait, $seconds );
			// Beyond the limit, a busy push service is a failure.
			if ( 'busy' === $result && count( $state['later'] ) > self::RETRIES ) {
				$result = 'failed';
			}
			if ( 'busy' !== $result ) {
				array_pop( $state['later'] );
				++$state[ $result ];
			}
		}
		if ( $is_last ) {
			$state = self::next_attempt( $state, $attempt + 1, $wait );
		}
		self::store( $message->id, $state );
		return microtime( true ) < $end;
	}

	/**
	 * Returns the state of a message after an attempt has reached all its subscriptions: the next attempt is for those that
	 * were busy, or the message is finished.
	 *
	 * @param array $state   The state.
	 * @param int   $attempt The number of the next attempt.
	 * @param int   $wait    Seconds that push services want to wait.
	 * @return array
	 */
	private static function next_attempt( array $state, $attempt, $wait ) {
		if ( $state['later'] && $attempt < self::ATTEMPTS ) {
			$state['attempt'] = $attempt;
			$state['retry']   = $state['later'];
			$state['due']     = time() + max( $wait, 60 * $attempt );
		} else {
			$state['failed']  += count( $state['later'] );
			$state['finished'] = time();
		}
		$state['later'] = array();
		return $state;
	}

	/**
	 * Stores how far a message is.
	 *
	 * @param int|string $id    The message.
	 * @param array      $state The columns of its row.
	 */
	private static function store( $id, array $state ) {
		$state['retry'] = wp_json_encode( $state['retry'] );
		$state['later'] = wp_json_encode( $state['later'] );
		$GLOBALS['wpdb']->update( Baca_Notifications::table(), $state, array( 'id' => (int) $id ) ); // phpcs:ignore WordPress.DB -- The plugin's own table.
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
	 * Sends a message to one subscription. Only the push service ends a subscription, with 404 or 410. Whatever else goes
	 * wrong is a failure of this message for this subscription.
	 *
	 * @param object $subscription The subscription.
	 * @param object $message      The row of the message.
	 * @param array  $keys         The key pair of the site.
	 * @return array `sent`, `gone`, `failed` or `busy`, and how many seconds the push service wants to wait.
	 */
	private static function send( $subscription, $message, array $keys ) {
		try {
			return self::post( $subscription, $message, $keys );
		} catch ( Throwable $error ) {
			// Of PHP's functions for keys, or of another plugin that filters requests.
			return array( 'failed', 0 );
		}
	}

	/**
	 * Encrypts a message and posts it to the push service of a subscription.
	 *
	 * @param object $subscription The subscription.
	 * @param object $message      The row of the message.
	 * @param array  $keys         The key pair of the site.
	 * @return array As of `send`.
	 */
	private static function post( $subscription, $message, array $keys ) {
		// The hosts may have changed since the subscription was stored.
		$endpoint = Baca_Subscriptions::endpoint( $subscription->endpoint );
		$contact  = Baca_Settings::get( 'contact' );
		$contact  = '' !== $contact ? $contact : (string) get_option( 'admin_email' );
		$receiver = (string) Baca_Web_Push::decode( $subscription->p256dh );
		$auth     = (string) Baca_Web_Push::decode( $subscription->auth );
		$body     = '' !== $endpoint ? Baca_Web_Push::encrypt( $message->message, $receiver, $auth ) : null;
		$sender   = null !== $body ? Baca_Web_Push::authorization( $endpoint, 'mailto:' . $contact, $keys, time() + 12 * HOUR_IN_SECONDS ) : null;
		if ( null === $sender ) {
			return array( 'failed', 0 );
		}
		$response = wp_safe_remote_post(
			$endpoint,
			array(
				'timeout'     => 5,
				'redirection' => 0,
				'headers'     => array(
					'TTL'              => (string) self::LIFETIME,
					'Urgency'          => 'normal',
					// A message that is sent twice replaces itself as long as the push service has it (RFC 8030, 5.4).
					'Topic'            => 'baca-' . (int) $message->id,
					'Content-Type'     => 'application/octet-stream',
					'Content-Encoding' => 'aes128gcm',
					'Authorization'    => $sender,
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
}
