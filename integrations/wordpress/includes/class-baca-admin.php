<?php
/**
 * The settings page.
 *
 * @package Baca
 */

defined( 'ABSPATH' ) || exit;

/**
 * Shows the settings, the checks of this site, and what the reader has counted.
 */
class Baca_Admin {

	const PAGE = 'baca-reader';

	/**
	 * Where the documentation is that hints name.
	 */
	const DOCS = 'https://github.com/baca-reader/baca/blob/main/docs/';

	/**
	 * Adds the hooks.
	 */
	public static function register() {
		add_action( 'admin_menu', array( __CLASS__, 'add_page' ) );
		add_action( 'admin_init', array( __CLASS__, 'register_setting' ) );
		add_action( 'admin_enqueue_scripts', array( __CLASS__, 'enqueue' ) );
	}

	/**
	 * Adds the page below "Settings".
	 */
	public static function add_page() {
		add_options_page( __( 'Baca Reader', 'baca-reader' ), __( 'Baca Reader', 'baca-reader' ), 'manage_options', self::PAGE, array( __CLASS__, 'show' ) );
	}

	/**
	 * Registers the option: WordPress checks the nonce and the capability `manage_options` before it saves.
	 */
	public static function register_setting() {
		register_setting(
			'baca_reader',
			Baca_Settings::OPTION,
			array(
				'type'              => 'array',
				'sanitize_callback' => array( 'Baca_Settings', 'sanitize' ),
			)
		);
	}

	/**
	 * Adds script and style to the page.
	 *
	 * @param string $page The page's hook.
	 */
	public static function enqueue( $page ) {
		if ( 'settings_page_' . self::PAGE !== $page ) {
			return;
		}
		wp_enqueue_style( 'baca-admin', plugins_url( 'assets/admin.css', BACA_READER_FILE ), array(), BACA_READER_VERSION );
		wp_enqueue_script( 'baca-admin', plugins_url( 'assets/admin.js', BACA_READER_FILE ), array(), BACA_READER_VERSION, true );
		wp_add_inline_script( 'baca-admin', 'window.bacaChecks = ' . wp_json_encode( self::checks(), JSON_HEX_TAG ) . ';', 'before' );
	}

	/**
	 * Returns what the script needs to check this site: addresses, and the texts of results.
	 *
	 * @return array
	 */
	private static function checks() {
		$types  = Baca_Settings::get( 'post_types' );
		$newest = $types ? get_posts(
			array(
				'post_type'    => $types,
				'numberposts'  => 1,
				'has_password' => false,
				// phpcs:ignore WordPress.DB.SlowDBQuery -- One post, on one page of the administration.
				'meta_query'   => array(
					array(
						'key'     => Baca_Article::OFF,
						'compare' => 'NOT EXISTS',
					),
				),
			)
		) : array();
		$folder = dirname( Baca_Article::script_url() );
		return array(
			'page'   => $newest ? get_permalink( $newest[0] ) : '',
			'script' => Baca_Article::script_url(),
			'module' => $folder . '/baca-app_bg.wasm',
			'config' => rest_url( 'baca/v1/config' ),
			'worker' => Baca_Notifications::is_on() ? Baca_Notifications::worker_url() : '',
			'report' => Baca_Notifications::is_on() ? rest_url( 'baca/v1/subscribe' ) : '',
			'texts'  => array(
				'good'        => __( 'Good', 'baca-reader' ),
				'bad'         => __( 'To do', 'baca-reader' ),
				'noPost'      => __( 'There is no published post to look at yet.', 'baca-reader' ),
				'page'        => __( 'The newest post has the reader.', 'baca-reader' ),
				'pageNot'     => __( 'The newest post does not have the reader. Clear the cache of your pages; a post with a form, or an empty one, keeps the theme’s page.', 'baca-reader' ),
				'delayed'     => __( 'Another plugin delays or combines the reader’s script. Exclude baca.js and front.js there.', 'baca-reader' ),
				'tag'         => __( 'No other plugin changes the reader’s script.', 'baca-reader' ),
				'ads'         => __( 'Another plugin puts advertisements into the text. The reader does not show them there: use the places below.', 'baca-reader' ),
				'nonce'       => __( 'A page for guests contains the nonce of a member: your page cache must not store pages of members.', 'baca-reader' ),
				'script'      => __( 'The reader’s files are served as JavaScript and WebAssembly.', 'baca-reader' ),
				'scriptNot'   => __( 'The server does not send the reader’s script as JavaScript.', 'baca-reader' ),
				'moduleNot'   => __( 'The server does not send .wasm files as application/wasm. The reader works, but starts later.', 'baca-reader' ),
				'compressed'  => __( 'The reader’s files are compressed.', 'baca-reader' ),
				'plain'       => __( 'The server does not compress .js and .wasm files: compressed, they are a third of the size.', 'baca-reader' ),
				'policy'      => __( 'The content security policy lets the reader work.', 'baca-reader' ),
				'policyNot'   => __( 'The content security policy needs ‘wasm-unsafe-eval’ in script-src.', 'baca-reader' ),
				'config'      => __( 'Guests receive the configuration.', 'baca-reader' ),
				'configNot'   => __( 'Guests do not receive the configuration: something blocks the REST API.', 'baca-reader' ),
				'secure'      => __( 'The connection to the site is secure.', 'baca-reader' ),
				'secureNot'   => __( 'Notifications and sharing need HTTPS.', 'baca-reader' ),
				'worker'      => __( 'The worker for notifications is at the root of the site.', 'baca-reader' ),
				'workerNot'   => __( 'The worker for notifications is not found. Save the permalinks once, and let the server pass baca-sw.js to WordPress.', 'baca-reader' ),
				'report'      => __( 'Subscriptions are received.', 'baca-reader' ),
				'reportNot'   => __( 'Subscriptions are not received: something blocks the REST API.', 'baca-reader' ),
				'unreachable' => __( 'could not be loaded', 'baca-reader' ),
			),
		);
	}

