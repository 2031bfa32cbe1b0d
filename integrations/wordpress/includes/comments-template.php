<?php
/**
 * The theme's own comments, in an element that is hidden once the reader shows them.
 *
 * @package Baca
 */

defined( 'ABSPATH' ) || exit;

$baca_template = Baca_Comments::template();
echo '<div class="baca-theme-comments">';
if ( is_file( $baca_template ) ) {
	require $baca_template;
}
echo '</div>';
