<?php
/**
 * The block `baca/reader` and the shortcode `[baca]`: a reader with another post of this site, or with an article of
 * another address.
 *
 * @package Baca
 */

defined( 'ABSPATH' ) || exit;

/**
 * Renders block and shortcode.
 */
class Baca_Embed {

	/**
	 * The posts that are being rendered: a post that contains itself is rendered once.
	 *
	 * @var int[]
	 */
	private static $open = array();

	/**
	 * Adds the hooks.
	 */
	public static function register() {
		add_shortcode( 'baca', array( __CLASS__, 'shortcode' ) );
		add_action( 'init', array( __CLASS__, 'register_block' ) );
		add_action( 'enqueue_block_editor_assets', array( 'Baca_Article', 'enqueue' ) );
	}

	/**
	 * Registers the block.
	 */
	public static function register_block() {
		wp_register_script( 'baca-editor', plugins_url( 'assets/editor.js', BACA_READER_FILE ), array( 'wp-blocks', 'wp-element', 'wp-block-editor', 'wp-components', 'wp-server-side-render' ), BACA_READER_VERSION, true );
		wp_add_inline_script(
			'baca-editor',
			'window.bacaBlock = ' . wp_json_encode(
				array(
					'title'       => __( 'Baca reader', 'baca-reader' ),
					'description' => __( 'Shows another post, or an article of another address, in the reader.', 'baca-reader' ),
					'id'          => __( 'Number of the post', 'baca-reader' ),
					'src'         => __( 'Or address of the article', 'baca-reader' ),
					'empty'       => __( 'Enter the number of a post or an address.', 'baca-reader' ),
				),
				JSON_HEX_TAG
			) . ';',
			'before'
		);
		register_block_type(
			'baca/reader',
			array(
				'api_version'     => 2,
				'editor_script'   => 'baca-editor',
				'attributes'      => array(
					'id'  => array(
						'type'    => 'integer',
						'default' => 0,
					),
					'src' => array(
						'type'    => 'string',
						'default' => '',
					),
				),
				'render_callback' => array( __CLASS__, 'render' ),
			)
		);
	}

	/**
	 * Returns whether the content of another post is being rendered.
	 *
	 * @return bool
	 */
	public static function is_rendering() {
		return (bool) self::$open;
	}

	/**
	 * Renders the shortcode.
	 *
	 * @param mixed $attributes Its attributes.
	 * @return string
	 */
	public static function shortcode( $attributes ) {
		$attributes = shortcode_atts(
			array(
				'id'  => 0,
				'src' => '',
			),
			$attributes,
			'baca'
		);
		return self::render( $attributes );
	}

	/**
	 * Renders a reader.
	 *
	 * @param array $attributes `id` of a post, or `src`.
	 * @return string
	 */
	public static function render( $attributes ) {
		$id   = absint( $attributes['id'] );
		$html = '';
		if ( $id ) {
			$html = self::post_reader( $id );
		} elseif ( is_string( $attributes['src'] ) && '' !== $attributes['src'] ) {
			$src  = esc_url_raw( $attributes['src'], array( 'http', 'https' ) );
			$html = '' === $src ? '' : '<baca-reader' . Baca_Article::attributes( array( 'src' => $src ), true ) . '><a href="' . esc_url( $src ) . '">' . esc_html( $src ) . '</a></baca-reader>';
		}
		if ( '' === $html ) {
			return '';
		}
		Baca_Article::enqueue();
		return '<div class="baca-frame baca-whole">' . $html . '</div>';
	}

	/**
	 * Returns a reader with a post that everybody may read.
	 *
	 * @param int $id The post.
	 * @return string
	 */
	private static function post_reader( $id ) {
		$post = get_post( $id );
		if ( ! $post || 'publish' !== $post->post_status || '' !== $post->post_password || ! is_post_type_viewable( $post->post_type ) || in_array( $id, self::$open, true ) ) {
			return '';
		}
		self::$open[] = $id;
		$page         = get_post();
		setup_postdata( $GLOBALS['post'] = $post ); // phpcs:ignore -- Filters of the content use the current post.
		$content         = apply_filters( 'the_content', $post->post_content ); // phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals -- A hook of WordPress.
		$GLOBALS['post'] = $page; // phpcs:ignore WordPress.WP.GlobalVariablesOverride -- Back to the page's own post.
		if ( $page ) {
			setup_postdata( $page );
		}
		array_pop( self::$open );
		$data  = Baca_Article::data( $post, $content );
		$image = get_post_thumbnail_id( $post ) ? wp_get_attachment_image_src( get_post_thumbnail_id( $post ), 'large' ) : false;
		if ( $image ) {
			$data['lead'] = array_filter(
				array(
					'type'    => 'image',
					'src'     => $image[0],
					'width'   => (int) $image[1],
					'height'  => (int) $image[2],
					'alt'     => (string) get_post_meta( get_post_thumbnail_id( $post ), '_wp_attachment_image_alt', true ),
					'caption' => wp_get_attachment_caption( get_post_thumbnail_id( $post ) ),
				)
			);
		}
		if ( '' !== $post->post_excerpt ) {
			$data['dek'] = wp_strip_all_tags( $post->post_excerpt );
		}
		$json  = wp_json_encode( $data, JSON_HEX_TAG | JSON_HEX_AMP | JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE );
		$title = '<h2><a href="' . esc_url( (string) get_permalink( $post ) ) . '">' . esc_html( get_the_title( $post ) ) . '</a></h2>';
		return $json ? '<baca-reader' . Baca_Article::attributes( array(), true ) . '><script type="application/json">' . $json . '</script><div class="baca-fallback">' . $title . $content . '</div></baca-reader>' : '';
	}
}