	/**
	 * Returns the results of the checks that are made on the server: texts and whether they are good.
	 *
	 * @return array
	 */
	private static function server_checks() {
		$checks = array();
		if ( Baca_Settings::get( 'notifications' ) ) {
			$checks[] = Baca_Web_Push::is_available()
				? array( true, __( 'PHP has OpenSSL, which notifications need.', 'baca-reader' ) )
				: array( false, __( 'PHP has no OpenSSL with elliptic curves: notifications stay off.', 'baca-reader' ) );
			if ( defined( 'DISABLE_WP_CRON' ) && DISABLE_WP_CRON ) {
				$checks[] = array( false, __( 'WP-Cron is switched off: notifications are sent when the system calls wp-cron.php.', 'baca-reader' ) );
			}
		}
		if ( defined( 'BACA_COMMAND' ) ) {
			$checks[] = Baca_Pages::is_on() && is_executable( BACA_COMMAND )
				? array( true, __( 'Posts are rendered on the server.', 'baca-reader' ) )
				: array( false, __( 'BACA_COMMAND is not a program that PHP may start: posts are rendered in the browser.', 'baca-reader' ) );
		}
		return $checks;
	}

	/**
	 * Shows the page.
	 */
	public static function show() {
		if ( ! current_user_can( 'manage_options' ) ) {
			return;
		}
		echo '<div class="wrap baca-admin"><h1>' . esc_html__( 'Baca Reader', 'baca-reader' ) . '</h1>';
		echo '<h2>' . esc_html__( 'This site', 'baca-reader' ) . '</h2><ul class="baca-checks" aria-live="polite">';
		foreach ( self::server_checks() as list( $is_good, $text ) ) {
			printf(
				'<li class="%1$s"><strong>%2$s</strong> %3$s</li>',
				$is_good ? 'good' : 'bad',
				$is_good ? esc_html__( 'Good', 'baca-reader' ) : esc_html__( 'To do', 'baca-reader' ),
				esc_html( $text )
			);
		}
		echo '</ul>';
		echo '<form action="options.php" method="post">';
		settings_fields( 'baca_reader' );
		self::hidden( 'revision', Baca_Settings::revision() );
		self::reader_section();
		self::appearance_section();
		self::comments_section();
		self::statistics_section();
		self::notifications_section();
		self::more_section();
		submit_button();
		echo '</form>';
		Baca_Statistics::show();
		echo '</div>';
	}

	/**
	 * Shows which posts have the reader.
	 */
	private static function reader_section() {
		self::begin( __( 'Reader', 'baca-reader' ) );
		$types = array();
		foreach ( Baca_Settings::possible_types() as $type ) {
			$types[ $type ] = get_post_type_object( $type )->labels->name;
		}
		self::row( __( 'Show in the reader', 'baca-reader' ), array( __CLASS__, 'checkboxes' ), 'post_types', $types );
		$shares = array(
			'native'   => __( 'The device’s own sharing', 'baca-reader' ),
			'copy'     => __( 'Copy the link', 'baca-reader' ),
			'whatsapp' => 'WhatsApp',
			'x'        => 'X',
			'facebook' => 'Facebook',
			'email'    => __( 'E-mail', 'baca-reader' ),
		);
		self::row( __( 'Sharing', 'baca-reader' ), array( __CLASS__, 'checkboxes' ), 'share', $shares );
		self::end();
	}

