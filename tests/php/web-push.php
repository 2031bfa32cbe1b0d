<?php
// Compares the Web Push of the WordPress plugin with the examples of RFC 8291 (5) and RFC 8292 (2.4), and tries keys
// that are none. Prints what differs, and ends with 1 then.

define( 'ABSPATH', __DIR__ );
require __DIR__ . '/../../integrations/wordpress/includes/class-baca-web-push.php';

$failures = 0;

function same( $what, $found, $wanted ) {
	global $failures;
	if ( $found !== $wanted ) {
		++$failures;
		echo $what, ': ', var_export( $found, true ), ' instead of ', var_export( $wanted, true ), "\n";
	}
}

/** Returns a private key as PEM (RFC 5915) from its number and its point. */
function private_key( $number, $point ) {
	$der = hex2bin( '30770201010420' ) . $number . hex2bin( 'a00a06082a8648ce3d030107a144034200' ) . $point;
	return "-----BEGIN EC PRIVATE KEY-----\n" . chunk_split( base64_encode( $der ), 64, "\n" ) . '-----END EC PRIVATE KEY-----';
}

$decode    = array( 'Baca_Web_Push', 'decode' );
$point     = $decode( 'BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8' );
$ephemeral = array(
	'public'  => $point,
	'private' => private_key( $decode( 'yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw' ), $point ),
);
$receiver  = $decode( 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4' );
$auth      = $decode( 'BTBZMqHH6r4Tts7J_aSIgg' );
$body      = Baca_Web_Push::encrypt( 'When I grow up, I want to be a watermelon', $receiver, $auth, $decode( 'DGv6ra1nlYgDCS1FRnbzlw' ), $ephemeral );
same(
	'the message of RFC 8291',
	Baca_Web_Push::encode( (string) $body ),
	'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN'
);

// The signature is another one each time, so it is verified.
for ( $i = 0; $i < 200; $i++ ) {
	$keys   = Baca_Web_Push::create_keys();
	$header = Baca_Web_Push::authorization( 'https://push.example.net:8443/a/b?c', 'mailto:push@example.com', $keys, 1453523768 );
	if ( ! preg_match( '/^vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), k=([\w-]+)$/', (string) $header, $parts ) ) {
		same( 'the header', $header, 'vapid t=…, k=…' );
		break;
	}
	same( 'the head', $decode( $parts[1] ), '{"typ":"JWT","alg":"ES256"}' );
	same( 'the claims', $decode( $parts[2] ), '{"aud":"https://push.example.net:8443","exp":1453523768,"sub":"mailto:push@example.com"}' );
	same( 'the key', $decode( $parts[4] ), $keys['public'] );
	same( 'the length of the key', strlen( $keys['public'] ), 65 );
	$raw = $decode( $parts[3] );
	same( 'the length of the signature', strlen( $raw ), 64 );
	$der = '';
	foreach ( str_split( $raw, 32 ) as $number ) {
		$number = ltrim( $number, "\0" );
		$number = ord( $number[0] ) > 127 ? "\0" . $number : $number;
		$der   .= "\x02" . chr( strlen( $number ) ) . $number;
	}
	$der = "\x30" . chr( strlen( $der ) ) . $der;
	same( 'the verification', openssl_verify( "$parts[1].$parts[2]", $der, Baca_Web_Push::public_key( $keys['public'] ), OPENSSL_ALGO_SHA256 ), 1 );
}

// A message of the greatest length is one record; a longer one is not sent.
$length = strlen( (string) Baca_Web_Push::encrypt( str_repeat( 'x', Baca_Web_Push::MAX_BYTES ), $receiver, $auth ) );
same( 'the greatest length', $length, Baca_Web_Push::MAX_BYTES + 86 + 17 );
same( 'a body that push services accept', $length <= 4096, true );
same( 'a message that is too long', Baca_Web_Push::encrypt( str_repeat( 'x', Baca_Web_Push::MAX_BYTES + 1 ), $receiver, $auth ), null );

$off_curve      = $receiver;
$off_curve[64]  = chr( ord( $off_curve[64] ) ^ 1 );
$other_form     = $receiver;
$other_form[0]  = "\x06";
foreach ( array( '', "\x04", substr( $receiver, 0, 64 ), $receiver . "\0", $off_curve, $other_form, str_repeat( "\0", 65 ), "\x04" . str_repeat( "\xff", 64 ) ) as $bytes ) {
	same( 'no key: ' . bin2hex( $bytes ), Baca_Web_Push::public_key( $bytes ), null );
	same( 'no message for: ' . bin2hex( $bytes ), Baca_Web_Push::encrypt( 'x', $bytes, $auth ), null );
}
foreach ( array( 'a b', 'a+b', 'a/b', "a\n", 'ä', 'abcde' ) as $text ) {
	same( "no base64url: $text", $decode( $text ), null );
}
same( 'base64url with padding', $decode( 'YQ==' ), 'a' );
exit( $failures ? 1 : 0 );
