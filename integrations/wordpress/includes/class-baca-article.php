<?php
/**
 * Shows single posts in the reader. The theme's HTML stays inside the element: it is what is read without JavaScript
 * and by robots. Feeds, REST responses and excerpts are not changed.
 *
 * @package Baca
 */

defined( 'ABSPATH' ) || exit;

/**
 * Wraps the content of single posts, and makes readers of other posts.
 */
class Baca_Article {

	/**
	 * The post meta that switches the reader off.
	 */
	const OFF = '_baca_off';

	/**
	 * Longest article that the reader accepts, in bytes.
	 */
	const MAX_BYTES = 7000000;

	/**
	 * After the filters of other plugins that complete the content.
	 */
	const PRIORITY = 9999;

	/**
	 * Whether the post of this page is in the reader already.
	 *
	 * @var bool
	 */
	private static $is_shown = false;

	/**
	 * How many `core/post-content` blocks are being rendered.
	 *
	 * @var int
	 */
	private static $blocks = 0;

	/**
	 * Adds the hooks.
	 */
	public static function register() {
		add_filter( 'the_content', array( __CLASS__, 'filter_content' ), self::PRIORITY );
		add_action( 'wp_enqueue_scripts', array( __CLASS__, 'enqueue_for_page' ) );
		add_filter( 'script_loader_tag', array( __CLASS__, 'filter_script' ), 10, 2 );
		add_filter( 'pre_render_block', array( __CLASS__, 'enter_block' ), 10, 2 );
		add_filter( 'render_block_core/post-content', array( __CLASS__, 'leave_block' ) );
	}

	/**
	 * Notes that the block with the content of the post is being rendered: block themes have no loop around it.
	 *
	 * @param string|null $html  The HTML so far.
	 * @param array       $block The block.
	 * @return string|null
	 */
	public static function enter_block( $html, $block ) {
		if ( null === $html && isset( $block['blockName'] ) && 'core/post-content' === $block['blockName'] ) {
			++self::$blocks;
		}
		return $html;
	}

	/**
	 * Notes that the block has been rendered.
	 *
	 * @param string $html Its HTML.
	 * @return string
	 */
	public static function leave_block( $html ) {
		self::$blocks = max( 0, self::$blocks - 1 );
		return $html;
	}

	/**
	 * Returns whether this page is that of a post which the reader shows.
	 *
	 * @return bool
	 */
	public static function is_page_with_reader() {
		$types = Baca_Settings::get( 'post_types' );
		$is_amp = function_exists( 'amp_is_request' ) && did_action( 'wp' ) && amp_is_request();
		return $types && is_singular( $types ) && ! is_embed() && ! $is_amp && self::is_on( get_queried_object() );
	}

	/**
	 * Returns whether the reader is on for a post.
	 *
	 * @param mixed $post The post.
	 * @return bool
	 */
	public static function is_on( $post ) {
		if ( ! $post instanceof WP_Post || post_password_required( $post ) || get_post_meta( $post->ID, self::OFF, true ) ) {
			return false;
		}
		/**
		 * Filters whether the reader shows a post.
		 *
		 * @param bool    $is_on Whether it does.
		 * @param WP_Post $post  The post.
		 */
		return (bool) apply_filters( 'baca_is_on', true, $post );
	}

	/**
	 * Puts the content of the page's own post into a reader.
	 *
	 * @param string $content The HTML of the theme.
	 * @return string
	 */
	public static function filter_content( $content ) {
		if ( self::$is_shown || Baca_Embed::is_rendering() || ! self::is_main_content() || ! self::is_page_with_reader() || ! self::is_readable( $content ) ) {
			return $content;
		}
		$post    = get_queried_object();
		$article = wp_json_encode( self::data( $post, $content ), JSON_HEX_TAG | JSON_HEX_AMP | JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE );
		if ( ! $article || strlen( $article ) > self::MAX_BYTES ) {
			return $content;
		}
		self::$is_shown = true;
		self::enqueue();
		return '<div class="baca-frame baca-post">' . Baca_Pages::element( $post, $article, $content ) . '</div>';
	}

	/**
	 * Returns whether the content that is being filtered is that of the page's post in its place. Plugins use the filter
	 * for excerpts, descriptions and texts of their own too.
	 *
	 * @return bool
	 */
	private static function is_main_content() {
		return ! is_admin() && ! is_feed() && ! ( defined( 'REST_REQUEST' ) && REST_REQUEST )
			&& is_main_query() && get_the_ID() === get_queried_object_id()
			&& ( in_the_loop() || self::$blocks > 0 )
			&& ! doing_filter( 'get_the_excerpt' ) && ! doing_action( 'wp_head' );
	}

	/**
	 * Returns whether the reader can show all of a content: it is not empty, and has no form and no other reader.
	 *
	 * @param string $content The HTML.
	 * @return bool
	 */
	private static function is_readable( $content ) {
		$is_empty = '' === trim( wp_strip_all_tags( $content ) ) && ! preg_match( '/<(?:img|video|audio|iframe|picture)\b/i', $content );
		return ! $is_empty && ! preg_match( '/<(?:form|input|select|textarea|canvas|baca-reader)\b/i', $content );
	}

