//! Runs the literate cases of `cases/segment`: a fenced block `text`, and in `segments` its sentences, one a line, words
//! parted by a space, by `|` where they are one token.

use std::path::Path;

use dateline_lang::{Analyse, Model};
use dateline_text::ByteSpan;

#[test]
fn cases_hold() {
    let model = Model::read(dateline_models::english()).expect("the model that is shipped can be read");
    let mut worker = model.worker();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/segment");
    let mut failures = String::new();
    for file in ["sentences.md", "words.md"] {
        let source = std::fs::read_to_string(folder.join(file)).expect("a case file is readable");
        let (mut heading, mut given) = ("", String::new());
        let mut lines = source.lines();
        while let Some(line) = lines.next() {
            if line.starts_with('#') {
                heading = line;
            }
            let Some(fence) = line.strip_prefix("```") else { continue };
            let body = lines.by_ref().take_while(|line| *line != "```").collect::<Vec<_>>().join("\n");
            match fence {
                "text" => given = outline(&mut worker, &body),
                "segments" if body != given => failures.push_str(&format!("\n{file} {heading}\n- {body}\n+ {given}\n")),
                _ => {}
            }
        }
    }
    assert!(failures.is_empty(), "{failures}");
}

/// What the segmenter makes of a text, a sentence a line.
fn outline(worker: &mut impl Analyse, text: &str) -> String {
    let found = worker.segment(text, &[ByteSpan::new(0, text.len())]);
    let sentence = |range: &std::ops::Range<usize>| {
        let word = |at: usize| {
            let gap = if at == range.start {
                ""
            } else if found.joined[at] {
                "|"
            } else {
                " "
            };
            format!("{gap}{}", found.spans[at].of(text))
        };
        range.clone().map(word).collect::<String>()
    };
    found.sentences.iter().map(sentence).collect::<Vec<_>>().join("\n")
}
