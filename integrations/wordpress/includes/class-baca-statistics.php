<?php
/**
 * Counts reading: a row for each post and day, without cookies, identifiers and addresses.
 *
 * @package Baca
 */

defined( 'ABSPATH' ) || exit;

/**
 * Receives the reports of the reader and shows what they add up to.
 */
class Baca_Statistics {

	/**
	 * Longest report, in bytes.
	 */
	const MAX_BYTES = 4096;

	/**
	 * Days that the settings page adds up.
	 */
	const DAYS = 30;

	/**
	 * Longest reading time of one report, in milliseconds.
	 */
	const MAX_MS = 3600000;

	/**
	 * Adds the hooks.
	 */
	public static function register() {
		add_action( 'rest_api_init', array( __CLASS__, 'add_route' ) );
		add_action( 'delete_post', array( __CLASS__, 'forget' ) );
	}

	/**
	 * Returns the name of the table.
	 *
	 * @return string
	 */
	public static function table() {
		return $GLOBALS['wpdb']->prefix . 'baca_views';
	}

	/**
	 * Adds the route. It is public, since everybody who reads is counted.
	 */
	public static function add_route() {
		register_rest_route(
			'baca/v1',
			'/collect',
			array(
				'methods'             => 'POST',
				'callback'            => array( __CLASS__, 'receive' ),
				'permission_callback' => '__return_true',
			)
		);
	}

	/**
	 * Receives a report.
	 *
	 * @param WP_REST_Request $request The request; its body is JSON as `text/plain`.
	 * @return WP_REST_Response|WP_Error
	 */
	public static function receive( $request ) {
		if ( 'own' !== Baca_Settings::get( 'analytics' ) ) {
			return new WP_Error( 'baca_off', __( 'This site does not count.', 'baca-reader' ), array( 'status' => 404 ) );
		}
		if ( ! self::is_own_origin( $request ) ) {
			return new WP_Error( 'baca_origin', __( 'Only pages of this site may report.', 'baca-reader' ), array( 'status' => 403 ) );
		}
		$body   = $request->get_body();
		$report = strlen( $body ) <= self::MAX_BYTES ? json_decode( $body, true ) : null;
		$url    = is_array( $report ) && isset( $report['url'] ) && is_string( $report['url'] ) ? $report['url'] : '';
		$counts = is_array( $report ) ? self::counts( $report ) : array();
		$post   = $counts && '' !== $url ? get_post( url_to_postid( $url ) ) : null;
		if ( ! $post || 'publish' !== $post->post_status || ! Baca_Settings::has_type( $post->post_type ) ) {
			return new WP_Error( 'baca_report', __( 'This is not a report about a post of this site.', 'baca-reader' ), array( 'status' => 400 ) );
		}
		self::add( $post->ID, $counts );
		return new WP_REST_Response( null, 204 );
	}

	/**
	 * Returns whether a request comes from a page of this site. Programs can pretend that, pages of others cannot.
	 *
	 * @param WP_REST_Request $request The request.
	 * @return bool
	 */
	public static function is_own_origin( $request ) {
		$origin = $request->get_header( 'origin' );
		if ( ! $origin ) {
			return true;
		}
		$own = array();
		foreach ( array( home_url(), site_url() ) as $url ) {
			$parts = wp_parse_url( $url );
			$own[] = $parts['scheme'] . '://' . $parts['host'] . ( isset( $parts['port'] ) ? ':' . $parts['port'] : '' );
		}
		return in_array( strtolower( $origin ), array_map( 'strtolower', $own ), true );
	}

	/**
	 * Returns what a report adds to each column.
	 *
	 * @param array $report The report.
	 * @return int[]
	 */
	private static function counts( array $report ) {
		$percent = isset( $report['percent'] ) && is_numeric( $report['percent'] ) ? (int) $report['percent'] : 0;
		switch ( isset( $report['type'] ) ? $report['type'] : '' ) {
			case 'view':
				return array( 'views' => 1 );
			case 'progress':
				return in_array( $percent, array( 25, 50, 75, 100 ), true ) ? array( 'read' . $percent => 1 ) : array();
			case 'engaged':
				$ms = isset( $report['ms'] ) && is_numeric( $report['ms'] ) ? (int) min( self::MAX_MS, max( 0, $report['ms'] ) ) : 0;
				return $ms ? array( 'seconds' => (int) round( $ms / 1000 ) ) : array();
			default:
				return array();
		}
	}

	/**
	 * Adds to the row of a post and of today.
	 *
	 * @param int   $post_id The post.
	 * @param int[] $counts  What is added, by column.
	 */
	private static function add( $post_id, array $counts ) {
		global $wpdb;
		foreach ( $counts as $column => $count ) {
			$table = self::table();
			// phpcs:ignore WordPress.DB -- The plugin's own table; the column is one of counts().
			$wpdb->query( $wpdb->prepare( "INSERT INTO $table (post_id, day, $column) VALUES (%d, %s, %d) ON DUPLICATE KEY UPDATE $column = $column + VALUES($column)", $post_id, current_time( 'Y-m-d' ), $count ) );
		}
	}

	/**
	 * Returns sums of the last days.
	 *
	 * @param string $group   `post_id` or `day`.
	 * @param int    $post_id Only of this post, or 0.
	 * @return object[]
	 */
	public static function sums( $group, $post_id = 0 ) {
		global $wpdb;
		$group = 'day' === $group ? 'day' : 'post_id';
		$order = 'day' === $group ? 'day' : 'views DESC';
		$table = self::table();
		$since = gmdate( 'Y-m-d', current_time( 'timestamp' ) - ( self::DAYS - 1 ) * DAY_IN_SECONDS ); // phpcs:ignore WordPress.DateTime.CurrentTimeTimestamp -- Days of the site.
		$where = $post_id ? $wpdb->prepare( 'AND post_id = %d', $post_id ) : '';
		// phpcs:ignore WordPress.DB -- The plugin's own table; all parts are prepared.
		return (array) $wpdb->get_results( $wpdb->prepare( "SELECT $group, SUM(views) AS views, SUM(read25) AS read25, SUM(read50) AS read50, SUM(read75) AS read75, SUM(read100) AS read100, SUM(seconds) AS seconds FROM $table WHERE day >= %s $where GROUP BY $group ORDER BY $order LIMIT 31", $since ) );
	}

