<?php
// Finds syntax and functions in the WordPress plugin that PHP 7.4 does not have, whatever newer version runs this. First
// tries it with samples. Prints what it finds, and ends with 1 then.

const NEW_FUNCTIONS = array( 'str_contains', 'str_starts_with', 'str_ends_with', 'get_debug_type', 'get_resource_id', 'fdiv', 'array_is_list', 'preg_last_error_msg', 'enum_exists', 'fsync', 'fdatasync', 'ini_parse_quantity', 'array_find', 'array_any', 'array_all', 'mb_trim', 'mb_ucfirst', 'mb_lcfirst', 'json_validate', 'str_increment', 'mb_str_pad', 'iterator_apply_all' );
const NEW_TYPES     = array( 'mixed', 'never', 'false', 'null', 'true' );
const VISIBILITY    = array( T_PUBLIC, T_PRIVATE, T_PROTECTED );

/** Returns the tokens of a code without spaces and comments: id, text and line. */
function tokens( $code ) {
	$tokens = array();
	$line   = 1;
	foreach ( token_get_all( $code ) as $token ) {
		list( $id, $text, $line ) = is_array( $token ) ? $token : array( $token, $token, $line );
		if ( ! in_array( $id, array( T_WHITESPACE, T_COMMENT, T_DOC_COMMENT ), true ) ) {
			$tokens[] = array( $id, $text, $line );
		}
	}
	return $tokens;
}

/** Returns what of a code is newer than PHP 7.4, as lines and names. */
function newer_in( $code ) {
	$named  = array(
		'T_MATCH'                    => 'match',
		'T_NULLSAFE_OBJECT_OPERATOR' => '?->',
		'T_ENUM'                     => 'enum',
		'T_READONLY'                 => 'readonly',
		'T_ATTRIBUTE'                => 'attribute',
		'T_NAME_QUALIFIED'           => 'qualified name',
	);
	$tokens = tokens( $code );
	$found  = array();
	// What is open: `f` the parameters of a function, `c` other brackets after a name, '' the rest.
	$open      = array();
	$is_params = false;
	foreach ( $tokens as $i => list( $id, $text, $line ) ) {
		$id_at   = static function ( $offset ) use ( $tokens, $i ) {
			return isset( $tokens[ $i + $offset ] ) ? $tokens[ $i + $offset ][0] : null;
		};
		$text_at = static function ( $offset ) use ( $tokens, $i ) {
			return isset( $tokens[ $i + $offset ] ) ? $tokens[ $i + $offset ][1] : '';
		};
		$add     = static function ( $what ) use ( &$found, $line ) {
			$found[] = "$line: $what";
		};
		$is_name = in_array( $id_at( -1 ), array( T_FUNCTION, T_OBJECT_OPERATOR, T_DOUBLE_COLON ), true );
		if ( is_int( $id ) && isset( $named[ token_name( $id ) ] ) && ! $is_name ) {
			$add( $named[ token_name( $id ) ] );
		}
		if ( T_FUNCTION === $id || T_FN === $id ) {
			$is_params = true;
		} elseif ( T_USE === $id && ')' === $text_at( -1 ) ) {
			$is_params = true;
		} elseif ( '(' === $id ) {
			$open[]    = $is_params ? 'f' : ( in_array( $id_at( -1 ), array( T_STRING, T_VARIABLE, ')', ']', T_STATIC ), true ) ? 'c' : '' );
			$is_params = false;
			if ( T_ELLIPSIS === $id_at( 1 ) && ')' === $text_at( 2 ) ) {
				$add( 'first-class callable' );
			}
		} elseif ( in_array( $id, array( '[', '{', T_CURLY_OPEN, T_DOLLAR_OPEN_CURLY_BRACES ), true ) ) {
			$open[] = '';
		} elseif ( in_array( $id, array( ')', ']', '}' ), true ) ) {
			$kind = array_pop( $open );
			if ( 'f' === $kind && ',' === $text_at( -1 ) ) {
				$add( 'comma after the last parameter' );
			}
			if ( ')' === $id && 'f' === $kind && ':' === $text_at( 1 ) && ( in_array( strtolower( $text_at( 2 ) ), NEW_TYPES, true ) || T_STATIC === $id_at( 2 ) || '|' === $text_at( 3 ) ) ) {
				$add( 'type of a result' );
			}
		}
		$inside = end( $open );
		if ( 'f' === $inside && in_array( $id, VISIBILITY, true ) ) {
			$add( 'promoted property' );
		}
		if ( 'f' === $inside && T_VARIABLE === $id && ( '|' === $text_at( -2 ) || in_array( strtolower( $text_at( -1 ) ), NEW_TYPES, true ) ) ) {
			$add( 'type of a parameter' );
		}
		if ( 'f' === $inside && T_NEW === $id ) {
			$add( 'new in a default' );
		}
		if ( 'c' === $inside && T_STRING === $id && ':' === $text_at( 1 ) && in_array( $text_at( -1 ), array( '(', ',' ), true ) ) {
			$add( 'named argument' );
		}
		if ( T_THROW === $id && ! in_array( $text_at( -1 ), array( ';', '{', '}', ':', ')' ), true ) ) {
			$add( 'throw as an expression' );
		}
		if ( T_CATCH === $id && ')' === $text_at( 3 ) ) {
			$add( 'catch without a variable' );
		}
		if ( T_DOUBLE_COLON === $id && T_CLASS === $id_at( 1 ) && T_VARIABLE === $id_at( -1 ) ) {
			$add( '$object::class' );
		}
		if ( T_LNUMBER === $id && preg_match( '/^0o/i', $text ) ) {
			$add( '0o' );
		}
		if ( T_STRING === $id && in_array( strtolower( $text ), NEW_FUNCTIONS, true ) && ! $is_name ) {
			$add( $text );
		}
	}
	return $found;
}

