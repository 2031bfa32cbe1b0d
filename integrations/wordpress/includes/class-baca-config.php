<?php
/**
 * The configuration of the reader, made from the settings. Pages bring it along; it is also served at `baca/v1/config`.
 *
 * @package Baca
 */

defined( 'ABSPATH' ) || exit;

/**
 * Builds and serves the configuration.
 */
class Baca_Config {

	const ROUTE = '/baca/v1/config';

	/**
	 * The attributes that exempt a script from tools that delay, combine or minify scripts.
	 */
	const EXEMPT = array(
		'data-cfasync'            => 'false',
		'data-no-optimize'        => '1',
		'data-no-defer'           => '1',
		'data-no-minify'          => '1',
		'data-pagespeed-no-defer' => true,
		'nowprocket'              => true,
	);

	/**
	 * The kinds of readers in this page, as keys: `post`, the page's own, and `whole`, with a headline.
	 *
	 * @var array
	 */
	private static $kinds = array();

	/**
	 * Adds the hooks.
	 */
	public static function register() {
		add_action( 'rest_api_init', array( __CLASS__, 'add_route' ) );
		add_filter( 'rest_authentication_errors', array( __CLASS__, 'allow_old_nonce' ), 200 );
		add_action( 'wp_footer', array( __CLASS__, 'show' ), 5 );
		add_action( 'update_option_' . Baca_Settings::OPTION, array( __CLASS__, 'clear_caches' ) );
	}

	/**
	 * Writes the configurations of the readers in this page into it, so that they need no request. A script, and not a
	 * block of data: whoever can add an element, but no script, must not configure the reader.
	 */
	public static function show() {
		$texts = array();
		foreach ( array_keys( self::$kinds ) as $kind ) {
			$texts[ $kind ] = wp_json_encode( self::build( false, 'whole' === $kind ), JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE );
		}
		if ( $texts ) {
			wp_print_inline_script_tag( 'window.bacaConfigurations = ' . wp_json_encode( $texts, JSON_HEX_TAG | JSON_HEX_AMP | JSON_UNESCAPED_UNICODE ) . ';', array( 'id' => 'baca-configurations' ) + self::EXEMPT );
		}
	}

	/**
	 * Clears the caches of pages, which have the old configuration.
	 */
	public static function clear_caches() {
		foreach ( array( 'wp_cache_clear_cache', 'w3tc_flush_all', 'rocket_clean_domain', 'wpfc_clear_all_cache', 'sg_cachepress_purge_cache' ) as $clear ) {
			if ( function_exists( $clear ) ) {
				call_user_func( $clear );
			}
		}
		// phpcs:disable WordPress.NamingConventions.PrefixAllGlobals -- Hooks of LiteSpeed Cache and Cache Enabler.
		do_action( 'litespeed_purge_all' );
		do_action( 'cache_enabler_clear_complete_cache' );
		// phpcs:enable
	}

	/**
	 * Adds the route. It is public: each page of the site names it.
	 */
	public static function add_route() {
		register_rest_route(
			'baca/v1',
			'/config',
			array(
				'methods'             => 'GET',
				'callback'            => array( __CLASS__, 'respond' ),
				'permission_callback' => '__return_true',
			)
		);
	}

	/**
	 * Serves the configuration as for a guest if the nonce of a page has expired.
	 *
	 * @param WP_Error|null|bool $result The result so far.
	 * @return WP_Error|null|bool
	 */
	public static function allow_old_nonce( $result ) {
		if ( is_wp_error( $result ) && 'rest_cookie_invalid_nonce' === $result->get_error_code() && self::is_requested() ) {
			wp_set_current_user( 0 );
			return true;
		}
		return $result;
	}

	/**
	 * Returns whether this request is for the configuration.
	 *
	 * @return bool
	 */
	private static function is_requested() {
		$route = isset( $GLOBALS['wp']->query_vars['rest_route'] ) ? $GLOBALS['wp']->query_vars['rest_route'] : '';
		return is_string( $route ) && untrailingslashit( $route ) === self::ROUTE;
	}