	/**
	 * Shows a chart of views by day, as SVG with a text alternative.
	 *
	 * @param object[] $days Sums by day.
	 */
	public static function chart( array $days ) {
		$views = array();
		$now   = current_time( 'timestamp' ); // phpcs:ignore WordPress.DateTime.CurrentTimeTimestamp -- Days of the site.
		for ( $ago = self::DAYS - 1; $ago >= 0; $ago-- ) {
			$views[ gmdate( 'Y-m-d', $now - $ago * DAY_IN_SECONDS ) ] = 0;
		}
		foreach ( $days as $day ) {
			if ( isset( $views[ $day->day ] ) ) {
				$views[ $day->day ] = (int) $day->views;
			}
		}
		$most = max( 1, max( $views ) );
		/* translators: 1: number of views, 2: number of days */
		$label = sprintf( __( '%1$s views in the last %2$s days', 'baca-reader' ), number_format_i18n( array_sum( $views ) ), number_format_i18n( self::DAYS ) );
		echo '<p>' . esc_html( $label ) . '</p>';
		printf( '<svg class="baca-chart" viewBox="0 0 %d 60" role="img" aria-label="%s">', (int) ( self::DAYS * 10 ), esc_attr( $label ) );
		$at = 0;
		foreach ( $views as $day => $count ) {
			$height = (int) round( 56 * $count / $most );
			printf( '<rect x="%d" y="%d" width="8" height="%d"><title>%s: %s</title></rect>', (int) $at, 58 - (int) $height, (int) max( 1, $height ), esc_html( $day ), esc_html( number_format_i18n( $count ) ) );
			$at += 10;
		}
		echo '</svg>';
	}

	/**
	 * Shows how far a text was read, as a bar for each quarter.
	 *
	 * @param object $sum The sums.
	 */
	public static function depth( $sum ) {
		$shares = array();
		foreach ( array( 25, 50, 75, 100 ) as $percent ) {
			$shares[ $percent ] = $sum->views ? min( 100, (int) round( 100 * $sum->{'read' . $percent} / $sum->views ) ) : 0;
		}
		/* translators: 1, 2, 3, 4: percentages of readers who reached a quarter, half, three quarters and the end */
		$label = sprintf( __( 'A quarter: %1$d %%, half: %2$d %%, three quarters: %3$d %%, the end: %4$d %%', 'baca-reader' ), $shares[25], $shares[50], $shares[75], $shares[100] );
		printf( '<svg class="baca-chart baca-depth" viewBox="0 0 40 12" preserveAspectRatio="none" role="img" aria-label="%1$s"><title>%1$s</title>', esc_attr( $label ) );
		$at = 0;
		foreach ( $shares as $share ) {
			printf( '<rect x="%d" y="%s" width="9" height="%s"></rect>', (int) $at, esc_attr( 12 - 0.12 * $share ), esc_attr( max( 0.5, 0.12 * $share ) ) );
			$at += 10;
		}
		echo '</svg> ' . esc_html( $shares[100] ) . ' %';
	}

	/**
	 * Shows views and reading depth of the posts that are read most.
	 */
	public static function show() {
		if ( 'own' !== Baca_Settings::get( 'analytics' ) ) {
			return;
		}
		echo '<h2>' . esc_html__( 'What is read', 'baca-reader' ) . '</h2>';
		self::chart( self::sums( 'day' ) );
		$sums = self::sums( 'post_id' );
		if ( ! $sums ) {
			return;
		}
		_prime_post_caches( array_map( 'intval', wp_list_pluck( $sums, 'post_id' ) ), false, false );
		echo '<table class="widefat striped baca-statistics"><thead><tr><th scope="col">' . esc_html__( 'Post', 'baca-reader' ) . '</th><th scope="col">' . esc_html__( 'Views', 'baca-reader' )
			. '</th><th scope="col">' . esc_html__( 'Reading time', 'baca-reader' ) . '</th><th scope="col">' . esc_html__( 'Read to the end', 'baca-reader' ) . '</th></tr></thead><tbody>';
		foreach ( $sums as $sum ) {
			$title = get_the_title( (int) $sum->post_id );
			echo '<tr><td><a href="' . esc_url( (string) get_edit_post_link( (int) $sum->post_id ) ) . '">' . esc_html( '' === $title ? '#' . $sum->post_id : wp_strip_all_tags( $title ) ) . '</a></td><td>' . esc_html( number_format_i18n( $sum->views ) ) . '</td><td>';
			/* translators: %s: number of seconds */
			echo esc_html( sprintf( __( '%s s', 'baca-reader' ), number_format_i18n( $sum->views ? round( $sum->seconds / $sum->views ) : 0 ) ) ) . '</td><td>';
			self::depth( $sum );
			echo '</td></tr>';
		}
		echo '</tbody></table>';
	}

	/**
	 * Removes the counts of a post.
	 *
	 * @param int $post_id Its id.
	 */
	public static function forget( $post_id ) {
		// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- The plugin's own table.
		$GLOBALS['wpdb']->delete( self::table(), array( 'post_id' => $post_id ), array( '%d' ) );
	}
}
