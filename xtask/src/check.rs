//! `cargo xtask check`: format, lints, tests; the last line counts the tests.

use std::io::{BufRead, BufReader};
use std::process::Stdio;

use anyhow::{Context, bail};

use crate::cargo;

/// What must hold besides the tests.
const LINTS: [(&str, &[&str]); 2] =
    [("format", &["fmt", "--all", "--check"]), ("clippy", &["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"])];

/// Runs everything, also after a failure, so that one run shows all there is to mend.
pub fn run() -> anyhow::Result<()> {
    let mut faults = Vec::new();
    for (name, arguments) in LINTS {
        eprintln!("== {name}");
        if !cargo(arguments).status().with_context(|| format!("cargo {}", arguments[0]))?.success() {
            faults.push(name);
        }
    }
    eprintln!("== tests");
    let tests = run_tests()?;
    if !tests.is_well {
        faults.push("tests");
    }
    let faulty = if faults.is_empty() { String::new() } else { format!(" (at fault: {})", faults.join(", ")) };
    println!("{} passed, {} failed{faulty}", tests.passed, tests.failed);
    if !faults.is_empty() {
        bail!("{} at fault", faults.join(", "));
    }
    Ok(())
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Tests {
    passed: u64,
    failed: u64,
    is_well: bool,
}

/// Runs the unit, integration and documentation tests, and passes on what `cargo test` prints.
fn run_tests() -> anyhow::Result<Tests> {
    let mut child = cargo(&["test", "--workspace", "--no-fail-fast", "--quiet"]).stdout(Stdio::piped()).spawn().context("cargo test")?;
    let mut tests = Tests::default();
    for line in BufReader::new(child.stdout.take().context("the pipe was asked for")?).lines() {
        let line = line?;
        println!("{line}");
        if let Some((passed, failed)) = counts(&line) {
            tests.passed += passed;
            tests.failed += failed;
        }
    }
    tests.is_well = child.wait()?.success();
    Ok(tests)
}

/// The counts in `test result: ok. 12 passed; 0 failed; …`.
fn counts(line: &str) -> Option<(u64, u64)> {
    let (_, counted) = line.strip_prefix("test result: ")?.split_once(". ")?;
    let mut parts = counted.split("; ");
    let mut count = |name: &str| parts.next()?.strip_suffix(name)?.trim().parse().ok();
    Some((count(" passed")?, count(" failed")?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_read_from_the_lines_of_cargo_test() {
        assert_eq!(counts("test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out"), Some((12, 0)));
        assert_eq!(counts("test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured"), Some((3, 2)));
        assert_eq!(counts("running 12 tests"), None);
    }
}