$failures = 0;
$samples  = array(
	'match ($a) { 1 => 2 };'                      => 'match',
	'$a?->b;'                                     => '?->',
	'f(name: 1);'                                 => 'named argument',
	'$a->b(1, name: 2);'                          => 'named argument',
	'class A { function __construct(private $a) {} }' => 'promoted property',
	'str_contains($a, $b);'                       => 'str_contains',
	'function f(int|string $a) {}'                => 'type of a parameter',
	'function f(mixed $a) {}'                     => 'type of a parameter',
	'function f(): static {}'                     => 'type of a result',
	'function f(): int|null {}'                   => 'type of a result',
	'function f($a, $b,) {}'                      => 'comma after the last parameter',
	'$f = fn($a) => $a ?? throw new E();'         => 'throw as an expression',
	'try { f(); } catch (E) {}'                   => 'catch without a variable',
	'$f = strlen(...);'                           => 'first-class callable',
	'#[A] function f() {}'                        => 'attribute',
	'$a::class;'                                  => '$object::class',
	'function f($a = new B()) {}'                 => 'new in a default',
	// All of this is in PHP 7.4.
	'$a = $b ? C : d(1);'                         => null,
	'f($a ? B : C, $d);'                          => null,
	'switch ($a) { case B: f(C); default: g(); }' => null,
	'f(...$a); function g(?int $a, ...$b): ?array { return array(1, 2,); } g(1, 2,);' => null,
	'class A { public ?int $a = null; public static function match() {} } $f = fn(int $a): int => $a; $b ??= A::class;' => null,
	'$f = static function ($a) use ($b) { throw new E(); };' => null,
	'if ($a) throw new E(); try { f(); } catch (E | F $e) { g(); } $o->str_contains($a);' => null,
);
foreach ( $samples as $code => $wanted ) {
	$found = newer_in( "<?php $code" );
	if ( ( null === $wanted ) !== ! $found || ( $wanted && "1: $wanted" !== $found[0] ) ) {
		++$failures;
		echo 'the sample ', $code, ': ', implode( ', ', $found ), "\n";
	}
}

$folder = dirname( __DIR__, 2 ) . '/integrations/wordpress';
$count  = 0;
foreach ( new RecursiveIteratorIterator( new RecursiveDirectoryIterator( $folder ) ) as $file ) {
	if ( 'php' !== $file->getExtension() ) {
		continue;
	}
	++$count;
	foreach ( newer_in( (string) file_get_contents( $file->getPathname() ) ) as $what ) {
		++$failures;
		echo substr( $file->getPathname(), strlen( $folder ) + 1 ), ':', $what, "\n";
	}
}
if ( $count < 15 ) {
	++$failures;
	echo "only $count files\n";
}
exit( $failures ? 1 : 0 );
