<?php
/**
 * Web Push: encryption of messages (RFC 8291, RFC 8188) and signatures of the sender (RFC 8292), with OpenSSL.
 *
 * @package Baca
 */

defined( 'ABSPATH' ) || exit;

// phpcs:disable WordPress.PHP.DiscouragedPHPFunctions.obfuscation_base64_encode -- The encoding of keys and messages.
// phpcs:disable WordPress.PHP.DiscouragedPHPFunctions.obfuscation_base64_decode

/**
 * Encrypts and signs. Knows nothing of WordPress.
 */
class Baca_Web_Push {

	/**
	 * Longest message, in bytes: push services accept bodies of 4096 bytes.
	 */
	const MAX_BYTES = 3900;

	/**
	 * DER of a SubjectPublicKeyInfo of a key on P-256, up to the point (RFC 5480).
	 */
	const PUBLIC_HEAD = '3059301306072a8648ce3d020106082a8648ce3d030107034200';

	/**
	 * Returns whether PHP can do what is needed.
	 *
	 * @return bool
	 */
	public static function is_available() {
		return function_exists( 'openssl_pkey_derive' ) && function_exists( 'hash_hkdf' )
			&& in_array( 'prime256v1', (array) openssl_get_curve_names(), true )
			&& in_array( 'aes-128-gcm', openssl_get_cipher_methods(), true );
	}

	/**
	 * Encodes bytes as base64url without padding.
	 *
	 * @param string $bytes The bytes.
	 * @return string
	 */
	public static function encode( $bytes ) {
		return rtrim( strtr( base64_encode( $bytes ), '+/', '-_' ), '=' );
	}

	/**
	 * Decodes base64url, with or without padding.
	 *
	 * @param string $text The text.
	 * @return string|null
	 */
	public static function decode( $text ) {
		$text = rtrim( $text, '=' );
		if ( preg_match( '/[^A-Za-z0-9_-]/', $text ) ) {
			return null;
		}
		$bytes = base64_decode( strtr( $text, '-_', '+/' ), true );
		return false === $bytes ? null : $bytes;
	}

	/**
	 * Creates a key pair on P-256.
	 *
	 * @return array|null `private` as PEM and `public` as uncompressed point.
	 */
	public static function create_keys() {
		$key = openssl_pkey_new(
			array(
				'curve_name'       => 'prime256v1',
				'private_key_type' => OPENSSL_KEYTYPE_EC,
			)
		);
		if ( ! $key || ! openssl_pkey_export( $key, $pem ) ) {
			return null;
		}
		$public = self::point_of( $key );
		return null === $public ? null : array(
			'private' => $pem,
			'public'  => $public,
		);
	}

	/**
	 * Returns the public key of a key pair as uncompressed point (65 bytes).
	 *
	 * @param resource|OpenSSLAsymmetricKey $key The key pair.
	 * @return string|null
	 */
	public static function point_of( $key ) {
		$details = openssl_pkey_get_details( $key );
		if ( ! isset( $details['ec']['x'], $details['ec']['y'] ) ) {
			return null;
		}
		return "\x04" . str_pad( $details['ec']['x'], 32, "\0", STR_PAD_LEFT ) . str_pad( $details['ec']['y'], 32, "\0", STR_PAD_LEFT );
	}

	/**
	 * Returns a public key for OpenSSL, or null if the bytes are no point on P-256.
	 *
	 * @param string $point The uncompressed point.
	 * @return resource|OpenSSLAsymmetricKey|null
	 */
	public static function public_key( $point ) {
		if ( 65 !== strlen( $point ) || "\x04" !== $point[0] ) {
			return null;
		}
		$der = hex2bin( self::PUBLIC_HEAD ) . $point;
		$key = openssl_pkey_get_public( "-----BEGIN PUBLIC KEY-----\n" . chunk_split( base64_encode( $der ), 64, "\n" ) . '-----END PUBLIC KEY-----' );
		return $key ? $key : null;
	}

