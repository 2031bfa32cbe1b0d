<?php
/**
 * The colours and sizes of the reader, from the theme or from the settings.
 *
 * @package Baca
 */

defined( 'ABSPATH' ) || exit;

/**
 * Makes the style sheet and the attributes of readers.
 */
class Baca_Appearance {

	/**
	 * Relative luminance below which a background is dark: there, white has more contrast with it than black.
	 */
	const DARK = 0.179;

	/**
	 * Least contrast of links with the background: controls have this colour too (WCAG 2.1, 1.4.11).
	 */
	const CONTRAST = 3;

	/**
	 * Returns the attributes that set the appearance of a reader.
	 *
	 * @return array
	 */
	public static function attributes() {
		$settings   = Baca_Settings::all();
		$attributes = array( 'data-baca-size' => $settings['size'] );
		if ( 'baca' === $settings['appearance'] ) {
			$attributes['theme'] = $settings['theme'];
			return $attributes;
		}
		$colors     = self::colors();
		$background = isset( $colors['background'] ) ? self::luminance( $colors['background'] ) : null;
		if ( null !== $background ) {
			$attributes['theme'] = $background < self::DARK ? 'dark' : 'light';
		}
		if ( 'theme' === $settings['appearance'] ) {
			// The script determines the colours that are not known here.
			$attributes['data-baca-colors'] = 'theme';
		}
		return $attributes;
	}

	/**
	 * Returns the style sheet of this site.
	 *
	 * @return string
	 */
	public static function css() {
		$settings = Baca_Settings::all();
		$values   = array();
		foreach ( self::colors() as $name => $color ) {
			$values[] = '--baca-color-' . $name . ':' . $color;
		}
		if ( 100 !== $settings['size'] ) {
			// Until the script has read the size of the theme.
			$values[] = '--baca-font-size:' . $settings['size'] / 100 . 'em';
		}
		return $values ? '.baca-frame>baca-reader{' . implode( ';', $values ) . '}' : '';
	}

	/**
	 * Returns the colours that are known on the server, by name.
	 *
	 * @return array
	 */
	private static function colors() {
		$settings = Baca_Settings::all();
		if ( 'own' === $settings['appearance'] ) {
			return count( $settings['colors'] ) === count( Baca_Settings::COLORS ) ? $settings['colors'] : array();
		}
		if ( 'theme' !== $settings['appearance'] ) {
			return array();
		}
		$colors = array();
		if ( self::has_theme_json() ) {
			$styles     = wp_get_global_styles();
			$background = self::resolve( isset( $styles['color']['background'] ) ? $styles['color']['background'] : '' );
			$text       = self::resolve( isset( $styles['color']['text'] ) ? $styles['color']['text'] : '' );
			$link       = self::resolve( isset( $styles['elements']['link']['color']['text'] ) ? $styles['elements']['link']['color']['text'] : '' );
			$colors     = array_filter(
				array(
					'background' => $background,
					'text'       => $text,
					'accent'     => $link,
				)
			);
		} elseif ( get_background_color() && current_theme_supports( 'custom-background' ) ) {
			$color = sanitize_hex_color( '#' . get_background_color() );
			if ( $color ) {
				$colors['background'] = $color;
			}
		}
		if ( isset( $colors['background'], $colors['text'] ) ) {
			$colors['muted']  = 'color-mix(in srgb,' . $colors['text'] . ' 72%,' . $colors['background'] . ')';
			$colors['border'] = 'color-mix(in srgb,' . $colors['text'] . ' 22%,' . $colors['background'] . ')';
			if ( ! isset( $colors['accent'] ) || self::contrast( $colors['accent'], $colors['background'] ) < self::CONTRAST ) {
				$colors['accent'] = $colors['text'];
			}
		}
		return $colors;
	}

	/**
	 * Returns whether the theme has a `theme.json`.
	 *
	 * @return bool
	 */
	private static function has_theme_json() {
		// The function is new in WordPress 6.2.
		return function_exists( 'wp_theme_has_theme_json' ) ? wp_theme_has_theme_json() : WP_Theme_JSON_Resolver::theme_has_support();
	}

	/**
	 * Returns a colour of `theme.json` as a hexadecimal number; '' if it is none.
	 *
	 * @param mixed $color `#rrggbb`, or a reference to the palette.
	 * @return string
	 */
	private static function resolve( $color ) {
		if ( ! is_string( $color ) ) {
			return '';
		}
		if ( preg_match( '/^var(?::preset\|color\||\(--wp--preset--color--)([a-z0-9_-]+)\)?$/i', $color, $found ) ) {
			$color    = '';
			$palettes = wp_get_global_settings( array( 'color', 'palette' ) );
			// Later origins take precedence.
			foreach ( array( 'default', 'theme', 'custom' ) as $origin ) {
				foreach ( isset( $palettes[ $origin ] ) ? $palettes[ $origin ] : array() as $entry ) {
					if ( isset( $entry['slug'], $entry['color'] ) && $entry['slug'] === $found[1] ) {
						$color = $entry['color'];
					}
				}
			}
		}
		return (string) sanitize_hex_color( $color );
	}

	/**
	 * Returns the contrast of two colours, from 1 to 21, as WCAG 2 defines it; 1 if one of them is not hexadecimal.
	 *
	 * @param string $first  `#rgb` or `#rrggbb`.
	 * @param string $second The other colour.
	 * @return float
	 */
	public static function contrast( $first, $second ) {
		$luminances = array( self::luminance( $first ), self::luminance( $second ) );
		return in_array( null, $luminances, true ) ? 1.0 : ( max( $luminances ) + 0.05 ) / ( min( $luminances ) + 0.05 );
	}

	/**
	 * Returns the relative luminance of a colour, from 0 (black) to 1, as WCAG 2 defines it; null if the colour is not
	 * hexadecimal.
	 *
	 * @param string $color `#rgb` or `#rrggbb`.
	 * @return float|null
	 */
	public static function luminance( $color ) {
		$digits = ltrim( $color, '#' );
		if ( 3 === strlen( $digits ) ) {
			$digits = preg_replace( '/(.)/', '$1$1', $digits );
		}
		if ( ! preg_match( '/^[0-9a-f]{6}$/i', $digits ) ) {
			return null;
		}
		$linear = array();
		foreach ( str_split( $digits, 2 ) as $part ) {
			$value    = hexdec( $part ) / 255;
			$linear[] = $value <= 0.04045 ? $value / 12.92 : pow( ( $value + 0.055 ) / 1.055, 2.4 );
		}
		return 0.2126 * $linear[0] + 0.7152 * $linear[1] + 0.0722 * $linear[2];
	}
}
