<?php
// Compares luminance and contrast of the WordPress plugin with values of WCAG 2. Prints what differs, and ends with 1 then.

define( 'ABSPATH', __DIR__ );
require __DIR__ . '/../../integrations/wordpress/includes/class-baca-appearance.php';

$failures = 0;

function near( $what, $found, $wanted ) {
	global $failures;
	if ( null === $wanted ? null !== $found : abs( $found - $wanted ) > 0.0005 ) {
		++$failures;
		echo $what, ': ', var_export( $found, true ), ' instead of ', var_export( $wanted, true ), "\n";
	}
}

// Middle grey is dark in light, not in numbers; green is brighter than red and blue.
$luminances = array(
	'#000000' => 0,
	'#fff'    => 1,
	'#FFFFFF' => 1,
	'#808080' => 0.2159,
	'#777777' => 0.1845,
	'#ff0000' => 0.2126,
	'#0f0'    => 0.7152,
	'#0000ff' => 0.0722,
	'#0a0a0a' => 0.00304,
	'#28303d' => 0.0295,
	'#d1e4dd' => 0.7426,
	''        => null,
	'#12345'  => null,
	'#gggggg' => null,
	'red'     => null,
);
foreach ( $luminances as $color => $luminance ) {
	near( "the luminance of $color", Baca_Appearance::luminance( $color ), $luminance );
}
$contrasts = array(
	array( '#000', '#ffffff', 21 ),
	array( '#fff', '#fff', 1 ),
	array( '#777777', '#ffffff', 4.478 ),
	array( '#767676', '#ffffff', 4.542 ),
	array( '#ffff00', '#ffffff', 1.074 ),
	array( '#0000ff', '#ffffff', 8.592 ),
	array( '#0000ff', 'transparent', 1 ),
);
foreach ( $contrasts as list( $first, $second, $contrast ) ) {
	near( "the contrast of $first and $second", Baca_Appearance::contrast( $first, $second ), $contrast );
	near( "the contrast of $second and $first", Baca_Appearance::contrast( $second, $first ), $contrast );
}
// On a background that is not dark, black has the greater contrast.
foreach ( array( '#757575', '#767676', '#777777', '#ff0000', '#0000ff', '#1e90ff', '#808000' ) as $color ) {
	$is_dark = Baca_Appearance::luminance( $color ) < Baca_Appearance::DARK;
	near( "$color", $is_dark ? 1 : 0, Baca_Appearance::contrast( '#fff', $color ) > Baca_Appearance::contrast( '#000', $color ) ? 1 : 0 );
}
exit( $failures ? 1 : 0 );
