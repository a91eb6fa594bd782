//! The language layer: sound for any text, the same for any number of threads, and of every character.

mod sound;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

use dateline_lang::{Analyse, Model};
use proptest::prelude::*;

static MODEL: LazyLock<Model<'static>> = LazyLock::new(|| Model::read(dateline_models::english()).unwrap());

proptest! {
    #[test]
    fn any_text_is_analysed_soundly(text in any::<String>()) {
        analyse(&text);
    }

    #[test]
    fn text_like_news_is_analysed_soundly(
        text in "([A-Z]?[a-z]{1,8}|U\\.S\\.|Mr\\.|don’t|can't|[0-9]{1,4}([.,:%-][0-9]{1,3})?|“|”|\"|'|\\(|\\)|--|…|[.!?]|@a|http://a\\.b/c|é|水|🇳🇴|\u{200d}|[ \u{a0}]|\n){0,80}",
    ) {
        analyse(&text);
        analyse(&text.replace("", " "));
    }
}

fn analyse(text: &str) {
    let paragraphs = sound::paragraphs(text);
    let analysis = MODEL.worker().analyse(text, &paragraphs);
    sound::assert_sound(text, &paragraphs, &analysis);
}

fn conllu(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    let output = command.args(["analyze", "--layer", "language", "-o", "conllu"]).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output
}

/// A fresh folder for one test.
fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// The texts of the cases, about a megabyte of them: with other numbers, dashes and capitals each time.
fn texts() -> Vec<String> {
    let mut files: Vec<PathBuf> = Vec::new();
    for folder in ["pages", "read"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases").join(folder);
        files.extend(std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()));
    }
    files.sort();
    let cases: Vec<String> = files.iter().map(|file| std::fs::read_to_string(file).unwrap()).collect();
    let (mut texts, mut bytes) = (Vec::new(), 0);
    for round in 0.. {
        for case in &cases {
            let mut text = case.replace('1', &round.to_string());
            if round % 3 == 1 {
                text = text.replace(" - ", " – ").replace('\'', "’");
            }
            if round % 4 == 2 {
                text = text.to_uppercase();
            }
            bytes += text.len();
            texts.push(text);
            if bytes >= 1_000_000 {
                return texts;
            }
        }
    }
    texts
}

#[test]
fn a_megabyte_is_the_same_whatever_the_jobs_and_every_time() {
    let folder = scratch("language-jobs");
    let mut lines = String::new();
    for text in texts() {
        writeln!(lines, "{}", serde_json::json!({ "text": text })).unwrap();
    }
    let file = folder.join("many.jsonl");
    std::fs::write(&file, lines).unwrap();
    let file = file.to_str().unwrap();
    let one = conllu(&[file, "--jobs", "1"]).stdout;
    for jobs in ["2", "2", "1"] {
        assert!(conllu(&[file, "--jobs", jobs]).stdout == one, "{jobs} jobs");
    }
}

/// The forms of CoNLL-U strung together, of multiword tokens their own.
fn forms(output: &str) -> String {
    let mut forms = String::new();
    let mut inside = 0;
    for row in output.lines() {
        let mut columns = row.split('\t');
        let (id, form) = (columns.next().unwrap_or_default(), columns.next().unwrap_or_default());
        if let Some((_, last)) = id.split_once('-').filter(|_| !row.starts_with('#')) {
            inside = last.parse().unwrap();
            forms += form;
        } else if let Ok(number) = id.parse::<usize>() {
            if number > inside {
                forms += form;
            }
        } else {
            inside = 0;
        }
    }
    forms.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn no_character_of_a_text_is_left_out() {
    let folder = scratch("language-forms");
    for (at, text) in texts().iter().take(8).enumerate() {
        let file = folder.join(format!("{at}.txt"));
        std::fs::write(&file, text).unwrap();
        let output = String::from_utf8(conllu(&[file.to_str().unwrap(), "--format", "text"]).stdout).unwrap();
        let visible: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        // The empty model finds no words.
        assert!(forms(&output) == visible, "{text}");
    }
}

#[test]
fn a_treebank_comes_back_with_its_own_words() {
    let folder = scratch("language-treebank");
    let file = folder.join("two.conllu");
    let row = |id: &str, form: &str, misc: &str| format!("{id}\t{form}\tL\tX\tX\tA=B\t0\tdep\t0:dep\t{misc}\n");
    let first = [row("1-2", "don't", "c=0"), row("1", "do", "_"), row("2", "n't", "NER=B-ORG|c=2"), row("2.1", "so", "_")].concat();
    let second = [row("1", "Velm", "SpaceAfter=No"), row("2", ".", "_")].concat();
    let text = format!("# newdoc id = a\n# sent_id = a1\n{first}\n# newdoc id = b\n# x\n{second}\n{second}\n");
    std::fs::write(&file, &text).unwrap();
    let output = String::from_utf8(conllu(&[file.to_str().unwrap(), "--format", "conllu"]).stdout).unwrap();
    assert_eq!(forms(&output), "don'tVelm.Velm.");
    let kept = |text: &str| {
        let lines = text.lines().filter(|line| !line.starts_with("2.1"));
        // Without the columns that are made anew, and without names.
        let cut =
            lines.map(|line| line.split('\t').enumerate().filter(|(at, _)| *at < 2).map(|(_, value)| value).collect::<Vec<_>>().join("\t"));
        cut.collect::<Vec<_>>()
    };
    assert_eq!(kept(&output), kept(&text));
    assert!(output.contains("c=2\n") && output.contains("SpaceAfter=No\n") && !output.contains("dep\t0:dep\tc=2"), "{output}");
}
