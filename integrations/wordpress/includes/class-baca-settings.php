<?php
/**
 * The settings: one option, whose values are validated when it is saved.
 *
 * @package Baca
 */

defined( 'ABSPATH' ) || exit;

/**
 * Reads and validates the settings.
 */
class Baca_Settings {

	const OPTION = 'baca_settings';

	const THEMES    = array( 'auto', 'light', 'dark', 'sepia', 'contrast' );
	const SHARES    = array( 'native', 'copy', 'whatsapp', 'x', 'facebook', 'email' );
	const FOLLOWS   = array( 'story', 'author', 'tag' );
	const COLORS    = array( 'text', 'muted', 'background', 'accent', 'border' );
	const PROVIDERS = array( 'baca', 'wordpress', 'isso', 'cusdis', 'mastodon', 'bluesky', 'activitypub', 'giscus', 'utterances', 'remark42', 'discourse', 'disqus', 'facebook', 'hyvor-talk', 'commento', 'comentario', 'waline', 'coral' );

	/**
	 * Settings that name scripts and hosts. Only people who may post unfiltered HTML can change them: in a network, the
	 * administrators of its sites cannot.
	 */
	const TRUSTED = array( 'providers', 'endpoint', 'extra' );

	/**
	 * Longest JSON text in a setting, in bytes.
	 */
	const MAX_JSON = 20000;

	/**
	 * Returns the values of a site that has saved nothing.
	 *
	 * @return array
	 */
	public static function defaults() {
		return array(
			'post_types'       => array( 'post' ),
			'comments'         => true,
			'guests'           => true,
			'providers'        => '',
			'share'            => self::SHARES,
			'appearance'       => 'theme',
			'theme'            => 'auto',
			'size'             => 100,
			'colors'           => array(),
			'analytics'        => 'own',
			'endpoint'         => '',
			'notifications'    => false,
			'topics'           => '',
			'follow'           => self::FOLLOWS,
			'after_seconds'    => 20,
			'after_percent'    => 30,
			'after_views'      => 2,
			'notify'           => 'hand',
			'notify_terms'     => array(),
			'contact'          => '',
			'places'           => '',
			'extra'            => '',
		);
	}

	/**
	 * Returns all settings.
	 *
	 * @return array
	 */
	public static function all() {
		$stored   = get_option( self::OPTION );
		$defaults = self::defaults();
		// Another plugin or an import may have stored anything.
		$settings = is_array( $stored ) ? array_merge( $defaults, array_intersect_key( $stored, $defaults ) ) : $defaults;
		foreach ( $defaults as $key => $value ) {
			if ( gettype( $settings[ $key ] ) !== gettype( $value ) ) {
				$settings[ $key ] = $value;
			}
		}
		return $settings;
	}

	/**
	 * Returns one setting.
	 *
	 * @param string $key Its name.
	 * @return mixed
	 */
	public static function get( $key ) {
		return self::all()[ $key ];
	}

	/**
	 * Returns a value that changes with the settings. The form sends it back, so that nobody overwrites settings that
	 * somebody else has saved in the meantime.
	 *
	 * @return string
	 */
	public static function revision() {
		return md5( (string) wp_json_encode( self::all() ) );
	}

