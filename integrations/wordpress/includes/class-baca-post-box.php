<?php
/**
 * The box beside the editor of a post: off switch, notification, and what was read.
 *
 * @package Baca
 */

defined( 'ABSPATH' ) || exit;

/**
 * Shows and saves the box.
 */
class Baca_Post_Box {

	/**
	 * Adds the hooks.
	 */
	public static function register() {
		add_action( 'add_meta_boxes', array( __CLASS__, 'add' ) );
		add_action( 'save_post', array( __CLASS__, 'save' ), 10, 2 );
		add_action( 'admin_enqueue_scripts', array( __CLASS__, 'enqueue' ) );
	}

	/**
	 * Adds the box to posts that have the reader.
	 *
	 * @param string $post_type Type of the post.
	 */
	public static function add( $post_type ) {
		if ( Baca_Settings::has_type( $post_type ) ) {
			add_meta_box( 'baca-reader', __( 'Baca Reader', 'baca-reader' ), array( __CLASS__, 'show' ), $post_type, 'side' );
		}
	}

	/**
	 * Adds the style of the chart to the editor.
	 *
	 * @param string $page The page's hook.
	 */
	public static function enqueue( $page ) {
		if ( 'post.php' === $page ) {
			wp_enqueue_style( 'baca-admin', plugins_url( 'assets/admin.css', BACA_READER_FILE ), array(), BACA_READER_VERSION );
		}
	}

	/**
	 * Shows the box.
	 *
	 * @param WP_Post $post The post.
	 */
	public static function show( $post ) {
		wp_nonce_field( 'baca_post_' . $post->ID, 'baca_nonce' );
		echo '<p><label><input type="checkbox" name="baca_off" value="1"' . checked( (bool) get_post_meta( $post->ID, Baca_Article::OFF, true ), true, false ) . '> ' . esc_html__( 'Show this post without the reader', 'baca-reader' ) . '</label></p>';
		if ( self::may_notify( $post ) ) {
			$choices = array(
				''      => __( 'As the settings say', 'baca-reader' ),
				'none'  => __( 'No', 'baca-reader' ),
				'all'   => __( 'To the subscribers of this site', 'baca-reader' ),
				'story' => __( 'To those who follow this story', 'baca-reader' ),
			);
			if ( 'publish' === $post->post_status ) {
				$choices[''] = __( 'Not now', 'baca-reader' );
				unset( $choices['none'] );
			}
			echo '<p><label for="baca-notify">' . esc_html__( 'Notification', 'baca-reader' ) . '</label> <select id="baca-notify" name="baca_notify">';
			foreach ( $choices as $choice => $label ) {
				echo '<option value="' . esc_attr( $choice ) . '"' . selected( $choice, (string) get_post_meta( $post->ID, Baca_Notifications::NOTIFY, true ), false ) . '>' . esc_html( $label ) . '</option>';
			}
			echo '</select></p>';
			$sent = (int) get_post_meta( $post->ID, Baca_Notifications::NOTIFIED, true );
			if ( $sent ) {
				/* translators: %s: date and time */
				echo '<p>' . esc_html( sprintf( __( 'Sent on %s', 'baca-reader' ), wp_date( get_option( 'date_format' ) . ' ' . get_option( 'time_format' ), $sent ) ) ) . '</p>';
			}
		}
		if ( 'publish' === $post->post_status && 'own' === Baca_Settings::get( 'analytics' ) ) {
			Baca_Statistics::chart( Baca_Statistics::sums( 'day', $post->ID ) );
			foreach ( Baca_Statistics::sums( 'post_id', $post->ID ) as $sum ) {
				echo '<p>' . esc_html__( 'Read to the end', 'baca-reader' ) . ' ';
				Baca_Statistics::depth( $sum );
				echo '</p>';
			}
		}
	}

	/**
	 * Returns whether the current user may send a message about a post: who may publish it.
	 *
	 * @param WP_Post $post The post.
	 * @return bool
	 */
	private static function may_notify( $post ) {
		$type = get_post_type_object( $post->post_type );
		return Baca_Notifications::is_on() && $type && current_user_can( $type->cap->publish_posts ) && current_user_can( 'edit_post', $post->ID );
	}

	/**
	 * Saves the box. Autosaves and revisions, and posts of other types, have none.
	 *
	 * @param int     $post_id The post.
	 * @param WP_Post $post    Its new state.
	 */
	public static function save( $post_id, $post ) {
		if ( ( defined( 'DOING_AUTOSAVE' ) && DOING_AUTOSAVE ) || wp_is_post_autosave( $post ) || wp_is_post_revision( $post ) || ! Baca_Settings::has_type( $post->post_type ) ) {
			return;
		}
		$nonce = isset( $_POST['baca_nonce'] ) && is_string( $_POST['baca_nonce'] ) ? sanitize_text_field( wp_unslash( $_POST['baca_nonce'] ) ) : '';
		if ( ! wp_verify_nonce( $nonce, 'baca_post_' . $post_id ) || ! current_user_can( 'edit_post', $post_id ) ) {
			return;
		}
		if ( empty( $_POST['baca_off'] ) ) {
			delete_post_meta( $post_id, Baca_Article::OFF );
		} else {
			update_post_meta( $post_id, Baca_Article::OFF, 1 );
		}
		if ( ! self::may_notify( $post ) ) {
			// What an editor has chosen stays.
			return;
		}
		$choice = isset( $_POST['baca_notify'] ) && is_string( $_POST['baca_notify'] ) ? sanitize_key( $_POST['baca_notify'] ) : '';
		if ( ! in_array( $choice, array( 'none', 'all', 'story' ), true ) ) {
			delete_post_meta( $post_id, Baca_Notifications::NOTIFY );
			return;
		}
		// The classic editor publishes in this request: after_save() sends. The editor with blocks has published before.
		$is_published = 'publish' === $post->post_status && ! empty( $_POST['original_post_status'] ) && 'publish' === $_POST['original_post_status'];
		$is_block     = ! empty( $_GET['meta-box-loader'] ); // phpcs:ignore WordPress.Security.NonceVerification -- Verified above.
		if ( 'publish' === $post->post_status && ( $is_published || $is_block ) ) {
			// What the settings have sent a moment ago is not sent again.
			$sent = (int) get_post_meta( $post_id, Baca_Notifications::NOTIFIED, true );
			if ( 'none' !== $choice && '' === $post->post_password && $sent < time() - MINUTE_IN_SECONDS ) {
				Baca_Notifications::enqueue( $post, $choice );
			}
			return;
		}
		update_post_meta( $post_id, Baca_Notifications::NOTIFY, $choice );
	}
}
