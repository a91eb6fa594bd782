//! Runs the literate cases of `cases/`: Markdown whose headings name the cases, with an input and what it should come to.
//!
//! A fenced block `text` or `html` is the input; the fenced block `blocks` after it has one line per block:
//! `kind keep|drop`, `copy_of N` where there is one, and the block's first words. `cargo xtask cases --rewrite`
//! writes what the reader gives, for review.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::disallowed_macros,
    reason = "outside the pure crate: it needs files"
)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use dateline_read::{Reader, Record};

/// Characters of a block that an expectation shows.
const SHOWN: usize = 60;

#[test]
fn cases_hold() {
    let rewrite = env::var_os("DATELINE_REWRITE_CASES").is_some();
    let reader = Reader::new();
    let mut files = Vec::new();
    markdown(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases"), &mut files);
    files.sort();
    assert!(!files.is_empty(), "no cases found");
    let mut failures = String::new();
    for file in files {
        let source = fs::read_to_string(&file).expect("a case file is readable");
        let rewritten = run(&source, &reader, &file, &mut failures);
        if rewrite && rewritten != source {
            fs::write(&file, rewritten).expect("a case file is writable");
        }
    }
    assert!(rewrite || failures.is_empty(), "{failures}\n`cargo xtask cases --rewrite` writes what the reader gives, for review");
}

/// Every Markdown file below a folder.
fn markdown(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            markdown(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            files.push(path);
        }
    }
}

/// Runs one file; gives it with every expectation replaced by what came out, and reports the differences.
fn run(source: &str, reader: &Reader, file: &Path, failures: &mut String) -> String {
    let mut rewritten = String::new();
    let (mut heading, mut actual) = (String::new(), None);
    let mut lines = source.lines();
    while let Some(line) = lines.next() {
        rewritten.push_str(line);
        rewritten.push('\n');
        if line.starts_with('#') {
            line.trim_start_matches(['#', ' ']).clone_into(&mut heading);
        }
        let Some(fence) = line.strip_prefix("```") else { continue };
        let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        if fence == "blocks" {
            let expected = body.iter().map(|line| format!("{line}\n")).collect::<String>();
            let given: String = actual.take().unwrap_or(expected.clone());
            if given != expected {
                let _ = write!(failures, "\n{}: {heading}\n{}", file.display(), difference(&expected, &given));
            }
            rewritten.push_str(&given);
        } else {
            body.iter().for_each(|line| rewritten.extend([line, "\n"]));
            if matches!(fence, "text" | "html") {
                actual = Some(outline(reader, &body.join("\n"), fence == "html"));
            }
        }
        rewritten.push_str("```\n");
    }
    rewritten
}

/// What the reader makes of a page, a line a block.
fn outline(reader: &Reader, page: &str, html: bool) -> String {
    let payload = page.as_bytes().to_vec();
    let mut record = if html { Record::html(payload) } else { Record::text(payload) };
    record.charset = Some("utf-8".to_owned());
    let document = reader.read(&record);
    let mut outline = String::new();
    for block in &document.blocks {
        let words: String = block.span.of(&document.text).chars().take(SHOWN).collect();
        let copy = block.copy_of.map(|of| format!(" copy_of {of}")).unwrap_or_default();
        let _ = writeln!(outline, "{} {}{copy} {}", block.kind.name(), if block.keep { "keep" } else { "drop" }, words.trim_end());
    }
    outline
}

/// Two lists of lines against one another: `-` expected, `+` given, where they differ.
fn difference(expected: &str, given: &str) -> String {
    let (expected, given): (Vec<_>, Vec<_>) = (expected.lines().collect(), given.lines().collect());
    let mut shown = String::new();
    for number in 0..expected.len().max(given.len()) {
        match (expected.get(number), given.get(number)) {
            (Some(left), Some(right)) if left == right => {}
            (left, right) => {
                left.iter().for_each(|line| shown.push_str(&format!("  {number:3} - {line}\n")));
                right.iter().for_each(|line| shown.push_str(&format!("  {number:3} + {line}\n")));
            }
        }
    }
    shown
}