	/**
	 * Validates the settings before they are stored. An invalid value is replaced by the stored one.
	 *
	 * @param mixed $input The submitted values.
	 * @return array
	 */
	public static function sanitize( $input ) {
		$old = self::all();
		if ( ! is_array( $input ) ) {
			return $old;
		}
		if ( isset( $input['revision'] ) && self::revision() !== $input['revision'] ) {
			self::error( 'revision', __( 'Somebody else has saved these settings in the meantime. Yours are not saved: check the values below and save again.', 'baca-reader' ) );
			return $old;
		}
		$input  = self::without_untrusted( $input, $old );
		$flag   = static function ( $key ) use ( $input ) {
			return ! empty( $input[ $key ] );
		};
		$choice = static function ( $key, array $values ) use ( $input, $old ) {
			return isset( $input[ $key ] ) && in_array( $input[ $key ], $values, true ) ? $input[ $key ] : $old[ $key ];
		};
		$subset = static function ( $key, array $values ) use ( $input ) {
			$given = isset( $input[ $key ] ) && is_array( $input[ $key ] ) ? $input[ $key ] : array();
			return array_values( array_intersect( $values, array_filter( $given, 'is_string' ) ) );
		};
		$number = static function ( $key, $least, $most ) use ( $input, $old ) {
			return isset( $input[ $key ] ) && is_numeric( $input[ $key ] ) ? (int) min( $most, max( $least, $input[ $key ] ) ) : $old[ $key ];
		};
		$text   = static function ( $key ) use ( $input ) {
			return isset( $input[ $key ] ) && is_string( $input[ $key ] ) ? trim( $input[ $key ] ) : '';
		};
		return array(
			'post_types'    => $subset( 'post_types', self::possible_types() ),
			'comments'      => $flag( 'comments' ),
			'guests'        => $flag( 'guests' ),
			'providers'     => self::json( 'providers', $text( 'providers' ), $old['providers'] ),
			'share'         => $subset( 'share', self::SHARES ),
			'appearance'    => $choice( 'appearance', array( 'theme', 'baca', 'own' ) ),
			'theme'         => $choice( 'theme', self::THEMES ),
			'size'          => $number( 'size', 70, 200 ),
			'colors'        => self::colors( isset( $input['colors'] ) ? $input['colors'] : array() ),
			'analytics'     => $choice( 'analytics', array( 'none', 'own', 'address' ) ),
			'endpoint'      => self::address( $text( 'endpoint' ), $old['endpoint'] ),
			'notifications' => $flag( 'notifications' ),
			'topics'        => self::topics( $text( 'topics' ) ),
			'follow'        => $subset( 'follow', self::FOLLOWS ),
			'after_seconds' => $number( 'after_seconds', 0, 3600 ),
			'after_percent' => $number( 'after_percent', 0, 100 ),
			'after_views'   => $number( 'after_views', 1, 100 ),
			'notify'        => $choice( 'notify', array( 'hand', 'always', 'terms' ) ),
			'notify_terms'  => self::ids( isset( $input['notify_terms'] ) ? $input['notify_terms'] : array() ),
			'contact'       => self::contact( $text( 'contact' ), $old['contact'] ),
			'places'        => self::places( $text( 'places' ), $old['places'] ),
			'extra'         => self::json( 'extra', $text( 'extra' ), $old['extra'] ),
		);
	}

	/**
	 * Returns whether the current user may change a setting.
	 *
	 * @param string $key The setting.
	 * @return bool
	 */
	public static function may_change( $key ) {
		return ! in_array( $key, self::TRUSTED, true ) || current_user_can( 'unfiltered_html' );
	}

	/**
	 * Replaces the values that the current user may not change by the stored ones.
	 *
	 * @param array $input The submitted values.
	 * @param array $old   The stored values.
	 * @return array
	 */
	private static function without_untrusted( array $input, array $old ) {
		$is_changed = false;
		foreach ( self::TRUSTED as $key ) {
			if ( ! self::may_change( $key ) ) {
				$is_changed    = $is_changed || ( isset( $input[ $key ] ) && ! self::is_same( $input[ $key ], $old[ $key ] ) );
				$input[ $key ] = $old[ $key ];
			}
		}
		if ( $is_changed ) {
			self::error( 'trusted', __( 'Other providers, the address for statistics and additional configuration are not saved: they need the permission to post unfiltered HTML.', 'baca-reader' ) );
		}
		return $input;
	}

	/**
	 * Returns whether a submitted text is the stored one. Browsers submit line breaks as CRLF.
	 *
	 * @param mixed  $text The submitted text.
	 * @param string $old  The stored text.
	 * @return bool
	 */
	private static function is_same( $text, $old ) {
		return is_string( $text ) && str_replace( "\r\n", "\n", trim( $text ) ) === str_replace( "\r\n", "\n", trim( $old ) );
	}

	/**
	 * Returns the types of posts that can have the reader.
	 *
	 * @return string[]
	 */
	public static function possible_types() {
		return array_values( array_diff( get_post_types( array( 'public' => true ) ), array( 'attachment' ) ) );
	}

	/**
	 * Adds a message to the settings page.
	 *
	 * @param string $code    Its name.
	 * @param string $message Its text.
	 */
	private static function error( $code, $message ) {
		if ( function_exists( 'add_settings_error' ) ) {
			add_settings_error( self::OPTION, 'baca_' . $code, $message );
		}
	}

	/**
	 * Validates a JSON text: a list of providers, or members of the configuration.
	 *
	 * @param string $key  The setting.
	 * @param string $text The submitted text.
	 * @param string $old  The stored text.
	 * @return string
	 */
	private static function json( $key, $text, $old ) {
		if ( '' === $text ) {
			return '';
		}
		$value = strlen( $text ) <= self::MAX_JSON ? json_decode( $text ) : null;
		if ( 'extra' === $key && is_object( $value ) ) {
			return $text;
		}
		if ( 'providers' === $key && is_array( $value ) ) {
			foreach ( $value as $provider ) {
				if ( ! is_object( $provider ) || ! isset( $provider->type ) || ! in_array( $provider->type, self::PROVIDERS, true ) ) {
					$value = null;
					break;
				}
			}
			if ( null !== $value ) {
				return $text;
			}
		}
		self::error(
			$key,
			'extra' === $key
				? __( 'The additional configuration is not a JSON object and is not saved.', 'baca-reader' )
				: __( 'The other comment providers are not a JSON list of known providers and are not saved.', 'baca-reader' )
		);
		return $old;
	}