	/**
	 * Shows colours and sizes.
	 */
	private static function appearance_section() {
		self::begin( __( 'Appearance', 'baca-reader' ) );
		$modes = array(
			'theme' => __( 'Colours of the theme', 'baca-reader' ),
			'baca'  => __( 'Colours of Baca', 'baca-reader' ),
			'own'   => __( 'The colours below', 'baca-reader' ),
		);
		self::row( __( 'Colours', 'baca-reader' ), array( __CLASS__, 'select' ), 'appearance', $modes );
		$themes = array(
			'auto'     => __( 'Light or dark, as the device is set', 'baca-reader' ),
			'light'    => __( 'Light', 'baca-reader' ),
			'dark'     => __( 'Dark', 'baca-reader' ),
			'sepia'    => __( 'Sepia', 'baca-reader' ),
			'contrast' => __( 'High contrast', 'baca-reader' ),
		);
		self::row( __( 'Theme of Baca’s colours', 'baca-reader' ), array( __CLASS__, 'select' ), 'theme', $themes );
		self::row( __( 'Own colours', 'baca-reader' ), array( __CLASS__, 'color_fields' ), 'colors' );
		self::row( __( 'Text size in percent of the theme’s', 'baca-reader' ), array( __CLASS__, 'number' ), 'size', array( 70, 200 ) );
		self::end();
	}

	/**
	 * Shows the settings of comments.
	 */
	private static function comments_section() {
		self::begin( __( 'Comments', 'baca-reader' ) );
		self::row( __( 'Comments of WordPress', 'baca-reader' ), array( __CLASS__, 'checkbox' ), 'comments', __( 'Show and write them in the reader', 'baca-reader' ) );
		self::row( __( 'Guests', 'baca-reader' ), array( __CLASS__, 'checkbox' ), 'guests', __( 'May write without an account, unless Settings → Discussion requires one', 'baca-reader' ) );
		self::row( __( 'Other providers', 'baca-reader' ), array( __CLASS__, 'textarea' ), 'providers', __( 'A JSON list as in docs/comments.md: [{"type":"mastodon"}]', 'baca-reader' ) );
		self::end();
	}

	/**
	 * Shows where reading statistics go.
	 */
	private static function statistics_section() {
		self::begin( __( 'Statistics', 'baca-reader' ) );
		$modes = array(
			'own'     => __( 'Count on this site, without cookies and identifiers', 'baca-reader' ),
			'address' => __( 'Send to the address below', 'baca-reader' ),
			'none'    => __( 'Do not count', 'baca-reader' ),
		);
		self::row( __( 'Reading', 'baca-reader' ), array( __CLASS__, 'select' ), 'analytics', $modes );
		self::row( __( 'Address', 'baca-reader' ), array( __CLASS__, 'text' ), 'endpoint', 'url' );
		self::end();
	}

	/**
	 * Shows the settings of notifications.
	 */
	private static function notifications_section() {
		self::begin( __( 'Notifications', 'baca-reader' ) );
		self::row( __( 'Notifications', 'baca-reader' ), array( __CLASS__, 'checkbox' ), 'notifications', __( 'Readers can subscribe to this site', 'baca-reader' ) );
		$when  = array(
			'hand'   => __( 'When the author chooses it', 'baca-reader' ),
			'always' => __( 'With each new post', 'baca-reader' ),
			'terms'  => __( 'With each new post of these categories', 'baca-reader' ),
		);
		$terms = array();
		foreach ( get_categories( array( 'hide_empty' => false ) ) as $term ) {
			$terms[ $term->term_id ] = $term->name;
		}
		self::row( __( 'Send', 'baca-reader' ), array( __CLASS__, 'select' ), 'notify', $when );
		self::row( __( 'Categories', 'baca-reader' ), array( __CLASS__, 'checkboxes' ), 'notify_terms', $terms );
		self::row( __( 'Topics that readers can choose', 'baca-reader' ), array( __CLASS__, 'textarea' ), 'topics', __( 'One a line: the slug of a category, and a label: bola | Sepak bola', 'baca-reader' ) );
		$follows = array(
			'story'  => __( 'This story', 'baca-reader' ),
			'author' => __( 'Its author', 'baca-reader' ),
			'tag'    => __( 'Its tags', 'baca-reader' ),
		);
		self::row( __( 'Readers can follow', 'baca-reader' ), array( __CLASS__, 'checkboxes' ), 'follow', $follows );
		self::row( __( 'Ask after seconds of reading', 'baca-reader' ), array( __CLASS__, 'number' ), 'after_seconds', array( 0, 3600 ) );
		self::row( __( 'Ask after percent of the text', 'baca-reader' ), array( __CLASS__, 'number' ), 'after_percent', array( 0, 100 ) );
		self::row( __( 'Ask from this opened article on', 'baca-reader' ), array( __CLASS__, 'number' ), 'after_views', array( 1, 100 ) );
		self::row( __( 'Contact for push services', 'baca-reader' ), array( __CLASS__, 'text' ), 'contact', 'email' );
		self::end();
		Baca_Notifications::show();
	}