	/**
	 * Returns a post in Baca's own format.
	 *
	 * @param WP_Post $post    The post.
	 * @param string  $content Its HTML.
	 * @return array
	 */
	public static function data( $post, $content ) {
		$data   = array(
			'baca'     => 1,
			'id'       => (string) $post->ID,
			'url'      => get_permalink( $post ),
			'lang'     => get_bloginfo( 'language' ),
			'headline' => array( 'html' => get_the_title( $post ) ),
		);
		$author = get_userdata( (int) $post->post_author );
		if ( $author ) {
			$data['byline'] = array(
				array(
					'name' => $author->display_name,
					'url'  => get_author_posts_url( $author->ID, $author->user_nicename ),
				),
			);
		}
		foreach ( array(
			'published' => 'date',
			'modified'  => 'modified',
		) as $member => $field ) {
			$date = get_post_datetime( $post, $field );
			if ( $date ) {
				$data[ $member ] = $date->format( DATE_ATOM );
			}
		}
		$tags = is_object_in_taxonomy( $post->post_type, 'post_tag' ) ? get_the_terms( $post, 'post_tag' ) : array();
		foreach ( is_array( $tags ) ? $tags : array() as $tag ) {
			$link           = get_term_link( $tag );
			$data['tags'][] = array_filter(
				array(
					'name' => wp_specialchars_decode( $tag->name, ENT_QUOTES ),
					'url'  => is_string( $link ) ? $link : null,
				)
			);
		}
		$data['comments'] = array( 'open' => comments_open( $post ) );
		if ( ( ! $data['comments']['open'] && ! get_comments_number( $post ) ) || ! Baca_Settings::has_type( $post->post_type ) ) {
			// There is no discussion, or it is in the theme only: the reader has no place for it either.
			$data['comments']['threads'] = array( 'wordpress' => 'none' );
		}
		$data['body']     = array( 'html' => $content );
		/**
		 * Filters the article of a post, in Baca's own format.
		 *
		 * @param array   $data The article.
		 * @param WP_Post $post The post.
		 */
		return apply_filters( 'baca_article', $data, $post );
	}

	/**
	 * Returns the attributes of a reader as HTML.
	 *
	 * @param array $attributes More attributes, by name.
	 * @param bool  $is_whole   Whether the reader has a headline of its own, in the page of another post.
	 * @return string
	 */
	public static function attributes( array $attributes = array(), $is_whole = false ) {
		$html       = '';
		$attributes = array_merge( array( 'config' => Baca_Config::url( $is_whole ) ), Baca_Appearance::attributes(), $attributes );
		foreach ( $attributes as $name => $value ) {
			$html .= ' ' . $name . '="' . esc_attr( $value ) . '"';
		}
		return $html;
	}

	/**
	 * Adds the files of the reader to the page of a post, before its content is known.
	 */
	public static function enqueue_for_page() {
		if ( self::is_page_with_reader() ) {
			self::enqueue();
		}
	}

	/**
	 * Adds the files of the reader to the page.
	 */
	public static function enqueue() {
		if ( wp_script_is( 'baca-reader', 'enqueued' ) ) {
			return;
		}
		wp_enqueue_style( 'baca-reader', plugins_url( 'assets/front.css', BACA_READER_FILE ), array(), BACA_READER_VERSION );
		$css = Baca_Appearance::css();
		if ( '' !== $css ) {
			wp_add_inline_style( 'baca-reader', $css );
		}
		wp_enqueue_script( 'baca-page', plugins_url( 'assets/front.js', BACA_READER_FILE ), array(), BACA_READER_VERSION, false );
		wp_enqueue_script( 'baca-reader', self::script_url(), array( 'baca-page' ), BACA_READER_VERSION, false );
	}

	/**
	 * Returns the address of the reader's script. Each version has its own folder, so that no browser mixes two of them.
	 *
	 * @return string
	 */
	public static function script_url() {
		return plugins_url( 'reader/' . BACA_READER_VERSION . '/baca.js', BACA_READER_FILE );
	}

	/**
	 * Makes the scripts modules, and exempts them from tools that delay, combine or minify scripts.
	 *
	 * @param string $tag    The HTML.
	 * @param string $handle The name of the script.
	 * @return string
	 */
	public static function filter_script( $tag, $handle ) {
		if ( 'baca-reader' !== $handle && 'baca-page' !== $handle ) {
			return $tag;
		}
		// Other attributes stay: a plugin may have added a nonce.
		$tag = preg_replace( '/ type=(["\'])[^"\']*\1/', '', $tag, 1 );
		$new = '<script type="module"';
		foreach ( Baca_Config::EXEMPT as $name => $value ) {
			$new .= ' ' . $name . ( true === $value ? '' : '="' . $value . '"' );
		}
		return preg_replace( '/<script /', $new . ' ', $tag, 1 );
	}
}
