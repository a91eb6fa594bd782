//! Runs the literate cases of `cases/segment`: a fenced block `text`, and in `segments` its sentences, one a line, words
//! parted by a space, by `|` where they are one token. The weights are trained first; without the treebanks nothing runs.

use std::path::Path;

use dateline_lang::{Segmentation, Segmenter};
use dateline_text::ByteSpan;
use dateline_train::data::{self, OPEN_GENRES};
use dateline_train::segment::train;

#[test]
fn cases_hold() {
    let (Ok(ewt), Ok(gum)) = (data::read("ud-ewt-train.conllu.xz"), data::read("ud-gum-train.conllu.xz")) else { return };
    let mut training = data::documents(&ewt);
    training.extend(data::documents(&gum).into_iter().filter(|document| OPEN_GENRES.contains(&document.genre)));
    let model = train(&training);
    assert!(model.len() < 300_000, "the part is {} bytes", model.len());
    let segmenter = Segmenter::read(&model).expect("the trainer writes what the segmenter reads");
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
                "text" => given = outline(&segmenter, &body),
                "segments" if body != given => failures.push_str(&format!("\n{file} {heading}\n- {body}\n+ {given}\n")),
                _ => {}
            }
        }
    }
    assert!(failures.is_empty(), "{failures}");
}

/// What the segmenter makes of a text, a sentence a line.
fn outline(segmenter: &Segmenter<'_>, text: &str) -> String {
    let mut found = Segmentation::default();
    segmenter.segment(text, &[ByteSpan::new(0, text.len())], &mut found);
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