	/**
	 * Shows the field for all other members of the configuration.
	 */
	private static function more_section() {
		self::begin( __( 'More', 'baca-reader' ) );
		self::row( __( 'Places in the text', 'baca-reader' ), array( __CLASS__, 'textarea' ), 'places', __( 'For advertisements and forms, a JSON list as in docs/newsroom.md, with the HTML of each: [{"name":"iklan","after":3,"every":5,"max":4,"height":250,"html":"<div id=\'iklan-{n}\'></div>"}]', 'baca-reader' ) );
		self::row( __( 'Additional configuration', 'baca-reader' ), array( __CLASS__, 'textarea' ), 'extra', __( 'A JSON object as in docs/configuration.md: {"consent":{"comments":"ask"}}', 'baca-reader' ) );
		self::end();
	}

	/**
	 * Begins a section.
	 *
	 * @param string $title Its heading.
	 */
	private static function begin( $title ) {
		echo '<h2>' . esc_html( $title ) . '</h2><table class="form-table" role="presentation"><tbody>';
	}

	/**
	 * Ends a section.
	 */
	private static function end() {
		echo '</tbody></table>';
	}

	/**
	 * Shows a row with a field.
	 *
	 * @param string   $label Its label.
	 * @param callable $field Shows the field.
	 * @param string   $key   The setting.
	 * @param mixed    $more  What the field needs.
	 */
	private static function row( $label, $field, $key, $more = null ) {
		$is_group = in_array( $field[1], array( 'checkboxes', 'color_fields' ), true );
		echo '<tr><th scope="row">' . ( $is_group ? esc_html( $label ) : '<label for="baca-' . esc_attr( $key ) . '">' . esc_html( $label ) . '</label>' ) . '</th><td>';
		if ( $is_group ) {
			echo '<fieldset><legend class="screen-reader-text">' . esc_html( $label ) . '</legend>';
		}
		call_user_func( $field, $key, Baca_Settings::get( $key ), $more );
		echo ( $is_group ? '</fieldset>' : '' ) . '</td></tr>';
	}

	/**
	 * Returns the attributes `id` and `name` of a setting's field, escaped.
	 *
	 * @param string $key The setting.
	 * @return string
	 */
	private static function names( $key ) {
		return 'id="baca-' . esc_attr( $key ) . '" name="' . esc_attr( Baca_Settings::OPTION . '[' . $key . ']' ) . '"';
	}

	/**
	 * Shows a hidden field.
	 *
	 * @param string $key   The setting.
	 * @param string $value Its value.
	 */
	private static function hidden( $key, $value ) {
		// phpcs:ignore WordPress.Security.EscapeOutput -- names() is escaped.
		echo '<input type="hidden" ' . self::names( $key ) . ' value="' . esc_attr( $value ) . '">';
	}

	/**
	 * Shows a checkbox.
	 *
	 * @param string $key   The setting.
	 * @param bool   $value Its value.
	 * @param string $label The label.
	 */
	private static function checkbox( $key, $value, $label ) {
		// phpcs:ignore WordPress.Security.EscapeOutput -- names() and checked() are escaped.
		echo '<label><input type="checkbox" ' . self::names( $key ) . ' value="1"' . checked( $value, true, false ) . '> ' . esc_html( $label ) . '</label>';
	}

	/**
	 * Shows a checkbox for each value.
	 *
	 * @param string $key     The setting.
	 * @param array  $value   The chosen values.
	 * @param array  $choices Labels by value.
	 */
	private static function checkboxes( $key, $value, $choices ) {
		foreach ( $choices as $choice => $label ) {
			printf(
				'<label><input type="checkbox" name="%1$s" value="%2$s"%3$s> %4$s</label><br>',
				esc_attr( Baca_Settings::OPTION . '[' . $key . '][]' ),
				esc_attr( $choice ),
				checked( in_array( $choice, $value, true ), true, false ),
				esc_html( $label )
			);
		}
	}

