//! Runs the cases of a property. The command's tests use it as well.
#![allow(dead_code)] // each test file uses its own part

use crate::mutate::Random;
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::time::{Duration, Instant};

/// Longest time of a case; a case takes some milliseconds.
const MAX_TIME: Duration = Duration::from_secs(20);

/// Returns the number in an environment variable.
pub fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|text| text.parse().ok())
}

/// Calls `check` with the random numbers of each case, of which there are `count` unless `BACA_CASES` is set.
/// It returns whether the case was valid input, or what is wrong. Panics with the cases that failed, and if
/// less than one case in `one_in` was valid.
pub fn each_case(count: u64, one_in: u64, check: impl Fn(&mut Random) -> Result<bool, String>) {
    let seed = number("BACA_SEED").unwrap_or(1) << 32;
    let cases = match number("BACA_CASE") {
        Some(case) => case..case + 1,
        None => 0..number("BACA_CASES").unwrap_or(count),
    };
    let count = cases.end - cases.start;
    let (mut valid, mut failures) = (0, Vec::new());
    for case in cases {
        let begun = Instant::now();
        let run = || check(&mut Random::new(seed + case));
        let outcome = catch_unwind(AssertUnwindSafe(run))
            .unwrap_or_else(|_| Err("it panicked".into()))
            .and_then(|ok| match begun.elapsed() {
                time if time > MAX_TIME => Err(format!("it took {time:?}")),
                _ => Ok(ok),
            });
        match outcome {
            Ok(ok) => valid += u64::from(ok),
            Err(line) => failures.push(format!("case {case}: {line}")),
        }
    }
    let shown = failures.iter().take(20).cloned().collect::<Vec<_>>().join("\n");
    assert!(failures.is_empty(), "{} of {count} cases failed:\n{shown}", failures.len());
    assert!(count < 50 || valid * one_in >= count, "only {valid} of {count} cases were valid");
}
