//! The analyses of `cases/language/paragraphs.md` are those that were read and judged.

use std::fmt::Write as _;
use std::path::Path;

use dateline_lang::{Analyse, Model};
use dateline_text::ByteSpan;

#[test]
fn aligned_analyses_are_those_that_were_read() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/language/paragraphs.md");
    let old = std::fs::read_to_string(&path).unwrap();
    let model = Model::read(dateline_models::english()).unwrap();
    let mut worker = model.worker();
    let mut new = String::new();
    let mut cases = 0;
    for (number, section) in old.split("\n## ").enumerate() {
        if number == 0 {
            new.push_str(section);
            continue;
        }
        cases += 1;
        let (before, after) = section.split_once("```text\n").expect("a case has a text");
        let (text, after) = after.split_once("```\n").expect("a text ends");
        // What a reader noted stands after the table.
        let notes = after.split_once("```conllu\n").and_then(|(_, rest)| rest.split_once("```\n")).map_or(after, |(_, notes)| notes);
        let notes = notes.trim();
        write!(new, "\n## {before}```text\n{text}```\n\n```conllu\n{}```\n", table(&mut worker, text)).unwrap();
        if !notes.is_empty() {
            write!(new, "\n{notes}\n").unwrap();
        }
    }
    assert!(cases >= 12);
    if std::env::var_os("ALIGNED").is_some_and(|value| value == "update") {
        std::fs::write(&path, &new).unwrap();
    } else {
        let differs = old.lines().zip(new.lines()).find(|(old, new)| old != new);
        assert!(old == new, "the analysis changed: {differs:?}");
    }
}

/// One line a word, in columns as wide as they need to be.
fn table(worker: &mut impl Analyse, text: &str) -> String {
    let mut start = 0;
    let paragraphs: Vec<_> = text
        .split_inclusive('\n')
        .map(|line| {
            start += line.len();
            ByteSpan::new(start - line.len(), start)
        })
        .collect();
    let analysis = worker.analyse(text, &paragraphs);
    let mut out = String::new();
    for (number, sentence) in analysis.sentences().iter().enumerate() {
        let rows: Vec<[String; 9]> = sentence
            .clone()
            .map(|word| {
                let name = analysis.names.iter().find(|name| name.words.contains(&word));
                [
                    (word - sentence.start + 1).to_string(),
                    analysis.form(text, word).to_owned(),
                    analysis.lemma(word).to_owned(),
                    analysis.tags[word].upos.to_string(),
                    analysis.tags[word].xpos.to_string(),
                    analysis.head(word).map_or(0, |head| head - sentence.start + 1).to_string(),
                    analysis.labels[word].to_string(),
                    name.map_or_else(
                        || "-".to_owned(),
                        |name| format!("{}-{}", if name.words.start == word { 'B' } else { 'I' }, name.kind),
                    ),
                    analysis.morphs[word].to_string(),
                ]
            })
            .collect();
        let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
        let widths: Vec<_> = (0..8).map(width).collect();
        if number > 0 {
            out.push('\n');
        }
        for row in &rows {
            let line: String = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}  ")).collect();
            writeln!(out, "{line}{}", row[8]).unwrap();
        }
    }
    out
}
