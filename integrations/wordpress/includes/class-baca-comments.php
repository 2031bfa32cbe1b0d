<?php
/**
 * The comments of WordPress in the reader. The theme's list and form are hidden once the reader shows the comments, and
 * stay without JavaScript.
 *
 * @package Baca
 */

defined( 'ABSPATH' ) || exit;

/**
 * Connects the reader with the comments of WordPress.
 */
class Baca_Comments {

	/**
	 * The template that the theme has for comments.
	 *
	 * @var string
	 */
	private static $template = '';

	/**
	 * Adds the hooks.
	 */
	public static function register() {
		add_filter( 'rest_allow_anonymous_comments', array( __CLASS__, 'allow_guests' ), 10, 2 );
		add_filter( 'rest_pre_insert_comment', array( __CLASS__, 'limit_depth' ) );
		add_action( 'rest_after_insert_comment', array( __CLASS__, 'notify' ), 10, 3 );
		add_filter( 'comments_template', array( __CLASS__, 'wrap_template' ), 9999 );
		foreach ( array( 'comments', 'post-comments', 'post-comments-form' ) as $block ) {
			add_filter( 'render_block_core/' . $block, array( __CLASS__, 'wrap_block' ) );
		}
	}

	/**
	 * Returns whether people without an account may write in the reader.
	 *
	 * @return bool
	 */
	public static function guests_may_write() {
		$settings = Baca_Settings::all();
		return $settings['comments'] && $settings['guests'] && ! get_option( 'comment_registration' );
	}

	/**
	 * Returns the provider for the configuration.
	 *
	 * @return array
	 */
	public static function provider() {
		$provider = array(
			'type'  => 'wordpress',
			'label' => __( 'Comments', 'baca-reader' ),
			'url'   => rest_url(),
		);
		if ( is_user_logged_in() ) {
			$provider['nonce'] = wp_create_nonce( 'wp_rest' );
		} elseif ( self::guests_may_write() ) {
			$provider['anonymous'] = true;
			if ( ! get_option( 'require_name_email' ) ) {
				$provider['requireNameEmail'] = false;
			}
		}
		return $provider;
	}

	/**
	 * Returns whether the reader shows the comments of a post: those of other types stay as they are without the plugin.
	 *
	 * @param int $post_id The post.
	 * @return bool
	 */
	private static function has_reader( $post_id ) {
		return $post_id > 0 && Baca_Settings::get( 'comments' ) && Baca_Settings::has_type( get_post_type( $post_id ) );
	}

	/**
	 * Allows comments of guests by the REST API if the site allows them in the reader.
	 *
	 * @param bool                 $is_allowed Whether another plugin allows them.
	 * @param WP_REST_Request|null $request    The request; another plugin may ask without one.
	 * @return bool
	 */
	public static function allow_guests( $is_allowed, $request = null ) {
		return $is_allowed || ( $request && self::guests_may_write() && self::has_reader( absint( $request['post'] ) ) );
	}

	/**
	 * Sends the e-mails about a new comment. Unlike the form of the theme, the REST API does not.
	 *
	 * @param WP_Comment      $comment  The comment.
	 * @param WP_REST_Request $request  The request.
	 * @param bool            $creating Whether it is new.
	 */
	public static function notify( $comment, $request, $creating ) {
		if ( $creating && self::has_reader( (int) $comment->comment_post_ID ) ) {
			wp_new_comment_notify_moderator( $comment->comment_ID );
			wp_new_comment_notify_postauthor( $comment->comment_ID );
		}
	}

	/**
	 * Limits how deep replies are nested. Unlike the form of the theme, the REST API does not.
	 *
	 * @param array|WP_Error $comment The comment that is to be stored.
	 * @return array|WP_Error
	 */
	public static function limit_depth( $comment ) {
		if ( is_wp_error( $comment ) || empty( $comment['comment_parent'] ) || empty( $comment['comment_post_ID'] ) || ! self::has_reader( (int) $comment['comment_post_ID'] ) ) {
			return $comment;
		}
		$most  = get_option( 'thread_comments' ) ? max( 1, (int) get_option( 'thread_comments_depth' ) ) : 1;
		$above = array();
		$id    = (int) $comment['comment_parent'];
		// From the parent up; a chain that is longer than this is a circle.
		while ( $id && count( $above ) < 100 ) {
			$parent = get_comment( $id );
			if ( ! $parent ) {
				break;
			}
			$above[] = $id;
			$id      = (int) $parent->comment_parent;
		}
		// `$above` has one id for each level above the comment. Its parent becomes the deepest one that may have replies.
		$above                     = array_reverse( $above );
		$comment['comment_parent'] = 1 === $most ? 0 : ( isset( $above[ $most - 2 ] ) ? $above[ $most - 2 ] : (int) $comment['comment_parent'] );
		return $comment;
	}

	/**
	 * Returns whether the reader shows the comments of this page.
	 *
	 * @return bool
	 */
	private static function are_in_reader() {
		return Baca_Settings::get( 'comments' ) && Baca_Article::is_page_with_reader();
	}

	/**
	 * Puts an element around the comments of a classic theme.
	 *
	 * @param string $template The theme's template.
	 * @return string
	 */
	public static function wrap_template( $template ) {
		if ( ! self::are_in_reader() ) {
			return $template;
		}
		self::$template = $template;
		return __DIR__ . '/comments-template.php';
	}

	/**
	 * Returns the template that the theme has for comments.
	 *
	 * @return string
	 */
	public static function template() {
		return self::$template;
	}

	/**
	 * Puts an element around the comments of a block theme.
	 *
	 * @param string $html The HTML of the block.
	 * @return string
	 */
	public static function wrap_block( $html ) {
		return '' !== trim( $html ) && self::are_in_reader() ? '<div class="baca-theme-comments">' . $html . '</div>' : $html;
	}
}