	/**
	 * Validates the places in the text: a JSON list as in docs/newsroom.md. The member `html` is what is in a place; like
	 * in posts, it may have scripts only if the person may write them. What somebody else has stored stays unless it is
	 * changed.
	 *
	 * @param string $text The submitted text.
	 * @param string $old  The stored text.
	 * @return string
	 */
	private static function places( $text, $old ) {
		if ( '' === $text || self::is_same( $text, $old ) ) {
			return '' === $text ? '' : $old;
		}
		$places = strlen( $text ) <= self::MAX_JSON ? json_decode( $text, true ) : null;
		$is_ok  = is_array( $places ) && isset( $places[0] ) && count( $places ) <= 20;
		foreach ( $is_ok ? $places : array() as $index => $place ) {
			$has_name = is_array( $place ) && isset( $place['name'] ) && is_string( $place['name'] ) && preg_match( '/^[\w-]{1,64}$/', $place['name'] );
			$html     = $has_name && isset( $place['html'] ) ? $place['html'] : '';
			if ( ! $has_name || ! is_string( $html ) ) {
				$is_ok = false;
				break;
			}
			if ( '' !== $html && ! current_user_can( 'unfiltered_html' ) ) {
				$places[ $index ]['html'] = wp_kses_post( $html );
			}
		}
		if ( ! $is_ok ) {
			self::error( 'places', __( 'The places are not a JSON list of places with names and are not saved.', 'baca-reader' ) );
			return $old;
		}
		return (string) wp_json_encode( $places, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES );
	}

	/**
	 * Returns the places in the text.
	 *
	 * @return array[]
	 */
	public static function place_list() {
		$places = json_decode( self::get( 'places' ), true );
		return is_array( $places ) ? array_filter( $places, 'is_array' ) : array();
	}

	/**
	 * Validates the five colours. All of them are needed.
	 *
	 * @param mixed $given The submitted colours by name.
	 * @return array
	 */
	private static function colors( $given ) {
		$colors = array();
		foreach ( self::COLORS as $name ) {
			$color = is_array( $given ) && isset( $given[ $name ] ) && is_string( $given[ $name ] ) ? sanitize_hex_color( $given[ $name ] ) : null;
			if ( $color ) {
				$colors[ $name ] = $color;
			}
		}
		return $colors;
	}

	/**
	 * Validates the address that receives reading statistics.
	 *
	 * @param string $text The submitted address.
	 * @param string $old  The stored one.
	 * @return string
	 */
	private static function address( $text, $old ) {
		if ( '' === $text ) {
			return '';
		}
		$address = esc_url_raw( $text, array( 'http', 'https' ) );
		if ( '' !== $address && wp_parse_url( $address, PHP_URL_HOST ) ) {
			return $address;
		}
		self::error( 'endpoint', __( 'The address for statistics is not a web address and is not saved.', 'baca-reader' ) );
		return $old;
	}

	/**
	 * Validates the contact of the sender, which push services receive (RFC 8292, 2.1).
	 *
	 * @param string $text The submitted e-mail address.
	 * @param string $old  The stored one.
	 * @return string
	 */
	private static function contact( $text, $old ) {
		if ( '' === $text || is_email( $text ) ) {
			return $text;
		}
		self::error( 'contact', __( 'The contact is not an e-mail address and is not saved.', 'baca-reader' ) );
		return $old;
	}

	/**
	 * Validates topics, one a line: `id` or `id | label`.
	 *
	 * @param string $text The submitted lines.
	 * @return string
	 */
	private static function topics( $text ) {
		$lines = array();
		foreach ( array_slice( explode( "\n", $text ), 0, 20 ) as $line ) {
			$parts = array_map( 'sanitize_text_field', explode( '|', $line, 2 ) );
			$id    = substr( sanitize_title( $parts[0] ), 0, 60 );
			if ( '' !== $id ) {
				$lines[] = isset( $parts[1] ) && '' !== $parts[1] ? $id . ' | ' . mb_substr( $parts[1], 0, 60 ) : $id;
			}
		}
		return implode( "\n", $lines );
	}

	/**
	 * Returns the positive integers of a list.
	 *
	 * @param mixed $given The submitted values.
	 * @return int[]
	 */
	private static function ids( $given ) {
		$given = is_array( $given ) ? array_filter( $given, 'is_numeric' ) : array();
		return array_values( array_unique( array_filter( array_map( 'absint', $given ) ) ) );
	}

	/**
	 * Returns whether the reader is on for this type of post.
	 *
	 * @param string $post_type The type.
	 * @return bool
	 */
	public static function has_type( $post_type ) {
		return is_string( $post_type ) && in_array( $post_type, self::get( 'post_types' ), true );
	}
}