	/**
	 * Shows a list to choose from.
	 *
	 * @param string $key     The setting.
	 * @param string $value   The chosen value.
	 * @param array  $choices Labels by value.
	 */
	private static function select( $key, $value, $choices ) {
		// phpcs:ignore WordPress.Security.EscapeOutput -- names() is escaped.
		echo '<select ' . self::names( $key ) . '>';
		foreach ( $choices as $choice => $label ) {
			printf( '<option value="%1$s"%2$s>%3$s</option>', esc_attr( $choice ), selected( $choice, $value, false ), esc_html( $label ) );
		}
		echo '</select>';
	}

	/**
	 * Shows a field for a number.
	 *
	 * @param string $key   The setting.
	 * @param int    $value Its value.
	 * @param int[]  $range Least and greatest value.
	 */
	private static function number( $key, $value, $range ) {
		// phpcs:ignore WordPress.Security.EscapeOutput -- names() is escaped.
		printf( '<input type="number" class="small-text" %1$s value="%2$d" min="%3$d" max="%4$d">', self::names( $key ), (int) $value, (int) $range[0], (int) $range[1] );
	}

	/**
	 * Shows a field for an address.
	 *
	 * @param string $key   The setting.
	 * @param string $value Its value.
	 * @param string $type  `url` or `email`.
	 */
	private static function text( $key, $value, $type ) {
		// phpcs:ignore WordPress.Security.EscapeOutput -- names() is escaped.
		echo '<input type="' . esc_attr( $type ) . '" class="regular-text" ' . self::names( $key ) . ' value="' . esc_attr( $value ) . '"' . self::locked( $key ) . '>';
		self::lock_hint( $key );
	}

	/**
	 * Returns the attribute of a field that the current user may not change.
	 *
	 * @param string $key The setting.
	 * @return string
	 */
	private static function locked( $key ) {
		return Baca_Settings::may_change( $key ) ? '' : ' readonly';
	}

	/**
	 * Says below a field that the current user may not change it.
	 *
	 * @param string $key The setting.
	 */
	private static function lock_hint( $key ) {
		if ( ! Baca_Settings::may_change( $key ) ) {
			echo '<p class="description">' . esc_html__( 'This needs the permission to post unfiltered HTML.', 'baca-reader' ) . '</p>';
		}
	}

	/**
	 * Shows a field for several lines.
	 *
	 * @param string $key   The setting.
	 * @param string $value Its value.
	 * @param string $hint  What to write.
	 */
	private static function textarea( $key, $value, $hint ) {
		// phpcs:ignore WordPress.Security.EscapeOutput -- names() is escaped.
		echo '<textarea class="large-text code" rows="4" ' . self::names( $key ) . self::locked( $key ) . '>' . esc_textarea( $value ) . '</textarea><p class="description">'
			. preg_replace( '#docs/([a-z-]+\.md)#', '<a href="' . esc_url( self::DOCS ) . '$1">$0</a>', esc_html( $hint ) ) . '</p>';
		self::lock_hint( $key );
	}

	/**
	 * Shows five fields for colours.
	 *
	 * @param string $key   The setting.
	 * @param array  $value The colours by name.
	 */
	private static function color_fields( $key, $value ) {
		$labels   = array(
			'text'       => __( 'Text', 'baca-reader' ),
			'muted'      => __( 'Secondary text', 'baca-reader' ),
			'background' => __( 'Background', 'baca-reader' ),
			'accent'     => __( 'Links and controls', 'baca-reader' ),
			'border'     => __( 'Lines', 'baca-reader' ),
		);
		$defaults = array(
			'text'       => '#1b1b18',
			'muted'      => '#5b5850',
			'background' => '#fffefb',
			'accent'     => '#9a2a17',
			'border'     => '#d8d3c8',
		);
		foreach ( $labels as $name => $label ) {
			printf(
				'<label class="baca-color"><input type="color" name="%1$s" value="%2$s"> %3$s</label> ',
				esc_attr( Baca_Settings::OPTION . '[' . $key . '][' . $name . ']' ),
				esc_attr( isset( $value[ $name ] ) ? $value[ $name ] : $defaults[ $name ] ),
				esc_html( $label )
			);
		}
	}
}
