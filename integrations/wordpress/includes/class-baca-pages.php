<?php
/**
 * Makes the elements of readers. With the command `baca`, their articles are rendered on the server and kept in a table
 * by post; otherwise the browser renders them from the JSON in the page.
 *
 * @package Baca
 */

defined( 'ABSPATH' ) || exit;

/**
 * Renders articles and keeps the results.
 */
class Baca_Pages {

	/**
	 * Seconds that the command may take.
	 */
	const TIMEOUT = 5;

	/**
	 * Adds the hooks.
	 */
	public static function register() {
		add_action( 'delete_post', array( __CLASS__, 'forget' ) );
	}

	/**
	 * Returns the name of the table.
	 *
	 * @return string
	 */
	public static function table() {
		return $GLOBALS['wpdb']->prefix . 'baca_pages';
	}

	/**
	 * Returns whether articles are rendered on the server. `wp-config.php` names the command: a setting must not choose
	 * a program.
	 *
	 * @return bool
	 */
	public static function is_on() {
		return defined( 'BACA_COMMAND' ) && is_string( BACA_COMMAND ) && '' !== BACA_COMMAND && function_exists( 'proc_open' );
	}

	/**
	 * Returns the reader of a post.
	 *
	 * @param WP_Post $post    The post.
	 * @param string  $article The article as JSON, without `<`, `>` and `&`.
	 * @param string  $content The HTML that is shown without JavaScript.
	 * @return string
	 */
	public static function element( $post, $article, $content ) {
		$rendered   = self::is_on() ? self::rendered( $post, $article ) : '';
		$attributes = Baca_Article::attributes( '' === $rendered ? array() : array( 'data-baca-rendered' => '' ) );
		/**
		 * Filters what is put into the slots of a post's reader, such as `<div slot="after">…</div>`.
		 *
		 * @param string  $html The HTML, which is not changed.
		 * @param WP_Post $post The post.
		 */
		$slots = apply_filters( 'baca_slots', self::places(), $post );
		if ( '' !== $rendered ) {
			return '<baca-reader' . $attributes . '>' . $rendered . '<div class="baca-fallback" hidden>' . $content . '</div>' . $slots . '</baca-reader>';
		}
		return '<baca-reader' . $attributes . '><script type="application/json">' . $article . '</script>'
			. '<div class="baca-fallback">' . $content . '</div>' . $slots . '</baca-reader>';
	}

	/**
	 * Returns what is in the places of the text. In the HTML of a place, `{n}` is the number of the place.
	 *
	 * @return string
	 */
	private static function places() {
		$slots = '';
		foreach ( Baca_Settings::place_list() as $place ) {
			if ( ! isset( $place['name'], $place['html'] ) || ! is_string( $place['html'] ) || '' === $place['html'] ) {
				continue;
			}
			$most = isset( $place['every'] ) ? ( isset( $place['max'] ) && is_int( $place['max'] ) ? min( 20, max( 1, $place['max'] ) ) : 20 ) : 1;
			for ( $number = 1; $number <= $most; $number++ ) {
				$slots .= '<div slot="' . esc_attr( 'baca-' . $place['name'] . '-' . $number ) . '">' . str_replace( '{n}', (string) $number, $place['html'] ) . '</div>';
			}
		}
		return $slots;
	}

	/**
	 * Returns the shadow root of an article: the stored one, or else a new one. '' if rendering fails.
	 *
	 * @param WP_Post $post    The post.
	 * @param string  $article The article as JSON.
	 * @return string
	 */
	private static function rendered( $post, $article ) {
		global $wpdb;
		// Content depends on more than the time of the last change: shortcodes, embeds, other plugins.
		$tag = md5( BACA_READER_VERSION . $post->post_modified_gmt . $article . get_bloginfo( 'name' ) );
		// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- The plugin's own table.
		$stored = $wpdb->get_row( $wpdb->prepare( 'SELECT tag, html FROM ' . self::table() . ' WHERE post_id = %d', $post->ID ) );
		if ( $stored && $stored->tag === $tag ) {
			return $stored->html;
		}
		$failed = md5( $tag . gmdate( 'YmdH' ) );
		if ( $stored && $stored->tag === $failed ) {
			return '';
		}
		if ( 'publish' !== $post->post_status ) {
			return self::run( $article );
		}
		// Until the command has ended: other visits meanwhile do not start it too. If it fails, or this process is killed,
		// this stays for the hour.
		self::store( $post->ID, $failed, '' );
		$html = self::run( $article );
		if ( '' !== $html ) {
			self::store( $post->ID, $tag, $html );
		}
		return $html;
	}

	/**
	 * Stores the shadow root of a post.
	 *
	 * @param int    $post_id The post.
	 * @param string $tag     What it was made from.
	 * @param string $html    The shadow root, or ''.
	 */
	private static function store( $post_id, $tag, $html ) {
		// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- The plugin's own table.
		$GLOBALS['wpdb']->replace(
			self::table(),
			array(
				'post_id' => $post_id,
				'tag'     => $tag,
				'html'    => $html,
			),
			array( '%d', '%s', '%s' )
		);
	}

	/**
	 * Runs the command and returns the shadow root from its output.
	 *
	 * @param string $article The article as JSON.
	 * @return string
	 */
	private static function run( $article ) {
		$input = tmpfile();
		if ( ! $input ) {
			return '';
		}
		// phpcs:disable WordPress.WP.AlternativeFunctions, WordPress.PHP.DiscouragedPHPFunctions -- Streams of a program.
		fwrite( $input, $article );
		rewind( $input );
		$output  = tmpfile();
		$streams = array( $input, $output ? $output : array( 'file', '/dev/null', 'w' ), array( 'file', '/dev/null', 'w' ) );
		$program = proc_open( array( BACA_COMMAND, 'render', '-', '--fragment' ), $streams, $pipes );
		if ( ! $output || ! is_resource( $program ) ) {
			return '';
		}
		$end    = microtime( true ) + self::TIMEOUT;
		$status = proc_get_status( $program );
		while ( $status['running'] && microtime( true ) < $end ) {
			usleep( 2000 );
			$status = proc_get_status( $program );
		}
		if ( $status['running'] ) {
			proc_terminate( $program, 9 );
		}
		proc_close( $program );
		rewind( $output );
		$html = (string) stream_get_contents( $output );
		// phpcs:enable
		$start = strpos( $html, '<template shadowrootmode=' );
		$end   = strrpos( $html, '</template>' );
		if ( $status['running'] || 0 !== $status['exitcode'] || false === $start || false === $end ) {
			return '';
		}
		return substr( $html, $start, $end + strlen( '</template>' ) - $start );
	}

	/**
	 * Removes what is kept of a post.
	 *
	 * @param int $post_id Its id.
	 */
	public static function forget( $post_id ) {
		// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- The plugin's own table.
		$GLOBALS['wpdb']->delete( self::table(), array( 'post_id' => $post_id ), array( '%d' ) );
	}
}
