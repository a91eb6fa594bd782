//! What leaves a ledger, from outside: transcripts that a person can read, and what is told when something is wrong.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../cases/ledger");

fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    for file in ["sarnovo.jsonl", "sarnovo-sheet.csv"] {
        std::fs::copy(Path::new(CASES).join(file), folder.join(file)).unwrap();
    }
    // The same week before its last page came, read by a program that took the twenty of the courier for two.
    let case = std::fs::read_to_string(Path::new(CASES).join("sarnovo.jsonl")).unwrap();
    let lines: Vec<&str> = case.lines().collect();
    let earlier: Vec<String> =
        lines[..lines.len() - 1].iter().map(|line| line.replace("\"low\": 20, \"high\": 20", "\"low\": 2, \"high\": 2")).collect();
    assert_ne!(earlier, lines[..lines.len() - 1]);
    std::fs::write(folder.join("earlier.jsonl"), earlier.join("\n") + "\n").unwrap();
    folder
}

fn dateline(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dateline")).args(arguments).current_dir(folder).output().unwrap()
}

#[test]
fn the_case_is_told_as_it_was_read() {
    let folder = scratch("leaving");
    let path = Path::new(CASES).join("leaving.md");
    let old = std::fs::read_to_string(&path).unwrap();
    let mut new = String::new();
    let mut is_console = false;
    for line in old.lines() {
        if line.starts_with("```") {
            is_console = line == "```console";
        } else if is_console && !line.starts_with("$ ") {
            // What was told the last time.
            continue;
        }
        new.push_str(line);
        new.push('\n');
        let Some(command) = line.strip_prefix("$ ").filter(|_| is_console) else { continue };
        let words: Vec<&str> = command.split(' ').collect();
        match words[0] {
            "dateline" => {
                let (words, to) = match words.iter().position(|it| *it == ">") {
                    Some(at) => (&words[1..at], Some(words[at + 1])),
                    None => (&words[1..], None),
                };
                let output = dateline(&folder, words);
                assert_eq!(output.status.code(), Some(0), "{command}: {}", String::from_utf8_lossy(&output.stderr));
                match to {
                    Some(to) => std::fs::write(folder.join(to), output.stdout).unwrap(),
                    None => new.push_str(&String::from_utf8(output.stdout).unwrap()),
                }
            }
            "cat" => new.push_str(&std::fs::read_to_string(folder.join(words[1])).unwrap()),
            "ls" => {
                let mut names: Vec<String> =
                    std::fs::read_dir(folder.join(words[1])).unwrap().map(|it| it.unwrap().file_name().into_string().unwrap()).collect();
                names.sort();
                new.push_str(&format!("{}\n", names.join("  ")));
            }
            other => panic!("{other}: no command of a transcript"),
        }
    }
    if std::env::var_os("CASES").is_some_and(|value| value == "update") {
        std::fs::write(&path, &new).unwrap();
    } else {
        let differs = old.lines().zip(new.lines()).find(|(old, new)| old != new);
        assert!(old == new, "what leaves the ledger is something else: {differs:#?}");
    }
}

