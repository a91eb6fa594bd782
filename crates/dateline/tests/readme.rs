//! The README does what it says: each `sh` fence with a `text` fence after it is run, and prints what stands there.
//!
//! `README=update cargo test -p dateline --test readme` writes what is really printed into it.

use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A fenced block: its language, its first line's index and the index after its last.
fn fences(lines: &[&str]) -> Vec<(String, usize, usize)> {
    let mut found = Vec::new();
    let mut open: Option<(String, usize)> = None;
    for (at, line) in lines.iter().enumerate() {
        if let Some(language) = line.strip_prefix("```") {
            open = match open.take() {
                Some((language, start)) => {
                    found.push((language, start, at));
                    None
                }
                None => Some((language.to_owned(), at + 1)),
            };
        }
    }
    found
}

/// What a command of the README prints; `None` for those that run the tests themselves.
fn run(command: &str) -> Option<String> {
    let arguments = command.strip_prefix("cargo run --release -- ").or_else(|| command.strip_prefix("dateline "))?;
    let output = Command::new(env!("CARGO_BIN_EXE_dateline")).args(arguments.split_whitespace()).current_dir(root()).output().unwrap();
    assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8(output.stdout).unwrap())
}

#[test]
fn commands_print_what_stands_after_them() {
    let path = root().join("README.md");
    let text = std::fs::read_to_string(&path).unwrap();
    let lines: Vec<_> = text.lines().collect();
    let fences = fences(&lines);
    let update = std::env::var("README").is_ok_and(|value| value == "update");
    let mut renewed: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
    let mut checked = 0;
    for pair in fences.windows(2).rev() {
        let ((language, start, _), (next, from, to)) = (&pair[0], &pair[1]);
        if language != "sh" || next != "text" {
            continue;
        }
        let Some(printed) = run(lines[*start]) else { continue };
        checked += 1;
        if update {
            renewed.splice(from..to, printed.trim_end().lines().map(str::to_owned));
        } else {
            assert_eq!(lines[*from..*to].join("\n"), printed.trim_end(), "{}", lines[*start]);
        }
    }
    assert!(checked > 0, "the README runs the program");
    if update {
        std::fs::write(&path, renewed.join("\n") + "\n").unwrap();
    }
}
