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

/// The words of a command; quotation marks hold words together.
fn words(command: &str) -> Vec<String> {
    let (mut all, mut is_quoted) = (vec![String::new()], false);
    for letter in command.chars() {
        match letter {
            '"' => is_quoted = !is_quoted,
            ' ' if !is_quoted => all.push(String::new()),
            _ => all.last_mut().unwrap().push(letter),
        }
    }
    all.retain(|word| !word.is_empty());
    all
}

/// What a command of the README prints in this folder; `None` for those that run the tests themselves.
fn run(command: &str, folder: &Path) -> Option<String> {
    let arguments = command.strip_prefix("cargo run --release -- ").or_else(|| command.strip_prefix("dateline "))?;
    let output = Command::new(env!("CARGO_BIN_EXE_dateline")).args(words(arguments)).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8(output.stdout).unwrap())
}

/// A folder in which the repository's files are found by the same names, and where a ledger may be made.
fn workplace() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("readme-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    for name in ["cases", "crates"] {
        std::os::unix::fs::symlink(root().canonicalize().unwrap().join(name), folder.join(name)).unwrap();
    }
    folder
}

#[test]
fn commands_print_what_stands_after_them() {
    let path = root().join("README.md");
    let text = std::fs::read_to_string(&path).unwrap();
    let lines: Vec<_> = text.lines().collect();
    let fences = fences(&lines);
    let update = std::env::var("README").is_ok_and(|value| value == "update");
    let mut renewed: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
    let folder = workplace();
    let mut printed: Vec<(usize, usize, String)> = Vec::new();
    for (at, (_, start, end)) in fences.iter().enumerate().filter(|(_, fence)| fence.0 == "sh") {
        // A block may prepare something before the command that is answered, which is its last.
        let outputs: Vec<Option<String>> = lines[*start..*end].iter().map(|command| run(command, &folder)).collect();
        let answer = fences.get(at + 1).filter(|next| next.0 == "text");
        if let (Some((_, from, to)), Some(Some(output))) = (answer, outputs.into_iter().last()) {
            printed.push((*from, *to, output));
        }
    }
    let checked = printed.len();
    for (from, to, output) in printed.into_iter().rev() {
        if update {
            renewed.splice(from..to, output.trim_end().lines().map(str::to_owned));
        } else {
            assert_eq!(lines[from..to].join("\n"), output.trim_end(), "line {from}");
        }
    }
    let _ = std::fs::remove_dir_all(&folder);
    assert!(checked > 0, "the README runs the program");
    if update {
        std::fs::write(&path, renewed.join("\n") + "\n").unwrap();
    }
}
