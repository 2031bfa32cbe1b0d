//! Parses and formats decimal numbers by the platform. Rust's tables for it would add about 6 KB of
//! WebAssembly.

/// Parses a decimal number; `None` if `text` is not a number.
pub fn parse(text: &str) -> Option<f64> {
    #[cfg(not(browser))]
    return text.parse().ok();
    #[cfg(browser)]
    return crate::js::parse_number(text);
}

/// Parses a whole number of 1 to 18 digits without a sign; `None` for any other text. Instead of `str::parse`, which
/// checks for overflow at each digit.
///
/// ```
/// use baca_sys::number::whole;
///
/// assert_eq!((whole("007"), whole("-7"), whole("")), (Some(7), None, None));
/// ```
pub fn whole(text: &str) -> Option<i64> {
    let digits = text.bytes().map(|byte| byte.wrapping_sub(b'0'));
    let is_number = matches!(text.len(), 1..=18) && digits.clone().all(|digit| digit < 10);
    is_number.then(|| digits.fold(0, |number, digit| number * 10 + i64::from(digit)))
}

/// Formats a whole number. Instead of `to_string`, whose formatting options would enlarge the WebAssembly.
///
/// ```
/// use baca_sys::number::decimal;
///
/// assert_eq!((decimal(0), decimal(-120), decimal(i64::MIN)), ("0".into(), "-120".into(), i64::MIN.to_string()));
/// ```
pub fn decimal(number: impl Into<i64>) -> String {
    fn push(out: &mut String, number: u64) {
        if number > 9 {
            push(out, number / 10);
        }
        out.push(char::from(b'0' + (number % 10) as u8));
    }
    let number: i64 = number.into();
    let mut out = String::new();
    if number < 0 {
        out.push('-');
    }
    push(&mut out, number.unsigned_abs());
    out
}

/// Formats a number with the fewest digits that parse to the same number.
pub fn shortest(number: f64) -> String {
    #[cfg(not(browser))]
    return number.to_string();
    #[cfg(browser)]
    return crate::js::digits(number);
}