	/**
	 * Encrypts a message for a subscription.
	 *
	 * @param string      $text      The message.
	 * @param string      $receiver  The subscription's key `p256dh`, 65 bytes.
	 * @param string      $auth      The subscription's key `auth`, 16 bytes.
	 * @param string|null $salt      16 bytes; random by default.
	 * @param array|null  $ephemeral Key pair of this message; new by default.
	 * @return string|null The body of the request, with content coding `aes128gcm`.
	 */
	public static function encrypt( $text, $receiver, $auth, $salt = null, $ephemeral = null ) {
		$key       = self::public_key( $receiver );
		$salt      = null === $salt ? random_bytes( 16 ) : $salt;
		$ephemeral = null === $ephemeral ? self::create_keys() : $ephemeral;
		if ( ! $key || ! $ephemeral || strlen( $text ) > self::MAX_BYTES ) {
			return null;
		}
		$secret = openssl_pkey_derive( $key, $ephemeral['private'] );
		if ( ! $secret ) {
			return null;
		}
		// RFC 8291, 3.3 and 3.4.
		$secret = str_pad( $secret, 32, "\0", STR_PAD_LEFT );
		$input  = hash_hkdf( 'sha256', $secret, 32, "WebPush: info\0" . $receiver . $ephemeral['public'], $auth );
		// RFC 8188, 2.2 and 2.3.
		$key    = hash_hkdf( 'sha256', $input, 16, "Content-Encoding: aes128gcm\0", $salt );
		$nonce  = hash_hkdf( 'sha256', $input, 12, "Content-Encoding: nonce\0", $salt );
		$tag    = '';
		$cipher = openssl_encrypt( $text . "\x02", 'aes-128-gcm', $key, OPENSSL_RAW_DATA, $nonce, $tag );
		if ( false === $cipher ) {
			return null;
		}
		return $salt . pack( 'N', 4096 ) . chr( 65 ) . $ephemeral['public'] . $cipher . $tag;
	}

	/**
	 * Returns the header `Authorization` for a push service.
	 *
	 * @param string $endpoint The subscription's address.
	 * @param string $subject  `mailto:` or `https:` address of the sender.
	 * @param array  $keys     The key pair of the site.
	 * @param int    $expires  When the signature ends, in seconds since 1970.
	 * @return string|null Null if the key cannot sign.
	 */
	public static function authorization( $endpoint, $subject, array $keys, $expires ) {
		$parts  = parse_url( $endpoint ); // phpcs:ignore WordPress.WP.AlternativeFunctions.parse_url_parse_url -- Without WordPress.
		$claims = array(
			'aud' => $parts['scheme'] . '://' . $parts['host'] . ( isset( $parts['port'] ) ? ':' . $parts['port'] : '' ),
			'exp' => $expires,
			'sub' => $subject,
		);
		$flags  = JSON_UNESCAPED_SLASHES;
		$text   = self::encode( '{"typ":"JWT","alg":"ES256"}' ) . '.' . self::encode( (string) json_encode( $claims, $flags ) ); // phpcs:ignore WordPress.WP.AlternativeFunctions.json_encode_json_encode -- Without WordPress.
		$private = openssl_pkey_get_private( $keys['private'] );
		if ( ! $private || ! openssl_sign( $text, $der, $private, OPENSSL_ALGO_SHA256 ) ) {
			return null;
		}
		$signature = self::raw_signature( $der );
		return null === $signature ? null : 'vapid t=' . $text . '.' . self::encode( $signature ) . ', k=' . self::encode( $keys['public'] );
	}

	/**
	 * Converts a signature from DER to the 64 bytes of JWS (RFC 7518, 3.4).
	 *
	 * @param string $der SEQUENCE of two INTEGERs.
	 * @return string|null
	 */
	private static function raw_signature( $der ) {
		$at  = 2;
		$raw = '';
		for ( $part = 0; $part < 2; $part++ ) {
			if ( ! isset( $der[ $at + 1 ] ) || "\x02" !== $der[ $at ] ) {
				return null;
			}
			$length = ord( $der[ $at + 1 ] );
			$number = ltrim( substr( $der, $at + 2, $length ), "\0" );
			$raw   .= str_pad( $number, 32, "\0", STR_PAD_LEFT );
			$at    += 2 + $length;
		}
		return 64 === strlen( $raw ) ? $raw : null;
	}
}