#[test]
fn what_is_wrong_is_one_line() {
    let folder = scratch("wrong");
    assert_eq!(dateline(&folder, &["add", "week.db", "sarnovo.jsonl", "--format", "contract", "--quiet"]).status.code(), Some(0));
    let sheet = std::fs::read_to_string(folder.join("sarnovo-sheet.csv")).unwrap();
    let write = |name: &str, text: String| std::fs::write(folder.join(name), text).unwrap();
    let mut lines: Vec<&str> = sheet.lines().collect();
    write("maybe.csv", sheet.replacen(",y,", ",maybe,", 1));
    write("short.csv", sheet.replacen(",y,", ",", 1));
    write("other.csv", "name,value\na,b\n".to_owned());
    write("stranger.csv", sheet.replace("22c02068155dfa69.v", "22c02068155dfa69.x"));
    write("uneven.csv", sheet.replacen(",ASSAULT,9,", ",ASSAULT,8,", 1));
    lines.push(lines[1]);
    write("twice.csv", lines.join("\n"));
    std::fs::create_dir(folder.join("full")).unwrap();
    write("full/letter.txt", String::new());
    for (arguments, cause) in [
        (
            vec!["export", "week.db", "--to", "parquet", "full"],
            "dateline: full: holds letter.txt, and no export of dateline; name another folder, or give --force",
        ),
        (vec!["export", "none.db", "--to", "csv", "out"], "dateline: none.db: no such ledger"),
        (vec!["export", "week.db", "--to", "xlsx", "out"], "invalid value 'xlsx'"),
        (vec!["export", "week.db", "--to", "csv", "week.db/out"], "dateline: week.db: "),
        (vec!["diff", "week.db", "none.db"], "dateline: none.db: no such ledger"),
        (vec!["diff", "week.db", "week.db", "--ignore", "colour"], "dateline: --ignore colour: no field of this name"),
        (vec!["audit", "week.db"], "--sample <N>"),
        (
            vec!["audit", "week.db", "--sample", "3", "--layer", "places"],
            "dateline: --layer places: no layer that can be judged: events, statements, tolls, commitments, mentions",
        ),
        (vec!["audit", "week.db", "--sheet", "none.csv"], "dateline: none.csv: "),
        (vec!["audit", "week.db", "--sheet", "maybe.csv"], ": \"maybe\" is none of y, n, ?"),
        (vec!["audit", "week.db", "--sheet", "short.csv"], "cells where the head has"),
        (
            vec!["audit", "week.db", "--sheet", "other.csv"],
            "dateline: other.csv: is no coding sheet: its head begins with record,layer,stratum,of,document,excerpt",
        ),
        (vec!["audit", "week.db", "--sheet", "stranger.csv"], " is not in this ledger"),
        (vec!["audit", "week.db", "--sheet", "uneven.csv"], ": of: "),
        (vec!["audit", "week.db", "--sheet", "twice.csv"], " stands here twice"),
    ] {
        let output = dateline(&folder, &arguments);
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), told.lines().count(), output.stdout.len()), (Some(2), 1, 0), "{arguments:?}: {told}");
        assert!(told.starts_with("dateline: ") && told.contains(cause), "{arguments:?}: {told}");
    }
    assert!(
        !folder.join("out").exists() && std::fs::read_dir(folder.join("full")).unwrap().count() == 1,
        "nothing is written where something is wrong"
    );
}

#[test]
fn a_sheet_is_the_same_again_and_another_with_another_seed() {
    let folder = scratch("sheet");
    dateline(&folder, &["add", "week.db", "sarnovo.jsonl", "--format", "contract", "--quiet"]);
    let sheet = |more: &[&str]| {
        let arguments: Vec<&str> = ["audit", "week.db", "--layer", "tolls", "--sample", "4"].iter().chain(more).copied().collect();
        String::from_utf8(dateline(&folder, &arguments).stdout).unwrap()
    };
    let (first, other) = (sheet(&[]), sheet(&["--seed", "2"]));
    assert_eq!((first.lines().count(), &first), (5, &sheet(&[])));
    assert_ne!(first, other);
    // A larger sample holds the smaller one: who judges more loses nothing.
    let all = String::from_utf8(dateline(&folder, &["audit", "week.db", "--layer", "tolls", "--sample", "8"]).stdout).unwrap();
    assert!(first.lines().all(|line| all.lines().any(|it| it == line)));
    // A spreadsheet that parts by semicolons and begins with a mark of order.
    std::fs::write(
        folder.join("semicolons.csv"),
        format!("\u{feff}{}", semicolons(&std::fs::read_to_string(folder.join("sarnovo-sheet.csv")).unwrap())),
    )
    .unwrap();
    let told = |file: &str| dateline(&folder, &["audit", "week.db", "--sheet", file, "-o", "jsonl"]).stdout;
    assert!(!told("sarnovo-sheet.csv").is_empty() && told("semicolons.csv") == told("sarnovo-sheet.csv"));
}

/// The same sheet with other marks between its cells.
fn semicolons(sheet: &str) -> String {
    let mut is_quoted = false;
    sheet
        .chars()
        .map(|c| {
            is_quoted ^= c == '"';
            if c == ',' && !is_quoted { ';' } else { c }
        })
        .collect()
}