	/**
	 * Responds to a request.
	 *
	 * @param WP_REST_Request $request The request.
	 * @return WP_REST_Response
	 */
	public static function respond( $request ) {
		$response = new WP_REST_Response( self::build( (bool) $request->get_param( 'preview' ), (bool) $request->get_param( 'whole' ) ) );
		if ( ! is_user_logged_in() ) {
			// The address changes with the settings.
			$response->header( 'Cache-Control', 'public, max-age=3600' );
		}
		return $response;
	}

	/**
	 * Returns the address of the configuration, for pages whose script with it does not run. For a member it has a nonce,
	 * since REST requests without one are those of a guest.
	 *
	 * @param bool $is_whole Whether it is for a reader with a headline of its own, in the page of another post.
	 * @return string
	 */
	public static function url( $is_whole = false ) {
		self::$kinds[ $is_whole ? 'whole' : 'post' ] = true;

		$parameters = array( 'v' => substr( md5( BACA_READER_VERSION . Baca_Settings::revision() . get_option( 'comment_registration' ) . get_option( 'require_name_email' ) . get_bloginfo( 'name' ) ), 0, 8 ) );
		if ( is_user_logged_in() ) {
			$parameters['_wpnonce'] = wp_create_nonce( 'wp_rest' );
		}
		if ( $is_whole ) {
			$parameters['whole'] = 1;
		}
		if ( defined( 'REST_REQUEST' ) && REST_REQUEST ) {
			// The preview of the block in the editor.
			$parameters['preview'] = 1;
		}
		return add_query_arg( $parameters, rest_url( 'baca/v1/config' ) );
	}

	/**
	 * Returns the configuration for the current user.
	 *
	 * @param bool $is_preview Whether it is for the editor.
	 * @param bool $is_whole   Whether it is for a reader with a headline of its own, in the page of another post.
	 * @return array
	 */
	public static function build( $is_preview = false, $is_whole = false ) {
		$settings = Baca_Settings::all();
		$config   = array(
			'site'  => array(
				'name' => wp_specialchars_decode( get_bloginfo( 'name' ), ENT_QUOTES ),
				'url'  => home_url( '/' ),
			),
			'share' => $settings['share'],
		);

		$providers = $settings['comments'] ? array( Baca_Comments::provider() ) : array();
		$others    = json_decode( $settings['providers'] );
		$providers = array_merge( $providers, is_array( $others ) ? $others : array() );
		if ( $providers ) {
			$config['comments'] = array(
				'providers' => $providers,
				'load'      => 'near',
			);
		}
		if ( current_user_can( 'edit_posts' ) ) {
			// Those who write for the site are not its audience.
			$settings['analytics'] = 'none';
		}
		if ( 'own' === $settings['analytics'] ) {
			$config['analytics'] = array( 'endpoint' => rest_url( 'baca/v1/collect' ) );
		} elseif ( 'address' === $settings['analytics'] && '' !== $settings['endpoint'] ) {
			$config['analytics'] = array( 'endpoint' => $settings['endpoint'] );
		}
		$notifications = $is_preview ? null : Baca_Notifications::config();
		if ( $notifications ) {
			$config['notifications'] = $notifications;
		}

		if ( $is_whole ) {
			// The page has a headline already.
			$config['parts'] = array( 'headingLevel' => 2 );
		}
		$places = array();
		foreach ( $is_whole ? array() : Baca_Settings::place_list() as $place ) {
			$places[] = array_diff_key( $place, array( 'html' => 0 ) );
		}
		if ( $places ) {
			$config['places'] = $places;
		}

		$extra = json_decode( $settings['extra'], true );
		foreach ( is_array( $extra ) ? $extra : array() as $key => $value ) {
			// Groups are completed, lists and values replaced.
			$is_group       = is_array( $value ) && isset( $config[ $key ] ) && is_array( $config[ $key ] ) && ! isset( $value[0], $config[ $key ][0] );
			$config[ $key ] = $is_group ? array_merge( $config[ $key ], $value ) : $value;
		}
		/**
		 * Filters the configuration of the reader.
		 *
		 * @param array $config The configuration, as docs/configuration.md describes it.
		 */
		return apply_filters( 'baca_config', $config );
	}
}
